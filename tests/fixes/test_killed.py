"""Killed for real before each system call that writes, and on disks with no room: what was before comes back, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from postigo.core.change import CannotChange, Refusal
from postigo.fixes.engine import apply, undo
from postigo.fixes.journal import Journal, can_be_undone, interrupted
from tests.fixes import killed
from tests.support.places import leave, needs

pytestmark = [needs("linux", "ptrace")]

WRITES = "trace=openat,write,rename,renameat2,fsync,fchmod,chmod,fchown,unlink,ftruncate,mkdir,flock,utimensat,setxattr"
THIRDS = [pytest.param(part, marks=pytest.mark.long) for part in range(3)]
"""Parts of the calls of a change, so that no test is long. All stand behind `--all`."""
CONTENT = b"# mine\r\n[Daemon]\r\nTimeout = 60 \r\n\r\n[Last]\r\nx=1"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "my\nhome \u00f1"
    (home / ".config").mkdir(parents=True)
    (home / "Pictures").mkdir()
    (home / "Pictures").chmod(0o2755)
    (home / ".config/thingrc").write_bytes(CONTENT)
    (home / ".config/thingrc").chmod(0o640)
    monkeypatch.setenv("HOME", str(home))
    return home


def _seen(home: Path) -> dict[str, Any]:
    return {
        str(path.relative_to(home)): (path.lstat().st_mode, path.is_file() and path.read_bytes())
        for path in sorted(home.rglob("*"))
        if ".postigo" not in path.parts
    }


def _traced(home: Path, *words: str, at: tuple[str, int] | None = None) -> tuple[int, list[tuple[str, int]]]:
    """Status of the change in a process that dies before one call; and its calls on these files, each counted among its own."""
    journal, log, config = home / ".postigo", home.parent / "log", home / ".config"
    paths = [journal / "changes.jsonl", journal / "changes.lock", journal, config / "thingrc", home / "Pictures"]
    watched = [word for path in [*paths, config / ".thingrc.postigo-new"] for word in ("-P", str(path))]
    die = () if at is None else ("-e", f"inject={at[0]}:signal=SIGKILL:when={at[1]}")
    done = subprocess.run(
        ["strace", "-qq", "-o", log, "-e", WRITES, *die, *watched, sys.executable, killed.__file__, journal, *words],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        check=False,
        timeout=120,
        capture_output=True,
    )
    names = [line.partition("(")[0] for line in log.read_text().splitlines() if not line.startswith(("+++", "---"))]
    return done.returncode, [(name, names[: number + 1].count(name)) for number, name in enumerate(names)]


def _all_back(home: Path, before: dict[str, Any]) -> None:
    journal = Journal(home / ".postigo")
    for entry in journal.read().entries:  # interrupted, or killed after its end was noted
        if can_be_undone(entry) and not entry.undoes:
            undo(killed.access(), journal, entry.id, lambda _: None)
    assert _seen(home) == before
    assert not interrupted(journal.read())


@pytest.mark.parametrize("part", THIRDS)
def test_killed_before_any_call_that_writes(home: Path, part: int) -> None:
    """Each call of the change in turn; a third of them in each test."""
    before = _seen(home)
    status, calls = _traced(home)
    assert status == 0
    assert {"openat", "write", "rename", "fsync", "fchmod", "mkdir"} <= {name for name, _ in calls}
    assert _seen(home) != before
    (entry,) = Journal(home / ".postigo").read().entries
    undo(killed.access(), Journal(home / ".postigo"), entry.id, lambda _: None)
    assert _seen(home) == before
    for at in calls[part::3]:
        shutil.rmtree(home / ".postigo", ignore_errors=True)
        assert _traced(home, at=at)[0] in {-9, 137}, at
        _all_back(home, before)


@pytest.mark.parametrize("part", THIRDS)
def test_an_undo_killed_before_any_call_that_writes(home: Path, part: int) -> None:
    """The change that it would have taken back is listed as interrupted, and a second undo finds what is left to do."""
    before = _seen(home)
    journal = Journal(home / ".postigo")
    done = apply(killed.access(), journal, killed.offer(), lambda _: None).entry
    status, calls = _traced(home, done.id)
    assert status == 0
    assert _seen(home) == before
    for at in calls[part::3]:
        shutil.rmtree(home / ".postigo", ignore_errors=True)
        done = apply(killed.access(), journal, killed.offer(), lambda _: None).entry
        assert _traced(home, done.id, at=at)[0] in {-9, 137}, at
        _all_back(home, before)


@contextmanager
def _mounted(place: Path, kilobytes: int) -> Iterator[None]:
    """A disk of a few kB in a folder's place."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", place], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", place], check=True)


def _fill(place: Path) -> None:
    with suppress(OSError), (place / "full").open("wb", buffering=0) as opened:
        while True:
            opened.write(b"x" * 512)


@needs("disks")
def test_a_full_disk_for_the_journal(home: Path) -> None:
    before = _seen(home)
    (home / ".postigo").mkdir()
    with _mounted(home / ".postigo", 8):
        _fill(home / ".postigo")
        with pytest.raises(CannotChange) as refused:
            apply(killed.access(), Journal(home / ".postigo"), killed.offer(), lambda _: None)
        assert refused.value.why is Refusal.NO_JOURNAL
        assert _seen(home) == before
        (home / ".postigo/full").unlink()
        done = apply(killed.access(), Journal(home / ".postigo"), killed.offer(), lambda _: None).entry
        _fill(home / ".postigo")
        with suppress(CannotChange):  # whether a line has room depends on what is left of the last page
            undo(killed.access(), Journal(home / ".postigo"), done.id, lambda _: None)
        (home / ".postigo/full").unlink()
        _all_back(home, before)


@needs("disks")
def test_a_full_disk_for_what_is_changed(home: Path) -> None:
    content = (home / ".config/thingrc").read_bytes()
    with _mounted(home / ".config", 8):
        (home / ".config/thingrc").write_bytes(content)
        _fill(home / ".config")
        before = _seen(home)
        with pytest.raises(CannotChange) as refused:
            apply(killed.access(), Journal(home / ".postigo"), killed.offer(), lambda _: None)
        assert refused.value.why is Refusal.FULL
        assert _seen(home) == before


@needs("disks")
def test_a_disk_that_cannot_be_written_to(home: Path) -> None:
    before = _seen(home)
    bind = ["mount", "--bind", str(home), str(home)]
    subprocess.run(bind, check=True)
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", home], check=True)
        for journal, why in ((home / ".postigo", Refusal.NO_JOURNAL), (home.parent / "elsewhere", Refusal.READ_ONLY)):
            with pytest.raises(CannotChange) as refused:
                apply(killed.access(), Journal(journal), killed.offer(), lambda _: None)
            assert refused.value.why is why
            assert _seen(home) == before
    finally:
        subprocess.run(["umount", home], check=True)


@needs("disks", "chattr")
def test_a_file_that_nobody_may_change(home: Path) -> None:
    before = _seen(home)
    if subprocess.run(["chattr", "+i", home / ".config/thingrc"], check=False, capture_output=True).returncode:
        leave("chattr")
    try:
        with pytest.raises(CannotChange) as refused:
            apply(killed.access(), Journal(home / ".postigo"), killed.offer(), lambda _: None)
        assert refused.value.why is Refusal.DENIED
        assert _seen(home) == before
    finally:
        subprocess.run(["chattr", "-i", home / ".config/thingrc"], check=True)
