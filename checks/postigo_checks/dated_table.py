"""A bundled table of comma-separated values that carries its own date."""

from __future__ import annotations

import csv
import re
from datetime import date

from postigo.api import CannotTell, Data, Unknown


def read(data: Data, name: str) -> tuple[date, list[dict[str, str]]]:
    """The day on which the table was true, and its rows."""
    text = data.read(name).decode()
    day = re.search(r"^# date: (\d{4}-\d{2}-\d{2})$", text, re.MULTILINE)
    if day is None:
        raise CannotTell(Unknown.UNREADABLE, f"{name} does not say its date")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return date.fromisoformat(day[1]), list(csv.DictReader(lines))
