"""Folder of gathered reports, or one file of them. Each other file is named with its reason.

Reports lie as `fleet.layout` says, or flat, as somebody saved them: then a folder within is a place of its own. In a file with
one report a line, each line is a report, or `{"path": …, "report": …}` with the path that it had. Links are not followed, what
is no ordinary file is not opened, and nothing that lies there stops the rest.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

import msgspec

from postigo.core.letters import one_line
from postigo.core.named_after import is_named_after_a_person
from postigo.fleet.layout import Place, place_of
from postigo.fleet.reading import LONGEST, LeftOut, Read, gathered, read, text
from postigo.fleet.rows import Gathered, Origin
from postigo.fleet.states import Left
from postigo.fleet.summary import Omitted

_KINDS: Final = (".json", ".jsonl")
_SECOND: Final = PurePosixPath("site=x/date=2026-01-01")
"""A folder of the layout, for reading the name of a file that lies flat."""


@dataclass
class Passed:
    """How many files are of another kind, as pages and pictures. They are no reports, and nothing is wrong with them."""

    over: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read: where it is, and its path below the folder."""

    file: Path
    path: PurePosixPath


@dataclass(frozen=True, slots=True)
class _Deeper:
    """A folder that is still to be looked into."""

    folder: Path
    path: PurePosixPath


def _within(folder: Path) -> PurePosixPath:
    """Part of the layout that a folder is: a place or a day. Else empty."""
    above, name = folder.parent.name, folder.name
    if name.startswith("site="):
        return PurePosixPath(name)
    return PurePosixPath(above, name) if above.startswith("site=") and name.startswith("date=") else PurePosixPath()


@dataclass(frozen=True)
class Folder:
    """The reports at a place: a folder, or one file. Iterating reads them, in the order of their paths."""

    place: Path
    today: date
    passed: Passed = field(default_factory=Passed)
    _persons: dict[Origin, str] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Gathered | Omitted]:
        return (one for _, one in self.by_file())

    def by_file(self) -> Iterator[tuple[Path, Gathered | Omitted]]:
        """Reports, each with where it comes from. `source` is for people, and two files can look alike there."""
        if not self.place.is_dir():
            found = Found(self.place, _within(self.place.absolute().parent) / self.place.name)
            yield from ((found.file, one) for one in self._file(found))
            return
        for way, below in self._walk():
            if isinstance(below, Omitted):
                yield way, below
            else:
                yield from ((way, one) for one in self._file(below))

    def _walk(self) -> Iterator[tuple[Path, Found | Omitted]]:
        """Files below the folder. Whoever can write there can nest folders deeper than Python calls functions."""
        waiting: list[tuple[Path, Found | Omitted | _Deeper]] = []
        waiting.append((self.place, _Deeper(self.place, _within(self.place.absolute()))))
        while waiting:
            way, one = waiting.pop()
            if isinstance(one, _Deeper):
                waiting += reversed(list(self._entries(one.folder, one.path)))
            else:
                yield way, one

    def _entries(self, folder: Path, path: PurePosixPath) -> Iterator[tuple[Path, Found | Omitted | _Deeper]]:
        """Content of a folder but for hidden files, which programs leave while they write."""
        try:
            with os.scandir(folder) as entries:
                there = sorted((one for one in entries if not one.name.startswith(".")), key=lambda one: one.name)
        except OSError as why:
            yield folder, _not_read(path, why)
            return
        for entry in there:
            way, below = Path(entry.path), path / entry.name
            if entry.is_symlink():
                yield way, _omitted(below, Left.LINK)
            elif entry.is_dir(follow_symlinks=False):
                yield way, _Deeper(way, below)
            elif entry.name.lower().endswith(_KINDS):
                yield way, Found(way, below)
            elif entry.is_file(follow_symlinks=False):
                self.passed.over += 1
            else:
                yield way, _omitted(below, Left.SPECIAL)

    def _file(self, found: Found) -> Iterator[Gathered | Omitted]:
        try:
            handle = os.open(found.file, _FLAGS)
        except OSError as why:
            yield _omitted(found.path, Left.LINK) if why.errno == errno.ELOOP else _not_read(found.path, why)
            return
        with os.fdopen(handle, "rb", _BUFFER) as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                yield _omitted(found.path, Left.SPECIAL)
                return
            try:
                yield from self._content(found.path, file)
            except OSError as why:  # a share that goes while it is read
                yield _not_read(found.path, why)

    def _content(self, path: PurePosixPath, file: BinaryIO) -> Iterator[Gathered | Omitted]:
        if path.suffix.lower() == ".json":
            yield self._one(file.read(LONGEST + 1), path)
            return
        line = file.readline(LONGEST + 1)
        if _is_head(line):  # of one report, which has a line for each answer
            yield self._one(line + file.read(LONGEST + 1 - len(line)), path)
            return
        number = 1
        while line:
            if len(line) > LONGEST and not line.endswith(b"\n"):
                yield _omitted(path, Left.TOO_LARGE, number=number)
                while line and not line.endswith(b"\n"):
                    line = file.readline(LONGEST)
            elif not line.isspace():
                yield self._line(line, path, number)
            line, number = file.readline(LONGEST + 1), number + 1

    def _line(self, line: bytes, file: PurePosixPath, number: int) -> Gathered | Omitted:
        wrapped = _WRAPPED.fullmatch(line)
        if wrapped is None:
            return self._one(line, None, file, number)
        path = PurePosixPath(wrapped[1].decode(errors="replace").replace("\\\\", "/"))
        return self._one(wrapped[2], path, file, number)

    def _one(
        self, content: bytes, path: PurePosixPath | None, file: PurePosixPath | None = None, number: int = 0
    ) -> Gathered | Omitted:
        """A report, and of which computer it is."""
        place = None if path is None else place_of(path)
        where = file or path or PurePosixPath()
        device = f"{place.site}/{place.device}" if place else ""
        try:
            known = read(content, self.today)
            origin, name = self._whose(known, place, path)
            return gathered(known, origin, name, _named(where, number))
        except LeftOut as left:
            return _omitted(where, left.why, left.detail, device=device, number=number)

    def _whose(self, known: Read, place: Place | None, path: PurePosixPath | None) -> tuple[Origin, str]:
        """Computer of a report, and its name: a label, else as its path says. `LeftOut` where nothing tells.

        What lies in the layout was named there by the school, or has a stand-in. Elsewhere a number stands in the place of a name
        that is a person's, for a summary speaks of nobody.
        """
        label = "" if known.report.label is None else text(known.report.label)
        if place is not None:
            return Origin(place.site, place.device), label or place.device
        if path is None and not label:
            raise LeftOut(Left.NAMELESS)
        site = "" if path is None else text(str(path.parent)).removeprefix(".")
        name = label or _stem(path or PurePosixPath())
        if is_named_after_a_person(name):
            name = self._persons.setdefault(Origin(site, name), f"#{len(self._persons) + 1}")
        return Origin(site, name), name


