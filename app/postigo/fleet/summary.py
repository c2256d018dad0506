"""Summary of many computers: checks, things to do, visits, changes. Pure data.

Of up to `LISTED` computers each list names all, of more the first `FEW`; the number beside it is always the whole one. Texts come from reports, in the language of
whoever made them: they are one line without control codes, and nothing else about them is to be trusted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from postigo.core.report import Shutter
from postigo.fleet.states import Change, Left, State, Visit

LISTED: Final = 2000
"""Computers of which each list names all."""
FEW: Final = 100
"""Names in one list where there are more. Nobody reads more on paper: `postigo fleet query` names them."""


def named(computers: int) -> int:
    """How many names a list has at most."""
    return LISTED if computers <= LISTED else FEW


@dataclass(frozen=True, slots=True)
class Which:
    """Computers of one kind: how many, and the first of them by name."""

    count: int = 0
    names: tuple[str, ...] = ()


NONE: Final = Which()


@dataclass(frozen=True, slots=True)
class Device:
    """One computer, by its newest report. `name` is unique in the summary: a label, a stand-in, or the name of its file.

    `shutters` are those of the tips 1 to 5. `counts` has each state that occurs. `reports` is how many of it were gathered.
    """

    name: str
    site: str
    began: datetime
    platform: str
    system: str
    shutters: tuple[Shutter, ...]
    counts: Mapping[State, int]
    visit: tuple[Visit, ...] = ()
    reports: int = 1


@dataclass(frozen=True, slots=True)
class Code:
    """Code that one check found, with its level (act or advise), and where. `aside` of them set it aside; they count too."""

    code: str
    state: State
    where: Which
    aside: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One check on all computers. `states` has every `State`, and their counts add up to all computers."""

    check: str
    tip: int
    title: str
    states: Mapping[State, Which]
    codes: tuple[Code, ...] = ()

    @property
    def asking(self) -> int:
        """Computers on which there is something to do."""
        return self.states[State.ACT].count + self.states[State.ADVISE].count


@dataclass(frozen=True, slots=True)
class Thing:
    """Thing to do on several computers. Without a fix of ours `fix` is "".

    `state` is the worst that asks for it; `act` of the computers ask for it as urgent. `who` is "machine" or "user", `effort` the words of
    the report ("" if it says none).
    """

    check: str
    fix: str
    tip: int
    what: str
    effort: str
    who: str
    state: State
    where: Which
    act: int = 0


@dataclass(frozen=True, slots=True)
class Tip:
    """Windows of one tip on all computers: how many stand in which way."""

    tip: int
    shutters: Mapping[Shutter, int]

    @property
    def worst(self) -> Shutter:
        """How the window of the whole place stands. It is closed only if it is on each computer."""
        order = (Shutter.OPEN, Shutter.AJAR, Shutter.ASKING, Shutter.FOGGED, Shutter.BARE, Shutter.CLOSED)
        return next((one for one in order if self.shutters.get(one)), Shutter.BARE)


@dataclass(frozen=True, slots=True)
class Site:
    """Place among several: a school in a district, a room in a school.

    `states` counts computers by the worst that is known of each (act, advise, else unknown if something could not be seen, else fine).
    """

    site: str
    devices: int
    states: Mapping[State, int]
    tips: tuple[Tip, ...]
    visits: int


@dataclass(frozen=True, slots=True)
class Omitted:
    """One file or line that was left out: its name in the folder, and why. `device` is the computer that its path names, or ""."""

    name: str
    why: Left
    detail: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class Quarantine:
    """Quarantine: how many were left out for each reason, and the first by name. It is in no other count."""

    counts: Mapping[Left, int]
    named: tuple[Omitted, ...] = ()
    unread: Which = NONE
    """Computers of which no report could be read: nobody knows how they stand."""

    @property
    def total(self) -> int:
        """All that was left out."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Changed:
    """Change of one check since the report before."""

    check: str
    tip: int
    title: str
    changes: Mapping[Change, Which]


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes between the newest report of each computer and the one before.

    `compared` computers have two reports, `first` have one only. A check of which the version changed is not compared.
    """

    compared: int = 0
    first: Which = NONE
    items: tuple[Changed, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """All that a folder of reports says. `as_of` is the day on which it was asked; `oldest` and `newest` are of the counted reports.

    `listed` are the computers, those to visit first. `items` come as `first` does: what asks on most computers first, act before
    advise; then what is unknown, then the rest. `reports` is how many were read, `passed_over` how many files are of another
    kind, as pages and pictures.
    """

    as_of: date
    devices: int
    reports: int
    oldest: datetime | None
    newest: datetime | None
    listed: tuple[Device, ...]
    tips: tuple[Tip, ...]
    items: tuple[Item, ...]
    first: tuple[Thing, ...]
    visits: Which
    visit_reasons: Mapping[Visit, int]
    sites: tuple[Site, ...]
    quarantine: Quarantine
    changes: Changes
    passed_over: int = 0
    old: int = 0
    """Reports that are older than they may be kept."""

    @property
    def is_district(self) -> bool:
        """Whether it speaks of several places."""
        return len(self.sites) > 1
