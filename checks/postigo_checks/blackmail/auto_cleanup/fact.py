"""The fact behind `blackmail.auto-cleanup`: what the system deletes by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Unseen


class Part(Enum):
    """Parts of a look that may stay unseen."""

    DESKTOP = "the settings of the desktop"
    RULES = "rules that delete old files"


class Place(Enum):
    """Places that are cleaned."""

    BIN = "the bin"
    DOWNLOADS = "the downloads"
    OWN = "another folder of the person"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A place that is cleaned by itself. `days`: how old what is deleted must be; None where that is not told."""

    place: Place
    days: int | None


@dataclass(frozen=True, slots=True)
class Cleaning:
    """Places that the system cleans by itself. `only_when_full`: only when the disk is nearly full."""

    cleaned: tuple[Cleaned, ...] = ()
    only_when_full: bool = False
    unseen: tuple[Unseen[Part], ...] = ()
