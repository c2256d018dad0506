"""Table of the days of Windows' revisions, and the day of one by it.

26100, 26200 and 26300 take the same revisions, on days that may differ, so each has rows of its own; 28000, 22631 and 19045
count for themselves. A hotpatch of a month has a lower number than the ordinary update of that month, and is found by its own
number only. Servers and test versions are not in it, though some carry the build of a release.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from postigo.api import CannotTell, Data, Unknown
from postigo_checks.common import dated_table

NAME = "windows_builds.csv"
SLACK = timedelta(days=35)
"""Time by which a lower number may be younger than a higher one. A hotpatch out of band comes before the next month's update."""
FIRST = {26300: 9457}
"""The first revision of a release whose build test versions carried before."""
SERVER = 30_000
"""From here on revisions of the build 26100 are those of Server 2025."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Revision of one build, and the day on which it came out."""

    family: int
    number: int
    day: date
    kind: str


@dataclass(frozen=True, slots=True)
class BuildTable:
    """Revisions that were known on `day`; `bad` are the rows that could not be read."""

    day: date
    rows: tuple[Revision, ...]
    bad: tuple[str, ...] = ()

    def issued(self, build: int, revision: int) -> date | None:
        """Day on which this revision of a client came out, if the table has it."""
        if not _is_told(build, revision):
            return None
        days = (row.day for row in self.rows if (row.family, row.number) == (build, revision))
        return next(days, None)

    def not_after(self, build: int, revision: int) -> date | None:
        """Day by which this revision of a client was surely out, by a higher number."""
        if not _is_told(build, revision):
            return None
        higher = [row.day for row in self.rows if row.family == build and row.number > revision]
        return min(higher) + SLACK if higher else None


def _is_told(build: int, revision: int) -> bool:
    return FIRST.get(build, 0) <= revision < SERVER


def read_table(data: Data) -> BuildTable:
    """Table in the pack; UNREADABLE without a date or without a row."""
    table = dated_table.read(data, NAME)
    rows, bad = table.parsed(_row)
    if not rows:
        raise CannotTell(Unknown.UNREADABLE, f"{NAME} has no row that we can read")
    return BuildTable(table.day, rows, bad)


def _row(row: dict[str, str]) -> Revision:
    return Revision(int(row["family"]), int(row["revision"]), date.fromisoformat(row["date"]), row["kind"])
