"""ZIP archives, of which one member is read, in memory and within bounds."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import BinaryIO, Final, TypeVar

from postigo.passwords.model import ReadProblem
from postigo.passwords.sandbox.entry import Unreadable
from postigo.passwords.sandbox.readers.file_opening import LARGEST

SIGNATURES: Final = (b"PK\x03\x04", b"PK\x05\x06")

_MOST_MEMBERS: Final = 20_000  # attachments, each a member
_LARGEST_DIRECTORY: Final = 8 * 1024 * 1024
_LARGEST_TOTAL: Final = 4 * 1024**3
_HIGHEST_RATIO: Final = 200  # of a member of a megabyte and more; deflate reaches 1032, a text of logins 10
_RATIO_FROM: Final = 1024 * 1024
_END: Final = b"PK\x05\x06"
_WIDE: Final = b"PK\x06\x07"
_END_AND_COMMENT: Final = 22 + 0xFFFF


Result = TypeVar("Result")


class Archive:
    """An archive whose directory was read and is believable."""

    def __init__(self, file: BinaryIO) -> None:
        _small_directory(file)
        self._zip = _quietly(lambda: zipfile.ZipFile(file))
        members = self._zip.infolist()
        if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _LARGEST_TOTAL:
            raise Unreadable(ReadProblem.ZIP_BOMB)
        self.names = tuple(
            member.filename for member in members if member.filename
        )  # is_dir() trips over a name that is empty

    def read(self, name: str, length: int | None = None, *, most: int = LARGEST) -> bytes:
        """A member, or its beginning; `Unreadable` if it is longer than `most` bytes."""
        member = self._zip.getinfo(name)
        if member.flag_bits & 1:
            raise Unreadable(ReadProblem.ENCRYPTED)
        if length is None and member.file_size > most:
            raise Unreadable(ReadProblem.TOO_BIG)
        if member.file_size > _RATIO_FROM and member.file_size > _HIGHEST_RATIO * max(member.compress_size, 1):
            raise Unreadable(ReadProblem.ZIP_BOMB)
        return _quietly(lambda: self._read(member, length, most))

    def _read(self, member: zipfile.ZipInfo, length: int | None, most: int) -> bytes:
        with self._zip.open(member) as opened:
            if length is not None:
                return opened.read(length)
            content = opened.read(most + 1)
        if len(content) > most:  # the directory lied
            raise Unreadable(ReadProblem.ZIP_BOMB)
        return content


def _quietly(do: Callable[[], Result]) -> Result:
    try:
        return do()
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError, struct.error, IndexError,
    ):  # fmt: skip
        raise Unreadable(ReadProblem.DAMAGED) from None


def _small_directory(file: BinaryIO) -> None:
    """Check of the size of the list of members. It is read whole before anything else is known."""
    try:
        size = file.seek(0, 2)
        file.seek(max(0, size - _END_AND_COMMENT))
        tail = file.read(_END_AND_COMMENT)
        file.seek(0)
        at = tail.rfind(_END)
        members, length = struct.unpack_from("<HI", tail, at + 10) if at >= 0 else (0, 0)
    except (OSError, struct.error):
        raise Unreadable(ReadProblem.DAMAGED) from None
    if at < 0:
        raise Unreadable(ReadProblem.DAMAGED)
    wide = tail[max(0, at - 20) : at].startswith(_WIDE)  # ZIP64: its numbers go before those here
    if wide or members > _MOST_MEMBERS or length > _LARGEST_DIRECTORY:
        raise Unreadable(ReadProblem.ZIP_BOMB)
