"""Fact of `update.apps`: which sources of programs there are beside the system, and when each was last seen to renew them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from postigo.api import Handle, Keyword, Unseen


class PackageSource(Enum):
    """Where programs come from beside the system, and who renews them."""

    APT = Keyword("apt")
    SNAP = Keyword("snap")
    FLATPAK = Keyword("flatpak")
    HOMEBREW = Keyword("Homebrew")
    APP_STORE = Keyword("App Store")
    STORE = Keyword("Microsoft Store")
    CHOCOLATEY = Keyword("Chocolatey")
    SCOOP = Keyword("Scoop")


class Off(Enum):
    """By what a source is switched off, which decides how it is switched on again."""

    SETTING = "its own setting"
    RULE = "a rule"  # a policy of this computer
    AFAR = "a rule from afar"  # of an organisation
    SERVICE = "a service"  # without which it can fetch nothing


@dataclass(frozen=True, slots=True)
class Renewal:
    """How one source renews its programs. `alone`: it does by itself; False: that was switched off; None: it never does.

    `count` is 0 and `renewed` None where the source does not tell them. `newest` is when the last file came, of which it
    is not known whether it renewed something or was new; None where `renewed` tells all. `off`: by what it was switched off,
    and `switch` what would switch it on again; None where only an organisation can.
    """

    source: PackageSource
    alone: bool | None
    count: int = 0
    renewed: datetime | None = None
    newest: datetime | None = None
    off: Off = Off.SETTING
    switch: Handle | None = None


@dataclass(frozen=True, slots=True)
class Programs:
    """All sources that have programs here. `others`: this system also has programs that no source knows. `elsewhere`: how
    many programs from the sources of other makers (apt) have a newer version that is known here.
    """

    now: datetime
    renewals: tuple[Renewal, ...]
    others: bool
    unseen: tuple[Unseen[PackageSource], ...] = ()
    elsewhere: int = 0
