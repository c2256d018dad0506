"""The fact that `update.browser` judges: the browsers installed for everybody, and when their versions were overtaken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from postigo.api import CannotTell, Choice, Data, System
from postigo_checks.browser_table import Age, BrowserTable, Kin, Number, read_table


class Maker(Enum):
    """The browsers that the table can say something of, by the name a person knows."""

    CHROME = Choice("Chrome")
    CHROMIUM = Choice("Chromium")
    EDGE = Choice("Edge")
    BRAVE = Choice("Brave")
    FIREFOX = Choice("Firefox")
    SAFARI = Choice("Safari")

    @property
    def kin(self) -> Kin:
        """Whose numbers it carries."""
        match self:
            case Maker.FIREFOX:
                return Kin.FIREFOX
            case Maker.SAFARI:
                return Kin.SAFARI
            case _:
                return Kin.CHROME


FOLLOWS = {Maker.CHROMIUM: timedelta(days=7), Maker.EDGE: timedelta(days=7), Maker.BRAVE: timedelta(days=7)}
"""How much later than Chrome those who follow it bring the same number."""


class Source(Enum):
    """What one could not look at."""

    PACKAGES = "the packages of the system"
    SNAPS = "the snaps"
    FLATPAKS = "the flatpaks"
    REGISTRY = "the registry"


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser that is installed. `shown` is its number; a version that could not be read has no age."""

    maker: Maker
    shown: str
    age: Age | CannotTell


@dataclass(frozen=True, slots=True)
class Browsers:
    """The browsers installed for everybody. `clock` is what the clock says, if it is wrong."""

    found: tuple[Browser, ...]
    today: date
    table: date
    clock: date | None = None
    missed: tuple[tuple[Source, CannotTell], ...] = ()


Seen = tuple[Maker, Number | CannotTell]


def browsers(
    seen: list[Seen], system: System, data: Data, missed: tuple[tuple[Source, CannotTell], ...] = ()
) -> Browsers:
    """The fact, by what was seen. Of a browser that is installed twice the older one counts."""
    table, clock = read_table(data), system.now().date()
    found: dict[Maker, tuple[Number, Browser]] = {}
    for maker, version in seen:
        if isinstance(version, CannotTell):
            found.setdefault(maker, ((), Browser(maker, "", version)))
        elif maker not in found or version < found[maker][0]:
            found[maker] = (version, Browser(maker, ".".join(map(str, version)), _age(table, maker, version)))
    wrong = clock < table.day - timedelta(days=1)
    listed = tuple(found[maker][1] for maker in Maker if maker in found)
    return Browsers(listed, max(clock, table.day), table.day, clock if wrong else None, missed)


def _age(table: BrowserTable, maker: Maker, version: Number) -> Age:
    age, later = table.age(maker.kin, version), FOLLOWS.get(maker, timedelta())
    return Age(None if age.since is None else age.since + later, age.earliest + later)
