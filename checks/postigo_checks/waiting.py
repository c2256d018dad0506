"""The fact behind `update.os-pending`: which updates wait, and from when that knowledge is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Manager(StrEnum):
    """Who brings the updates of the system."""

    APT = "apt"
    DNF = "dnf"
    ZYPPER = "zypper"
    PACMAN = "pacman"
    WINDOWS = "Windows Update"
    MACOS = "macOS"


class Lack(StrEnum):
    """Why there is no list to compare with."""

    NO_LIST = "no list"  # a list is wanted, and was never fetched
    NO_SOURCE = "no source"  # nobody is asked for security updates at all


@dataclass(frozen=True, slots=True)
class WaitingUpdates:
    """Updates that are known and not installed.

    `waiting` are counted as the system counts them: packages on Linux, updates elsewhere. `repairs` are the separate
    things that they repair: forty packages of one office suite are one repair. `split` tells whether the system knows
    security updates from others; without it `waiting` are all updates. `since` is the earliest day on which one of
    them is known to have been offered. `listed` is the day of the list that says all this; None where the
    machine never had one. `others` wait too and are not for security. `partial`: the system
    says itself that its search was not complete, or one of its lists was cut.
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
    not_before: date | None = None  # a day that has been: a clock that says an earlier one is wrong
