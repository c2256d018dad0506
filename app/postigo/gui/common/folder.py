"""Folder of a file picker: its names, and nothing of what the files hold. It keeps no list of where somebody looked.

Qt's own model of folders asks its table of file types for each file, and that opens the ones whose ending it does not know (decision 0677).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path as File
from typing import Final

from PySide6.QtCore import QDir, QObject, QStandardPaths, Signal

from postigo.core.values import Quoted, Text
from postigo.gui.common.aside import Aside
from postigo.reports.printable import printable
from postigo.store.os_errors import os_error_reason

MOST: Final = 20_000
"""Names of one folder. More are not shown, and that is said."""
_MOUNTS: Final = {"linux": ("/media", "/run/media"), "darwin": ("/Volumes",)}
_USUAL: Final = (
    (QStandardPaths.StandardLocation.HomeLocation, Text("My folder")),
    (QStandardPaths.StandardLocation.DesktopLocation, Text("Desktop")),
    (QStandardPaths.StandardLocation.DocumentsLocation, Text("Documents")),
    (QStandardPaths.StandardLocation.DownloadLocation, Text("Downloads")),
    (QStandardPaths.StandardLocation.PicturesLocation, Text("Pictures")),
)


@dataclass(frozen=True, slots=True)
class Beginning:
    """Folder that is one press away: a usual one, or a stick."""

    name: Text
    path: str


@dataclass(frozen=True, slots=True)
class Name:
    """Name in a folder, as the system has it."""

    name: str
    is_folder: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """Names in a folder: first folders, then files. `cut`: there are more."""

    names: tuple[Name, ...] = ()
    cut: bool = False
    trouble: Text | None = None
    sticks: tuple[Beginning, ...] = ()


class Folder(QObject):
    """The folder that is shown. Another thread reads its names: a dead network drive would hold the window up."""

    changed = Signal()

    def __init__(self, start: str = "", *, files: bool = True, read: Callable[[str], Listing] | None = None) -> None:
        super().__init__()
        self._files, self._read = files, read or listing
        self._reading: Aside[Listing] = Aside(self._came, may_hang=True)
        self.usual = usual()
        self.listing: Listing | None = None
        """None while it is read."""
        self.path = ""
        self.go(start or (self.usual[0].path if self.usual else os.sep))

    @property
    def names(self) -> tuple[Name, ...]:
        """Names to show."""
        names = self.listing.names if self.listing is not None else ()
        return names if self._files else tuple(name for name in names if name.is_folder)

    @property
    def beginnings(self) -> tuple[Beginning, ...]:
        """Folders that are one press away."""
        return self.usual + (self.listing.sticks if self.listing is not None else ())

    @property
    def is_top(self) -> bool:
        """Whether there is no folder around it."""
        return File(self.path).parent == File(self.path)

    def go(self, path: str) -> None:
        """Show this folder."""
        self.path, self.listing = str(File(path).absolute()), None
        self._reading.run(partial(self._read, self.path))
        self.changed.emit()

    def into(self, name: str) -> None:
        """Show a folder in this one."""
        self.go(self.path_of(name))

    def up(self) -> None:
        """Show the folder around this one."""
        self.go(str(File(self.path).parent))

    def path_of(self, name: str) -> str:
        """Path of a name in here."""
        return str(File(self.path) / name)

    def _came(self, found: Listing | None) -> None:
        self.listing = found
        self.changed.emit()


def listing(path: str) -> Listing:
    """Names in a folder, without hidden ones. No file is opened."""
    sticks = tuple(_sticks())
    names, cut = list[Name](), False
    try:
        with os.scandir(path) as entries:
            for entry in entries:
                if len(names) == MOST:
                    cut = True
                    break
                if not _is_hidden(entry):
                    names.append(Name(entry.name, _is_folder(entry)))
    except OSError as why:
        told = Text("This folder cannot be opened ({reason}).", values={"reason": os_error_reason(why)})
        return Listing(trouble=told, sticks=sticks)
    names.sort(key=lambda name: (not name.is_folder, name.name.casefold()))
    return Listing(tuple(names), cut, None, sticks)


def usual() -> tuple[Beginning, ...]:
    """Usual folders of the person that there are, each once."""
    found: dict[str, Beginning] = {}
    for place, name in _USUAL:
        path = QStandardPaths.writableLocation(place)
        if path and os.path.isdir(path):  # noqa: PTH112 - `Path.is_dir` raises for what nobody may look at
            found.setdefault(os.path.normcase(path), Beginning(name, path))
    return tuple(found.values())


def _sticks() -> Iterator[Beginning]:
    """Drives that were plugged in: on Windows, all drives."""
    if sys.platform == "win32":
        for drive in QDir.drives():
            yield Beginning(Text("Drive {name}", values={"name": Quoted(drive.path()[:2])}), drive.path())
        return
    for root in _MOUNTS.get(sys.platform, ()):
        for path in (*_inside(root), *(path for folder in _inside(root) for path in _inside(folder))):
            if os.path.ismount(path):
                name = printable(File(path).name)
                yield Beginning(Text("Drive {name}", values={"name": Quoted(name)}), path)


def _inside(folder: str) -> list[str]:
    """Folders in a folder; none where nobody may look."""
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.path for entry in entries if _is_folder(entry))
    except OSError:
        return []


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle
        return False


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith("."):
        return True
    if sys.platform != "win32":
        return False
    try:
        return bool(entry.stat(follow_symlinks=False).st_file_attributes & 2)  # FILE_ATTRIBUTE_HIDDEN
    except OSError:
        return False
