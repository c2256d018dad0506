"""Commands that the live machine runs: what they say, how long they may take, and what they leave behind."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from postigo.core.system import ABSENT, Output, Unknown
from postigo.system import commands
from postigo.system.live import live
from postigo.system.machine import Machine
from tests.support.live import linux, posix, why
from tests.support.pace import waits, within


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
