"""Bounds of a release that came after the table: its shortest and its longest life.

Each maker has a shortest life that it gave to its releases, and a fastest pace at which it brings them. So a release that the
table does not know, because it is newer, is repaired at least so long from the day of the table on. What cannot be out yet at the
fastest pace is a test version. The figures are those of the table itself, with some days less (or more, for the longest): the
shortest Fedora in ten years had 385 days, the shortest Ubuntu 263, Leap 15.0 had 557.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from postigo_checks.updates.supported.table import Release, SupportTable, number

APPLE_RELEASES = (9, 15)  # month and day by which a new macOS was there in each of the last years
APPLE_ALIGNED = 26  # since then macOS is called after the year that follows its September
APPLE_REPAIRS = 3


@dataclass(frozen=True, slots=True)
class Life:
    """Life of a maker's releases, and the time from one to the next: shortest, longest. The longest only where it says something within some years."""

    shortest: timedelta
    fastest: timedelta
    longest: timedelta | None = None
    slowest: timedelta | None = None


def _days(shortest: int, fastest: int, longest: int | None = None, slowest: int | None = None) -> Life:
    return Life(
        timedelta(days=shortest),
        timedelta(days=fastest),
        None if longest is None else timedelta(days=longest),
        None if slowest is None else timedelta(days=slowest),
    )


LIVES = {
    "fedora": _days(350, 150, longest=560, slowest=365),
    "debian": _days(1040, 600),
    "opensuse": _days(490, 240),
    "alpine-linux": _days(670, 150),
    "rhel": _days(1700, 700),
    "almalinux": _days(1700, 700),
    "rocky-linux": _days(1700, 700),
    "centos-stream": _days(1700, 700),
    "windows": _days(720, 300),
}
UBUNTU_INTERIM, UBUNTU_LONGEST = timedelta(days=258), timedelta(days=560)
UBUNTU_LTS = timedelta(days=1700)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of a release that is newer than the table.

    Not out before `earliest`, repaired at least until `at_least`, and ended by `ended_by`, if that can be told.
    """

    earliest: date
    at_least: date
    ended_by: date | None = None


def bounds_of(table: SupportTable, product: str, cycle: str) -> Bounds | None:
    """Bounds of a release that `table.is_newer`; None for a maker whose pace says nothing."""
    day, newest = table.day_of(product), max(release.released for release in table.of(product))
    if product == "ubuntu":
        return _ubuntu(cycle, day)
    if product == "macos":
        return _apple(int(cycle)) if re.fullmatch(r"\d{2}", cycle) else None
    life = LIVES.get(product)
    if life is None:
        return None
    steps = _steps(table, product, cycle)
    earliest = newest + life.fastest * steps
    ended_by = None
    if life.longest is not None and life.slowest is not None:
        ended_by = newest + life.slowest * steps + life.longest
    return Bounds(earliest, max(day, earliest) + life.shortest, ended_by)


def _steps(table: SupportTable, product: str, cycle: str) -> int:
    """Number of releases from the newest known to this one, itself included. True where they are numbered one by one."""
    known = [each.major for release in table.of(product) if (each := number(release.cycle))]
    mine = number(cycle)
    return max(mine.major - known[0], 1) if mine is not None and known else 1


def _ubuntu(cycle: str, day: date) -> Bounds | None:
    """Bounds of an Ubuntu, which is called after its year and month. That of April in an even year is repaired for five years."""
    found = re.fullmatch(r"(\d{2})\.(04|10)", cycle)
    if found is None:
        return None
    year, month = 2000 + int(found[1]), int(found[2])
    released = date(year, month, 1)
    if month == 4 and year % 2 == 0:
        return Bounds(released, max(released, day) + UBUNTU_LTS)
    return Bounds(released, max(released, day) + UBUNTU_INTERIM, date(year, month + 1, 30) + UBUNTU_LONGEST)


def _apple(major: int) -> Bounds | None:
    """A macOS by its number alone. Apple announces no ends: it repairs its three newest, and brings one each September."""
    if major < APPLE_ALIGNED:
        return None
    year = major + 1999
    return Bounds(date(year, 9, 1), date(year + APPLE_REPAIRS - 1, 9, 1), _ended_apple(year))


def surely_ended_by(release: Release) -> date | None:
    """Day by which a release without a known end has surely had it."""
    return _ended_apple(release.released.year) if release.product == "macos" and release.ends is None else None


def _ended_apple(year: int) -> date:
    """A year after the one in which it fell out of the three newest."""
    return date(year + APPLE_REPAIRS + 1, *APPLE_RELEASES)
