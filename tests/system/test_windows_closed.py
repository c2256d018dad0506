"""The child that sees passwords on Windows, run by Windows' own Python: its list, its box, its end.

Wine checks a process's list as Windows does, with two holes that are said here: it knows no entry about the owner (S-1-3-4), so
that the account may still write another list; and it takes the limits of a box, and the mitigations, without holding to them.
"""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.passwords.make_files import FILES, MASTER
from tests.support.places import needs
from tests.support.windows_lane import Windows, _plain

pytestmark = [
    pytest.mark.set_up,
    needs("wine"),
]

RIGHTS: Mapping[str, int] = {
    "VM_READ": 0x10,
    "VM_WRITE": 0x20,
    "VM_OPERATION": 0x08,
    "CREATE_THREAD": 0x02,
    "DUP_HANDLE": 0x40,
    "CREATE_PROCESS": 0x80,
    "SET_INFORMATION": 0x200,
    "SUSPEND_RESUME": 0x800,
    "QUERY_INFORMATION": 0x400,
    "ALL_ACCESS": 0x1FFFFF,
    "TERMINATE": 0x01,
    "SYNCHRONIZE": 0x100000,
    "QUERY_LIMITED_INFORMATION": 0x1000,
    "WRITE_DAC": 0x40000,
}
LEFT = {"TERMINATE", "SYNCHRONIZE", "QUERY_LIMITED_INFORMATION"}
OF_THE_OWNER = {"WRITE_DAC"}  # Wine: no entry about the owner

BOTH = f"""
import os, subprocess, sys, time
from datetime import date
from postigo.bounds import closed, win32, windows_access, windows_process
from postigo.passwords import process, supervisor
from postigo.passwords.protocol import Batch, Order, Try
from postigo.passwords.sandbox import windows_hardening
from postigo.pipe import reexec

OTHER = '''
import sys
from postigo.bounds import windows_process
for name, right in {dict(RIGHTS)!r}.items():
    try:
        with windows_process.opened(int(sys.argv[1]), right):
            print(name, "granted")
    except PermissionError:
        print(name, "refused")
'''

def asked_by_another(pid):
    done = subprocess.run([sys.executable, "-c", OTHER, str(pid)], stdin=subprocess.PIPE, capture_output=True, text=True)
    print(done.stdout + done.stderr[-500:], end="")

def child():
    running = supervisor.Child(Order(date(2026, 11, 29)))
    frames = running.frames()
    return running, frames, next(frames)
"""


