"""Permissions of pages, in real files of browsers: taken away, verified, put back, and compared byte for byte.

Chromium itself writes the profile, is open while a change is refused, and reads the profile after it. Firefox's table is made by its own
statement (schema 12, extensions/permissions/PermissionManager.cpp), and its lock is a lock by fcntl(2), as Firefox holds it.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from postigo.fixes.settings.chromium_text import inside, with_member
from postigo.fixes.settings.site import WAY
from tests.support.places import needs

PAGE = "https://chat.example:443,*"
ENTRY = f'"{PAGE}":{{"last_modified":"13440471724871879","setting":1}}'
SCHEMA = (
    "CREATE TABLE moz_perms ( id INTEGER PRIMARY KEY,origin TEXT,type TEXT,permission INTEGER,expireType INTEGER,"
    "expireTime INTEGER,modificationTime INTEGER)"
)
LOCKS = """
import fcntl, os, sys
opened = os.open(sys.argv[1], os.O_RDWR | os.O_CREAT, 0o600)
fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
print("held", flush=True)
sys.stdin.read()
"""


def postigo(home: Path, *words: str) -> str:
    """What Postigo says in a home of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "postigo", *words],
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", "HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    return done.stdout


def changes(home: Path, *words: str) -> list[dict[str, Any]]:
    """Changes of one kind of permission, of one page each."""
    said = postigo(home, "fix", "camera.browser-sites", "--format", "json", *words)
    listed: list[dict[str, Any]] = json.loads(said)["changes"]
    return listed


def undo(home: Path, made: dict[str, Any]) -> None:
    """Take a change back."""
    said = postigo(home, "undo", made["id"], "--yes")
    assert "Undone. All is as it was before." in said, said


def made_and_undone(home: Path, seen: Callable[[], Any]) -> None:
    """Shown with nothing touched, made, and undone to how it was."""
    before = seen()
    assert [one["plan"] for one in changes(home, "--dry-run")] == ["remove-sites"]
    assert seen() == before
    [made] = changes(home, "--yes")
    assert made["how"] == "fixed", made
    assert seen() != before
    assert changes(home, "--dry-run") == []
    undo(home, made)
    assert seen() == before


@contextmanager
def chromium(home: Path) -> Iterator[None]:
    """Chromium with a profile in this home, until it has written all."""
    words = ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "about:blank"]
    profile = home / ".config/chromium"
    with tempfile.TemporaryDirectory() as short:  # the path of a socket has 108 bytes at most
        browser = subprocess.Popen(
            [*words, f"--user-data-dir={profile}", "--remote-debugging-port=0"],
            env={"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": short},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            until((profile / "DevToolsActivePort").exists)
            yield
        finally:
            browser.terminate()
            with suppress(subprocess.TimeoutExpired):
                browser.wait(60)
            browser.kill()
            browser.wait()
    (profile / "DevToolsActivePort").unlink(missing_ok=True)


def until(so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + 60
    while not so():
        assert time.monotonic() < end
        time.sleep(0.05)


@needs("linux", "chromium")
@pytest.mark.long
def test_a_page_in_a_profile_that_chromium_wrote(tmp_path: Path) -> None:
    home = tmp_path / "a home"
    home.mkdir()
    with chromium(home):
        pass
    file = home / ".config/chromium/Default/Preferences"
    text = file.read_text("utf-8")
    for kind in ("media_stream_camera", "media_stream_mic"):
        text = with_member(text, inside(text, (*WAY, kind)), ENTRY)
    file.write_text(text, "utf-8")
    with chromium(home):
        [refused] = changes(home, "--yes")
        assert refused["refused"] == "running"
    exceptions = json.loads(file.read_bytes())["profile"]["content_settings"]["exceptions"]
    assert PAGE in exceptions["media_stream_camera"], "Chromium has kept what was written in its form"

    made_and_undone(home, lambda: (file.read_bytes(), file.stat().st_mode))

    [made] = changes(home, "--yes")
    with chromium(home):
        pass
    exceptions = json.loads(file.read_bytes())["profile"]["content_settings"]["exceptions"]
    assert (exceptions["media_stream_camera"], exceptions["media_stream_mic"]) == ({}, {})
    undo(home, made)  # what Chromium wrote since is kept
    with chromium(home):
        pass
    exceptions = json.loads(file.read_bytes())["profile"]["content_settings"]["exceptions"]
    assert PAGE in exceptions["media_stream_camera"]
    assert PAGE in exceptions["media_stream_mic"]


@needs("linux")
def test_a_page_in_a_table_of_firefox(tmp_path: Path) -> None:
    home = tmp_path / "a home"
    profile = home / ".mozilla/firefox/ab12.default"
    profile.mkdir(parents=True)
    file = profile / "permissions.sqlite"
    with closing(sqlite3.connect(file)) as made:
        made.execute("PRAGMA user_version = 12")
        made.execute(SCHEMA)
        rows = [(2, "https://a.example", "cookie", 1), (4, "https://cam.example", "camera", 1)]
        rows += [(5, "https://cam.example", "microphone", 1), (6, "https://cam.example", "geo", 2)]
        made.executemany("INSERT INTO moz_perms VALUES (?, ?, ?, ?, 0, 0, 1763600000000)", rows)
        made.commit()
    file.chmod(0o640)

    def seen() -> Any:
        with closing(sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)) as asked:
            return asked.execute("SELECT * FROM moz_perms ORDER BY id").fetchall(), file.stat().st_mode

    made_and_undone(home, seen)
    assert sorted(path.name for path in profile.iterdir()) == ["permissions.sqlite"]

    before = file.read_bytes()
    with subprocess.Popen(
        [sys.executable, "-c", LOCKS, str(profile / ".parentlock")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as firefox:
        assert firefox.stdout is not None
        assert firefox.stdout.readline() == b"held\n"
        [refused] = changes(home, "--yes")
        assert refused["refused"] == "running"
        firefox.communicate()
    assert file.read_bytes() == before
    [shown] = changes(home, "--dry-run")
    assert "refused" not in shown, "the file of a lock that nobody holds is no lock"


@needs("linux")
@pytest.mark.parametrize(
    ("link", "refused"),
    [("{host}-{dead}", False), ("{host}-{alive}", True), ("another-computer-{dead}", True), ("odd", True)],
)
def test_a_lock_of_chromium_counts_while_somebody_lives_who_holds_it(tmp_path: Path, link: str, refused: bool) -> None:
    home = tmp_path / "a home"
    profile = home / ".config/chromium/Default"
    profile.mkdir(parents=True)
    (profile / "Preferences").write_text(
        f'{{"profile":{{"content_settings":{{"exceptions":{{"media_stream_camera":{{{ENTRY}}}}}}}}}}}', "utf-8"
    )
    with subprocess.Popen([sys.executable, "-c", ""]) as done:
        done.wait()
    words = link.format(host=os.uname().nodename, dead=done.pid, alive=os.getpid())
    (profile.parent / "SingletonLock").symlink_to(words)
    [shown] = changes(home, "--dry-run")
    assert (shown.get("refused") == "running") is refused, shown
