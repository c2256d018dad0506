"""Leftovers: what a worker started, found and ended. Nothing that an audit starts outlives it.

Two ways, since each misses something. Every command is announced with its process group before it can do much; and
every process of one audit carries the audit's mark in its environment, which its children inherit. The mark (Linux)
also finds what was started in the instant before its announcement, what left its group, and what has become a daemon;
the group finds what threw its environment away.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Iterable
from typing import Final

MARK: Final = "POSTIGO_AUDIT"
"""The variable that holds an audit's mark. It steers nothing: it only tells whose process this is."""

_ROUNDS: Final = 50  # a process that is forking is not there twice: look again until nobody is found, but not for ever


def end_groups(groups: Iterable[int]) -> None:
    """Kill every process of these groups, now. On Windows a group is a process: its Job holds what it started."""
    for group in groups:
        if group <= 1:
            continue  # 0 is our own and 1 everybody's: a worker that says so talks nonsense
        with contextlib.suppress(ProcessLookupError, PermissionError, OSError):  # gone; another account's (set-uid)
            if sys.platform == "win32":
                os.kill(group, signal.SIGTERM)  # TerminateProcess
            else:
                os.killpg(group, signal.SIGKILL)


def end_marked(mark: str) -> None:
    """Kill every process that carries this mark, but for the one that asks. Linux only; elsewhere nothing happens."""
    for _ in range(_ROUNDS):
        found = list(_marked(f"{MARK}={mark}".encode())) if sys.platform == "linux" and mark else []
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
