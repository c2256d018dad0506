"""The accounts of people on a Mac, by its own directory ("."). No directory of a school is asked."""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Output, System, Unknown

NUMBERS: Final = ("dscl", ".", "-list", "/Users", "UniqueID")
SHELLS: Final = ("dscl", ".", "-list", "/Users", "UserShell")
FULL_NAMES: Final = ("dscl", ".", "-list", "/Users", "RealName")

_FIRST_PERSON: Final = 501
_NO_SHELL: Final = {"false", "nologin"}  # of services: Nix' builders have numbers from 30001 on, and no underscore
_BUILDER: Final = re.compile(r"nixbld\d+ 30\d{3}")
_LINE: Final = re.compile(r"(\S+)\s+(\S.*)")


def people(system: System) -> tuple[str, ...]:
    """The names of the accounts that are people's."""
    numbers = _listed(system.run(*NUMBERS))
    if not all(re.fullmatch(r"-?\d+", number) for number in numbers.values()) or numbers.get("root") != "0":
        raise CannotTell(Unknown.UNREADABLE, f"dscl: {len(numbers)} numbers, not all of them whole")
    found = [
        name
        for name, uid in numbers.items()
        if int(uid) >= _FIRST_PERSON and not name.startswith("_") and not _BUILDER.fullmatch(f"{name} {uid}")
    ]
    if len(found) <= 1:
        return tuple(found)  # whoever it is, the only one is somebody's
    shells = _listed(system.run(*SHELLS))
    if "root" not in shells:
        raise CannotTell(Unknown.UNREADABLE, "dscl: a list of shells without root")
    return tuple(name for name in found if shells.get(name, "").rpartition("/")[2] not in _NO_SHELL)


def full_names(system: System) -> dict[str, str]:
    """Full names of the accounts' owners."""
    names = _listed(system.run(*FULL_NAMES))
    if "root" not in names:
        raise CannotTell(Unknown.UNREADABLE, "dscl: a list of names without root")
    return names


def _listed(output: Output) -> dict[str, str]:
    """Two columns, the first without spaces. A full name over several lines is no such thing."""
    lines = [_LINE.fullmatch(line) for line in output.out.splitlines()]
    if output.code != 0 or not lines or not all(lines) or not output.out.endswith("\n"):
        raise CannotTell(Unknown.UNREADABLE, f"dscl: status {output.code}, {len(lines)} lines")
    return {line[1]: line[2] for line in lines if line}
