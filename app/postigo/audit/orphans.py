"""Leftovers: what a worker started, found and ended. Nothing that an audit starts outlives it.

Three ways, since each misses something. Every command is announced with its process group before it can do much; and
every process of one audit carries the audit's mark in its environment, which its children inherit. The mark (Linux)
also finds what was started in the instant before its announcement, what left its group, and what has become a daemon;
the group finds what threw its environment away. What did so before it was announced is still a child of its worker: of
one that is ended by us, it is found there (Linux), for a busy machine makes that instant long.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterable
from typing import Final

AUDIT_ID_VAR: Final = "POSTIGO_AUDIT"
"""The variable that holds an audit's mark. It steers nothing: it only tells whose process this is."""

_DYING: Final = 0.05  # seconds; where init reaps late, the dead still count as there
_ROUNDS: Final = 50  # a process that is forking is not there twice: look again until nobody is found, but not for ever


def end_groups(groups: Iterable[int]) -> None:
    """Kill every process of these groups. On Windows a group is a process: its Job holds what it started.

    Waits a moment until they are gone: a process that was killed may still be seen for as long as it takes to die.
    """
    hit = [group for group in groups if _kill_group(group)]
    deadline = time.monotonic() + _DYING
    while any(map(_is_there, hit)) and time.monotonic() < deadline:
        time.sleep(0.001)


def started_by(worker: int) -> set[int]:
    """Children of a process, which is stopped first, so that it starts no more.

    The groups of its commands are called like them. Linux only; elsewhere there are none.
    """
    found: set[int] = set()
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.kill(worker, signal.SIGSTOP)
        deadline = time.monotonic() + _DYING
        while _stat(worker)[:1] not in {b"T", b"Z", b""} and time.monotonic() < deadline:
            time.sleep(0.001)
        names = filter(str.isdigit, os.listdir("/proc"))  # noqa: PTH208 - see below
        found |= {int(name) for name in names if _stat(int(name))[1:].split()[:1] == [b"%d" % worker]}
    return found


def _stat(pid: int) -> bytes:
    """The state of a process and all behind it, the parent first: proc_pid_stat(5). Empty if it is gone."""
    try:
        file = os.open(f"/proc/{pid}/stat", os.O_RDONLY)
    except OSError:
        return b""
    try:
        return _whole(file).rpartition(b") ")[2]
    except OSError:
        return b""
    finally:
        os.close(file)


def _kill_group(group: int) -> bool:
    """Kill a group; whether there was one that we may kill."""
    if group <= 1 or (sys.platform != "win32" and group == os.getpgrp()):
        return False  # everybody's, or our own: a worker that says so talks nonsense
    try:
        if sys.platform == "win32":
            from postigo.bounds import windows_process  # noqa: PLC0415 - Windows only

            windows_process.end(group)
        else:
            os.killpg(group, signal.SIGKILL)
    except (OSError, OverflowError):  # it is gone, or another account's (set-uid); no number of a group
        return False
    return True


def _is_there(group: int) -> bool:
    with contextlib.suppress(OSError):
        if sys.platform != "win32":
            os.killpg(group, 0)
            return True
    return False


def end_marked(mark: str) -> None:
    """Kill every process that carries this mark, but for the one that asks. Linux only; elsewhere nothing happens."""
    for _ in range(_ROUNDS):
        found = list(_marked(f"{AUDIT_ID_VAR}={mark}".encode())) if sys.platform == "linux" and mark else []
        for pid in found:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, 9)  # SIGKILL
        if not found:
            return


def _marked(words: bytes) -> Iterable[int]:
    """The processes that carry a mark. A dead one has no environment any more, one of another account shows none."""
    own = os.getpid()
    for name in os.listdir("/proc"):  # noqa: PTH208 - see below
        if not name.isdigit() or int(name) == own:
            continue
        try:
            # Plain system calls: the warden looks through this after a fork, with nothing but `os` at hand.
            file = os.open(f"/proc/{name}/environ", os.O_RDONLY)
        except OSError:
            continue
        try:
            environment = _whole(file)
        except OSError:
            continue
        finally:
            os.close(file)
        if words in environment.split(b"\0"):
            yield int(name)


def _whole(file: int) -> bytes:
    parts = []
    while part := os.read(file, 1 << 16):
        parts.append(part)
    return b"".join(parts)
