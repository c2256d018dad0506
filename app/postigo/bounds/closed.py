"""Closing of this program to others of the account while it holds a secret.

Not longer: a process that is closed belongs to root under /proc, and some of what asks who it is gets no answer (a portal in a
sandbox, a profiler, a reporter of crashes). Linux and Windows: on macOS a process cannot be opened again (PT_DENY_ATTACH).
"""

from __future__ import annotations

import ctypes
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Final

from postigo import bounds

_PR_GET_DUMPABLE: Final = 3  # linux/prctl.h
_PR_SET_DUMPABLE: Final = 4  # 0 also forbids ptrace and /proc/PID/mem to the same account
_OPEN: Final = 1

_lock = threading.Lock()
_holders: set[Hold] = set()
_undo = ExitStack()


class Hold:
    """Holder of a possible secret."""

    def keep(self, *, secret: bool) -> None:
        """Whether there is one now. The process is closed while anybody has one, and then as it was before."""
        with _lock:
            was = bool(_holders)
            (_holders.add if secret else _holders.discard)(self)
            if _holders and not was:
                _close()
            elif was and not _holders:
                _undo.close()


@contextmanager
def closed() -> Iterator[None]:
    """The process closed for so long."""
    hold = Hold()
    hold.keep(secret=True)
    try:
        yield
    finally:
        hold.keep(secret=False)


def _close() -> None:
    _undo.enter_context(bounds.children_write_no_core())  # and this process neither
    if sys.platform == "linux":
        prctl = ctypes.CDLL(None).prctl
        if prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) == _OPEN and prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0:
            _undo.callback(prctl, _PR_SET_DUMPABLE, _OPEN, 0, 0, 0)
    elif sys.platform == "win32":
        from postigo.bounds import windows_access  # noqa: PLC0415 - Windows only

        with suppress(OSError):
            _undo.callback(windows_access.close(windows_access.END_OR_WAIT | windows_access.ASK))
