"""A password audit as it grows: every frame of the child put in its place. Nothing in here is a password."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from postigo.core.model import Level
from postigo.passwords.model import Judged, ReadProblem, Reason, Source
from postigo.passwords.protocol import (
    Batch,
    Crashed,
    Deriving,
    Done,
    Kept,
    LeakList,
    Locked,
    Opened,
    Progress,
    Reading,
    Ready,
    Snagged,
    Up,
    Wanted,
)
from postigo.passwords.severity import level


@dataclass(slots=True)
class FileSeen:
    """One of the files: what it is, and what was wrong with it."""

    path: str
    source: Source | None = None
    snags: list[Snagged] = field(default_factory=list)
    has_entries: bool = False

    @property
    def read(self) -> bool:
        """Whether anything was read: an entry, or, to its end, that there is none."""
        return self.has_entries or any(snag.snag is ReadProblem.NO_LOGINS for snag in self.snags)

    def troubles(self) -> Iterator[tuple[ReadProblem, list[int], int | None]]:
        """Troubles with parts of a file.

        The same of several rows stand together, with their numbers and their sheet.
        """
        partly = (snag for snag in self.snags if not snag.whole)
        for (kind, sheet), snags in groupby(partly, lambda one: (one.snag, one.sheet)):
            yield kind, [one.row for one in snags if one.row is not None], sheet


class Result:
    """Result so far of the files, in the order in which they were given."""

    def __init__(self, paths: Sequence[str]) -> None:
        self.files = tuple(FileSeen(path) for path in paths)
        self.engine = ""
        self.sealed = False
        self.progress = Progress(0, 0)
        self.reading: Deriving | Reading | None = None
        """Progress of opening or reading a file, while nothing of it was looked at."""
        self.wanted: tuple[str, ...] = ()
        self.leak_list: LeakList | None = None
        self.kept: Kept | None = None
        self.done = False
        self.crash = ""
        self._entries: dict[tuple[int, int], Judged] = {}

    def receive(self, frame: Up) -> None:  # noqa: C901 - one branch for each kind of frame
        """Put a frame in its place."""
        self.reading = frame if isinstance(frame, Deriving | Reading) else None
        match frame:
            case Ready():
                self.engine, self.sealed = frame.engine, frame.sealed
            case Opened() | Locked():
                self.files[frame.file].source = frame.source
            case Snagged():
                self.files[frame.file].snags.append(frame)
            case Batch():
                self._entries.update({(entry.file, entry.row): entry for entry in frame.entries})
                for number in {entry.file for entry in frame.entries}:
                    self.files[number].has_entries = True
            case Progress():
                self.progress = frame
            case Wanted():
                self.wanted = frame.prefixes
            case LeakList():
                self.leak_list = frame
            case Kept():
                self.kept = frame
            case Crashed():
                self.crash = frame.where
            case Done():
                self.done = True
            case _:  # how far it is, above; Tried answers the tester, which keeps nothing
                pass

    @property
    def entries(self) -> tuple[Judged, ...]:
        """The entries, in the order of their files."""
        return tuple(self._entries[key] for key in sorted(self._entries))

    def __len__(self) -> int:
        """How many entries are known."""
        return len(self._entries)

    def counts(self) -> dict[Reason, int]:
        """How many entries have each reason, in the order of `Reason`; none that nobody has."""
        found = Counter(reason for entry in self._entries.values() for reason in entry.reasons)
        return {reason: found[reason] for reason in Reason if found[reason]}

    def worst(self) -> Level | None:
        """Worst level of any entry; None if nothing asks and something could not be told."""
        levels = [level(entry) for entry in self._entries.values()]
        found = max(levels, default=None)
        if found is not None and found >= Level.ADVISE:
            return found
        return None if self.unsure else found

    @property
    def unsure(self) -> bool:
        """Whether something was not looked at: a file, a row, a list, the end."""
        partly = any(seen.snags for seen in self.files)
        return bool(not self.done or not self._entries or partly or self.not_looked_up)

    @property
    def asked_for_leaks(self) -> bool:
        """Whether passwords were to be looked up among the stolen ones."""
        return bool(self.wanted) or self.leak_list is not None

    @property
    def not_looked_up(self) -> int:
        """Number of passwords whose look-up among the stolen ones failed."""
        if not self.asked_for_leaks:
            return 0
        return sum(1 for entry in self._entries.values() if entry.leaked is None and entry.score is not None)
