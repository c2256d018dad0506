"""Table of comma-separated values in the pack, with the days on which it was true."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final, TypeVar

from postigo.api import CannotTell, Data, Unknown

T = TypeVar("T")
SUPPORT: Final = "os_support.csv"
"""Table of when systems end; it has its own date, like each."""
_DAY = re.compile(r"^# (date|known [a-z0-9-]+): (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class DatedTable:
    """The rows of a table, as they were known on `day`. `known`: an earlier day for what could not be renewed then."""

    name: str
    day: date
    rows: tuple[dict[str, str], ...]
    known: Mapping[str, date] = field(default_factory=dict)

    def parsed(self, parse: Callable[[dict[str, str]], T]) -> tuple[tuple[T, ...], tuple[str, ...]]:
        """Each row as `parse` reads it, and the rows that it could not read. A bad row costs that row and no other."""
        good: list[T] = []
        bad: list[str] = []
        for row in self.rows:
            try:
                good.append(parse(_whole(row)))
            except (ValueError, KeyError, CannotTell):
                bad.append(",".join(str(value) for value in row.values()))
        return tuple(good), tuple(bad)


def _whole(row: dict[str, str]) -> dict[str, str]:
    """The row, if it has as many values as the head has names. A comma too many or too few moves all behind it."""
    if None in row or None in row.values():
        raise ValueError
    return row


def read(data: Data, name: str) -> DatedTable:
    """The table of that name in the pack. UNREADABLE if it does not say its date or is no text."""
    return _read(name, data.read(name))


@lru_cache(maxsize=8)  # several checks ask for the same ones
def _read(name: str, content: bytes) -> DatedTable:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{name} is not text") from None
    try:
        days = {what: date.fromisoformat(day) for what, day in _DAY.findall(text)}
    except ValueError:
        raise CannotTell(Unknown.UNREADABLE, f"{name} has a day that there is not") from None
    if "date" not in days:
        raise CannotTell(Unknown.UNREADABLE, f"{name} does not say its date")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    day = days.pop("date")
    known = {what.removeprefix("known "): each for what, each in days.items()}
    return DatedTable(name, day, tuple(csv.DictReader(lines)), known)


def today_at_least(data: Data) -> date:
    """Day that has surely been: that of the table of systems' ends. A clock that says an earlier one is wrong."""
    return read(data, SUPPORT).day