_FLAGS: Final = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_WRAPPED: Final = re.compile(rb'\s*\{\s*"path":\s*"((?:[^"\\]|\\\\)+)",\s*"report":\s*(\{.*\})\s*\}\s*', re.DOTALL)
"""A line with the path that its report had. Windows writes a path with two backslashes for each."""
_BUFFER: Final = 1 << 18
_SHARING_VIOLATION: Final = 32
"""ERROR_SHARING_VIOLATION (winerror.h): another program has the file. Python calls it a missing right too."""
_HEAD: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])


def _is_head(line: bytes) -> bool:
    """Whether a line is the first of one report in JSON lines (`reports.jsonl`). In any other file each line is a report."""
    try:
        names = _HEAD.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return False
    return "schema" in names and "results" not in names


def _stem(path: PurePosixPath) -> str:
    """Name of a file, without the time of a second report of one day."""
    flat = place_of(_SECOND / path.name)
    return flat.device if flat else text(path.stem)


def _omitted(path: PurePosixPath, why: Left, detail: str = "", *, device: str = "", number: int = 0) -> Omitted:
    return Omitted(_named(path, number), why, detail, device)


def _named(path: PurePosixPath, number: int) -> str:
    """File, and line if it has several reports, on one line."""
    name = one_line(str(path).encode(errors="replace").decode())
    return f"{name}:{number}" if number else name


def _not_read(path: PurePosixPath, why: OSError) -> Omitted:
    """Omission of a file that the system refused. Only of missing rights does anybody know what to do."""
    in_use = getattr(why, "winerror", None) == _SHARING_VIOLATION
    reason = Left.DENIED if isinstance(why, PermissionError) and not in_use else Left.UNREADABLE
    return _omitted(path, reason, os.strerror(why.errno) if why.errno else "")
