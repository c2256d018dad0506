"""Opening of a chosen file without waiting: an ordinary one, of bounded size."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO, Final

from postigo.passwords.model import ReadProblem
from postigo.passwords.sandbox.entry import Unreadable

LARGEST: Final = 50 * 1024 * 1024
"""Bytes of a text, or of a database. Ten thousand logins are two million; nobody has a hundred thousand."""

_LARGEST_ARCHIVE: Final = 2 * 1024 * 1024 * 1024  # attachments too; only the one member that matters is ever read
_ARCHIVE: Final = b"PK"
_HELD: Final = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


def open_ordinary(path: Path) -> BinaryIO:
    """The file, at its beginning; `Unreadable` for what is none.

    Its kind is asked before opening, since opening a device can do something or wait for ever, and again after, since a
    name can be given to another file in between.
    """
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_NOINHERIT", "O_NONBLOCK", "O_NOCTTY", "O_CLOEXEC"):  # of Windows; of the others
        flags |= getattr(os, name, 0)
    try:
        _ordinary(path.stat())
        file = open(os.open(path, flags), "rb")  # noqa: SIM115, PTH123 - the caller closes it; flags need the number
    except OSError as problem:
        snag = _why(problem)
    except ValueError:  # a NUL in the name
        snag = ReadProblem.MISSING
    else:
        try:
            _ordinary(os.fstat(file.fileno()))
            _decent(file)
        except Unreadable:
            file.close()
            raise
        return file
    raise Unreadable(snag)


def read_all(file: BinaryIO) -> bytes:
    """Rest of the file. `Unreadable` if that is too much, or cannot be read."""
    try:
        content = file.read(LARGEST + 1)
    except OSError as problem:
        raise Unreadable(_why(problem)) from None
    if len(content) > LARGEST:  # it grew meanwhile
        raise Unreadable(ReadProblem.TOO_BIG)
    return content


def read_head(file: BinaryIO, length: int) -> bytes:
    """The first `length` bytes, after which the file is at its beginning again."""
    try:
        head = file.read(length)
        file.seek(0)
    except OSError as problem:
        raise Unreadable(_why(problem)) from None
    return head


def _ordinary(info: os.stat_result) -> None:
    if stat.S_ISDIR(info.st_mode):
        raise Unreadable(ReadProblem.IS_FOLDER)
    if not stat.S_ISREG(info.st_mode):
        raise Unreadable(ReadProblem.NOT_ORDINARY)


def _decent(file: BinaryIO) -> None:
    size = os.fstat(file.fileno()).st_size
    if not size:
        raise Unreadable(ReadProblem.EMPTY_FILE)
    if size > (_LARGEST_ARCHIVE if read_head(file, 2) == _ARCHIVE else LARGEST):
        raise Unreadable(ReadProblem.TOO_BIG)


def _why(problem: OSError) -> ReadProblem:
    if getattr(problem, "winerror", None) in _HELD or problem.errno in {errno.EBUSY, errno.ETXTBSY}:
        return ReadProblem.IN_USE
    match problem:
        case PermissionError():
            return ReadProblem.DENIED
        case IsADirectoryError():
            return ReadProblem.IS_FOLDER
        case FileNotFoundError() | NotADirectoryError():
            return ReadProblem.MISSING
    if problem.errno in {errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL}:
        return ReadProblem.MISSING
    if problem.errno in {
        errno.ENXIO,
        errno.ENODEV,
        errno.EOPNOTSUPP,
        errno.EAGAIN,
    }:  # a socket, a device without its driver
        return ReadProblem.NOT_ORDINARY
    return ReadProblem.DAMAGED  # EIO and its like: the disk, or the server that it lies on
