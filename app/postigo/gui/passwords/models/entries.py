"""List of entries: most urgent first, groups of reuse together, filtered by a reason. It may have thousands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, Signal

from postigo.core.model import Level
from postigo.core.values import Text, Value
from postigo.gui.common.status_style import LOOKING, Tone, of_level
from postigo.gui.common.timers import call_later
from postigo.gui.passwords.models.password_audit import Passwords, Step
from postigo.passwords import wording
from postigo.passwords.model import Judged, Reason
from postigo.passwords.severity import first_things_first, of_reason
from postigo.passwords.summary import codes

Key = tuple[int, int]
Rank = tuple[int, int, int, int, str, int, int]
"""Rank of an entry, from `severity.first_things_first`. The first of it is how much an entry asks, negative."""


class Bond(Enum):
    """Bond of a group."""

    SAME = auto()
    NEAR = auto()


@dataclass(frozen=True, slots=True)
class Heading:
    """Heading over a group of `n`, or over `here` of them. Those pass the filter."""

    bond: Bond
    n: int
    here: int

    @property
    def text(self) -> Text:
        """In words. Made when it is seen: there may be thousands."""
        values: dict[str, Value | Text | Sequence[Value | Text]] = {"n": self.n, "here": self.here}
        same, whole = self.bond is Bond.SAME, self.here == self.n
        match same, whole:
            case True, True:
                return Text("The same password in {n} accounts", values=values)
            case False, True:
                return Text("Nearly the same password in {n} accounts", values=values)
            case True, False:
                return Text("The same password: {here} of {n} accounts", values=values)
            case _:
                return Text("Nearly the same password: {here} of {n} accounts", values=values)


@dataclass(frozen=True, slots=True)
class Group:
    """Entries that one thing holds together."""

    bond: Bond
    members: Collection[Key]


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in the list. `grouped`: it belongs to the group whose heading stands above it."""

    key: Key
    grouped: bool = False


@dataclass(frozen=True, slots=True)
class End:
    """Where a group ends, and what follows belongs to none."""


@dataclass(frozen=True, slots=True)
class Shown:
    """How an entry looks in the list, and how it is spoken."""

    site: str
    user: str
    tone: Tone
    state: Text
    reasons: tuple[Text, ...]


Part = Heading | Line | End
"""One line of the list, from edge to edge."""

_END: Final = End()
STEP_MS: Final = 20  # between two steps of what thousands of entries cost at the end: the window lives in between
_SLICE: Final = 0.008  # seconds of such a step
NO_SITE = Text("no name")
NOTHING = Text("nothing found")
PARTLY = Text("looked at in part")


