"""Fact of `update.os-pending`: which updates wait, and from when that knowledge is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum

from postigo.api import CannotTell, Unseen
from postigo_checks.updates.linux_renewal.fact import Whole


class Manager(StrEnum):
    """Manager that brings the updates of the system."""

    APT = "apt"
    DNF = "dnf"
    ZYPPER = "zypper"
    PACMAN = "pacman"
    IMAGE = "the system as a whole"
    WINDOWS = "Windows Update"
    MACOS = "macOS"


class Part(Enum):
    """Part of the look that can fail by itself, while the list was read."""

    OWN_SOURCES = "whether the system's own sources are among those of the lists"
    HELD = "what somebody told this computer not to take"
    UNFINISHED = "what the package manager left half done"
    OFFERS = "what an offer is"
    DAYS = "since when they are offered"
    CATALOGUE = "whose list this is"
    SAFARI = "which Safari this is"


class Lack(StrEnum):
    """Cause for which there is no list to compare with."""

    NO_LIST = "no list"  # a list is wanted, and was never fetched
    NO_SOURCE = "no source"  # nobody is asked for security updates at all
    REFUSED = "refused"  # the one who keeps the list did not answer
    FOREIGN = "foreign"  # the sources are those of somebody we do not know
    WHOLE = "whole"  # the system is renewed as a whole: there is no list on this machine


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Steps and packages that dpkg left half done. `steps`: it was interrupted; `packages`: how many are not in order."""

    steps: bool
    packages: int

    def __bool__(self) -> bool:
        return self.steps or self.packages > 0


@dataclass(frozen=True, slots=True)
class Newest:
    """Update of Windows that is the newest installed: it is of `day`, or older.

    `witnessed`: the day is its own. Without that it only proves that the update is no younger.
    """

    day: date
    witnessed: bool


@dataclass(frozen=True, slots=True)
class WaitingUpdates:
    """Updates that are known and not installed.

    `waiting` are counted as the system counts them: packages on Linux, updates elsewhere. `repairs` are the separate
    things that they repair: forty packages of one office suite are one repair. `split` tells whether the system knows
    security updates from others; without it `waiting` are all updates. `since` is the earliest day on which one of
    them is known to have been offered. `listed` is the day of the list that says all this; None where the
    machine never had one. `others` wait too and are not for security. `partial`: the system
    says itself that its search was not complete, or one of its lists was cut.

    `held` are newer too, and somebody told the system not to take them: they are not among those that wait. `foreign`: the
    lists are those of a source that we do not know. `unfinished`: what the package manager left half done. `whole`: by
    which way a system is renewed as a whole, and `made` when the one that runs was made. `by_dup`: a system without
    patches, that is renewed in one go. `tests`: it is offered test versions of its next release (macOS). `unseen` is what
    else could not be seen. `refused`: why there is no answer (REFUSED). `newest`: the second witness of Windows, whose list
    may be empty for other causes; None elsewhere.
    """

    manager: Manager
    today: datetime
    listed: datetime | None
    waiting: int
    repairs: int
    split: bool = True
    since: datetime | None = None
    others: int = 0
    held: int = 0
    lack: Lack | None = None
    partial: bool = False
    foreign: bool = False
    unfinished: Unfinished | None = None
    whole: Whole | None = None
    made: datetime | None = None
    by_dup: bool = False
    unseen: tuple[Unseen[Part], ...] = ()
    refused: CannotTell | None = None
    newest: Newest | CannotTell | None = None
    tests: bool = False
    not_before: date | None = None  # a day that has been: a clock that says an earlier one is wrong
