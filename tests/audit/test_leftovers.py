"""Leftovers: whoever is killed, and how, no worker and no command stays behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from postigo.audit.request import WorkerOrder
from postigo.audit.supervisor import audit
from postigo.audit.worker_process import command
from postigo.core.events import Done, Finished, Started
from postigo.pipe import reexec
from postigo.pipe.messages import to_line
from tests.support.pace import keeps, waits
from tests.support.places import needs
from tests.support.with_packs import Install, empty_house, heard, install, request, said

__all__ = ["empty_house", "install"]

pytestmark = [pytest.mark.breadth(3), needs("linux", "proc"), pytest.mark.usefixtures("empty_house")]

CANCELLED = {"level": None, "findings": [], "gaps": ["cancelled"]}

SUPERVISOR = """
import sys
from postigo.pipe.messages import to_line
from postigo.audit.request import Request
from postigo.audit.supervisor import audit
for event in audit(Request(checks=(sys.argv[1],), enabled=("naughty",))):
    print(to_line(event).decode(), end='', flush=True)
"""


def running(word: bytes) -> list[int]:
    """Processes with a word on their command line. The dead have none."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            with contextlib.suppress(OSError):
                if word in (folder / "cmdline").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
    return found


def soon(true: Callable[[], bool]) -> bool:
    """Whether something becomes true within a while: some hundredths of a second, and more where the machine is slow."""
    return waits(true, 10)


def interrupt(process: subprocess.Popen[bytes]) -> int:
    """The exit status of a process that is told to stop, as a person tells it: once more when it did not hear.

    Python drops a KeyboardInterrupt that comes while it lets an object go; this supervisor has no handler of its own.
    """
    for _ in range(10):
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            return process.wait(6)
    raise AssertionError("it did not hear")


def children(pid: int) -> list[int]:
    """The children of a process."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                if int((folder / "stat").read_text().rpartition(")")[2].split()[1]) == pid:
                    found.append(int(folder.name))
    return found


@pytest.fixture
def marker(monkeypatch: pytest.MonkeyPatch, install: Install) -> Iterator[bytes]:
    """A number of seconds that nobody else sleeps: the sign by which the commands of this test are known."""
    seconds = f"{1000 + os.getpid() % 1000}.{time.monotonic_ns() % 10**6:06}"
    monkeypatch.setenv("POSTIGO_TEST_SECONDS", seconds)
    install("naughty", "wellbehaved")
    yield seconds.encode()
    for pid in running(seconds.encode()):
        os.kill(pid, signal.SIGKILL)


COMMANDS = {"hang.command": 3, "hang.clean-command": 1, "hang.own-command": 1, "hang.fork": 1}
"""Each deed with the number of its sleeping processes."""


@pytest.mark.parametrize(("deed", "sleepers"), [*COMMANDS.items(), ("hang.unknown-command", 1)])
def test_after_cancel_nothing_is_left(marker: bytes, deed: str, sleepers: int) -> None:
    def to_the_end() -> float:
        cancel = threading.Event()
        events = []
        for event in audit(request("wellbehaved:is.good", f"naughty:patient-{deed}"), cancel):
            events.append(event)
            if event == Started(f"naughty:patient-{deed}"):
                assert soon(lambda: len(running(marker)) >= sleepers)
                asked = time.monotonic()
                cancel.set()
        took = time.monotonic() - asked
        assert soon(lambda: running(marker) == [])  # a killed process may take a moment to be gone
        assert said(events)[f"naughty:patient-{deed}"] == CANCELLED
        assert isinstance(events[-1], Done)
        assert events[-1].cancelled
        return took

    assert keeps(5, to_the_end)  # some hundredths


@pytest.mark.parametrize(("deed", "sleepers"), COMMANDS.items())
def test_after_the_generator_is_closed_nothing_is_left(marker: bytes, deed: str, sleepers: int) -> None:
    events = audit(request(f"naughty:patient-{deed}"))
    next(events)
    assert soon(lambda: len(running(marker)) >= sleepers)
    events.close()
    assert soon(lambda: running(marker) == [])  # a killed process may take a moment to be gone


@pytest.mark.parametrize("deed", [*COMMANDS, "hang.unknown-command"])
def test_when_the_time_is_up_nothing_is_left(marker: bytes, deed: str) -> None:
    events = heard(request(f"naughty:{deed}"))
    assert soon(lambda: running(marker) == [])  # a killed process may take a moment to be gone
    assert said(events) == {f"naughty:{deed}": {"level": None, "findings": [], "gaps": ["timeout"]}}


def test_a_daemon_that_a_command_leaves_behind_does_not_outlive_the_audit(marker: bytes) -> None:
    events = heard(request("naughty:leave.daemon"))
    assert said(events)["naughty:leave.daemon"] == {"level": "good", "findings": ["fine: good"], "gaps": []}
    assert soon(lambda: running(marker) == [])  # a killed process may take a moment to be gone


@pytest.fixture
def supervised(marker: bytes) -> Iterator[Callable[[str], tuple[subprocess.Popen[bytes], int]]]:
    """Starts a supervisor of its own process; gives it and its worker's pid once the commands run."""
    started: list[subprocess.Popen[bytes]] = []

    def start(deed: str) -> tuple[subprocess.Popen[bytes], int]:
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISOR, f"naughty:patient-{deed}"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        started.append(process)
        assert process.stdout is not None
        assert b"Catalogue" in process.stdout.readline()
        assert soon(lambda: len(running(marker)) >= COMMANDS.get(deed, 1 if deed == "hang.unknown-command" else 0))
        assert soon(lambda: len(children(process.pid)) == 1), "the one of the catalogue may still be on its way out"
        [worker] = children(process.pid)
        return process, worker

    yield start
    for process in started:
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


