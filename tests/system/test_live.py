"""This machine, really asked: commands end with all they started, nothing waits for ever, and no gap passes as an answer."""

from __future__ import annotations

import os
import plistlib
import shutil
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from postigo.core.system import ABSENT, CannotTell, CaptureKind, Exposure, Output, Process, System, Unknown
from postigo.system import commands, files, linux_holders, listeners, sqlite
from postigo.system.live import live
from postigo.system.machine import Machine
from tests.support.pace import waits, within
from tests.support.places import alone, leave, needs

posix = needs("posix")
linux = needs("linux", "proc")
with_nodes = needs("nodes")
as_nobody = needs("another-account")


@pytest.fixture
def machine() -> Iterator[Machine]:
    this = live()
    yield this
    this.close()


def why(ask: Callable[[], object]) -> Unknown:
    with pytest.raises(CannotTell) as unknown:
        ask()
    return unknown.value.why


DROP = """
import ctypes, os, psutil, sys
from postigo.core.system import CaptureKind, attempt
from postigo.system import linux_holders, listeners, processes, sqlite
from postigo.system.live import live
machine = live()
os.setgroups([]); os.setgid(65534); os.setuid(65534)
ctypes.CDLL(None).prctl(4, 1)  # PR_SET_DUMPABLE: else its own files are hidden from it
"""


