"""The dated tables as they were on some days: a remembered machine is judged by those that the program had when it was remembered.

So a renewal of the bundled tables changes no recording. A new folder is wanted only when a recording needs younger tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from postigo.audit.packs import PackData
from postigo.system.recording import Recording

FOLDER = Path(__file__).parent
TABLES = ("browsers.csv", "os_support.csv")
DATED = frozenset({"av.active", "update.browser", "update.os-pending", "update.os-supported"})
"""The checks that read these tables, or take their day for one that has been."""


@dataclass(frozen=True, slots=True)
class DataOf:
    """The built-in pack's data, with the dated tables of one day."""

    day: str

    def read(self, name: str) -> bytes:
        """One bundled file, or the table of that day."""
        return _content(self.day, name)


@cache  # a check that is tried for honesty is judged thousands of times
def _content(day: str, name: str) -> bytes:
    path = FOLDER / day / name
    return path.read_bytes() if path.exists() else PackData("postigo_checks").read(name)


def data_of(recording: Recording) -> DataOf:
    """The newest tables that are not younger than the clock of a remembered machine; the oldest, if its clock is wrong."""
    days = sorted(path.name for path in FOLDER.iterdir() if path.is_dir() and path.name[:1] == "2")
    now = recording.answers.get("now")
    if not isinstance(now, str):
        return DataOf(days[-1])
    return DataOf(max((day for day in days if day <= now[:10]), default=days[0]))


def differ_today(recording: Recording) -> frozenset[str]:
    """The checks of which the bundled tables may say something else, because they were renewed since."""
    then, bundled = data_of(recording), PackData("postigo_checks")
    return frozenset() if all(then.read(name) == bundled.read(name) for name in TABLES) else DATED
