"""Release check: what must hold before Postigo is given away. `python3 -m installer.release --check`.

The dated tables must be young: what is newer than they are can only be bounded, not known. Each help line that is shown was read or
called within half a year. This is asked before a release and in no test, because a suite must not turn red by the calendar.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from installer.generator import ROOT
from installer.tables import BROWSERS, SYSTEMS, TABLES

BUILDS = "windows_builds.csv"
OLDEST = timedelta(days=60)
HELPLINES = ROOT / "resources/postigo_resources/data/helplines.csv"
READ_IN_A_PAGE = ("V1", "V2")
LONGEST_UNREAD = timedelta(days=180)
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


def helpline_faults(today: date, text: str) -> list[str]:
    """Faults of the help lines that are shown: read by nobody, or too long ago."""
    from postigo.guidance import contacts, countries, helplines  # noqa: PLC0415 - found once main() said where
    from postigo.guidance.path import Age, Situation  # noqa: PLC0415 - see above

    found = helplines.parse(text)
    faults = list(found.faults)
    shown = {
        one.id: one
        for country in countries.NAMES
        for age in Age
        for situation in Situation
        for one in contacts.contacts(found, country, situation, age).lines
    }
    if not shown:
        faults.append("No help line is shown at all.")
    for line in shown.values():
        day = max(line.read_on, line.called_on or line.read_on)
        if line.status not in READ_IN_A_PAGE:
            faults.append(f"The help line {line.id} is shown, and nobody has read it in a page.")
        elif today - day > LONGEST_UNREAD:
            faults.append(
                f"The help line {line.id} was last read or called on {day}: {(today - day).days} days ago, "
                f"and {LONGEST_UNREAD.days} are allowed."
            )
    return faults


def main(arguments: Sequence[str] | None = None) -> int:
    """The command."""
    if list(sys.argv[1:] if arguments is None else arguments) != ["--check"]:
        sys.stderr.write("usage: python3 -m installer.release --check\n")
        return 2
    found = faults(datetime.now(UTC).date())
    for fault in found:
        sys.stderr.write(f"{fault}\n")
    sys.path.insert(0, str(ROOT / "app"))  # the sources themselves: this command needs no set-up
    unread = helpline_faults(datetime.now(UTC).date(), HELPLINES.read_text("utf-8"))
    for fault in unread:
        sys.stderr.write(f"{fault}\n")
    if unread:
        sys.stderr.write("Call each number, open each address, and write the day into called_on.\n")
    if found:
        sys.stderr.write("Renew them with python3 -m installer.tables, where endoflife.date can be reached.\n")
        sys.stderr.write(f"{BUILDS} is renewed by hand, from Microsoft's pages of the update history.\n")
    if found or unread:
        return 1
    sys.stdout.write("The tables and the help lines are young enough.\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
