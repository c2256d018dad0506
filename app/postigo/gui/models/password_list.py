"""The list of entries: what matters most first, groups of reuse together, filtered by a reason; thousands of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QObject, Signal

from postigo.core.model import Level
from postigo.core.values import Text
from postigo.gui.models.later import later
from postigo.gui.models.passwords import Passwords, Step
from postigo.gui.models.tone import LOOKING, Tone, of_level
from postigo.passwords import phrases
from postigo.passwords.importance import first_things_first
from postigo.passwords.model import Judged, Reason
from postigo.passwords.summary import codes
from postigo.passwords.weight import of_reason

Key = tuple[int, int]
Rank = tuple[int, int, int, int, str, int, int]
"""What `importance.first_things_first` says; the first of it is how much an entry asks, negative."""


class Bond(Enum):
    """What holds a group together."""

    SAME = auto()
    NEAR = auto()

    def over(self, n: int) -> Text:
        """What stands over a group of so many."""
        if self is Bond.SAME:
            return Text("The same password in {n} accounts", values={"n": n})
        return Text("Nearly the same password in {n} accounts", values={"n": n})


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a group of so many."""

    bond: Bond
    n: int

    @property
    def text(self) -> Text:
        """In words. Made when it is seen: there may be thousands."""
        return self.bond.over(self.n)


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in the list. `grouped`: it belongs to the group whose heading stands above it."""

    key: Key
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """How an entry looks in the list, and how it is spoken."""

    site: str
    user: str
    tone: Tone
    state: Text
    reasons: tuple[Text, ...]


STEP_MS: Final = 20  # between two steps of what thousands of entries cost at the end: the window lives in between
NO_SITE = Text("no name")
NOTHING = Text("nothing found")
PARTLY = Text("looked at in part")


class Entries(QObject):
    """What is listed, and which row is open. `reshaped`: other lines, or in another order. `renewed`: lines look different."""

    reshaped = Signal()
    renewed = Signal()
    opened = Signal()

    def __init__(self, passwords: Passwords) -> None:
        super().__init__()
        self.passwords = passwords
        self.reason: Reason | None = None
        """Only entries with this reason are listed; all if None."""
        self.open_row: Key | None = None
        self.counts: Counter[Reason] = Counter()
        self.codes: Counter[str] = Counter()
        """How many entries are counted in each finding of the fourth tip's row."""
        self.asked: Counter[Level] = Counter()
        """How many entries ask how much."""
        self._rank: dict[Key, Rank] = {}  # worked out as entries come: all at once would hold up the window
        self._order: list[Key] = []
        self._alone: dict[Key, Line] = {}  # the line of an entry that stands in no group: the same one every time
        self._told: dict[Key, Judged] = {}  # as it was counted
        self._lines: tuple[Heading | Line, ...] | None = None
        self.building = False
        """Whether the lines of a look that has ended are under way."""
        passwords.news.connect(self._take)
        passwords.looked.connect(self._sort)
        passwords.forgotten.connect(self._forget)

    # --- what the person says

    def only(self, reason: Reason | None) -> None:
        """List only what has this reason."""
        if reason is not self.reason:
            self.reason = reason
            self._reshape()

    def toggle(self, key: Key) -> None:
        """Open a row, or close it if it is the open one."""
        self.open(None if key == self.open_row else key)

    def open(self, key: Key | None) -> None:
        """Open this row and close the other."""
        if key != self.open_row:
            self.open_row = key
            self.opened.emit()

    # --- how it stands

    @property
    def lines(self) -> tuple[Heading | Line, ...]:
        """The list from top to bottom."""
        if self._lines is None:
            alone = self._alone.__getitem__
            self._lines = tuple(self._grouped() if self.settled else map(alone, self._filtered()))
        return self._lines

    def entry(self, key: Key) -> Judged:
        """What is known of one entry."""
        return self.passwords.entries[key]

    def shown(self, key: Key) -> Shown:
        """How one entry looks now. Before all were looked at, nothing is called fine: a later password may be the same."""
        entry = self.entry(key)
        asked = Level(-self._rank[key][0])
        reasons = tuple(phrases.SHORT_REASONS[reason] for reason in weighty(entry))
        if asked < Level.ADVISE and not self.settled:
            tone, state = Tone.BARE, LOOKING
        elif asked < Level.ADVISE and not self.passwords.finished:
            tone, state = Tone.FOGGED, PARTLY
        else:
            tone, state = of_level(asked)
            if asked is Level.GOOD:
                state = NOTHING
        return Shown(entry.site or entry.name, entry.user, tone, state, reasons)

    def mates(self, key: Key) -> tuple[tuple[Judged, ...], tuple[Judged, ...]]:
        """The other entries with the same password, and those with nearly the same."""
        entry = self.entry(key)
        others = [other for index, other in self.passwords.entries.items() if index != key]
        same = tuple(o for o in others if entry.reuse_group is not None and o.reuse_group == entry.reuse_group)
        near = tuple(
            o for o in others if entry.near_group is not None and o.near_group == entry.near_group and o not in same
        )
        return same, near

    @property
    def growing(self) -> bool:
        """Whether more entries come."""
        return self.passwords.busy

    @property
    def settled(self) -> bool:
        """The list is in its order. While a first look goes on, no row moves under a hand."""
        return self.passwords.step is Step.LOOKED or self.passwords.for_leaks

    # --- the order

    def _take(self, entries: tuple[Judged, ...]) -> None:
        fresh = False
        for entry in entries:
            key = (entry.file, entry.row)
            before = self._told.get(key)
            if before is None:
                self._order.append(key)
                self._alone[key] = Line(key)
                fresh = True
            elif before.reasons == entry.reasons and before.score == entry.score:
                self._told[key] = entry
                continue
            else:
                self._count(before, self._rank[key], -1)
                fresh = fresh or self.reason is not None
            rank = self._rank[key] = first_things_first(entry)
            self._count(entry, rank, 1)
            self._told[key] = entry
        if fresh:
            self._reshape()
        else:
            self.renewed.emit()

    def _count(self, entry: Judged, rank: Rank, by: int) -> None:
        asked = Level(-rank[0])
        for reason in entry.reasons:
            self.counts[reason] += by
        for code in codes(entry, asked):
            self.codes[code] += by
        self.asked[asked] += by

    def _sort(self) -> None:
        self._order.sort(key=self._rank.__getitem__)
        if self.reason is not None and not self.counts[self.reason]:
            self.reason = None
        self._lines = None
        self.building = True
        later(self, STEP_MS, self._built)

    def _built(self) -> None:
        """The lines in their groups: a step of its own, for with thousands of entries each takes its time."""
        self.building = False
        self._lines = self._lines or tuple(self._grouped())
        self.reshaped.emit()

    def _filtered(self) -> Iterable[Key]:
        if self.reason is None:
            return self._order
        return (key for key in self._order if self.reason in self._told[key].reasons)

    def _grouped(self) -> Iterable[Heading | Line]:
        """The order, with the members of a group drawn to the first of them."""
        keys = list(self._filtered())
        groups = self._groups(keys)
        told: set[Key] = set()
        for key in keys:
            if key in told:
                continue
            group = groups.get(key)
            if group is None or len(group[0]) == 1:
                yield self._alone[key]
                continue
            members, bond = group
            told.update(members)
            yield Heading(bond, len(members))
            for member in members:
                yield Line(member, grouped=True)

    def _groups(self, keys: list[Key]) -> dict[Key, tuple[list[Key], Bond]]:
        """For each key in a group that group, in the order of `keys`: those with the same password, or else with nearly the same."""
        near: dict[int, list[Key]] = {}
        same: dict[int, list[Key]] = {}
        entries = self.passwords.entries
        for key in keys:
            entry = entries[key]
            if entry.near_group is not None:
                near.setdefault(entry.near_group, []).append(key)
            if entry.reuse_group is not None:
                same.setdefault(entry.reuse_group, []).append(key)
        found: dict[Key, tuple[list[Key], Bond]] = {}
        for members in near.values():
            found.update(dict.fromkeys(members, (members, Bond.NEAR)))
        for members in same.values():
            whole = found.get(members[0])
            if whole is None or len(whole[0]) <= len(members):
                found.update(dict.fromkeys(members, (members, Bond.SAME)))
        return found

    def _reshape(self) -> None:
        self._lines = None
        self.reshaped.emit()

    def _forget(self) -> None:
        self._order.clear()
        self._told.clear()
        self._rank.clear()
        self._alone.clear()
        for counts in (self.counts, self.codes, self.asked):
            counts.clear()
        self.reason, self.open_row = None, None
        self._reshape()


def weighty(entry: Judged) -> tuple[Reason, ...]:
    """Its reasons, the one that asks for most first."""
    return tuple(
        sorted(entry.reasons, key=lambda reason: (-of_reason(reason, entry.score), list(Reason).index(reason)))
    )
