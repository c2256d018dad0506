"""Start of a program for remote control, by a unit of the system. Only of programs that are known as such."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    raise ImportError("not of Windows")

import re
from fnmatch import fnmatchcase

from postigo.fix_helper.engine import Plan
from postigo.fix_helper.linux_names import NAMES
from postigo.fix_helper.linux_parts import enabled, read_file, text_of, there
from postigo.fix_helper.request import Code, Refused


def plan(unit: str) -> Plan:
    """Plan for one unit: it no longer starts with the computer. What runs goes on until the computer is switched off.

    CANNOT where the unit is none of a program for remote control, or not one that is enabled or disabled.
    """
    if not there(unit) or not (known(unit) or _starts_one(unit)) or enabled(unit) not in {"enabled", "disabled"}:
        raise Refused(Code.CANNOT)
    return Plan({f"enabled {unit}": "disabled"})


def known(unit: str) -> bool:
    """Whether a unit's name is one of the table. Of `program@account` and `snap.program.part` the program counts."""
    stem = unit.rpartition(".")[0].casefold()
    readings = {stem, stem.partition("@")[0]} | ({stem.split(".")[1]} if stem.startswith("snap.") else set())
    return any(fnmatchcase(reading, name) for reading in readings for name in NAMES)


def _starts_one(unit: str) -> bool:
    """Whether a unit that an administrator wrote starts a program of the table."""
    commands = re.findall(
        r"^Exec(?:Start\w*)\s*=(.*)$", text_of(read_file(f"/etc/systemd/system/{unit}")), re.MULTILINE
    )
    words = {
        word.rpartition("/")[2].casefold() for line in commands for word in re.split(r"[\s;|&\"'`()=]+", line) if word
    }
    return any(fnmatchcase(word, name) for word in words for name in NAMES)
