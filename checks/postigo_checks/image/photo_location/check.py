"""`image.location`: how many of a person's own pictures say where they were taken. Only when asked for by its id.

Of each picture the first bytes are read, and in them only whether the place is there: never which, and no picture is
decoded or shown. Traps: a file of OneDrive or iCloud that lies in the cloud only would be fetched by reading it, so the
machine refuses that; a folder from another computer is passed by; links are not followed, so no circle can hold the
look; the photo library of macOS is a folder whose mere listing makes macOS ask the person, so it is left alone. One list
of names holds 20,000 at most: a larger folder is listed by the last letter of its names. What was not seen is counted.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from postigo.api import (
    CannotTell,
    Check,
    Coverage,
    Data,
    Entry,
    Finding,
    Gap,
    Instruct,
    Level,
    NotApplicable,
    Path,
    Plan,
    Platform,
    Probe,
    Share,
    System,
    Text,
    Unknown,
    attempt,
)
from postigo_checks.common.person_folders import Folder, folders
from postigo_checks.image.photo_location.exif import Answer, place
from postigo_checks.image.photo_sync.settings_files import from_home

MOUNTS: Final = "/proc/mounts"

HEADS: Final = (16 << 10, 256 << 10)
"""Bytes that are read first, and where the place stands further behind."""

PATIENCE: Final = timedelta(seconds=60)
MOST_FOLDERS: Final = 5000
DEEPEST: Final = 16

_PICTURE: Final = re.compile(r"\.(?:jpe?g|hei[cf]|png|tiff?|dng|nef|arw|cr2)$", re.IGNORECASE)
_LIBRARY: Final = re.compile(r"\.(?:photoslibrary|photolibrary|aplibrary|migratedphotolibrary)$", re.IGNORECASE)
_FAR: Final = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "davfs"}
_ENDINGS: Final = (*(f"*{digit}.*" for digit in range(10)), "*[!0-9].*")


@dataclass(frozen=True, slots=True)
class InFolder:
    """One of the folders: pictures that were looked into, and those of them that say where they were taken."""

    folder: Path
    seen: int
    placed: int


@dataclass(frozen=True, slots=True)
class PlacedPictures:
    """What was counted. `unread` pictures could not be looked into, `missed` folders could not be listed."""

    folders: tuple[InFolder, ...]
    unread: int = 0
    missed: tuple[CannotTell, ...] = ()
    in_time: bool = True


@dataclass(slots=True)
class _Look:
    """One look through the folders, with what it has counted."""

    system: System
    far: frozenset[str]
    until: datetime
    unread: int = 0
    missed: list[CannotTell] = field(default_factory=list)
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
                        self.unread += 1
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
            self.missed.append(entries)
        else:  # more names than one list holds, or one that is not text
            for ending in _ENDINGS:
                part = attempt(self.system.glob, f"{plain}{separator}{ending}")
                if isinstance(part, CannotTell):
                    self.missed.append(part)
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


def _counted(system: System, separator: str, far: frozenset[str] = frozenset()) -> PlacedPictures:
    bases = folders(system, (Folder.PICTURES, Folder.DESKTOP, Folder.DOWNLOADS))
    look = _Look(system, far, system.now() + PATIENCE)
    found = []
    for base in bases:
        if base in far:
            look.missed.append(CannotTell(Unknown.MISSING, "a folder from another computer"))
        else:
            found.append(look.through(base, separator, frozenset(bases)))
    return PlacedPictures(tuple(found), look.unread, tuple(look.missed), look.in_time)


def linux(system: System, data: Data) -> PlacedPictures:
    """The folders that `user-dirs.dirs` names, but for one that is the home itself, and for those of other computers."""
    del data
    mounts = [line.split(" ") for line in system.read(MOUNTS).decode("utf-8", "replace").splitlines()]
    far = frozenset(
        from_home(mount[1].replace("\\040", " "))
        for mount in mounts
        if len(mount) > 2 and (mount[2] in _FAR or mount[2].startswith("fuse."))
    )
    return _counted(system, "/", far)


def macos(system: System, data: Data) -> PlacedPictures:
    """They are called so on disk in every language."""
    del data
    return _counted(system, "/")


def windows(system: System, data: Data) -> PlacedPictures:
    """The folders that the person may have moved."""
    del data
    return _counted(system, "\\")


def judge(fact: PlacedPictures) -> Iterator[Finding | Gap] | NotApplicable:
    """Folder by folder, then what was not seen."""
    whole = fact.in_time and not fact.unread and not fact.missed
    if whole and not any(folder.seen for folder in fact.folders):
        return NotApplicable(Text("There is no picture in the folders that we look into."))
    return _judge(fact)


def _judge(fact: PlacedPictures) -> Iterator[Finding | Gap]:
    placed = [folder for folder in fact.folders if folder.placed]
    for folder in placed:
        text = Text(
            "{n} of {all} pictures in {folder} says where it was taken.",
            "{n} of {all} pictures in {folder} say where they were taken.",
            folder.placed,
            {"n": folder.placed, "all": folder.seen, "folder": folder.folder},
        )
        yield Finding("with-place", Level.NOTE, text, subject=folder.folder, fixes=("take-out-place",))
    whole = fact.in_time and not fact.unread and not fact.missed
    if not placed and whole:
        seen = sum(folder.seen for folder in fact.folders)
        text = Text(
            "We looked into {n} picture. It does not say where it was taken.",
            "We looked into {n} pictures. None says where it was taken.",
            seen,
            {"n": seen},
        )
        yield Finding("no-place", Level.GOOD, text)
    if fact.unread:
        text = Text(
            "{n} picture could not be looked into.",
            "{n} pictures could not be looked into.",
            fact.unread,
            {"n": fact.unread},
        )
        yield Gap(Unknown.UNREADABLE, text)
    if fact.missed:
        n = len(fact.missed)
        text = Text("{n} folder could not be looked through.", "{n} folders could not be looked through.", n, {"n": n})
        yield Gap(fact.missed[0].why, text)
    if not fact.in_time:
        yield Gap(Unknown.TIMEOUT, Text("There are more pictures than we could look into in a minute."))


IMAGE_LOCATION: Final = Check(
    id="image.location",
    title=Text("The place that your pictures give away"),
    why=Text(
        "Many phones write the place into each picture. Whoever gets the picture can find your home or your school."
    ),
    tip=1,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text(
                "The first bytes of the pictures in Pictures, Desktop and Downloads, for the place. No picture is shown."
            ),
            Text("Other folders, films, folders from other computers, and pictures in programs of their own."),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "The first bytes of the pictures in Pictures, Desktop and Downloads, for the place. No picture is shown."
            ),
            Text("Other folders, films, and pictures that lie in the cloud only."),
        ),
        Platform.MACOS: Coverage(
            Text(
                "The first bytes of the pictures in Pictures, Desktop and Downloads, for the place. No picture is shown."
            ),
            Text("The library of the Photos app, other folders, films, and pictures that lie in iCloud only."),
        ),
    },
    share=Share.NEVER,
    budget=120.0,
    on_request=True,
    fixes=(
        Plan(
            "take-out-place",
            Text("Take the place out before you send a picture"),
            (
                Instruct(Text("On your phone, open the camera's settings, and turn off the location.")),
                Instruct(Text("Windows: right-click on the picture, Properties, Details, “Remove Properties”.")),
                Instruct(
                    Text("Mac: open the picture in Preview, Tools, “Show Location Info”, “Remove Location Info”.")
                ),
                Instruct(Text("Linux: open it in an image program, and export it without its metadata.")),
                Instruct(Text("A screenshot of a picture carries no place.")),
            ),
            Text("About 5 minutes."),
        ),
    ),
)
