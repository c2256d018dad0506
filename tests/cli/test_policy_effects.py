"""What a policy forbids or fixes in the terminal: each refusal says who decided, and the rest goes on."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from postigo.store import files
from postigo.store import policy as stored
from postigo.store.files import Settings
from postigo.store.policy import Found
from tests.support.program import inside

pytestmark = pytest.mark.usefixtures("home")

MACHINE = str(Path(__file__).parents[1] / "machines/ubuntu-24-04.json")
Fix = Callable[..., None]


@pytest.fixture
def policy(monkeypatch: pytest.MonkeyPatch) -> Fix:
    """Gives this computer a policy."""

    def fix(table: str = "mandatory", **keys: object) -> None:
        monkeypatch.setattr(stored, "found", lambda: Found("/etc/postigo/policy.toml", {table: keys}))

    return fix


def _report(*words: str) -> dict[str, Any]:
    done = inside("audit", *words, "--format", "json")
    assert done.returncode in {0, 1, 2, 3}, done
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_what_is_left_out_is_listed_and_says_so_and_is_never_good(policy: Fix) -> None:
    policy(allowed_checks=["camera.devices"])
    told = {one["check"]: one for one in _report("camera.devices", "firewall.enabled")["results"]}
    assert told.keys() == {"camera.devices", "firewall.enabled"}
    left = told["firewall.enabled"]
    assert (left["level"], left["findings"]) == (None, [])
    assert [gap["why"] for gap in left["gaps"]] == ["policy"]
    assert "policy" not in [gap["why"] for gap in told["camera.devices"]["gaps"]]
    text = inside("audit", "firewall.enabled")
    assert text.returncode == 3
    assert "The policy of this computer leaves this out" in " ".join(text.stdout.split())


def test_the_scope_of_the_policy_holds_beside_that_of_the_call(policy: Fix) -> None:
    policy(scope="machine")
    told = {one["check"]: one for one in _report("image.screen-lock", "boot.secure")["results"]}
    assert [gap["why"] for gap in told["image.screen-lock"]["gaps"]] == ["policy"]
    assert "policy" not in [gap["why"] for gap in told["boot.secure"]["gaps"]]


def test_a_remembered_machine_has_no_policy(policy: Fix) -> None:
    policy(allowed_checks=["camera.devices"], scope="user")
    (told,) = _report("boot.secure", "--replay", MACHINE)["results"]
    assert "policy" not in [gap["why"] for gap in told["gaps"]]


def test_no_copy_tells_more_than_the_policy_lets_out(policy: Fix, tmp_path: Path) -> None:
    policy(report_level="internal")
    for words in (
        ("audit", "boot.secure", "--replay", MACHINE, "--level", "full", "--reason", "x"),
        ("report", "1", "--level", "full", "--reason", "x"),
        ("diff", "--level", "full"),
        ("passwords", str(tmp_path / "x.csv"), "--level", "full"),
    ):
        done = inside(*words)
        assert (done.returncode, done.stdout) == (64, ""), done
        assert "no copy that tells more than “internal”" in done.stderr
    made = inside("audit", "boot.secure", "--replay", MACHINE, "--level", "internal", "--format", "json")
    assert json.loads(made.stdout)["level"] == "internal"


def test_a_default_level_fixes_nothing_and_makes_no_persons_copy_tell_more(policy: Fix) -> None:
    policy("default", report_level="internal")
    assert _report("boot.secure", "--replay", MACHINE)["level"] == "share"
    assert inside("audit", "boot.secure", "--replay", MACHINE, "--level", "full", "--reason", "x").returncode != 64


def test_a_label_stands_in_each_copy_and_only_a_default_gives_way(policy: Fix) -> None:
    policy(label="Room 3, PC 12")
    assert _report("boot.secure", "--replay", MACHINE)["label"] == "Room 3, PC 12"
    refused = inside("audit", "boot.secure", "--label", "mine")
    assert refused.returncode == 64
    assert "gives the name" in refused.stderr
    policy("default", label="Room 3, PC 12")
    assert _report("boot.secure", "--replay", MACHINE)["label"] == "Room 3, PC 12"
    assert _report("boot.secure", "--replay", MACHINE, "--label", "mine")["label"] == "mine"


def test_nothing_is_asked_of_the_network(policy: Fix, tmp_path: Path) -> None:
    policy(online_off=True)
    exported = tmp_path / "export.csv"
    exported.write_text("name,url,username,password\nx,https://example.org,ana,correct horse\n", "utf-8")
    for words in (
        ("passwords", str(exported), "--hibp", "online", "--yes"),
        ("evidence", "stamp", str(tmp_path / "log.age"), "--service", "https://example.org"),
    ):
        done = inside(*words)
        assert (done.returncode, done.stdout) == (64, ""), done
        assert "ask nothing of the network" in done.stderr
    assert inside("passwords", str(exported)).returncode in {0, 1, 2, 3}


def test_no_look_is_kept_though_somebody_wanted_a_history(policy: Fix, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUDO_UID")
    monkeypatch.setattr("postigo.cli.own_account.refuse_another", lambda: None)
    files.keep(Settings(history=True))
    policy(history_off=True)
    refused = inside("history", "on")
    assert refused.returncode == 64
    assert "keep no history" in refused.stderr
    assert "No look is kept." in inside("history").stdout
    inside("audit", "boot.secure")
    assert "No look is kept." in inside("history").stdout
    assert inside("history", "list").returncode == 0
    assert files.settings().history, "the person's own choice is as it was"


def test_the_country_of_the_help_lines_gives_way_to_one_that_is_typed(policy: Fix) -> None:
    policy(country="MX")
    mexico, spain = inside("help-now"), inside("help-now", "--country", "ES")
    assert "017" not in mexico.stdout
    assert "017" in spain.stdout


def test_nobody_is_kept_from_their_language(policy: Fix) -> None:
    policy(language="es")
    assert "Necesitas ayuda" in inside("help-now").stdout or "No es culpa tuya" in inside("help-now").stdout
    assert "It is not your fault" in inside("help-now", "--lang", "en").stdout


def test_whom_the_school_names_is_in_copies_that_name_something_and_below_the_help_lines(policy: Fix) -> None:
    policy(contact="Marta, room 12")
    look = ("boot.secure", "--replay", MACHINE)
    assert "Marta" not in json.dumps(_report(*look))
    assert _report(*look, "--level", "internal")["contact"] == "Marta, room 12"
    page = inside("audit", *look, "--level", "internal", "--format", "html").stdout
    assert "Marta, room 12" in page
    help_ = inside("help-now", "--country", "ES").stdout
    school = "Your school says who helps there: Marta, room 12."
    said = " ".join(help_.split())
    assert said.index("Whom to call or ask") < said.index("017 ·") < said.index(school)
