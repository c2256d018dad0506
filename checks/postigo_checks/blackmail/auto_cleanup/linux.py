r"""Bin of the desktop, and rules of systemd-tmpfiles, on Linux.

GNOME and Budgie have `org.gnome.desktop.privacy` (`remove-old-trash-files`, `old-files-age` in days; gsd-housekeeping(8) obeys). KDE has a group for each bin
in `ktrashrc`: `UseTimeLimit` with `Days`, 7 if nobody chose; or, at its size, `LimitReachedAction`, of which 0 only warns (kio,
trashimpl.cpp). KConfig takes every word for true that it does not know for false, and writes `[$i]` behind a key that a site locked. A rule of
tmpfiles.d(5) is "type path mode user group age", in quotes of either kind: those with an age delete, and r, R and D do without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, System, Unknown, Unseen, attempt
from postigo_checks.blackmail.auto_cleanup.fact import Cleaned, Cleaning, Part, Place
from postigo_checks.common.linux.desktop import Desktop, desktop, number, switch
from postigo_checks.common.linux.keyfile import keyfile

PRIVACY: Final = "org.gnome.desktop.privacy"
KDE: Final = "~/.config/ktrashrc"
RULES: Final = (
    "~/.config/user-tmpfiles.d/*.conf",
    "~/.local/share/user-tmpfiles.d/*.conf",
    "/etc/xdg/user-tmpfiles.d/*.conf",
    "/etc/tmpfiles.d/*.conf",
)

_KDE_DAYS: Final = "7"
_FALSE: Final = {"false", "0", "off", "no"}
_CLEANING: Final = frozenset("devqQC")  # types of which an age means that old files go
_REMOVING: Final = frozenset("rRD")  # types by which all goes, at each start
_OF_A_PERSON: Final = re.compile(r"%h|~|/(?:var/)?home(?:/|$)")
_AGE: Final = 5
_FIELD: Final = re.compile(r"""(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')+(?=\s|$)""")
_QUOTED: Final = re.compile(r"""\\(.)|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'""")


def linux(system: System, data: Data) -> Cleaning:
    """The bin by the desktop of this session; the rest by rules."""
    del data
    cleaned: list[Cleaned] = []
    unseen: list[Unseen[Part]] = []
    for part, look in ((Part.DESKTOP, _bin), (Part.RULES, _rules)):
        found = attempt(look, system)
        if isinstance(found, CannotTell):
            unseen.append(Unseen(part, found.why))
        else:
            cleaned += found
    return Cleaning(tuple(cleaned), unseen=tuple(unseen))


def _bin(system: System) -> list[Cleaned]:
    match desktop(system):
        case Desktop.GNOME | Desktop.BUDGIE:
            if not switch(system, PRIVACY, "remove-old-trash-files"):
                return []
            return [Cleaned(Place.BIN, number(system, PRIVACY, "old-files-age"))]
        case Desktop.KDE:
            return list(_kde(system))[:1]
        case Desktop.CINNAMON | Desktop.MATE | Desktop.XFCE as other:
            raise CannotTell(Unknown.MISSING, f"whether {other.name} empties the bin by itself")


def _kde(system: System) -> Iterator[Cleaned]:
    content = system.read(KDE, optional=True)
    groups = {} if content is ABSENT else keyfile(content, KDE)
    for group in groups.values():
        settings = {key.partition("[")[0]: value for key, value in group.items()}
        if settings.get("UseTimeLimit", "false").lower() not in _FALSE:
            days = settings.get("Days", _KDE_DAYS)
            if not days.isdecimal():
                raise CannotTell(Unknown.UNREADABLE, f"Days in {KDE} is no number")
            yield Cleaned(Place.BIN, int(days))
        elif settings.get("LimitReachedAction", "0") != "0":
            yield Cleaned(Place.BIN, None)


def _rules(system: System) -> list[Cleaned]:
    """Rules that delete in a folder of a person."""
    for pattern in RULES:
        for entry in system.glob(pattern):
            if entry.kind == "file" and _deletes(system.read(entry.path), entry.path):
                return [Cleaned(Place.OWN, None)]
    return []


def _deletes(content: bytes, path: str) -> bool:
    try:
        lines = content.decode().splitlines()
        rules = [_fields(line) for line in lines if line.strip() and not line.lstrip().startswith("#")]
    except ValueError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not a text of rules") from None
    if any(len(rule) < 2 for rule in rules):
        raise CannotTell(Unknown.UNREADABLE, f"{path} has a line that is no rule")
    return any(_OF_A_PERSON.match(rule[1]) and _goes(rule) for rule in rules)


def _fields(line: str) -> list[str]:
    """Fields of a rule as far as its age. What follows is free text. ValueError for quotes that do not close."""
    fields, rest = list[str](), line.strip()
    while rest and len(fields) <= _AGE:
        field = _FIELD.match(rest)
        if field is None:
            raise ValueError(line)
        fields.append(_QUOTED.sub(lambda part: "".join(filter(None, part.groups())), field[0]))
        rest = rest[field.end() :].lstrip()
    return fields


def _goes(rule: list[str]) -> bool:
    old = rule[_AGE : _AGE + 1] not in ([], ["-"], [""])
    return rule[0][:1] in _REMOVING or (rule[0][:1] in _CLEANING and old)