@pytest.fixture(scope="module")
def windows(wheel: Path, display: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Windows:
    return Windows.fresh(tmp_path_factory.mktemp("windows"), wheel, display)


def said(windows: Windows, code: str, *words: str) -> str:
    done = windows.python("-c", BOTH + code, *words)
    assert done.returncode == 0, done.stderr[-2000:]
    print(done.stdout)
    return done.stdout


def test_another_program_of_the_account_cannot_open_the_child_to_read_it(windows: Windows) -> None:
    told = said(
        windows,
        """
alone = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
asked_by_another(alone.pid)
alone.kill()
print("--")
running, frames, ready = child()
asked_by_another(running._host.process.pid)
print("--", ready)
running.close()
""",
    )
    before, now, ready = told.split("--")
    assert set(before.split()) == {*RIGHTS, "granted"}, "any other process is open"
    answers = dict(line.split() for line in now.strip().splitlines())
    assert {name for name, answer in answers.items() if answer == "granted"} == LEFT | OF_THE_OWNER
    assert "sealed=False" in ready, "the account could write another list here, so it is not called closed"


def test_where_the_account_is_not_the_owner_the_child_calls_itself_closed(windows: Windows) -> None:
    # Wine lets an owner write another list, and whoever has the privilege become the owner. Without both it is as on Windows.
    told = said(
        windows,
        """
import ctypes
token, owner = win32.HANDLE(), ctypes.c_void_p()
this = win32.call("GetCurrentProcess")
win32.do("OpenProcessToken", this, 0x28, ctypes.byref(token))
adjust = ctypes.WinDLL("advapi32").AdjustTokenPrivileges
adjust.argtypes = (ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p)
adjust(token, 1, None, 0, None, None)
win32.do("ConvertStringSecurityDescriptorToSecurityDescriptorW", "O:SY", 1, ctypes.byref(owner), None)
win32.do("SetKernelObjectSecurity", this, 1, owner)
print(windows_access.is_closed(os.getpid()), windows_hardening.seal())
asked_by_another(os.getpid())
""",
    )
    first, *answers = told.strip().splitlines()
    assert first == "False True"
    # of whoever asks from outside, only the privilege to become the owner is left
    assert {line.split()[0] for line in answers if line.endswith("granted")} == LEFT


def test_every_step_is_taken_and_files_of_all_kinds_are_still_read(windows: Windows) -> None:
    told = said(
        windows,
        """
print("left out:", windows_hardening.harden())
print("remote:", windows_hardening.is_remote(sys.base_prefix), windows_hardening.is_remote("\\\\\\\\server\\\\share\\\\folder"))
master, *files = sys.argv[1:]
key = lambda _: supervisor.Key(bytearray(master.encode()))
frames = list(supervisor.audit(Order(date(2026, 11, 29), tuple(files)), key, lambda _: ()))
print("read:", {entry.file for frame in frames if isinstance(frame, Batch) for entry in frame.entries}, frames[-1])
""",
        MASTER,
        *(
            _plain(str(FILES / name))
            for name in ("keepass-4.kdbx", "keepass-4-aes.kdbx", "keepass-3.1.kdbx", "keepass.xml")
        ),
    )
    assert "left out: ()" in told
    assert "remote: False True" in told
    assert "read: {0, 1, 2, 3} Done" in told, "what has compiled libraries of its own is loaded after that"


def test_it_is_ended_by_its_handle_and_by_the_one_right_that_is_left(windows: Windows) -> None:
    told = said(
        windows,
        """
running, *_ = child()
pid = running._host.process.pid
try:
    os.kill(pid, 15)
    print("os.kill ended it")
except PermissionError:
    print("os.kill is refused")
windows_process.end(pid)
print(running._host.process.wait(10))
running.close()
running, *_ = child()
running._host.process.kill()
print(running._host.process.wait(10))
running.close()
try:
    windows_process.end(pid)
except OSError as gone:
    print("gone", gone.winerror)
""",
    )
    assert told.split("\n")[:4] == ["os.kill is refused", "1", "1", "gone 87"]  # ERROR_INVALID_PARAMETER


def test_in_a_virtual_environment_it_is_the_interpreter_that_is_started_and_closed(windows: Windows) -> None:
    # What the launcher of an environment does: it starts the Python behind it with this variable, and waits (PC/launcher.c).
    launcher = windows.lane / "venv/Scripts/python.exe"
    launcher.parent.mkdir(parents=True, exist_ok=True)
    launcher.touch()
    home = _plain(str(windows.lane / "python"))
    (windows.lane / "venv/pyvenv.cfg").write_text(f"home = {home}\nversion = 3.11.9\n")
    windows.extra["__PYVENV_LAUNCHER__"] = _plain(str(launcher))
    try:
        told = said(
            windows,
            """
print(sys.executable, reexec.interpreter(), process.command()[0])
running, frames, ready = child()
sys.executable = reexec.interpreter()
asked_by_another(running._host.process.pid)
running.send(Try(1, "hola1234"))
print(type(next(frames)).__name__)
running.close()
""",
        )
    finally:
        del windows.extra["__PYVENV_LAUNCHER__"]
    first, *answers, last = told.strip().splitlines()
    assert first.split() == [_plain(str(launcher)), home + "\\python.exe", home + "\\python.exe"]
    assert "VM_READ refused" in answers
    assert last == "Tried"


def test_the_program_is_closed_while_it_has_a_secret_and_open_again(windows: Windows) -> None:
    told = said(
        windows,
        """
with closed.closed():
    asked_by_another(os.getpid())
print("--")
asked_by_another(os.getpid())
""",
    )
    now, after = told.split("--")
    answers = dict(line.split() for line in now.strip().splitlines())
    granted = {name for name, answer in answers.items() if answer == "granted"}
    assert granted == {*LEFT, *OF_THE_OWNER, "QUERY_INFORMATION"}
    assert set(after.split()) == {*RIGHTS, "granted"}


def test_the_window_is_closed_while_it_holds_a_handle_of_the_child(windows: Windows) -> None:
    told = said(
        windows,
        """
from PySide6.QtCore import QCoreApplication, QTimer
from postigo.gui.passwords.models.sandbox_process import SandboxProcess, own_child
app = QCoreApplication([])
window = SandboxProcess(own_child())
def hear(frame):
    print(frame)
    asked_by_another(os.getpid())
    asked_by_another(window._host._process.processId())
    window.abandon()
    print("--")
    asked_by_another(os.getpid())
    app.quit()
window.frame.connect(hear)
window.start()
window.send(Order(date(2026, 11, 29)))
QTimer.singleShot(60000, app.quit)
app.exec()
""",
    )
    now, after = told.split("--")
    assert now.startswith("Ready(")
    assert [line for line in now.splitlines() if "DUP_HANDLE" in line or "VM_READ" in line] == [
        "VM_READ refused",
        "DUP_HANDLE refused",
    ] * 2
    assert set(after.split()) == {*RIGHTS, "granted"}


def test_a_box_ends_what_is_in_it_with_its_own_end(windows: Windows) -> None:
    told = said(
        windows,
        """
from postigo import bounds
from postigo.bounds.windows_job import WindowsJob
sleeper = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
box = WindowsJob(4 << 30, processes=1)
box.take(sleeper.pid)
box.leave_the_desktop()
win32.call("CloseHandle", box._handle)  # as our own death would
print("ended with its box:", sleeper.wait(10) is not None)
try:
    WindowsJob().take(0)
except OSError as wrong:
    print("no such process:", wrong.winerror)
bounds.take_at_most(4 << 30)
try:
    subprocess.run([sys.executable, "-c", ""], stdin=subprocess.PIPE, check=True)
    print("Wine does not hold to one process")
except OSError:
    print("a second process is refused")
""",
    )
    assert "ended with its box: True" in told
    assert "no such process: 87" in told


def test_the_terminal_says_who_could_read(windows: Windows, tmp_path: Path) -> None:
    file = tmp_path / "passwords.csv"
    file.write_text("name,url,username,password\nx,https://example.com,me,hola1234\n")
    for language, sentence in (("en", "another program of yours could read"), ("es", "otro programa tuyo podría leer")):
        done: subprocess.CompletedProcess[str] = windows.python(
            "-m", "postigo", "passwords", _plain(str(file)), "--lang", language, "--format", "text"
        )
        assert sentence in " ".join(done.stdout.split()), done.stderr[-2000:]
