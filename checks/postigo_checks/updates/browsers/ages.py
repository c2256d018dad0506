"""Ages of the browsers that were seen, by the table and by the machine itself.

The machine is a witness: a browser of the same numbers that is newer proves that the older one was overtaken, and a version that lay
there on some day had its next one out three months later at the latest.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from postigo.api import CannotTell, Data, Handle, Platform, System, Unknown, Unseen, attempt
from postigo_checks.common.windows.build import read_build
from postigo_checks.updates.browsers.fact import Browser, Browsers, Maker, Part
from postigo_checks.updates.browsers.table import Age, BrowserTable, Kin, Number, read_table

FOLLOWS = {Maker.CHROMIUM: timedelta(days=7), Maker.EDGE: timedelta(days=7), Maker.BRAVE: timedelta(days=7)}
"""How much later than Chrome those who follow it bring the same number."""


WITNESSES = frozenset({Maker.CHROME, Maker.EDGE, Maker.BRAVE, Maker.FIREFOX})
"""Browsers whose stable versions prove what is out. A Chromium is often built from what is still in the making."""

_MACOS_OWN: Final = "/System/Applications/*"


@dataclass(frozen=True, slots=True)
class Seen:
    """Browser as it was found.

    `there`: a day on which this very version lay on the machine, where that is told. `handle`: the package, key or folder that it is.
    """

    maker: Maker
    version: Number | CannotTell
    there: date | None = None
    handle: Handle | None = None


def browsers(seen: list[Seen], system: System, data: Data, unseen: tuple[Unseen[Part], ...] = ()) -> Browsers:
    """Fact from the browsers that were seen. Of a browser that is installed twice the older one counts."""
    if not seen and not unseen:
        nothing = attempt(_see_something, system)
        unseen = (Unseen(Part.REGISTRY, nothing.why),) if isinstance(nothing, CannotTell) else ()
    table, clock = read_table(data), system.now().date()
    wrong, today = clock < table.day - timedelta(days=1), max(clock, table.day)
    newest = _newest(seen)
    found: dict[Maker, tuple[Number, Browser]] = {}
    for each in seen:
        if isinstance(each.version, CannotTell):
            found.setdefault(each.maker, ((), Browser(each.maker, "", each.version, each.handle)))
            continue
        if each.maker in found and each.version >= found[each.maker][0]:
            continue
        age = attempt(_age, table, each, each.version, newest, today)
        shown = ".".join(map(str, each.version))
        found[each.maker] = (each.version, Browser(each.maker, shown, age, each.handle))
    listed = tuple(found[maker][1] for maker in Maker if maker in found)
    return Browsers(listed, today, table.day, clock if wrong else None, unseen)


def _see_something(system: System) -> None:
    """Raise MISSING, or why, if not even what every such system has can be seen. Asked where not one browser was seen."""
    if system.platform is Platform.WINDOWS:
        read_build(system)
    elif system.platform is Platform.MACOS and not system.glob(_MACOS_OWN):
        raise CannotTell(Unknown.MISSING, "not even the programs of macOS itself can be seen")


def _newest(seen: list[Seen]) -> dict[Kin, int]:
    """The highest number of each kin on this machine."""
    newest: dict[Kin, int] = {}
    for each in seen:
        if each.maker in WITNESSES and not isinstance(each.version, CannotTell):
            newest[each.maker.kin] = max(newest.get(each.maker.kin, 0), each.version[0])
    return newest


def _age(table: BrowserTable, each: Seen, version: Number, newest: dict[Kin, int], today: date) -> Age:
    kin, later = each.maker.kin, FOLLOWS.get(each.maker, timedelta())
    age, pace = table.age(kin, version), kin.pace
    if each.there is not None and table.not_released_before(kin, version) <= each.there <= today:
        age = age.known_by(each.there + pace.slowest(1))
    steps = newest.get(kin, 0) - version[0] - 1
    if steps >= 0 and not table.is_long(kin, version):
        age = age.known_by(today - pace.fastest * steps)
    return age.after(later)
