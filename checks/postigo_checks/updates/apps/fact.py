"""Fact of `update.apps`: sources of programs beside the system, and when each last renewed some."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from postigo.api import Handle, Keyword, Unseen


class PackageSource(Enum):
    """Source of programs beside the system, which also renews them."""

    APT = Keyword("apt")
    SNAP = Keyword("snap")
    FLATPAK = Keyword("flatpak")
    HOMEBREW = Keyword("Homebrew")
    APP_STORE = Keyword("App Store")
    STORE = Keyword("Microsoft Store")
    CHOCOLATEY = Keyword("Chocolatey")
    SCOOP = Keyword("Scoop")


class Off(Enum):
    """Cause for which a source is switched off; it decides the plan."""

    SETTING = "its own setting"
    RULE = "a rule"  # a policy of this computer
    AFAR = "a rule from afar"  # of an organisation
    SERVICE = "a service"  # without which it can fetch nothing


@dataclass(frozen=True, slots=True)
class Renewal:
    """Renewal of the programs of one source. `alone`: it does by itself; False: that was switched off; None: it never does.

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
    """Programs beside the system, by their sources. `others`: this system also has programs that no source knows. `elsewhere`: how
    many programs from the sources of other makers (apt) have a newer version that is known here.
    """

    now: datetime
    renewals: tuple[Renewal, ...]
    others: bool
    unseen: tuple[Unseen[PackageSource], ...] = ()
    elsewhere: int = 0
