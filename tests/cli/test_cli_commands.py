"""The other commands: checks, explain, packs, settings, record."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from postigo.__main__ import main
from postigo.cli import record
from postigo.core.codec import decode
from postigo.core.system import Platform
from postigo.system import recording
from postigo.system.replay import Replay
from postigo.windows_calls import CALLS
from tests.support.program import RECORDINGS, inside, posix, postigo, recorded, refused
from tests.support.teletype import Screen
from tests.support.with_packs import Install

pytestmark = pytest.mark.usefixtures("home")


# --- the other commands ----------------------------------------------------------------------------------------------


def test_checks_lists_what_there_is_tip_by_tip() -> None:
    shown = inside("checks").stdout
    assert re.search(r"^\d+ checks on (Linux|Windows|macOS):$", shown, re.MULTILINE)
    assert re.search(r"^2 · Camera and mic\n(  camera\.[a-z-]+ +\w.*\n)+", shown, re.MULTILINE)


def test_checks_of_a_remembered_machine_are_those_of_its_system() -> None:
    path = next(iter(sorted((RECORDINGS / "firewall.enabled").glob("windows-*.json"))))
    assert "checks on Windows:" in inside("checks", "--replay", str(path)).stdout


def test_the_phone_is_told_for_both_systems_or_one_with_the_safety_note_before_its_steps() -> None:
    both = inside("phone").stdout
    assert [line for line in both.splitlines() if line in {"Android", "iPhone"}] == ["Android", "iPhone"]
    assert re.search(r"Samsung: Settings > Security and privacy", both)
    iphone = " ".join(inside("phone", "--iphone", "--lang", "es").stdout.split())
    assert "Ajustes > General > VPN y gestión de dispositivos" in iphone
    assert "Play Store" not in iphone
    assert iphone.index("Antes de cambiar esto") < iphone.index("de momento déjalo como está")
    assert "@" not in both


def test_explain_tells_what_a_check_reads_and_can_miss_and_how_it_is_fixed() -> None:
    shown = inside("explain", "firewall.enabled").stdout
    headings = ["Why", "What it reads", "What it can miss", "What is given away", "How it is fixed"]
    assert [line for line in shown.splitlines() if line in headings] == headings
    assert "It looks at the whole computer, and at nobody's account." in " ".join(shown.split())
    assert "From the pack postigo_checks" in shown
    spanish = inside("explain", "firewall.enabled", "--lang", "es").stdout
    assert "Por qué" in spanish
    assert "Why" not in spanish


def test_a_strangers_pack_runs_only_while_it_is_enabled(install: Install) -> None:
    install("wellbehaved")
    listed = postigo("packs").stdout
    assert "wellbehaved 1.0, from wellbehaved: off" in listed
    assert "postigo_checks" in listed
    assert "is off. To allow it: postigo packs enable wellbehaved" in refused("audit", "wellbehaved:is.good")
    assert "wellbehaved 1.0, from wellbehaved: runs" in postigo("packs", "enable", "wellbehaved").stdout
    assert postigo("packs", "enable", "wellbehaved").returncode == 0
    assert postigo("audit", "wellbehaved:is.good").returncode == 0
    assert "wellbehaved:is.good" in postigo("checks").stdout
    assert "off" in postigo("packs", "disable", "wellbehaved").stdout
    assert "is off" in refused("audit", "wellbehaved:is.good")


def test_a_broken_pack_is_listed_with_its_error_and_makes_no_audit_good(install: Install) -> None:
    install("not_importable")
    done = postigo("packs", "enable", "not_importable")
    assert done.returncode == 3
    assert "not_importable 1.0, from not-importable: broken" in done.stdout
    path = recorded("update.auto", "good")
    looked = postigo("audit", "update.auto", "--replay", str(path))
    assert looked.returncode == 3
    assert "The pack “not_importable” could not be loaded." in " ".join(looked.stdout.split())
    report = json.loads(postigo("audit", "update.auto", "--replay", str(path), "--format", "json").stdout)
    assert {(pack["name"], pack["state"]) for pack in report["packs"]} >= {("not_importable", "broken")}


def test_settings_that_cannot_be_read_are_said_and_stop_no_audit(home: Path) -> None:
    place = home / ("Postigo" if sys.platform == "win32" else "postigo")
    place.mkdir()
    (place / "settings.toml").write_text("language = [")
    done = inside("audit", "update.auto", "--replay", str(recorded("update.auto", "good")))
    assert done.returncode == 0
    assert done.stderr.count("cannot be read") == 1


def test_the_language_of_the_settings_is_spoken(home: Path) -> None:
    place = home / ("Postigo" if sys.platform == "win32" else "postigo")
    place.mkdir()
    (place / "settings.toml").write_text('language = "es"')
    path = str(recorded("update.auto", "good"))
    assert "Al día: en lo mirado, nada que hacer" in inside("audit", "update.auto", "--replay", path).stdout
    assert (
        "Up to date: what was looked at asks for nothing"
        in inside("audit", "update.auto", "--replay", path, "--lang", "en").stdout
    )


# --- record ----------------------------------------------------------------------------------------------------------


def test_a_recording_of_this_machine_gives_the_same_verdict_again(tmp_path: Path) -> None:
    place = tmp_path / "machine.json"
    done = postigo("record", "update.os-supported", "--output", str(place), "--yes")
    assert done.returncode == 0, done.stderr
    kept = recording.load(place.read_bytes())
    assert kept.verdicts.keys() == {"update.os-supported"}
    assert kept.answers
    report = json.loads(postigo("audit", "update.os-supported", "--replay", str(place), "--format", "json").stdout)
    said = kept.verdicts["update.os-supported"]
    assert [result["level"] for result in report["results"]] == [decode(str | None, said["level"])]


@posix
class Windows(Replay):
    """A remembered Windows in the place of this machine."""

    closed = False

    def close(self) -> None:
        """Nothing was started."""
        self.closed = True


def test_what_windows_calls_answer_is_shown_and_kept_on_windows_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, called: Callable[..., str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "needs a computer with Windows" in called("record", "--windows-calls", "--yes")
    assert not list(tmp_path.glob("*.json"))
    machine = Windows(recording.Recording(Platform.WINDOWS, "0", {"call firmware-type": "uefi"}))
    monkeypatch.setattr(record, "live", lambda: machine)
    assert main(("record", "--windows-calls", "--yes", "--lang", "en")) == 0
    assert "Kept in windows-calls.json." in capsys.readouterr().err
    kept = recording.load((tmp_path / "windows-calls.json").read_bytes())
    assert kept.answers["call firmware-type"] == "uefi"
    assert {f"call {name}" for name, call in CALLS.items() if not call.values} <= kept.answers.keys()
    assert machine.closed


def test_a_recording_is_shown_before_it_is_kept_and_no_is_the_answer_of_silence(tmp_path: Path) -> None:
    place = tmp_path / "machine.json"
    screen = Screen("record", "update.os-supported", "--output", str(place))
    screen.until("[y/N]")
    assert "that were put to this machine" in " ".join(screen.text.split())
    assert not place.exists()
    os.write(screen.master, b"\n")
    assert screen.end() == 0
    assert "Nothing was kept." in screen.text
    assert not place.exists()
    again = Screen("record", "update.os-supported", "--output", str(place), "--lang", "es")
    again.until("[s/N]")
    os.write(again.master, "sí\n".encode())
    assert again.end() == 0
    recording.load(place.read_bytes())
