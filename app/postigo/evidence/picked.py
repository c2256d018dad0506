"""File picked by the person: hashed where it lies, read-only. Never copied, moved, decoded or shown (decision 0675)."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto
from pathlib import Path as File
from typing import Any, Final

from postigo.core.values import Text
from postigo.evidence.rules import Gate, must_be_clear
from postigo.evidence.trouble import EvidenceTrouble
from postigo.store.os_errors import os_error_reason

_PART: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class PickedFile:
    """File as it was when it was picked. `path` is absolute; `size` in bytes; `modified` in UTC, or empty; `sha256` in hex."""

    path: str
    size: int
    modified: str
    sha256: str

    @property
    def name(self) -> str:
        """Its name without the folders, whichever system wrote it."""
        return self.path.replace("\\", "/").rpartition("/")[2]

    def as_json(self) -> dict[str, str | int]:
        """Its part of a line."""
        return {
            "name": self.name,
            "path": self.path,
            "size": self.size,
            "modified": self.modified,
            "sha256": self.sha256,
        }

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> PickedFile:
        """The file of a line. ValueError for what is none."""
        found = PickedFile(data["path"], data["size"], data["modified"], data["sha256"])
        texts = (found.path, found.modified, found.sha256)
        if not all(isinstance(text, str) for text in texts) or type(found.size) is not int:
            raise ValueError("no file")
        return found


class Now(Enum):
    """State of a picked file today."""

    UNCHANGED = auto()
    CHANGED = auto()
    NOT_FOUND = auto()
    UNREADABLE = auto()  # it is there, and the system does not let us read it: nothing is known of it


def pick(path: File, gate: Gate) -> PickedFile:
    """A file, hashed. `EvidenceTrouble` unless the gate was answered with yes, or if it cannot be read.

    Where it was not, the path is not so much as looked at.
    """
    must_be_clear(gate)
    try:
        place = File(os.path.expanduser(path)).absolute()  # noqa: PTH111 - Path's raises where there is no such home
        size, modified, digest = _hashed(place)
    except (FileNotFoundError, ValueError):  # ValueError: a name that no system has
        raise EvidenceTrouble(Text("There is no such file. Look at its name again.")) from None
    except OSError as why:
        told = Text("This file cannot be read ({reason}).", values={"reason": os_error_reason(why)})
        raise EvidenceTrouble(told) from None
    return PickedFile(str(place), size, modified, digest)


def state(file: PickedFile) -> Now:
    """State of a file today: it is hashed again."""
    try:
        _, _, digest = _hashed(File(file.path))
    except (FileNotFoundError, NotADirectoryError, ValueError):  # ValueError: a path that no system has
        return Now.NOT_FOUND
    except OSError:
        return Now.UNREADABLE
    return Now.UNCHANGED if digest == file.sha256 else Now.CHANGED


def _hashed(place: File) -> tuple[int, str, str]:
    """Size, time of the last change, and SHA-256 of an ordinary file. `OSError` for what is none."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOATIME", 0)
    try:
        handle = os.open(place, flags)
    except PermissionError:  # O_NOATIME is for a file's owner only
        handle = os.open(place, flags & ~getattr(os, "O_NOATIME", 0))
    with os.fdopen(handle, "rb", buffering=0) as file:
        about = os.fstat(file.fileno())
        if stat.S_ISDIR(about.st_mode):
            raise IsADirectoryError(21, "it is a folder")
        if not stat.S_ISREG(about.st_mode):
            raise OSError(22, "it is not an ordinary file")
        digest, size = hashlib.sha256(), 0
        while part := file.read(_PART):
            digest.update(part)
            size += len(part)
    return size, _time(about.st_mtime), digest.hexdigest()


def _time(stamp: float) -> str:
    """Time of a file in UTC; empty for one that no calendar has."""
    try:
        return datetime.fromtimestamp(stamp, UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return ""