class Entries(QObject):
    """Entries of the list, and which row is open. `reshaped`: other lines, or in another order.

    `renewed`: lines look different.
    """

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
        self._sorted = True
        """Whether the order is what it is to be. A look that has ended wants another; it is made with the lines."""
        self._alone: dict[Key, Line] = {}  # the line of an entry that stands in no group: the same one every time
        self._told: dict[Key, Judged] = {}  # as it was counted
        self._groups: dict[tuple[Bond, int | None], dict[Key, None]] = {}
        self._lines: tuple[Part, ...] | None = None
        self._making: Iterator[Part] | None = None
        self._made: list[Part] = []
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
    def lines(self) -> tuple[Part, ...]:
        """The list from top to bottom."""
        if self._lines is None:
            alone = self._alone.__getitem__
            self._lines = tuple(self._grouped() if self.settled else map(alone, self._filtered()))
        return self._lines

    def entry(self, key: Key) -> Judged:
        """Judgement of one entry."""
        return self.passwords.entries[key]

    def shown(self, key: Key) -> Shown:
        """How one entry looks now. Before all were looked at, nothing is called fine: a later password may be the same."""
        entry = self.entry(key)
        asked = Level(-self._rank[key][0])
        reasons = tuple(wording.SHORT_REASONS[reason] for reason in weighty(entry))
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
        same = [m for m in self._groups.get((Bond.SAME, entry.reuse_group), ()) if m != key]
        near = [m for m in self._groups.get((Bond.NEAR, entry.near_group), ()) if m != key and m not in same]
        same, near = (sorted(members, key=self._rank.__getitem__) for members in (same, near))
        return tuple(map(self.entry, same)), tuple(map(self.entry, near))

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
            self._join(key, before, entry)
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
        self._sorted = False
        if self.reason is not None and not self.counts[self.reason]:
            self.reason = None
        self._lines, self.building = None, True
        self._making, self._made = self._grouped(), []
        call_later(self, STEP_MS, self._go_on)  # no lambda: one would hold this object while Qt takes it apart

    def _go_on(self) -> None:
        """Make some more of the lines, and the next a little later. The window lives in between."""
        if self._making is None:
            return  # these lines are no longer wanted
        until = monotonic() + _SLICE
        for line in self._making:
            self._made.append(line)
            if monotonic() > until:
                call_later(self, STEP_MS, self._go_on)
                return
        self._lines = self._lines or tuple(self._made)
        self._making, self._made, self.building = None, [], False
        self.reshaped.emit()

    def _filtered(self) -> Iterable[Key]:
        return self._order if self.reason is None else filter(self._passes, self._order)

    def _passes(self, key: Key) -> bool:
        return self.reason is None or self.reason in self._told[key].reasons

    def _grouped(self) -> Iterator[Part]:
        """Order with each group whole, at the place of its worst member. So it is never in two places."""
        if not self._sorted:
            self._sorted = True
            self._order.sort(key=self._rank.__getitem__)
        told: set[Key] = set()
        inside = False
        for key in self._filtered():
            if key in told:
                continue
            group = self._group(key)
            if group is None:
                if inside:
                    yield _END
                inside = False
                yield self._alone[key]
                continue
            inside = True
            part = [member for member in group.members if member not in told and self._passes(member)]
            part.sort(key=self._rank.__getitem__)
            told.update(part)
            yield Heading(group.bond, len(group.members), len(part))
            for member in part:
                yield Line(member, grouped=True)

    def _group(self, key: Key) -> Group | None:
        """Group of an entry: the same password, or more that are nearly the same. None if it is alone in it."""
        entry = self._told[key]
        same = self._groups.get((Bond.SAME, entry.reuse_group), ())
        near = self._groups.get((Bond.NEAR, entry.near_group), ())
        group = Group(Bond.SAME, same) if len(near) <= len(same) else Group(Bond.NEAR, near)
        return group if len(group.members) > 1 else None

    def _join(self, key: Key, before: Judged | None, entry: Judged) -> None:
        """Record the groups of an entry, and take it out of those of before."""
        for group in _groups(before) - _groups(entry) if before else ():
            del self._groups[group][key]
        for group in _groups(entry) - (_groups(before) if before else set()):
            self._groups.setdefault(group, {})[key] = None

    def _reshape(self) -> None:
        self._lines = self._making = None
        self.building = False
        self.reshaped.emit()

    def _forget(self) -> None:
        self._order.clear()
        self._told.clear()
        self._rank.clear()
        self._alone.clear()
        self._groups.clear()
        for counts in (self.counts, self.codes, self.asked):
            counts.clear()
        self.reason, self.open_row = None, None
        self._reshape()


def _groups(entry: Judged) -> set[tuple[Bond, int | None]]:
    found = ((Bond.SAME, entry.reuse_group), (Bond.NEAR, entry.near_group))
    return {(bond, number) for bond, number in found if number is not None}


def weighty(entry: Judged) -> tuple[Reason, ...]:
    """Its reasons, the one that asks for most first."""
    return tuple(
        sorted(entry.reasons, key=lambda reason: (-of_reason(reason, entry.score), list(Reason).index(reason)))
    )
