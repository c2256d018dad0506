"""The fact that `update.apps` judges: who keeps programs current beside the system, and when that was last seen to work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from postigo.api import CannotTell, Choice


class Keeper(Enum):
    """Who keeps programs current."""

    APT = Choice("apt")
    SNAP = Choice("snap")
    FLATPAK = Choice("flatpak")
    HOMEBREW = Choice("Homebrew")
    APP_STORE = Choice("App Store")
    STORE = Choice("Microsoft Store")
    CHOCOLATEY = Choice("Chocolatey")
    SCOOP = Choice("Scoop")


class Off(Enum):
    """By what a keeper is switched off, which decides how it is switched on again."""

    SETTING = "its own setting"
    RULE = "a rule"  # a policy of this computer
    AFAR = "a rule from afar"  # of an organisation
    SERVICE = "a service"  # without which it can fetch nothing


@dataclass(frozen=True, slots=True)
class Kept:
    """What one keeper looks after. `alone`: it renews programs by itself; False: that was switched off; None: it never does.

    `count` is 0 and `renewed` None where the keeper does not tell them. `newest` is when the last file came, of which it
    is not known whether it renewed something or was new; None where `renewed` tells all. `off`: by what it was switched off.
    """

    keeper: Keeper
    alone: bool | None
    count: int = 0
    renewed: datetime | None = None
    newest: datetime | None = None
    off: Off = Off.SETTING


@dataclass(frozen=True, slots=True)
class Programs:
    """All keepers that have programs here. `others`: this system also has programs that no keeper knows. `elsewhere`: how
    many programs from the sources of other makers (apt) have a newer version that is known here.
    """

    now: datetime
    kept: tuple[Kept, ...]
    others: bool
    missed: tuple[tuple[Keeper, CannotTell], ...] = ()
    elsewhere: int = 0
