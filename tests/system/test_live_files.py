"""Files, patterns and databases that the live machine reads."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from postigo.core.system import ABSENT, System, Unknown
from postigo.system import files, sqlite
from postigo.system.machine import Machine
from tests.support.live import as_nobody, linux, posix, unprivileged, why
from tests.support.pace import within

# --- read ------------------------------------------------------------------------------------------------------------


def test_a_file_is_read_whole_or_not_at_all(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "ten").write_bytes(b"0123456789")
    assert machine.read(str(tmp_path / "ten")) == b"0123456789"
    assert machine.read(str(tmp_path / "ten"), limit=10) == b"0123456789"
    assert why(lambda: machine.read(str(tmp_path / "ten"), limit=9)) is Unknown.UNREADABLE
    assert machine.read(str(tmp_path / "ten"), head=4) == b"0123"
    assert machine.read(str(tmp_path / "ten"), limit=2, head=4) == b"0123"


def test_what_is_not_there_is_absent_or_missing(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "x", tmp_path / "file" / "x"):
        assert machine.read(str(path), optional=True) is ABSENT
        assert why(lambda path=path: machine.read(str(path))) is Unknown.MISSING  # type: ignore[misc]


@pytest.mark.parametrize(
    ("attributes", "elsewhere", "virtual"),
    [
        (0x20, False, False),
        (0x1000, True, False),  # offline
        (0x400000, True, False),  # its content is fetched when it is read
        (0x40000, False, True),  # of a file itself: it has extended attributes; in a listing: opening it fetches it
        (0x20 | 0x40000 | 0x400000, True, True),
    ],
)
def test_what_lies_in_a_cloud_only_is_known_by_its_attributes(
    monkeypatch: pytest.MonkeyPatch, attributes: int, elsewhere: bool, virtual: bool
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    info: Any = SimpleNamespace(st_file_attributes=attributes)
    assert files._lies_elsewhere(info) is elsewhere
    assert files.is_virtual(info) is virtual


@posix
def test_only_files_are_read_and_nothing_waits(machine: Machine, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "link").symlink_to("fifo")
    (tmp_path / "circle").symlink_to("circle")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket"))
        for name in ("fifo", "link", "circle", "socket", "."):
            assert why(lambda name=name: machine.read(str(tmp_path / name), optional=True)) is Unknown.UNREADABLE  # type: ignore[misc]
    assert why(lambda: machine.read("/dev/zero")) is Unknown.UNREADABLE
    assert why(lambda: machine.read("/dev/tty")) is Unknown.UNREADABLE


@linux
def test_a_file_of_the_kernel_that_waits_for_news_is_not_waited_for(machine: Machine) -> None:
    refused = within(2, lambda: why(lambda: machine.read("/proc/kmsg", limit=1 << 26)))
    assert refused in {Unknown.UNREADABLE, Unknown.DENIED}


@linux
def test_files_of_the_kernel_have_no_size_and_are_read_all_the_same(machine: Machine) -> None:
    assert b"Name:" in machine.read("/proc/self/status")


@as_nobody
def test_what_may_not_be_read_is_denied(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x", encoding="utf-8")
    secret.chmod(0o600)
    folder = tmp_path / "folder"
    folder.mkdir(mode=0o700)
    for parent in tmp_path.parents[: len(tmp_path.parents) - 2]:
        parent.chmod(0o755)
    tmp_path.chmod(0o755)
    code = (
        f"m = machine; print(attempt(m.read, {str(secret)!r}, optional=True).why, attempt(m.read, {str(folder / 'x')!r}, optional=True).why,"
        f" attempt(m.glob, {str(folder / '*')!r}).why, attempt(m.glob, {str(tmp_path / '*' / 'x')!r}).why,"
        f" attempt(m.sqlite, {str(secret)!r}, 'SELECT 1', optional=True).why, len(m.glob({str(tmp_path / '*')!r})))"
    )
    assert unprivileged(code) == "denied denied denied denied denied 2"


def test_home_is_where_the_person_lives(machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME" if sys.platform != "win32" else "USERPROFILE", str(tmp_path))
    (tmp_path / "note").write_bytes(b"hola")
    assert machine.read("~/note") == b"hola"
    assert [entry.path for entry in machine.glob("~/*")] == ["~/note"]
    if sys.platform != "win32":
        assert files.told(str(tmp_path / "note")) == "~/note"
        assert files.told(f"{tmp_path}-other/note") == f"{tmp_path}-other/note"


# --- glob ------------------------------------------------------------------------------------------------------------


def names(machine: System, pattern: str) -> list[str]:
    return [entry.path for entry in machine.glob(pattern)]


@posix
def test_patterns_find_what_is_there(machine: Machine, tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", ".hidden.txt", "sub/c.txt", "sub/deep/d.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    here = str(tmp_path)
    assert names(machine, f"{here}/*.txt") == [f"{here}/.hidden.txt", f"{here}/a.txt", f"{here}/b.txt"]
    assert names(machine, f"{here}/[ab].tx?") == [f"{here}/a.txt", f"{here}/b.txt"]
    assert names(machine, f"{here}/**/*.txt")[-2:] == [f"{here}/sub/c.txt", f"{here}/sub/deep/d.txt"]
    assert names(machine, f"{here}/*/c.txt") == [f"{here}/sub/c.txt"]
    assert names(machine, f"{here}/a.txt") == [f"{here}/a.txt"]
    assert names(machine, f"{here}/nothing/*") == names(machine, f"{here}/a.txt/*") == []
    assert len(names(machine, f"{here}/**")) == 7


@posix
def test_an_entry_is_told_as_it_is(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "open").write_bytes(b"123")
    (tmp_path / "open").chmod(0o666)
    os.utime(tmp_path / "open", (1_700_000_000, 1_700_000_000))
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "circle").symlink_to("circle")
    (tmp_path / "folder").mkdir(mode=0o755)
    told = {Path(entry.path).name: entry for entry in machine.glob(f"{tmp_path}/*")}
    assert {name: entry.kind for name, entry in told.items()} == {
        "open": "file",
        "dangling": "other",
        "circle": "other",
        "folder": "folder",
    }
    assert told["open"].modified == datetime.fromtimestamp(1_700_000_000, tz=UTC)
    assert told["open"].size == 3
    assert [name for name, entry in told.items() if entry.writable_by_others] == ["open"]


@posix
def test_a_circle_of_links_ends(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "up").symlink_to("..")
    (tmp_path / "a" / "x").touch()
    assert names(machine, f"{tmp_path}/**/x") == [f"{tmp_path}/a/x"]
    assert names(machine, f"{tmp_path}/*/*/*/x") == [f"{tmp_path}/a/up/a/x"]


@posix
def test_a_deep_tree_breaks_nothing(machine: Machine, tmp_path: Path) -> None:
    depth = 1200
    folder = os.open(tmp_path, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("d", dir_fd=folder)
        below = os.open("d", os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
    os.close(folder)
    try:
        assert len(names(machine, f"{tmp_path}/**")) == depth
    finally:
        subprocess.run(["rm", "-rf", f"{tmp_path}/d"], check=True)  # pytest's own broom does not reach so deep


@posix
def test_too_much_is_no_answer(machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        (tmp_path / str(number)).touch()
    monkeypatch.setattr(files, "MATCHES", 5)
    assert why(lambda: machine.glob(f"{tmp_path}/*")) is Unknown.UNREADABLE
    assert len(machine.glob(f"{tmp_path}/[0-4]")) == 5


@linux
def test_a_name_that_is_no_text_is_not_passed_over(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "fine").touch()
    os.close(os.open(os.fsencode(tmp_path) + b"/\xff\xfe.desktop", os.O_CREAT | os.O_WRONLY))
    assert why(lambda: machine.glob(f"{tmp_path}/*.desktop")) is Unknown.UNREADABLE
    assert len(machine.glob(f"{tmp_path}/fin?")) == 1
    assert why(lambda: machine.read(f"{tmp_path}/\udcff")) is Unknown.UNREADABLE


# --- sqlite ----------------------------------------------------------------------------------------------------------


def database(path: Path, *, wal: bool = False) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    if wal:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE access (client TEXT, allowed INTEGER, code BLOB)")
    connection.execute("INSERT INTO access VALUES ('zoom', 2, x'00ff')")
    return connection


def beside(path: Path) -> dict[str, tuple[int, int]]:
    return {entry.name: (entry.stat().st_size, entry.stat().st_mtime_ns) for entry in path.parent.iterdir()}


ASK = "SELECT client, allowed, code FROM access ORDER BY client"
ZOOM = {"client": "zoom", "allowed": 2, "code": "AP8="}


@pytest.mark.parametrize("wal", [False, True])
def test_a_database_at_rest_is_read_with_nothing_written_beside_it(machine: Machine, tmp_path: Path, wal: bool) -> None:
    path = tmp_path / "TCC.db"
    database(path, wal=wal).close()
    before = beside(path)
    assert machine.sqlite(str(path), ASK) == [ZOOM]
    assert beside(path) == before == {"TCC.db": before["TCC.db"]}


@posix
def test_what_a_running_program_has_only_in_its_wal_is_seen(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(copies))
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    path = tmp_path / "profile" / "permissions.sqlite"
    path.parent.mkdir()
    writing = database(path, wal=True)
    writing.execute("INSERT INTO access VALUES ('anydesk', 2, NULL)")
    before = beside(path)
    assert before["permissions.sqlite-wal"][0] > 0
    found = machine.sqlite(str(path), ASK)
    assert found == [{"client": "anydesk", "allowed": 2, "code": None}, ZOOM]
    assert beside(path) == before
    assert list(copies.iterdir()) == [], "a copy was left behind"
    writing.close()


@posix
def test_a_locked_database_with_a_change_under_way_is_read_as_it_was(machine: Machine, tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    writing = database(path)
    writing.execute("PRAGMA cache_spill = 1")
    writing.execute("BEGIN EXCLUSIVE")
    writing.execute("INSERT INTO access VALUES ('half', 1, zeroblob(100000))")
    assert machine.sqlite(str(path), ASK) == [ZOOM]
    writing.rollback()
    writing.close()


def test_what_is_no_database_or_no_answer_is_unreadable(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.db"
    database(path).close()
    broken = tmp_path / "broken.db"
    broken.write_bytes(path.read_bytes()[:5000])
    noise = tmp_path / "noise.db"
    noise.write_bytes(b"no database at all" * 100)
    for what, query in (
        (noise, ASK),
        (broken, ASK),
        (path, "SELECT nothing FROM access"),
        (path, "DELETE FROM access"),
    ):
        assert why(lambda what=what, query=query: machine.sqlite(str(what), query)) is Unknown.UNREADABLE  # type: ignore[misc]
    assert machine.sqlite(str(path), ASK) == [ZOOM]
    assert machine.sqlite(str(tmp_path / "none.db"), ASK, optional=True) is ABSENT
    assert why(lambda: machine.sqlite(str(tmp_path / "none.db"), ASK)) is Unknown.MISSING
    monkeypatch.setattr(sqlite, "ROWS", 0)
    assert why(lambda: machine.sqlite(str(path), ASK)) is Unknown.UNREADABLE


def test_a_query_cannot_write_elsewhere(machine: Machine, tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    database(path).close()
    assert why(lambda: machine.sqlite(str(path), f"ATTACH '{tmp_path}/new.db' AS n")) is Unknown.UNREADABLE
    assert not (tmp_path / "new.db").exists()


def test_a_query_that_never_ends_is_late(machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "SECONDS", 0.2)
    path = tmp_path / "x.db"
    database(path).close()
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    assert why(lambda: machine.sqlite(str(path), endless)) is Unknown.TIMEOUT


@posix
def test_copies_that_a_killed_look_left_are_swept_away(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    old, new = tmp_path / "postigo-look-old", tmp_path / "postigo-look-new"
    for folder in (old, new):
        folder.mkdir()
        (folder / "copy").touch()
    long_ago = time.time() - 3600
    os.utime(old, (long_ago, long_ago))
    path = tmp_path / "db" / "x.db"
    path.parent.mkdir()
    writing = database(path, wal=True)
    assert machine.sqlite(str(path), ASK) == [ZOOM]
    writing.close()
    assert (old.exists(), new.exists()) == (False, True)