def unprivileged(code: str) -> str:
    """What Python code prints that runs as nobody. All is imported before: root's Python may lie where nobody may look."""
    done = subprocess.run(
        [sys.executable, "-c", DROP + code], capture_output=True, text=True, check=False, timeout=60, cwd="/"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone_soon(pid: int) -> bool:
    return waits(lambda: not is_alive(pid), 5)


# --- run -------------------------------------------------------------------------------------------------------------


@posix
def test_a_command_says_what_it_says(machine: Machine) -> None:
    assert machine.run("sh", "-c", "echo out; echo err >&2; exit 7") == Output(7, "out\n", "err\n")


@posix
def test_a_command_runs_in_english_without_input_in_a_group_of_its_own(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "es")
    monkeypatch.setenv("LC_ALL", "es_ES.UTF-8")
    said = machine.run(
        "sh", "-c", "echo $LC_ALL,$LANGUAGE,$EXTRA,$(pwd); cat; ps -o pgid= -p $$; echo $$", env={"EXTRA": "x"}
    )
    first, group, pid = said.out.split()
    assert first == "C.UTF-8,,x,/"
    assert group == pid


@linux
def test_a_command_that_takes_too_long_ends_with_all_it_started(machine: Machine, tmp_path: Path) -> None:
    note = tmp_path / "pids"
    script = f"sleep 300 & echo $! > '{note}'; (sleep 301 & echo $! >> '{note}'; wait) & echo $$ >> '{note}'; wait"
    assert within(3, lambda: why(lambda: machine.run("sh", "-c", script, timeout=0.5))) is Unknown.TIMEOUT
    pids = [int(line) for line in note.read_text(encoding="utf-8").split()]
    assert len(pids) == 3
    assert all(gone_soon(pid) for pid in pids)


@linux
def test_what_a_command_leaves_behind_neither_holds_us_up_nor_stays(machine: Machine) -> None:
    said = within(3, lambda: machine.run("sh", "-c", "sleep 300 & echo $!", timeout=20))
    assert gone_soon(int(said.out))


@posix
def test_what_a_command_said_is_whole_however_late_we_come(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    is_over = commands._is_over

    def stalled(process: subprocess.Popen[bytes]) -> bool:
        while not is_over(process):
            time.sleep(0.01)
        time.sleep(0.3)
        return True

    monkeypatch.setattr(commands, "_is_over", stalled)
    said = machine.run("sh", "-c", "echo begun; sleep 0.3; head -c 60000 /dev/zero", timeout=30)
    assert len(said.out) == len("begun\n") + 60000


@posix
def test_what_lies_in_path_does_not_answer_in_the_systems_place(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("uname", "of-its-own"):
        (tmp_path / name).write_text("#!/bin/sh\necho made up\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert machine.run("uname").out != "made up\n"
    assert machine.run("sh", "-c", "uname").out != "made up\n"
    assert machine.run("of-its-own").out == "made up\n"


@posix
@pytest.mark.parametrize("where", ["", ">&2"])
def test_a_flood_is_cut_and_fills_no_memory(machine: Machine, where: str) -> None:
    flooded = within(10, lambda: why(lambda: machine.run("sh", "-c", f"exec yes {where}", timeout=30)))
    assert flooded is Unknown.UNREADABLE


@posix
def test_much_on_both_streams_at_once_does_not_lock_up(machine: Machine) -> None:
    script = (
        "i=0; while [ $i -lt 3000 ]; do echo $i-0123456789012345678901234567890123456789; echo $i >&2; i=$((i+1)); done"
    )
    said = machine.run("sh", "-c", script, timeout=30)
    assert said.out.splitlines()[-1].startswith("2999-")
    assert said.err.splitlines()[-1] == "2999"


@posix
def test_a_command_that_closes_its_output_is_still_waited_for(machine: Machine) -> None:
    assert machine.run("sh", "-c", "exec >&- 2>&-; sleep 0.3; exit 5").code == 5


@posix
def test_bytes_that_are_no_text_become_marks(machine: Machine) -> None:
    assert machine.run("printf", r"a\377b").out == "a�b"


@posix
def test_a_command_that_is_not_there_is_missing(machine: Machine, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text("#!/nonesuch/interpreter\n", encoding="utf-8")
    script.chmod(0o755)
    assert why(lambda: machine.run("nonesuch-postigo")) is Unknown.MISSING
    assert why(lambda: machine.run(str(script))) is Unknown.MISSING
    assert why(lambda: machine.run(str(tmp_path / "x" / "y"))) is Unknown.MISSING


@posix
def test_a_command_that_may_not_be_started_is_denied(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "tool").write_text("#!/bin/sh\n", encoding="utf-8")
    assert why(lambda: machine.run(str(tmp_path / "tool"))) is Unknown.DENIED


@posix
def test_what_is_no_program_or_no_word_is_unreadable(machine: Machine, tmp_path: Path) -> None:
    (tmp_path / "noise").write_bytes(b"\x7fELF nonsense")
    (tmp_path / "noise").chmod(0o755)
    assert why(lambda: machine.run(str(tmp_path / "noise"))) is Unknown.UNREADABLE
    assert why(lambda: machine.run("echo", "a\0b")) is Unknown.UNREADABLE


@posix
def test_the_current_folder_is_no_place_for_programs(
    machine: Machine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "trap").write_text("#!/bin/sh\necho trapped\n", encoding="utf-8")
    (tmp_path / "trap").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f".::{os.environ['PATH']}")
    assert why(lambda: machine.run("trap")) is Unknown.MISSING


@posix
def test_sbin_is_looked_into_even_where_path_does_not_name_it(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonesuch")
    assert machine.which("sh").endswith("/sh")
    assert machine.which("nonesuch-postigo", optional=True) is ABSENT
    assert why(lambda: machine.which("nonesuch-postigo")) is Unknown.MISSING


@posix
def test_each_group_is_announced_and_taken_back() -> None:
    told: list[tuple[int, bool]] = []
    machine = live(lambda group, started: told.append((group, started)))
    pid = int(machine.run("sh", "-c", "echo $$").out)
    why(lambda: machine.run("sleep", "60", timeout=0.1))
    assert told[:2] == [(pid, True), (pid, False)]
    assert [started for _, started in told[2:]] == [True, False]
    assert told[2][0] == told[3][0]


@posix
def test_if_it_cannot_be_announced_a_command_does_not_stay() -> None:
    groups: list[int] = []

    def deaf(group: int, started: bool, /) -> None:
        groups.append(group)
        if started:
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        live(deaf).run("sleep", "60")
    with pytest.raises(ProcessLookupError):
        os.kill(groups[0], 0)


@linux
def test_an_exit_status_that_the_kernel_threw_away_is_not_zero() -> None:
    code = (
        "import signal; signal.signal(signal.SIGCHLD, signal.SIG_IGN)\n"
        "from postigo.system.live import live\n"
        "from postigo.core.system import attempt\n"
        "print(attempt(live().run, 'false'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert "unreadable" in done.stdout, done.stderr


@posix
def test_many_threads_may_run_commands_at_once(machine: Machine) -> None:
    said: list[str] = []
    threads = [threading.Thread(target=lambda n=n: said.append(machine.run("echo", str(n)).out)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(line) for line in said) == list(range(12))


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


# --- processes -------------------------------------------------------------------------------------------------------


def test_we_see_ourselves_running(machine: Machine) -> None:
    ours = next(process for process in machine.processes() if process.pid == os.getpid())
    assert ours.own
    assert ours.name
    assert ours.started is not None
    assert timedelta() < datetime.now(UTC) - ours.started < timedelta(hours=2)
    assert ours.path is not None
    assert files.real(ours.path) == os.path.realpath(sys.executable)


@linux
def test_a_program_is_not_what_its_command_line_says(machine: Machine) -> None:
    """Where the real path may not be read, there is none; a made-up command line is not believed."""
    with subprocess.Popen(["/usr/bin/true-looking", "30"], executable="/bin/sleep") as liar:
        try:
            seen = next(process for process in machine.processes() if process.pid == liar.pid)
        finally:
            liar.kill()
    assert seen.path is not None
    assert Path(seen.path).name in {"sleep", "coreutils", "busybox"}


@as_nobody
def test_programs_of_other_accounts_have_no_guessed_path() -> None:
    code = (
        "ps = machine.processes()\n"
        f"print([(p.own, p.path) for p in ps if p.pid == {os.getpid()}], any(p.own for p in ps))"
    )
    assert unprivileged(code) == "[(False, None)] True"


def test_a_process_of_which_little_can_be_learned_is_still_told(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(_self: object) -> str:
        raise OSError(22, "as under Wine")

    monkeypatch.setattr("psutil.Process.name", unable)
    monkeypatch.setattr("psutil.Process.create_time", unable)
    ours = next(process for process in machine.processes() if process.pid == os.getpid())
    assert ours == Process(os.getpid(), "", ours.path, None, own=True)


@pytest.mark.parametrize("refusal", [FileNotFoundError(2, "no /proc"), PermissionError(13, "no")])
def test_a_list_of_no_process_is_no_answer(machine: Machine, monkeypatch: pytest.MonkeyPatch, refusal: OSError) -> None:
    def refuse() -> list[int]:
        raise refusal

    monkeypatch.setattr("psutil.pids", refuse)
    assert why(machine.processes) is Unknown.UNREADABLE
    monkeypatch.setattr("psutil.pids", list)
    assert why(machine.processes) is Unknown.UNREADABLE


# --- listeners -------------------------------------------------------------------------------------------------------


def test_who_waits_for_others_is_told_with_its_reach(machine: Machine) -> None:
    with socket.socket() as open_door, socket.socket() as own_loop, socket.socket() as idle:
        open_door.bind(("", 0))
        own_loop.bind(("127.0.0.1", 0))
        idle.bind(("", 0))
        open_door.listen()
        own_loop.listen()
        found = {listener.port: listener for listener in machine.listeners().found if listener.own}
        ports = [each.getsockname()[1] for each in (open_door, own_loop, idle)]
    assert [found[port].reach if port in found else None for port in ports] == [
        Exposure.EVERYWHERE,
        Exposure.NOWHERE,
        None,
    ]
    assert found[ports[0]].path is not None
    assert (found[ports[0]].program or "no name") in (found[ports[0]].path or "")


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("0.0.0.0", Exposure.EVERYWHERE),  # noqa: S104 - recognised, not bound
        ("::", Exposure.EVERYWHERE),
        ("::ffff:0.0.0.0", Exposure.EVERYWHERE),
        ("127.8.0.1", Exposure.NOWHERE),
        ("::ffff:127.0.0.1", Exposure.NOWHERE),
        ("fe80::1%eth0", Exposure.SOME),
        ("192.0.2.7", Exposure.SOME),
    ],
)
def test_an_address_tells_from_where_it_can_be_reached(address: str, expected: Exposure) -> None:
    assert listeners.reach(address) is expected


@linux
@as_nobody
def test_of_other_accounts_listeners_are_told_without_their_program() -> None:
    with socket.socket() as door:
        door.bind(("", 0))
        door.listen()
        port = door.getsockname()[1]
        code = f"print([(l.program, l.path, l.own) for l in machine.listeners().found if l.port == {port}])"
        assert unprivileged(code) == "[(None, None, False)]"


# --- holders ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def camera() -> Iterator[Path]:
    """A device node that is no camera and cannot be asked, under a camera's name."""
    node = Path("/dev/video97")
    with alone("camera"):
        if node.exists():
            leave("a video device 97 of this machine is left alone")
        os.mknod(node, 0o600 | 0o020000, os.makedev(1, 3))
        try:
            yield node
        finally:
            node.unlink()


@linux
@with_nodes
def test_who_holds_a_camera_is_told(machine: Machine, camera: Path) -> None:
    before = machine.holders(CaptureKind.CAMERA)
    assert str(camera) in before.devices
    assert not [holder for holder in before.holders if holder.device == str(camera)]
    with camera.open("rb") as held_by_us, subprocess.Popen(["sleep", "60"], stdin=held_by_us) as holding:
        try:
            found = machine.holders(CaptureKind.CAMERA)
        finally:
            holding.kill()
    held = [holder for holder in found.holders if holder.device == str(camera)]
    assert [(holder.pid, holder.program, holder.own) for holder in held] == [(holding.pid, "sleep", True)]
    assert held[0].path is not None
    assert 0 < found.seen <= found.total


@linux
@with_nodes
def test_a_path_longer_than_a_page_hides_no_process(machine: Machine, camera: Path, tmp_path: Path) -> None:
    code = (
        f"import os, sys\nos.chdir({str(tmp_path)!r})\nfor _ in range(20):\n    os.mkdir('x' * 250); os.chdir('x' * 250)\n"
        "file = open('long', 'w'); print(flush=True); sys.stdin.read()"
    )
    arguments = [sys.executable, "-c", code]
    with (
        camera.open("rb") as held_by_us,
        subprocess.Popen(
            arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[held_by_us.fileno()]
        ) as holding,
    ):
        try:
            assert holding.stdout is not None
            assert holding.stdout.readline() == b"\n"
            found = machine.holders(CaptureKind.CAMERA)
        finally:
            holding.kill()
            shutil.rmtree(tmp_path, ignore_errors=True)
    assert holding.pid in [holder.pid for holder in found.holders if holder.device == str(camera)]
    assert found.seen < found.total, "it may hold what we could not read"


@linux
def test_hidden_processes_are_not_counted_but_said(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """With hidepid, or in a container, nobody knows how many others there are: no number is made up."""
    everything = os.listdir
    pids = [name for name in everything("/proc") if name.isdigit()]

    def only_ours(path: str) -> list[str]:
        return [str(os.getpid())] if path == "/proc" else everything(path)

    monkeypatch.setattr(linux_holders, "_in_namespace", lambda: False)
    all_shown = machine.holders(CaptureKind.CAMERA)
    monkeypatch.setattr(os, "listdir", only_ours)
    few_shown = machine.holders(CaptureKind.CAMERA)
    assert not all_shown.hidden or "1" not in pids
    assert few_shown.hidden
    assert few_shown.seen == few_shown.total == 1


@linux
@with_nodes
@as_nobody
def test_without_rights_partial_sight_is_said(camera: Path) -> None:
    code = "h = machine.holders(CaptureKind.CAMERA)\nprint(h.holders, h.seen, h.total)"
    with camera.open("rb") as held_by_us, subprocess.Popen(["sleep", "60"], stdin=held_by_us) as holding:
        try:
            holders, seen, total = unprivileged(code).rsplit(" ", 2)
        finally:
            holding.kill()
    assert holders == "()"
    assert int(seen) < int(total)


@linux
@with_nodes
@needs("mount")
def test_a_camera_held_in_another_mount_name_space_is_told(machine: Machine, camera: Path) -> None:
    """As under snap and flatpak."""
    holding = subprocess.Popen(
        ["unshare", "--mount", "sh", "-c", f"exec 5<{camera} && echo ready && exec sleep 60"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    with holding:
        assert holding.stdout is not None
        try:
            assert holding.stdout.readline() == b"ready\n"
            held = [(holder.pid, holder.program) for holder in machine.holders(CaptureKind.CAMERA).holders]
        finally:
            holding.kill()
    assert holding.pid in [pid for pid, _ in held]  # as the shell, or already as what it turns into


@linux
def test_who_can_only_write_to_a_device_of_a_programs_is_no_watcher() -> None:
    """The flags are the kernel's; a loopback device itself needs a module that is not there."""
    flags = {os.O_WRONLY: True, os.O_RDWR: False, os.O_RDONLY: False, os.O_WRONLY | os.O_NONBLOCK: True}
    for flag, feeds in flags.items():
        file = os.open("/dev/null", flag)
        try:
            assert linux_holders._only_writes(os.getpid(), str(file)) is feeds
        finally:
            os.close(file)
    assert not linux_holders._only_writes(os.getpid(), "9999"), "what cannot be read is no yes"
    assert linux_holders._made() == frozenset() or all(node.startswith("/dev/video") for node in linux_holders._made())


@linux
def test_a_folder_of_devices_that_may_not_be_listed_is_not_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(place: str) -> list[str]:
        raise PermissionError(13, "no") if place == "/dev" else FileNotFoundError(2, "no")

    monkeypatch.setattr("os.listdir", refuse)
    assert why(lambda: list(linux_holders._existing(CaptureKind.CAMERA))) is Unknown.DENIED


@linux
def test_looking_at_all_processes_is_quick(machine: Machine) -> None:
    machine.holders(CaptureKind.CAMERA)
    assert within(3, lambda: machine.holders(CaptureKind.CAMERA)).total > 0  # some 5 ms for 90 processes


@linux
def test_sound_channels_tell_their_owner_to_everybody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for channel, said in {
        "card0/pcm0c/sub0": f"state: RUNNING\nowner_pid   : {threading.get_native_id()}\ntrigger_time: 1.0\n",
        "card1/pcm2c/sub0": "closed\n",
    }.items():
        (tmp_path / channel).mkdir(parents=True)
        (tmp_path / channel / "status").write_text(said, encoding="ascii")
    monkeypatch.setattr(linux_holders, "_ASOUND", tmp_path)
    monkeypatch.setattr(linux_holders, "_existing", lambda _: ["/dev/snd/pcmC0D0c", "/dev/snd/pcmC1D2c"])
    found = linux_holders.holders(CaptureKind.MICROPHONE)
    assert [(holder.device, holder.pid) for holder in found.holders] == [("/dev/snd/pcmC0D0c", os.getpid())]
    assert found.seen == found.total, "every channel tells its owner: nothing is hidden"
    (tmp_path / "card1/pcm2c/sub0/status").write_text("sta", encoding="ascii")
    assert why(lambda: linux_holders.holders(CaptureKind.MICROPHONE)) is Unknown.UNREADABLE


# --- the rest --------------------------------------------------------------------------------------------------------


def test_now_is_aware_and_in_utc(machine: Machine) -> None:
    assert machine.now().utcoffset() == timedelta()


def test_verbs_of_other_systems_say_that_they_are_not_here(machine: Machine) -> None:
    if sys.platform != "win32":
        assert why(lambda: machine.registry(r"HKLM\SOFTWARE\X", optional=True)) is Unknown.MISSING
        assert why(lambda: machine.powershell("1")) is Unknown.MISSING


def test_a_property_list_is_read(machine: Machine, tmp_path: Path) -> None:
    path = tmp_path / "x.plist"
    for form in (plistlib.FMT_XML, plistlib.FMT_BINARY):
        when = datetime(2026, 3, 1, 8, 0)  # noqa: DTZ001 - plistlib's dates are naive
        path.write_bytes(
            plistlib.dumps({"On": True, "When": when, "Raw": b"\x00\xff", "List": [1, 2.5, "ñ"]}, fmt=form)
        )
        said = machine.plist(str(path))
        assert said == {"On": True, "When": "2026-03-01T08:00:00Z", "Raw": "AP8=", "List": [1, 2.5, "ñ"]}
    for noise in (
        b"",
        b"bplist00garbage",
        b"<?xml version='1.0'?><plist><dict><key>a</key></dict>",
        b"{ old = style; }",
    ):
        path.write_bytes(noise)
        assert why(lambda: machine.plist(str(path))) is Unknown.UNREADABLE
    assert machine.plist(str(tmp_path / "none"), optional=True) is ABSENT


def test_importing_the_machine_does_nothing_heavy() -> None:
    code = "import sys, postigo.system.live; print([m for m in ('psutil', 'jeepney', 'sqlite3', 'ctypes') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_the_environment_of_commands_is_not_ours_to_change() -> None:
    before = dict(os.environ)
    assert commands.surroundings({"A": "b"})["A"] == "b"
    assert dict(os.environ) == before
