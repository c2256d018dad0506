"""The list of entries: what matters most first, groups of reuse together, filtered by a reason; thousands of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from postigo.core.model import Level
from postigo.core.values import Text
from postigo.gui.models.passwords import Passwords, Step
from postigo.gui.models.tone import LOOKING, Tone, of_level
from postigo.passwords import phrases
from postigo.passwords.importance import asks, first_things_first
from postigo.passwords.model import Judged, Reason
from postigo.passwords.weight import of_reason

Key = tuple[int, int]


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
    """What stands over a group."""

    text: Text


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
        self._rank: dict[
            Key, tuple[object, ...]
        ] = {}  # worked out as entries come: all at once would hold up the window
        self._order: list[Key] = []
        self._reasons: dict[Key, tuple[Reason, ...]] = {}
        self._lines: tuple[Heading | Line, ...] | None = None
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
            self._lines = tuple(self._grouped() if self._settled else map(Line, self._filtered()))
        return self._lines

    def entry(self, key: Key) -> Judged:
        """What is known of one entry."""
        return self.passwords.entries[key]

    def shown(self, key: Key) -> Shown:
        """How one entry looks now. Before all were looked at, nothing is called fine: a later password may be the same."""
        entry = self.entry(key)
        asked = asks(entry)
        reasons = tuple(phrases.SHORT_REASONS[reason] for reason in weighty(entry))
        if asked < Level.ADVISE and not self._settled:
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
    def _settled(self) -> bool:
        """The list is in its order. While a first look goes on, no row moves under a hand."""
        return self.passwords.step is Step.LOOKED or self.passwords.for_leaks

    # --- the order

    def _take(self, entries: tuple[Judged, ...]) -> None:
        fresh = False
        for entry in entries:
            key = (entry.file, entry.row)
            before = self._reasons.get(key)
            if before is None:
                self._order.append(key)
                fresh = True
            elif before != entry.reasons:
                self.counts.subtract(before)
            if before != entry.reasons:
                self.counts.update(entry.reasons)
                fresh = fresh or self.reason is not None
            self._reasons[key] = entry.reasons
            self._rank[key] = first_things_first(entry)
        if fresh:
            self._reshape()
        else:
            self.renewed.emit()

    def _sort(self) -> None:
        self._order.sort(key=self._rank.__getitem__)
        if self.reason is not None and not self.counts[self.reason]:
            self.reason = None
        self._reshape()

    def _filtered(self) -> Iterable[Key]:
        if self.reason is None:
            return self._order
        return (key for key in self._order if self.reason in self._reasons[key])

    def _grouped(self) -> Iterable[Heading | Line]:
        """The order, with the members of a group drawn to the first of them."""
        keys = list(self._filtered())
        groups = self._groups(keys)
        told: set[Key] = set()
        for key in keys:
            if key in told:
                continue
            members, bond = groups.get(key, ([key], Bond.SAME))
            if len(members) == 1:
                yield Line(key)
                continue
            told.update(members)
            yield Heading(bond.over(len(members)))
            for member in members:
                yield Line(member, grouped=True)

    def _groups(self, keys: list[Key]) -> dict[Key, tuple[list[Key], Bond]]:
        """For each key its group, in the order of `keys`: those with the same password, or else with nearly the same."""
        near: dict[int, list[Key]] = {}
        same: dict[int, list[Key]] = {}
        for key in keys:
            entry = self.entry(key)
            if entry.near_group is not None:
                near.setdefault(entry.near_group, []).append(key)
            if entry.reuse_group is not None:
                same.setdefault(entry.reuse_group, []).append(key)
        found = {key: (members, Bond.NEAR) for members in near.values() for key in members}
        for members in same.values():
            whole = found.get(members[0])
            if whole is None or len(whole[0]) <= len(members):
                found |= dict.fromkeys(members, (members, Bond.SAME))
        return found

    def _reshape(self) -> None:
        self._lines = None
        self.reshaped.emit()

    def _forget(self) -> None:
        self._order.clear()
        self._reasons.clear()
        self._rank.clear()
        self.counts.clear()
        self.reason, self.open_row = None, None
        self._reshape()


def weighty(entry: Judged) -> tuple[Reason, ...]:
    """Its reasons, the one that asks for most first."""
    return tuple(
        sorted(entry.reasons, key=lambda reason: (-of_reason(reason, entry.score), list(Reason).index(reason)))
    )
