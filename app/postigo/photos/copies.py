"""Copies of photos without the place: read, cut, read once more, written.

The original is opened for reading only. Its copy has its time, and at most its rights.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path as File
from typing import Final

from postigo.core.values import Text
from postigo.photos import kinds
from postigo.photos.refusal import STILL_THERE, NotCleaned
from postigo.photos.second_reader import Trace, traces
from postigo.store.os_errors import os_error_reason
from postigo.store.plain import may_be_there, read_plain, write_new_plain

LARGEST: Final = 256 << 20
"""Bytes of a picture. Its copy is made in memory."""
_TOO_LARGE: Final = Text("It is larger than {n} MB, which is too large to clean here.", values={"n": LARGEST >> 20})
_LONGEST_NAME: Final = 255  # bytes, on most file systems
_MOST_NAMES: Final = 1000


@dataclass(frozen=True, slots=True)
class Copy:
    """Outcome for one photo. `copy` is the new file, or the one that would be; without it `why` says in a sentence why there is none.

    `had_place`: whether the second reader found a place in the original; None where nothing could be told.
    """

    photo: File
    copy: File | None = None
    had_place: bool | None = None
    why: Text | None = None


def copy_of(photo: File, mark: str, folder: File | None = None, *, write: bool = True) -> Copy:
    """Make a copy of a photo without its place, beside it or in a folder. Without `write` nothing is written.

    `mark` stands in the new name behind the old one, as in "a (without place).jpg". It never raises for what a file is.
    """
    had: bool | None = None
    try:
        data, about = _read(photo)
        had = Trace.PLACE in traces(data)
        content = cleaned(data, photo.suffix)
        into = folder or photo.parent
        if not write:
            return Copy(photo, _free(photo, mark, into), had)
        return Copy(photo, _written(photo, mark, into, content, about), had)
    except NotCleaned as refused:
        return Copy(photo, None, had, refused.why)


def _read(photo: File) -> tuple[bytes, os.stat_result]:
    """The bytes of a photo, and what the system says of it."""
    if os.path.isdir(photo):  # noqa: PTH112 - `Path.is_dir` raises for a name that is too long
        raise NotCleaned(Text("This is a folder. Choose the photos in it."))
    try:
        about = photo.stat()
        data = read_plain(photo, LARGEST) if about.st_size <= LARGEST else None
    except ValueError:  # a name that no system has
        raise NotCleaned(Text("There is no such file. Look at its name again.")) from None
    except OSError as why:
        raise _unreadable(photo, why) from None
    if data is None:
        raise NotCleaned(_TOO_LARGE)
    if not data:
        raise NotCleaned(Text("This file is empty."))
    return data, about


def _unreadable(photo: File, why: OSError) -> NotCleaned:
    if why.errno == errno.EFBIG:  # it has grown
        return NotCleaned(_TOO_LARGE)
    if isinstance(why, FileNotFoundError) and not os.path.islink(photo):  # noqa: PTH114 - see above
        return NotCleaned(Text("There is no such file. Look at its name again."))
    reason = Text("it is a link that leads nowhere") if isinstance(why, FileNotFoundError) else os_error_reason(why)
    return NotCleaned(Text("This file cannot be read ({reason}).", values={"reason": reason}))


def cleaned(data: bytes, ending: str) -> bytes:
    """Bytes of a picture without its details, in which a second reader found nothing. `NotCleaned` says why there are none."""
    content = kinds.cut(data, ending)
    _must_be_clean(content)
    return content


def _must_be_clean(content: bytes) -> None:
    """Refuse a copy in which anything is left."""
    if traces(content):
        raise NotCleaned(STILL_THERE)


def _written(photo: File, mark: str, folder: File, content: bytes, about: os.stat_result) -> File:
    """Write the copy under a name that is free. Who reads the finished file finds nothing in it, or it is not named."""

    def finish(trial: File) -> None:
        found = read_plain(trial, LARGEST)
        if found != content:
            raise NotCleaned(Text("The copy could not be read back as it was written. So it was not kept."))
        _must_be_clean(found)
        os.utime(trial, ns=(about.st_atime_ns, about.st_mtime_ns))

    mode = about.st_mode & 0o666 | 0o600
    for _ in range(_MOST_NAMES):
        place = _free(photo, mark, folder)
        try:
            write_new_plain(place, content, mode, finish)
        except FileExistsError:  # somebody took the name meanwhile
            continue
        except OSError as why:
            told = {"reason": os_error_reason(why)}
            raise NotCleaned(
                Text("The copy could not be written ({reason}). Choose another folder.", values=told)
            ) from None
        return place
    raise NotCleaned(Text("There are too many copies of this photo in that folder."))


def _free(photo: File, mark: str, folder: File) -> File:
    """Free name in a folder: the photo's, the mark, and a number if need be."""
    if not folder.is_dir():
        raise NotCleaned(Text("There is no such folder for the copies."))
    for turn in range(1, _MOST_NAMES):
        ending = f" ({mark}){f' {turn}' if turn > 1 else ''}{photo.suffix}"
        stem = photo.stem
        while len(os.fsencode(stem + ending)) > _LONGEST_NAME and stem:
            stem = stem[:-1]
        place = folder / f"{stem}{ending}"
        if not may_be_there(place):
            return place
    raise NotCleaned(Text("There are too many copies of this photo in that folder."))
