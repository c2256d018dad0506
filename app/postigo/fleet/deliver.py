"""Delivery of reports to the school's folder: written once, and kept here until then.

A report lies here before anything else is tried. So a folder that is full, away or closed, and one that hangs until the
system ends us, cost no report.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Final

from postigo.fleet.layout import Place, place_of, turns
from postigo.store.plain import read_plain, write_new_plain

MOST_WAITING: Final = 31
"""Reports that are kept here: a month of days. After that the oldest goes."""
MODE: Final = 0o640  # for its owner, and whoever the folder's group is
_MOST_TURNS: Final = 100


class LeadsElsewhere(OSError):  # noqa: N818 - what it is
    """A folder of a site or a day is a link. Whoever made it wants us to write where they may not."""


def write_once(content: bytes, folder: Path, wanted: Iterable[Place]) -> Place:
    """Write a report at the first free place, whole or not at all.

    A place where the same bytes lie already is the one: an earlier try was cut off. So is any without a day.
    Raises `OSError`; the folder itself is never made, for under a share that is away would lie an empty one.
    """
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, "there is no such folder", str(folder))
    for place in islice(wanted, _MOST_TURNS):
        with _made_folders(folder, place) as at:
            target = at / place.path().name
            try:
                write_new_plain(target, content, MODE)
            except FileExistsError:
                if place.day is None or _is_same(target, content):
                    return place
                continue
            _on_the_disk(at)
            return place
    raise FileExistsError(errno.EEXIST, "its names are all taken", str(folder))


def waiting(folder: Path) -> list[tuple[Place, Path]]:
    """Reports that are kept here, the oldest first, each with its file."""
    files = [(place, file) for file in folder.glob("site=*/date=*/*.json") if (place := place_of(file))]
    return sorted(files, key=lambda one: (one[0].path().parts[1], one[1].stat().st_mtime))


def keep(content: bytes, folder: Path, wanted: Iterable[Place]) -> int:
    """Keep a report here until it is delivered. Returns how many old ones had to go for it."""
    folder.mkdir(mode=0o700, exist_ok=True)
    write_once(content, folder, wanted)
    too_many = waiting(folder)[:-MOST_WAITING]
    for _, file in too_many:
        _forget(file)
    return len(too_many)


def bring(kept: Path, folder: Path) -> Iterator[Place]:
    """Bring all that waits to the school's folder; yields each place. `OSError` at the first that cannot be."""
    for place, file in waiting(kept):
        content = file.read_bytes()
        written = datetime.fromtimestamp(file.stat().st_mtime).astimezone()
        yield write_once(content, folder, turns(Place(place.site, place.device, place.day), written))
        _forget(file)


@contextlib.contextmanager
def _made_folders(folder: Path, place: Place) -> Iterator[Path]:
    """Context with a way to the folder of a site and a day.

    On Linux it stays the same folder, though somebody puts a link in its place meanwhile (proc(5), /proc/pid/fd).
    """
    if sys.platform != "linux":
        yield _made_by_name(folder, place)
        return
    with contextlib.ExitStack() as opened:
        handle = os.open(folder, os.O_PATH | os.O_DIRECTORY)
        opened.callback(os.close, handle)
        for name in place.path().parent.parts:
            with contextlib.suppress(FileExistsError):
                os.mkdir(name, dir_fd=handle)
            try:
                below = os.open(name, os.O_PATH | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=handle)
            except NotADirectoryError:
                if stat.S_ISLNK(os.stat(name, dir_fd=handle, follow_symlinks=False).st_mode):
                    raise LeadsElsewhere(errno.ELOOP, "it is a link", name) from None
                raise
            opened.callback(os.close, handle := below)
        yield Path(f"/proc/self/fd/{handle}")


def _made_by_name(folder: Path, place: Place) -> Path:
    """The same folder by its name. Somebody could still bend it before anything is written there."""
    at = folder.resolve()
    for name in place.path().parent.parts:
        at /= name
        at.mkdir(exist_ok=True)
        if at.resolve() != at:
            raise LeadsElsewhere(errno.ELOOP, "it is a link", str(at))
    return at


def _is_same(file: Path, content: bytes) -> bool:
    """Whether a file has these bytes. A folder into which one only drops things does not let us look: then it is another.

    So is what is no ordinary file: a pipe that somebody put there would hold us until the system ends the run.
    """
    with contextlib.suppress(OSError):
        return read_plain(file, len(content)) == content
    return False


def _on_the_disk(folder: Path) -> None:
    """Have the folder's list of names written too (fsync(2)). Windows and some shares cannot, and do it by themselves."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _forget(file: Path) -> None:
    """Delete a kept report, with the folders that held nothing else."""
    file.unlink()
    for folder in islice(file.parents, 2):
        with contextlib.suppress(OSError):
            folder.rmdir()
