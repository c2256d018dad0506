"""Lock of this computer: one look of its own at a time. The system lets go of it when its holder ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Busy(Exception):  # noqa: N818 - what it is
    """Another process holds the lock."""


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Context in which nobody else has the lock. `Busy` if somebody has; `OSError` where the file cannot be made.

    The file stays: whoever deleted it would let a third one in. No link is followed.
    """
    handle = os.open(file, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        _take(handle)
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415 - Windows only

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:  # of an open file, _locking refuses nothing else; its EACCES comes as 0 under Wine
            raise Busy from None
    else:
        import fcntl  # noqa: PLC0415 - not on Windows

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy from None
