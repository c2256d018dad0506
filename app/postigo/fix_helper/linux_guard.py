"""Guard of the helper on Linux: nothing that the caller handed down is left."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    raise ImportError("not of Windows")

import contextlib
import fcntl
import json
import os
import resource
import select
import signal
import stat
import syslog
import time
from collections.abc import Iterator
from typing import Final

from postigo.fix_helper.engine import SECONDS
from postigo.fix_helper.request import LONGEST, Code, Refused

LOCK: Final = "postigo-fix-helper.lock"
LIMITS: Final = {
    "CORE": (0, 0),
    "FSIZE": (1 << 30, -1),
    "NOFILE": (256, 1024),
    "NPROC": (256, -1),
    "STACK": (1 << 20, 8 << 20),
    "AS": (1 << 30, -1),
    "DATA": (1 << 30, -1),
    "CPU": (60, -1),
}
"""Limits (setrlimit(2)): the least that will do, and what is set where we may."""
IGNORED: Final = (
    "SIGINT",
    "SIGHUP",
    "SIGTERM",
    "SIGQUIT",
    "SIGPIPE",
    "SIGTSTP",
    "SIGTTIN",
    "SIGTTOU",
    "SIGALRM",
    "SIGVTALRM",
    "SIGPROF",
    "SIGUSR1",
    "SIGUSR2",
)


def harden() -> None:
    """Leave nothing of what was inherited but three streams, none of which is missing. UNTRUSTED under too low a limit."""
    os.environ.clear()
    os.chdir("/")
    os.umask(0o022)  # for the tools of the system; what is written here has a mode of its own
    for stream in range(3):
        try:
            os.fstat(stream)
        except OSError:  # else the first file that is opened would be our stdout
            os.open(os.devnull, os.O_RDWR)
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2:
            with contextlib.suppress(OSError):  # the one of the list itself
                os.close(int(name))
    for name, (least, most) in LIMITS.items():
        _limit(getattr(resource, f"RLIMIT_{name}"), least, most)
    for timer in (signal.ITIMER_REAL, signal.ITIMER_VIRTUAL, signal.ITIMER_PROF):  # those of the CPU's time live on too
        signal.setitimer(timer, 0)
    for name in IGNORED:  # Ctrl-C and a terminal that is shut reach root's processes too
        signal.signal(getattr(signal, name), signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # ignored, it makes every tool seem to succeed
    signal.pthread_sigmask(signal.SIG_SETMASK, ())  # the last: what waits behind it is ignored by now


def _limit(which: int, least: int, most: int) -> None:
    try:
        resource.setrlimit(which, (most, most))
    except ValueError:  # root in a container may not raise it
        hard = resource.getrlimit(which)[1]
        if hard != resource.RLIM_INFINITY and hard < least:
            raise Refused(Code.UNTRUSTED) from None
        resource.setrlimit(which, (hard, hard))


def is_root() -> bool:
    """Whether root's rights are ours, and not lent by a program that runs as another."""
    return os.getuid() == os.geteuid() == 0


def trusted(program: str) -> bool:
    """Whether only root can have put the program, Python and its library there. And Python was started as it must be."""
    flags = sys.flags
    if not (flags.isolated and flags.no_site and flags.dont_write_bytecode):
        return False
    try:
        for path in (os.path.abspath(program), os.path.realpath(sys.executable), os.path.realpath(os.__file__)):
            with folder(os.path.dirname(path)) as inside:
                told = os.stat(os.path.basename(path), dir_fd=inside, follow_symlinks=False)
                if not stat.S_ISREG(told.st_mode) or told.st_uid or told.st_mode & 0o022:
                    return False
    except (OSError, Refused):
        return False
    return True


@contextlib.contextmanager
def folder(path: str) -> Iterator[int]:
    """Descriptor of a folder, reached from the root by no link. UNTRUSTED where anybody but root can write on the way."""
    here = os.open("/", os.O_DIRECTORY)
    try:
        for name in ("", *filter(None, path.split("/"))):
            if name:
                below = os.open(name, os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=here)
                os.close(here)
                here = below
            told = os.fstat(here)
            if told.st_uid or told.st_mode & 0o022:
                raise Refused(Code.UNTRUSTED)
        yield here
    finally:
        os.close(here)


def receive() -> bytes:
    """Line of the caller, or what came of it within its time and size."""
    line, end = b"", time.monotonic() + SECONDS
    while len(line) <= LONGEST and b"\n" not in line:
        ready = select.select([0], [], [], max(0.0, end - time.monotonic()))[0]
        more = os.read(0, LONGEST + 1 - len(line)) if ready else b""
        if not more:
            break
        line += more
    return line


def send(told: dict[str, object]) -> None:
    """Send the caller a line. One that does not read it, or is gone, misses it and holds nothing up."""
    with contextlib.suppress(OSError):
        if select.select([], [1], [], 0.0 if "progress" in told else 2.0)[1]:
            os.write(1, json.dumps(told).encode() + b"\n")


def log(words: str) -> None:
    """Line in the system's log: what was asked, how it ended, and for which account.

    The account is a number that the kernel keeps since the sign-in (proc_pid_loginuid(5)); no caller can choose it.
    """
    syslog.openlog("postigo-fix-helper", facility=syslog.LOG_AUTH)
    syslog.syslog(f"{words}, account {word('/proc/self/loginuid')}")


def word(path: str) -> str:
    """Short text of a file of the system, without its end of line. Empty without such a file."""
    with contextlib.suppress(OSError), open(path, encoding="ascii", errors="replace") as file:
        return file.read(256).strip()
    return ""


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Lock of the only helper at work. A second one waits ten seconds, then it is BUSY.

    Tools of the system inherit it: if we are killed, nobody begins before they have ended.
    """
    with folder("/run") as place:
        lock = os.open(LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600, dir_fd=place)
    try:
        for _ in range(100):
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            time.sleep(0.1)
        else:
            raise Refused(Code.BUSY)
        os.set_inheritable(lock, True)
        yield
    finally:
        os.close(lock)
