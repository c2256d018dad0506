"""Release check: what must hold before Postigo is given away. `python3 -m installer.release --check`.

The dated tables must be young: what is newer than they are can only be bounded, not known. This is asked before a release and in no
test, because a suite must not turn red by the calendar.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from installer.tables import BROWSERS, SYSTEMS, TABLES

BUILDS = "windows_builds.csv"
OLDEST = timedelta(days=60)
_DAY = re.compile(r"^# (date|known [\w-]+): (\d{4}-\d{2}-\d{2})$", re.MULTILINE)


def faults(today: date, folder: Path = TABLES) -> list[str]:
    """Faults of tables: too old on that day, or without a day. A part of a table counts too."""
    found = []
    for name in (SYSTEMS, BROWSERS, BUILDS):
        days = {what: date.fromisoformat(day) for what, day in _DAY.findall((folder / name).read_text("utf-8"))}
        if "date" not in days:
            found.append(f"{name} does not say its day.")
        for what, day in days.items():
            if today - day > OLDEST:
                part = "" if what == "date" else f", {what.removeprefix('known ')}"
                found.append(f"{name}{part} is of {day}: {(today - day).days} days old, and {OLDEST.days} are allowed.")
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    if list(sys.argv[1:] if arguments is None else arguments) != ["--check"]:
        sys.stderr.write("usage: python3 -m installer.release --check\n")
        return 2
    found = faults(datetime.now(UTC).date())
    for fault in found:
        sys.stderr.write(f"{fault}\n")
    if found:
        sys.stderr.write("Renew them with python3 -m installer.tables, where endoflife.date can be reached.\n")
        sys.stderr.write(f"{BUILDS} is renewed by hand, from Microsoft's pages of the update history.\n")
        return 1
    sys.stdout.write("The tables are young enough.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
