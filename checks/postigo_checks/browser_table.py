"""The bundled table of browser versions, with its own date, and what it can say of one version.

Of a version the table knows one of two things for certain: that it was overtaken on some day, or that it was not yet on the
day of the table. For what came later there is a bound: Chrome brings a version every two weeks since September
2026 and Firefox every four, and nobody is faster. So a version that is three above the newest in the table cannot have been
overtaken earlier than eight weeks after that one was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from postigo.api import CannotTell, Data, Unknown
from postigo_checks import dated_table

NAME = "browsers.csv"
FASTEST = timedelta(days=14)


class Kin(StrEnum):
    """Whose numbers a browser carries."""

    CHROME = "chrome"
    FIREFOX = "firefox"
    SAFARI = "safari"


Number = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """One line of the table; see its head."""

    kin: Kin
    major: int
    released: date
    ends: date | None
    latest: Number
    updated: date | None


@dataclass(frozen=True, slots=True)
class Age:
    """When a version was overtaken: surely on `since` (None: not as far as is known), and not before `earliest`."""

    since: date | None
    earliest: date


@dataclass(frozen=True, slots=True)
class BrowserTable:
    """All versions, as they were known on `day`."""

    day: date
    releases: tuple[Release, ...]

    def age(self, kin: Kin, version: Number) -> Age:
        """When this version was overtaken."""
        ours = {release.major: release for release in self.releases if release.kin is kin}
        newest = ours[max(ours)]
        major = version[0]
        if major > newest.major:
            first = newest.ends or newest.released + FASTEST
            return Age(None, first + FASTEST * (major - newest.major))
        release = ours.get(major)
        if (
            release is None
        ):  # older than the table, or a number that was never given: overtaken by the next one there is
            later = min(number for number in ours if number > major)
            return Age(ours[later].released, ours[later].released)
        if release.ends is not None and (release.ends <= self.day or release.updated is None):
            return Age(release.ends, release.ends)
        updated = release.updated or release.released
        mine, known = _padded(version), _padded(release.latest)
        if mine < known:  # a repair of this same version is out, or several, each two weeks before the next or more
            day = updated - FASTEST * max(known[1] - mine[1] - 1, 0)
            return Age(day, day)
        repaired = updated + FASTEST * (mine[1] - known[1] + 1)
        return Age(release.ends, min(repaired, release.ends) if release.ends else repaired)


def read_table(data: Data) -> BrowserTable:
    """The table in the pack."""
    day, rows = dated_table.read(data, NAME)
    return BrowserTable(day, tuple(_release(row) for row in rows))


def _release(row: dict[str, str]) -> Release:
    return Release(
        kin=Kin(row["browser"]),
        major=int(row["version"].partition(".")[0]),
        released=date.fromisoformat(row["released"]),
        ends=date.fromisoformat(row["ends"]) if row["ends"] else None,
        latest=number(row["latest"]) if row["latest"] else (),
        updated=date.fromisoformat(row["updated"]) if row["updated"] else None,
    )


def _padded(version: Number) -> Number:
    return (*version, 0, 0, 0, 0)[:4]


_OLDEST = 10  # no browser of the table has had a smaller number for ten years
_SHAPE = re.compile(r"(?:\d+:)?(\d{1,4}(?:\.\d+)*)(?![.\d])")


def number(text: str) -> Number:
    """The number at the head of a version, past the epoch of a package; UNREADABLE if there is none."""
    found = _SHAPE.match(text)
    if found is None or int(found[1].partition(".")[0]) < _OLDEST:
        raise CannotTell(Unknown.UNREADABLE, f"{text!r:.40} is not the version of a browser")
    return tuple(int(part) for part in found[1].split("."))
