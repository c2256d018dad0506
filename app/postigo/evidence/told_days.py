"""Days as people type them, for the order of a draft. What could be two days is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from postigo.evidence.entry import Entry, Part

_HOUR: Final = r"(?:[T ,]*(?:a las |at )?([01]?[0-9]|2[0-3])[:.h]([0-5][0-9]))?"
_YEAR_FIRST: Final = re.compile(rf"([0-9]{{4}})-([0-9]{{1,2}})-([0-9]{{1,2}}){_HOUR}", re.ASCII)
_DAY_FIRST: Final = re.compile(rf"([0-9]{{1,2}})[/.-]([0-9]{{1,2}})[/.-]([0-9]{{4}}){_HOUR}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Told:
    """Day, and the hour of it where one was told too."""

    day: date
    hour: time | None


def in_order(entries: Sequence[Entry], language: str) -> list[Entry] | None:
    """Entries by the day that each one tells. None if one tells none that is certain: then there is no such order.

    Those of one day go by their hours if all have one, else by their numbers.
    """
    said = {entry.seq: entry.draft.said.get(Part.WHEN, "") for entry in entries}
    days: dict[date, list[tuple[time | None, Entry]]] = {}
    for entry in entries:
        # What says an entry anew, and no day, is of the same day.
        found = told(said[entry.seq] or said.get(entry.draft.changes or 0, ""), language)
        if found is None:
            return None
        days.setdefault(found.day, []).append((found.hour, entry))
    return [entry for day in sorted(days) for entry in _of_one_day(days[day])]


def _of_one_day(timed: Sequence[tuple[time | None, Entry]]) -> list[Entry]:
    hours = [(hour, entry) for hour, entry in timed if hour is not None]
    if len(hours) == len(timed):
        hours.sort(key=lambda pair: pair[0])
    return [entry for _, entry in (hours if len(hours) == len(timed) else timed)]


def told(typed: str, language: str) -> Told | None:
    """Day that a text begins with: 2026-05-03 22:15, or 3/5/2026.

    In English the month may come first: 3/5/2026 is no certain day then, and 25/5/2026 is.
    """
    text = typed.strip()
    if found := _YEAR_FIRST.match(text):
        year, month, day = (int(part) for part in found.groups()[:3])
    elif found := _DAY_FIRST.match(text):
        day, month, year = (int(part) for part in found.groups()[:3])
        if language != "es" and day != month and day <= 12:
            return None
    else:
        return None
    hour, minute = found.groups()[3:]
    try:
        return Told(date(year, month, day), None if hour is None else time(int(hour), int(minute)))
    except ValueError:
        return None
