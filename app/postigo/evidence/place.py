"""Place of a sealed log: one writer; old content or new, never half.

Only sealed bytes reach the disk here, but for a draft, which is written to be read.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path as File
from typing import Final

from postigo.core.values import Path, Text
from postigo.evidence.trouble import NOT_OURS, Busy, EvidenceTrouble
from postigo.store.os_errors import os_error_reason
from postigo.store.plain import read_plain

_MOST: Final = 1 << 28
_HELD: Final = {errno.EACCES, errno.EAGAIN}  # flock(2)


def real(place: File) -> File:
    """Place behind all links. `EvidenceTrouble` where they lead in a circle, or the folder that we are in is gone."""
    try:
        return place.resolve()
    except (OSError, RuntimeError) as why:  # RuntimeError: a circle (CPython 3.11 and 3.12)
        refused = why if isinstance(why, OSError) else OSError(errno.ELOOP, "a circle of links")
        raise not_opened(place, refused) from None


def read(place: File) -> bytes:
    """The sealed content. `EvidenceTrouble` with a sentence."""
    try:
        return read_plain(place, _MOST)
    except OSError as why:
        if why.errno == errno.EFBIG:
            raise EvidenceTrouble(NOT_OURS) from None
        raise not_opened(place, why) from None


def not_opened(place: File, why: OSError) -> EvidenceTrouble:
    """Trouble with what lies there and cannot be read."""
    return EvidenceTrouble(
        Text("{file} cannot be opened ({reason}).", values={"file": Path(str(place)), "reason": os_error_reason(why)})
    )


def must_be_new(place: File) -> None:
    """`EvidenceTrouble` if there is something of that name."""
    if os.path.lexists(place):
        raise EvidenceTrouble(
            Text(
                "{file} is there already, and Postigo overwrites nothing. Choose another name.",
                values={"file": Path(str(place))},
            )
        )


@contextmanager
def alone(place: File) -> Iterator[None]:
    """Lock against a second writer, on a file beside the log. `Busy` if somebody writes.

    The system takes the lock from whoever dies, so a file that stays behind keeps nobody out.
    """
    beside = _beside(place, "lock")
    try:
        handle = _locked(beside)
    except OSError as why:
        raise _not_saved(place, why) from None
    try:
        yield
    finally:
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(handle)
            with suppress(OSError):
                beside.unlink()
        else:
            with suppress(OSError):
                beside.unlink()
            os.close(handle)


def write(place: File, content: bytes, *, new: bool = False) -> None:
    """Put content in its place in one step, for its owner only. `EvidenceTrouble`: then all is as it was.

    A `new` file takes nobody's place.
    """
    trial = _beside(place, "new")
    try:
        with suppress(FileNotFoundError):
            trial.unlink()  # of one that was killed: sealed, and never named
        try:
            write_whole(trial, content)
            if new:
                _name(trial, place)
            else:
                os.replace(trial, place)  # noqa: PTH105 - one word for each step that a test stops at
        finally:
            with suppress(OSError):
                trial.unlink()
        keep_folder(place.parent)
    except FileExistsError:
        must_be_new(place)
        raise
    except OSError as why:
        raise _not_saved(place, why) from None


def write_whole(file: File, content: bytes) -> None:
    """Write a new file to the disk, for its owner only. `OSError`; then a part of it may lie there."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(handle, left) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _name(trial: File, place: File) -> None:
    """Name a finished file, unless the name is taken."""
    try:
        os.link(trial, place)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a file system without links, as on a stick
        must_be_new(place)
        os.replace(trial, place)  # noqa: PTH105 - see above


def keep_folder(folder: File) -> None:
    """Make the new name last through a power cut, where a folder can be synced."""
    if sys.platform != "win32":
        with suppress(OSError):  # some file systems do not sync a folder; the content is safe by then
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _locked(beside: File) -> int:
    """Handle of the lock file, locked. `OSError` of `_HELD` where another has it."""
    while True:
        handle = os.open(beside, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
        try:
            _lock(handle)
            if _still_named(handle, beside):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)  # who had it before took its name away: the next one would lock another file


def _lock(handle: int) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - Windows only

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 - POSIX only

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as why:
        # Of a valid handle Windows refuses only what is locked. Its number is EACCES, and Wine 8 has none for it.
        if sys.platform != "win32" and why.errno not in _HELD:
            raise
        told = Text("Another window or terminal is writing this log now. Nothing was lost. Try again.")
        raise Busy(told) from None


def _still_named(handle: int, beside: File) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), beside.stat())
    except FileNotFoundError:
        return False


def _beside(place: File, ending: str) -> File:
    return place.with_name(f".{place.name}.{ending}")


def _not_saved(place: File, why: OSError) -> EvidenceTrouble:
    return EvidenceTrouble(
        Text(
            "It could not be saved in {file} ({reason}). What was saved before is as it was.",
            values={"file": Path(str(place)), "reason": os_error_reason(why)},
        )
    )
