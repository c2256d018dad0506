"""Fact of `av.active`: antivirus programs, how each stands, and what could not be seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from typing import Final

from postigo.api import CannotTell, Data, Handle, Keyword, Program, Unknown, Unseen
from postigo_checks.common.dated_table import today_at_least

OUT_OF_DATE_AFTER: Final = 7
"""Days. Defender's own default (policy AVSignatureDue) and the age at which ClamAV itself warns; both update daily."""


class State(StrEnum):
    """Whether an antivirus watches now."""

    ON = "on"
    OFF = "off"
    SNOOZED = "snoozed"
    EXPIRED = "expired"
    BY_HAND = "by hand"  # installed; looks only when somebody asks it to


class Lists(StrEnum):
    """Lists of definitions: whether the list of dangerous things is current."""

    CURRENT = "current"
    OLD = "old"
    NEVER = "never"  # it has never fetched any


@dataclass(frozen=True, slots=True)
class Guard:
    """One antivirus. `days` is the age of its list, where it can be read; `presumed`: nothing tells that it is on, and
    it has no switch.
    """

    name: Keyword | Program
    state: State | CannotTell
    lists: Lists | CannotTell
    days: int | None = None
    presumed: bool = False
    handle: Handle | None = None


class Custom(Enum):
    """Custom of this system: how much a missing antivirus weighs."""

    BUILT_IN = "it comes with one, and leans on it"
    AMONG_OTHERS = "it comes with one, among other locks"
    RARE = "it comes with none"


class Part(Enum):
    """Parts of a look that may stay unseen. What is said of one product names it as its subject."""

    SECURITY_CENTER = "the Security Center"
    DEFENDER = "Microsoft Defender"
    PROGRAM_FILE = "the file of a registered product"
    PROCESSES = "the running programs"
    INSTALLED = "what is installed"
    OTHER_PRODUCT = "a product that tells nothing"


@dataclass(frozen=True, slots=True)
class Antivirus:
    """The antivirus programs of this machine."""

    custom: Custom
    guards: tuple[Guard, ...]
    unseen: tuple[Unseen[Part], ...] = ()


def days_old(made: datetime, now: datetime, data: Data) -> int:
    """Age of a list in whole days. UNREADABLE if the clock is wrong: before the list, or before our own table."""
    if now.date() < today_at_least(data) - timedelta(days=1):
        raise CannotTell(Unknown.UNREADABLE, f"the clock says {now:%Y-%m-%d}, which is over")
    if made > now + timedelta(days=1):
        raise CannotTell(Unknown.UNREADABLE, f"a list of {made:%Y-%m-%d} on a machine that says {now:%Y-%m-%d}")
    return max((now - made).days, 0)
