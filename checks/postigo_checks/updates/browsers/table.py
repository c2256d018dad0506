"""Table of browser versions, with its own date, and a version's age by it.

Of each version two days are told: not before the first, and surely by the second, a newer one was out. For a version that the
table has seen replaced they are the same. For the rest there is a pace, and it has two sides:

- *Nobody is faster than two weeks*: Chrome since its version 153 and Firefox since its version 155 (both in September 2026)
  bring one every two weeks. So what is three above the newest in the table cannot have been overtaken earlier than eight weeks
  after that one was.
- *No version stays the newest for three months*. From 2017 to 2026 the longest that one Chrome was the newest was nine weeks,
  and no row of versions took more than seven weeks each; Firefox was quicker. So a version that is frozen for a year is old,
  however old the table is.

A long-term Firefox is repaired on the days on which the others come: 140.14 came with 154, 153.8 with 161. What somebody only
plans for a later day than the table's own may come up to four weeks later.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from postigo.api import CannotTell, Data, Unknown
from postigo_checks.common import dated_table

NAME = "browsers.csv"
LATER = timedelta(days=28)  # how much later than planned a version may come


class Kin(StrEnum):
    """Numbering that several browsers share."""

    CHROME = "chrome"
    FIREFOX = "firefox"
    SAFARI = "safari"

    @property
    def pace(self) -> Pace:
        """Pace at which its versions follow each other."""
        return _YEARLY if self is Kin.SAFARI else _QUICK


@dataclass(frozen=True, slots=True)
class Pace:
    """Pace of versions: the shortest time to the next, the longest, the longest on average."""

    fastest: timedelta
    longest: timedelta
    average: timedelta

    def slowest(self, steps: int) -> timedelta:
        """Time in which so many versions have surely come."""
        return self.longest + self.average * (steps - 1) if steps > 0 else timedelta()


_QUICK = Pace(timedelta(days=14), timedelta(days=91), timedelta(days=49))
_YEARLY = Pace(timedelta(days=300), timedelta(days=430), timedelta(days=390))  # Safari: each September, with macOS

Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """Row of the table; see its head."""

    kin: Kin
    major: int
    released: date
    ends: date | None
    long: bool
    latest: Number
    updated: date | None


@dataclass(frozen=True, slots=True)
class Age:
    """Time when a newer version came: not before `earliest`, and surely by `by`."""

    earliest: date
    by: date

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.earliest == self.by

    def known_by(self, day: date) -> Age:
        """Age if something else proves a newer version by that day, not the day itself."""
        return self if day >= self.by else Age(min(self.earliest, day - timedelta(days=1)), day)

    def after(self, later: timedelta) -> Age:
        """Age for a browser that brings each version later."""
        return Age(self.earliest + later, self.by + later)


@dataclass(frozen=True, slots=True)
class BrowserTable:
    """Versions as they were known on `day`. `bad` are the rows that could not be read."""

    day: date
    releases: tuple[Release, ...]
    bad: tuple[str, ...] = ()

    def age(self, kin: Kin, version: Number) -> Age:
        """Age of this version; MISSING where the table has no row of that kin."""
        ours = {release.major: release for release in self.releases if release.kin is kin}
        if not ours:
            raise CannotTell(Unknown.MISSING, f"{NAME} has no row for {kin.value}")
        newest, major = ours[max(ours)], version[0]
        if major > newest.major:
            return self._above(newest, version)
        release = ours.get(major)
        if release is None:  # older than the table, or a number never given: overtaken by the next one there is
            later = ours[min(number for number in ours if number > major)]
            return Age(later.released, later.released)
        return self._within(release, version)

    def is_long(self, kin: Kin, version: Number) -> bool:
        """Whether it may be a long-term version, which a higher number does not make old."""
        if kin is not Kin.FIREFOX:
            return False
        return _padded(version)[1] > 0 or any(each.long and each.major == version[0] for each in self.of(kin))

    def of(self, kin: Kin) -> tuple[Release, ...]:
        """Rows of one kin."""
        return tuple(release for release in self.releases if release.kin is kin)

    def not_released_before(self, kin: Kin, version: Number) -> date:
        """Day before which this version cannot have been out, by the fastest pace."""
        release = next((each for each in self.of(kin) if each.major == version[0]), None)
        if release is None:
            return self.age(kin, version).earliest - kin.pace.fastest
        repairs = _padded(version)[1] if kin is Kin.FIREFOX else 0
        first = release.released + kin.pace.fastest * repairs
        more = repairs - _padded(release.latest)[1]
        if release.updated is None or more <= 0:
            return first
        return max(first, release.updated + kin.pace.fastest * more)

    def _above(self, newest: Release, version: Number) -> Age:
        pace = newest.kin.pace
        steps = version[0] - newest.major + (_padded(version)[1] if newest.kin is Kin.FIREFOX else 0)
        first = newest.ends or newest.released + pace.fastest
        return Age(first + pace.fastest * steps, newest.released + pace.slowest(steps + 1))

    def _within(self, release: Release, version: Number) -> Age:
        pace, ends = release.kin.pace, release.ends
        seen = ends is not None and ends <= self.day
        whole = Age(ends, ends if seen else ends + LATER) if ends else None
        mine, known = _padded(version), _padded(release.latest)
        if release.updated is None or (seen and mine >= known):
            return whole or Age(release.released + pace.fastest, release.released + pace.slowest(1))
        if mine < known:  # a repair of this same version is out, or several
            more = max(known[1] - mine[1] - 1, 0)
            repaired = Age(release.updated - pace.slowest(more), release.updated - pace.fastest * more)
        else:
            repairs = mine[1] - known[1] + 1
            repaired = Age(release.updated + pace.fastest * repairs, release.updated + pace.slowest(repairs))
        return Age(min(repaired.earliest, whole.earliest), min(repaired.by, whole.by)) if whole else repaired


def read_table(data: Data) -> BrowserTable:
    """Table in the pack. A row that cannot be read costs that row."""
    table = dated_table.read(data, NAME)
    releases, bad = table.parsed(_release)
    return BrowserTable(table.day, releases, bad)


def _release(row: dict[str, str]) -> Release:
    return Release(
        kin=Kin(row["browser"]),
        major=int(row["version"].partition(".")[0]),
        released=date.fromisoformat(row["released"]),
        ends=date.fromisoformat(row["ends"]) if row["ends"] else None,
        long=row["long"] == "yes",
        latest=number(row["latest"]) if row["latest"] else (),
        updated=date.fromisoformat(row["updated"]) if row["updated"] else None,
    )


def _padded(version: Number) -> Number:
    return (*version, 0, 0, 0, 0)[:4]


_OLDEST = 10  # no browser of the table has had a smaller number for ten years
_SHAPE = re.compile(r"(?:\d+:)?(\d{1,4}(?:\.\d+)*)(?![.\d])")
_TEST = re.compile(r"~?[ab]\d", re.ASCII)  # 162.0b3, 163.0a1: overtaken within days, and at no pace of ours


def number(text: str) -> Number:
    """Number at the head of a version, past the epoch of a package. UNREADABLE without one, MISSING for a test version, which the table does not know."""
    found = _SHAPE.match(text)
    if found is None or int(found[1].partition(".")[0]) < _OLDEST:
        raise CannotTell(Unknown.UNREADABLE, f"{text!r:.40} is not the version of a browser")
    if _TEST.match(text, found.end()):
        raise CannotTell(Unknown.MISSING, f"{text!r:.40} is a test version")
    return tuple(int(part) for part in found[1].split("."))
