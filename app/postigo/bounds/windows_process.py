"""Process of Windows, opened with the rights that a deed needs, and no others.

Whoever asks for all rights, as `os.kill` of Python does, is refused by a process that is closed to its account.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from postigo.bounds import win32

TERMINATE: Final = 0x0001  # these of winnt.h
SET_QUOTA: Final = 0x0100

_KILLED: Final = 1  # exit status of what was ended


@contextmanager
def opened(pid: int, rights: int) -> Iterator[Any]:
    """Handle of a process with these rights. OSError where it is refused."""
    process = win32.do("OpenProcess", rights, 0, pid)
    try:
        yield process
    finally:
        win32.call("CloseHandle", process)


def end(pid: int) -> None:
    """End a process at once. OSError where there is none that we may end."""
    with opened(pid, TERMINATE) as process:
        win32.do("TerminateProcess", process, _KILLED)
