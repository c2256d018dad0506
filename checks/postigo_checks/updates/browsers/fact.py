"""Fact of `update.browser`: installed browsers, and when their versions were overtaken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from postigo.api import CannotTell, Handle, Keyword, Unseen
from postigo_checks.updates.browsers.table import Age, Kin


class Maker(Enum):
    """Browser that the table knows, by the name that a person knows."""

    CHROME = Keyword("Chrome")
    CHROMIUM = Keyword("Chromium")
    EDGE = Keyword("Edge")
    BRAVE = Keyword("Brave")
    FIREFOX = Keyword("Firefox")
    SAFARI = Keyword("Safari")

    @property
    def kin(self) -> Kin:
        """Numbering that it follows."""
        match self:
            case Maker.FIREFOX:
                return Kin.FIREFOX
            case Maker.SAFARI:
                return Kin.SAFARI
            case _:
                return Kin.CHROME


class Part(Enum):
    """Part of the look that can fail by itself."""

    PACKAGES = "the packages of the system"
    SNAPS = "the snaps"
    FLATPAKS = "the flatpaks"
    REGISTRY = "the registry"


@dataclass(frozen=True, slots=True)
class Browser:
    """Browser that is installed. `shown` is its number; a version that could not be read has no age. `handle`: its package, key or folder."""

    maker: Maker
    shown: str
    age: Age | CannotTell
    handle: Handle | None = None


@dataclass(frozen=True, slots=True)
class Browsers:
    """Browsers installed for everybody. `clock` is what the clock says, if it is wrong."""

    found: tuple[Browser, ...]
    today: date
    table: date
    clock: date | None = None
    unseen: tuple[Unseen[Part], ...] = ()