Supervised = Callable[[str], tuple[subprocess.Popen[bytes], int]]


def gone(process: int) -> bool:
    """Whether a process is no more; a zombie is none."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.parametrize("deed", [*COMMANDS, "hang.unknown-command"])
def test_after_kill_9_of_the_supervisor_nothing_is_left(marker: bytes, supervised: Supervised, deed: str) -> None:
    process, worker = supervised(deed)
    all_of_them = [worker, *children(worker)]
    process.kill()
    process.wait()
    assert soon(lambda: all(map(gone, all_of_them)))
    assert soon(lambda: running(marker) == [])


WINDOW = """
from postigo.gui.main import open_window
from postigo.gui.shell.application import application
from postigo.gui.common.audit_process import ProcessStream, own_command
class Patient(ProcessStream):
    def start(self, checks=()):
        super().start(("naughty:patient-hang.command",))
        self.line.connect(lambda line: print(line.decode(), flush=True))
app = application(["postigo"])
window, features = open_window(app, open_stream=lambda: Patient(own_command()))
window.show()
features.audit.consent()
app.exec()
"""


def test_after_kill_9_of_the_window_its_audit_ends_by_itself(
    marker: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    subprocess.run([*reexec.command("postigo"), "packs", "enable", "naughty"], check=True, capture_output=True)
    with subprocess.Popen([sys.executable, "-c", WINDOW], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE) as window:
        try:
            assert window.stdout is not None
            assert b"Catalogue" in window.stdout.readline()
            assert soon(lambda: len(running(marker)) >= COMMANDS["hang.command"])
            [auditor] = children(window.pid)
            workers = children(auditor)
            everybody = [auditor, *workers, *(pid for worker in workers for pid in children(worker))]
            assert len(everybody) > 2
        finally:
            window.kill()
    assert soon(lambda: all(map(gone, everybody)))
    assert soon(lambda: running(marker) == [])


def test_after_kill_9_of_the_supervisor_a_worker_ends_that_can_do_nothing_itself(supervised: Supervised) -> None:
    process, worker = supervised("hang.all-threads")
    time.sleep(1.5)  # from now on no thread of the worker runs but the one that holds the lock
    all_of_them = [worker, *children(worker)]
    assert len(all_of_them) == 2, "the worker and its warden"
    process.kill()
    process.wait()
    assert soon(lambda: all(map(gone, all_of_them)))


@pytest.mark.parametrize("deed", COMMANDS)
def test_after_kill_9_of_the_worker_its_commands_are_ended_and_the_check_is_asked_again(
    marker: bytes, supervised: Supervised, deed: str
) -> None:
    process, worker = supervised(deed)
    before = running(marker)
    os.kill(worker, signal.SIGKILL)
    assert soon(lambda: all(map(gone, [worker, *before])))
    assert soon(lambda: len(running(marker)) >= COMMANDS[deed]), "asked again"
    process.kill()
    process.wait()
    assert soon(lambda: running(marker) == [])


@pytest.mark.parametrize("deed", COMMANDS)
def test_after_kill_9_of_supervisor_and_worker_at_once_nothing_is_left(
    marker: bytes, supervised: Supervised, deed: str
) -> None:
    process, worker = supervised(deed)
    all_of_them = [worker, *children(worker)]
    os.kill(process.pid, signal.SIGSTOP)  # so that it cannot do anything between the two
    os.kill(worker, signal.SIGKILL)
    process.kill()
    process.wait()
    assert soon(lambda: running(marker) == [])
    assert soon(lambda: all(map(gone, all_of_them)))


def test_after_kill_9_of_the_warden_the_audit_goes_on_and_still_ends_clean(
    marker: bytes, supervised: Supervised
) -> None:
    process, worker = supervised("hang.command")
    [warden] = [pid for pid in children(worker) if b"postigo.audit.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    os.kill(warden, signal.SIGKILL)
    interrupt(process)
    assert soon(lambda: running(marker) == [])
    assert gone(worker)


def test_ctrl_c_leaves_nothing(marker: bytes, supervised: Supervised) -> None:
    process, worker = supervised("hang.command")
    assert interrupt(process) != 0
    assert gone(worker)
    assert soon(lambda: running(marker) == [])  # a killed process may take a moment to be gone


def test_the_end_of_stdin_ends_a_worker(marker: bytes) -> None:
    with subprocess.Popen(command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True) as worker:
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(to_line(WorkerOrder(request("naughty:patient-hang.clean-command"), "naughty")))
        worker.stdin.flush()
        assert soon(lambda: running(marker) != [])
        worker.stdin.close()
        worker.wait(60)
        assert soon(lambda: running(marker) == [])


def test_a_worker_without_an_order_ends() -> None:
    done = subprocess.run(command(), stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=True)
    assert done.stdout == b""


def test_cancel_answers_for_every_check_that_was_not_finished(marker: bytes) -> None:
    cancel = threading.Event()
    events = []
    for event in audit(request("wellbehaved:is.good", "naughty:patient-hang.command", "naughty:hang.python"), cancel):
        events.append(event)
        if isinstance(event, Finished):
            cancel.set()
    assert said(events) == {
        "wellbehaved:is.good": {"level": "good", "findings": ["fine: good"], "gaps": []},
        "naughty:patient-hang.command": CANCELLED,
        "naughty:hang.python": CANCELLED,
    }
    assert soon(lambda: running(marker) == [])  # a killed process may take a moment to be gone
