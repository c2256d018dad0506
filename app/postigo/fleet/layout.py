"""Layout of gathered reports: one file for each computer and day, never written over.

    site=<code>/date=<yyyy-mm-dd>/<device>.json

in the folder that the school chose; `key=value` is what DuckDB and Spark call Hive partitions. A second report of the same
day has the time in its name (`<device>.134501.json`), and one more of the same second a count (`<device>.134501-2.json`).
Where the clock cannot be right the day is `unknown`. Standard library only, and pure: who writes is `fleet.deliver`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from itertools import count
from pathlib import PurePath, PurePosixPath
from typing import Final

from postigo.fleet.device import file_name

EARLIEST: Final = date(2026, 1, 1)
"""First year of Postigo: a clock that says an earlier day is wrong."""
NO_SITE: Final = "main"
"""Code of the site where the school named none."""
NO_DAY: Final = "unknown"
_FILE: Final = re.compile(
    r"(?P<device>[^.]+)(?:\.(?P<time>[0-2][0-9][0-5][0-9][0-5][0-9])(?:-(?P<again>[1-9][0-9]*))?)?\.json"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Place of one report. `site` and `device` are file names (`device.file_name`).

    `day` is None where the clock could not be right. `time` is "HHMMSS" of a second report of that day, and `again` its number
    among those of the same second; "" and 1 otherwise.
    """

    site: str
    device: str
    day: date | None
    time: str = ""
    again: int = 1

    @property
    def file(self) -> str:
        """Name of the file."""
        suffix = f".{self.time}" if self.time else ""
        suffix += f"-{self.again}" if self.again > 1 else ""
        return f"{self.device}{suffix}.json"

    def path(self) -> PurePosixPath:
        """Path below the folder of reports."""
        day = self.day.isoformat() if self.day else NO_DAY
        return PurePosixPath(f"site={self.site}", f"date={day}", self.file)


def believable(now: datetime) -> date | None:
    """Day that a clock says; None where it cannot be right. A battery that is empty sets it to a day long gone."""
    return now.date() if now.date() >= EARLIEST else None


def places(site: str, device: str, now: datetime) -> Iterator[Place]:
    """Places for a report of `now`, the wanted one first.

    Each next one is for whoever finds the one before taken. Without a day there is one place only: a second report without a day tells nothing that the first did not. `ValueError` for
    a site or a device of which no file name is left.
    """
    code, name = file_name(site or NO_SITE), file_name(device)
    if not code or not name:
        raise ValueError("a site and a device need a letter or a digit")
    yield from turns(Place(code, name, believable(now)), now)


def turns(first: Place, now: datetime) -> Iterator[Place]:
    """A place, and those for whoever finds it taken at this time. Without a day there is no other."""
    yield first
    if first.day is not None:
        yield from (replace(first, time=f"{now:%H%M%S}", again=again) for again in count(1))


def place_of(path: PurePath) -> Place | None:
    """Place that a path names by its last three parts; None for any other path.

    A day that cannot have been makes it another one. macOS may give names in another form of Unicode: they are read alike.
    """
    if len(path.parts) < 3:  # site, date, file
        return None
    site, day, name = path.parts[-3:]
    name = unicodedata.normalize("NFC", name)
    folder, read = _folder(site, day), _FILE.fullmatch(name)
    if folder is None or read is None or not _named(read["device"]):
        return None
    place = Place(folder[0], read["device"], folder[1], read["time"] or "", int(read["again"] or 1))
    return place if place.file == name else None


@lru_cache(1 << 12)
def _folder(site: str, day: str) -> tuple[str, date | None] | None:
    """Code and day of two folders; None for others."""
    site, day = (unicodedata.normalize("NFC", part) for part in (site, day))
    code = site.removeprefix("site=")
    if code == site or not _named(code) or not day.startswith("date="):
        return None
    try:
        return code, _day(day.removeprefix("date="))
    except ValueError:
        return None


def _day(written: str) -> date | None:
    """Day in a folder's name; None for `NO_DAY`. `ValueError` where it is none, or cannot have been."""
    if written == NO_DAY:
        return None
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        raise ValueError("yyyy-mm-dd expected")
    if (day := date.fromisoformat(written)) < EARLIEST:
        raise ValueError("before any report")
    return day


@lru_cache(1 << 12)
def _named(name: str) -> bool:
    """Whether it is a name as `file_name` makes them."""
    return bool(name) and file_name(name) == name
