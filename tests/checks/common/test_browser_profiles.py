"""Browsers' own files, really on a disk: damaged, endless, in circles, with names that are no text. And what is kept of them."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postigo.audit.packs import PackData
from postigo.core.evaluate import Facts, run_check
from postigo.core.model import Check, Level, Verdict
from postigo.core.report import verdict_digest
from postigo.core.system import CannotTell, Unknown
from postigo.system.live import live
from postigo.system.recorder import Recorder
from postigo.system.recording import load
from postigo.testing import replayed
from postigo_checks.capture.browser_sites.check import BROWSER_SITES
from postigo_checks.capture.browser_sites.probes import host
from postigo_checks.protection.safe_browsing.check import SAFE_BROWSING
from postigo_checks.strangers.extensions.check import EXTENSIONS
from tests.support.places import needs

pytestmark = [needs("linux"), pytest.mark.breadth(3)]

DATA = PackData("postigo_checks")
CAMERA = {
    "profile": {
        "content_settings": {"exceptions": {"media_stream_camera": {"https://a.example:443,*": {"setting": 1}}}}
    }
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def chrome(home: Path, profile: str, content: bytes) -> Path:
    file = home / ".config/google-chrome" / profile / "Preferences"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    return file


def looked() -> Verdict:
    machine = live()
    try:
        return run_check(BROWSER_SITES, Facts(machine), DATA)
    finally:
        machine.close()


def test_a_camera_page_is_found_on_a_disk(home: Path) -> None:
    chrome(home, "Default", json.dumps(CAMERA).encode())
    assert verdict_digest(looked())["findings"] == ["camera-pages: advise"]


def test_an_account_without_browsers_has_none(home: Path) -> None:
    assert home.exists()
    assert looked().not_applicable


def test_two_hundred_megabytes_are_not_read_and_it_is_said(home: Path) -> None:
    chrome(home, "Default", json.dumps(CAMERA).encode())
    os.truncate(chrome(home, "Profile 1", b"{"), 200 << 20)
    verdict = looked()
    assert verdict.level is Level.ADVISE
    assert [gap.why for gap in verdict.gaps] == [Unknown.UNREADABLE]


@pytest.mark.parametrize("crowd", [".config/browser{}/Default", ".config/google-chrome/Profile {}", ".fox{}/"])
def test_five_thousand_profiles_are_bounded_and_it_is_said(home: Path, crowd: str) -> None:
    chrome(home, "Default", json.dumps(CAMERA).encode())
    for number in range(5000):
        folder = home / crowd.format(number)
        folder.mkdir(parents=True)
        (folder / ("profiles.ini" if crowd.endswith("/") else "Preferences")).write_bytes(b'{"profile": {}}')
    verdict = looked()
    assert verdict.level is Level.ADVISE
    assert verdict.gaps


def test_links_in_a_circle_and_names_that_are_no_text_are_gaps_or_nothing(home: Path) -> None:
    chrome(home, "Default", json.dumps(CAMERA).encode())
    root = home / ".config/google-chrome"
    (root / "Profile 1").symlink_to(root / "Profile 2")
    (root / "Profile 2").symlink_to(root / "Profile 1")
    assert verdict_digest(looked())["findings"] == ["camera-pages: advise"]
    odd = os.fsencode(root) + b"/Profil\xff"
    Path(os.fsdecode(odd)).mkdir()
    Path(os.fsdecode(odd) + "/Preferences").write_bytes(b"{}")
    assert {gap.why for gap in looked().gaps} == {Unknown.UNREADABLE, Unknown.DENIED}


def test_a_firefox_that_is_open_is_read_with_what_it_has_not_yet_put_away(home: Path) -> None:
    folder = home / ".mozilla/firefox/ab12.default"
    folder.mkdir(parents=True)
    with closing(sqlite3.connect(folder / "permissions.sqlite")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute(
            "CREATE TABLE moz_perms (id INTEGER PRIMARY KEY, origin TEXT, type TEXT, permission INTEGER,"
            " expireType INTEGER, expireTime INTEGER, modificationTime INTEGER)"
        )
        database.execute("INSERT INTO moz_perms VALUES (1, 'https://a.example', 'camera', 1, 0, 0, 0)")
        database.commit()
        assert verdict_digest(looked())["findings"] == ["camera-pages: advise"]
    (folder / "permissions.sqlite").write_bytes(b"SQLite format 3\x00" + b"\xff" * 4000)
    assert [gap.why for gap in looked().gaps] == [Unknown.UNREADABLE]


@pytest.mark.parametrize("name", ["Preferences", "Local State", "user.js"])
def test_a_recording_keeps_nothing_of_the_pages_somebody_visits_nor_as_whom(home: Path, name: str) -> None:
    file = chrome(home, "Default", json.dumps(CAMERA).encode()).with_name(name)
    file.write_bytes(b"{}")
    machine = live()
    remembering = Recorder(machine)
    with pytest.raises(CannotTell) as refused:
        remembering.read(str(file))
    machine.close()
    assert refused.value.why is Unknown.DENIED


def altered(value: Any) -> Iterator[Any]:
    """The same JSON with each value in turn being something else."""
    odd: tuple[Any, ...] = (None, 7, -1.5, "x", [], [7, None], {}, {"x": []}, True)
    yield from odd
    if isinstance(value, dict):
        for key, item in value.items():
            yield from ({**value, key: other} for other in altered(item))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from ([*value[:index], other, *value[index + 1 :]] for other in altered(item))


@pytest.mark.parametrize(
    ("check", "case"),
    [
        (BROWSER_SITES, "linux-two-browsers"),
        (BROWSER_SITES, "linux-location-options"),
        (EXTENSIONS, "linux-unknown"),
        (EXTENSIONS, "linux-only-the-manifest"),
        (EXTENSIONS, "linux-no-copy-of-the-manifest"),
        (SAFE_BROWSING, "linux-off"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.id,
)
def test_settings_of_any_shape_are_answers_or_gaps_and_never_a_crash(check: Check[Any], case: str) -> None:
    recording = load((Path(__file__).parents[2] / "recordings" / check.id / f"{case}.json").read_bytes())
    for question, answer in recording.answers.items():
        if not isinstance(answer, str) or not answer.startswith("{"):
            continue
        for other in altered(json.loads(answer)):
            changed = replace(recording, answers={**recording.answers, question: json.dumps(other)})
            verdict, _ = replayed(check, changed, DATA)
            assert all(gap.why is not Unknown.CRASHED for gap in verdict.gaps), f"{other!r:.200}: {verdict.detail}"


@pytest.mark.parametrize(
    ("pattern", "name"),
    [
        ("https://meet.example:443", "meet.example"),
        ("https://[*.]Example.org", "example.org"),
        ("[*.]example.org", "example.org"),
        ("https://[2001:db8::1]:8443", "[2001:db8::1]"),
        ("*", ""),
        ("https://*", ""),
        ("https://*:443", ""),
        ("file:///tmp/page.html", "file:///tmp/page.html"),
    ],
)
def test_the_name_of_a_page_is_taken_out_of_its_pattern(pattern: str, name: str) -> None:
    assert host(pattern) == name
