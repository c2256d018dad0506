"""Saved passwords are counted on real files, and nothing of them is read further than that."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from postigo.core.codec import encode
from postigo.core.evaluate import Facts, run_check
from postigo.core.report import verdict_digest
from postigo.core.system import Platform
from postigo.system.identity import Identity
from postigo.system.live import live
from postigo.system.recorder import Recorder
from postigo.system.recording import dump
from postigo.testing import PackData
from postigo_checks.accounts.saved_passwords.check import SAVED_ON_SHARED
from postigo_checks.accounts.saved_passwords.probes import _BEGINS, HEAD
from tests.support.places import needs

CANARY = "canario.example"
pytestmark = needs("linux")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def chromium(home: Path, saved: int, refused: int) -> None:
    """A database as Chromium lays it out, with sites where one said "never"."""
    folder = home / ".config/chromium/Default"
    folder.mkdir(parents=True)
    database = sqlite3.connect(folder / "Login Data")
    database.execute(
        "CREATE TABLE logins (origin_url VARCHAR NOT NULL, username_value VARCHAR, password_value BLOB,"
        " blacklisted_by_user INTEGER NOT NULL)"
    )
    rows = [(f"https://{CANARY}/{n}", CANARY, CANARY.encode(), int(n >= saved)) for n in range(saved + refused)]
    database.executemany("INSERT INTO logins VALUES (?, ?, ?, ?)", rows)
    database.commit()
    database.close()


def firefox(home: Path, saved: int) -> None:
    """A list as Firefox writes it."""
    folder = home / ".mozilla/firefox/abcd1234.default-release"
    folder.mkdir(parents=True)
    logins = [{"id": n + 1, "hostname": f"https://{CANARY}", "encryptedUsername": CANARY} for n in range(saved)]
    content = {"nextId": saved + 1, "logins": logins, "potentiallyVulnerablePasswords": [], "version": 3}
    (folder / "logins.json").write_text(json.dumps(content, separators=(",", ":")))


def test_they_are_counted_and_no_site_is_read(home: Path) -> None:
    chromium(home, saved=3, refused=2)
    firefox(home, saved=4)
    machine = Recorder(live())
    verdict = run_check(SAVED_ON_SHARED, Facts(machine), PackData("postigo_checks"))
    assert [finding.text.n for finding in verdict.findings] == [3, 4]
    assert not verdict.gaps
    assert CANARY not in json.dumps(encode(verdict))
    assert CANARY.encode() not in dump(machine.recording(Identity(Platform.LINUX), "0"))


def test_nothing_saved_is_said(home: Path) -> None:
    chromium(home, saved=0, refused=1)
    firefox(home, saved=0)
    verdict = run_check(SAVED_ON_SHARED, Facts(live()), PackData("postigo_checks"))
    assert verdict_digest(verdict) == {"level": "good", "findings": ["none-saved: good"], "gaps": []}


def test_a_corrupt_database_is_an_honest_unknown(home: Path) -> None:
    folder = home / ".config/chromium/Default"
    folder.mkdir(parents=True)
    (folder / "Login Data").write_bytes(b"SQLite format 3\x00" + b"\xff" * 4000)
    verdict = run_check(SAVED_ON_SHARED, Facts(live()), PackData("postigo_checks"))
    assert verdict.level is None
    assert [gap.why.value for gap in verdict.gaps] == ["unreadable"]


def test_what_is_read_of_firefox_ends_before_the_first_site() -> None:
    shortest = b'{"nextId":2,"logins":[{"id":1,"hostname":"h'
    assert shortest.index(b"hostname") > HEAD
    assert _BEGINS.match(shortest[:HEAD])


def test_it_runs_only_when_asked_for() -> None:
    assert SAVED_ON_SHARED.on_request
