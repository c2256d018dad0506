"""Sealing of this process: no core dump, no debugger, no reading of its memory."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from typing import Final

_PR_SET_DUMPABLE: Final = 4  # linux/prctl.h; 0 also forbids ptrace and /proc/PID/mem to the same account
_PR_SET_PDEATHSIG: Final = 1
_PT_DENY_ATTACH: Final = 31  # macOS sys/ptrace.h

MOST_MEMORY: Final = 4 * 1024**3
"""Most memory in bytes: twice what a key may ask for (2 GiB). All the rest is in it."""


def seal() -> bool:
    """Close this process as far as its system allows. Returns whether other programs of the account are kept out.

    KeePassXC does the same (src/core/Bootstrap.cpp). The administrator always can read it.
    """
    if sys.platform == "win32":
        from postigo.passwords.sandbox import windows_hardening  # noqa: PLC0415 - Windows only

        return windows_hardening.seal()
    import resource  # noqa: PLC0415 - POSIX only

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    library = ctypes.CDLL(None)
    if sys.platform == "darwin":
        return bool(library.ptrace(_PT_DENY_ATTACH, 0, None, 0) == 0)
    return bool(library.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)


def end_with(parent: int) -> None:
    """End this process with its original. The system does it at once, whatever this one is at. Linux only."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before that was asked for
        os._exit(0)
