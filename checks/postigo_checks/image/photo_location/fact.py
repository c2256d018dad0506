"""Fact of `image.location`."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Final

from postigo.api import CannotTell, Entry, Path, System, Unknown, Unseen, attempt
from postigo_checks.common.person_folders import Folder, folders
from postigo_checks.image.photo_location.exif import Answer, place

HEADS: Final = (16 << 10, 256 << 10)
"""Bytes that are read first, and where the place stands further behind."""

PATIENCE: Final = timedelta(seconds=60)
MOST_FOLDERS: Final = 5000
DEEPEST: Final = 16

_PICTURE: Final = re.compile(r"\.(?:jpe?g|hei[cf]|png|tiff?|dng|nef|arw|cr2)$", re.IGNORECASE)
_LIBRARY: Final = re.compile(r"\.(?:photoslibrary|photolibrary|aplibrary|migratedphotolibrary)$", re.IGNORECASE)
_ENDINGS: Final = (*(f"*{digit}.*" for digit in range(10)), "*[!0-9].*")


class Part(Enum):
    """Parts of a look that may stay unseen."""

    FOLDER = "a folder, or a part of its list"


@dataclass(frozen=True, slots=True)
class InFolder:
    """Folder with its count of pictures, and of those with a place."""

    folder: Path
    seen: int
    placed: int


@dataclass(frozen=True, slots=True)
class PlacedPictures:
    """Count of pictures with a place. `closed` pictures could not be looked into."""

    folders: tuple[InFolder, ...]
    closed: int = 0
    unseen: tuple[Unseen[Part], ...] = ()
    in_time: bool = True


@dataclass(slots=True)
class _Look:
    """One look through the folders, with what it has counted."""

    system: System
    far: frozenset[str]
    until: datetime
    closed: int = 0
    unseen: list[Unseen[Part]] = field(default_factory=list)
    left: int = MOST_FOLDERS
    in_time: bool = True

    def through(self, base: str, separator: str, others: frozenset[str]) -> InFolder:
        """Folder by folder, nearest first; `others` are looked through on their own."""
        seen = placed = 0
        todo = deque([(base, 0)])
        while todo and self._may_go_on():
            folder, depth = todo.popleft()
            for entry in self._listed(folder, separator):
                name = entry.path.rsplit(separator, 1)[-1]
                if entry.link or name.startswith("."):
                    continue
                if entry.kind == "folder":
                    if not _LIBRARY.search(name) and entry.path not in self.far | others and depth < DEEPEST:
                        todo.append((entry.path, depth + 1))
                elif entry.kind == "file" and _PICTURE.search(name) and entry.size:
                    if not self._may_go_on():
                        break
                    answer = attempt(self._placed, entry.path)
                    if isinstance(answer, CannotTell):
                        self.closed += 1
                    else:
                        seen, placed = seen + 1, placed + answer
        return InFolder(Path(base), seen, placed)

    def _may_go_on(self) -> bool:
        self.in_time = self.in_time and self.left > 0 and self.system.now() < self.until
        return self.in_time

    def _listed(self, folder: str, separator: str) -> Iterator[Entry]:
        self.left -= 1
        plain = re.sub(r"([*?[])", r"[\1]", folder)
        entries = attempt(self.system.glob, f"{plain}{separator}*")
        if not isinstance(entries, CannotTell):
            yield from entries
        elif entries.why is not Unknown.UNREADABLE:
            self.unseen.append(Unseen(Part.FOLDER, entries.why, Path(folder)))
        else:  # more names than one list holds, or one that is not text
            for ending in _ENDINGS:
                part = attempt(self.system.glob, f"{plain}{separator}{ending}")
                if isinstance(part, CannotTell):
                    self.unseen.append(Unseen(Part.FOLDER, part.why, Path(folder)))
                else:
                    yield from part

    def _placed(self, path: str) -> bool:
        for size in HEADS:
            head = self.system.read(path, head=size)
            answer = place(head)
            if answer is not Answer.MORE or len(head) < size:
                break
        if answer not in {Answer.PLACE, Answer.NONE}:
            raise CannotTell(Unknown.UNREADABLE, "a picture that we cannot read")
        return answer is Answer.PLACE


def counted(system: System, separator: str, far: frozenset[str] = frozenset()) -> PlacedPictures:
    """Pictures with a place, counted in the folders of this account that are not `far`."""
    bases = folders(system, (Folder.PICTURES, Folder.DESKTOP, Folder.DOWNLOADS))
    look = _Look(system, far, system.now() + PATIENCE)
    found = []
    for base in bases:
        if base in far:
            look.unseen.append(Unseen(Part.FOLDER, Unknown.MISSING, Path(base)))  # from another computer
        else:
            found.append(look.through(base, separator, frozenset(bases)))
    return PlacedPictures(tuple(found), look.closed, tuple(look.unseen), look.in_time)
