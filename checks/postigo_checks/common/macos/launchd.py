"""The services of macOS as `launchctl` tells them.

`launchctl print-disabled system` says `=> enabled` and `=> disabled`; up to macOS 12 it said `=> true` for DISABLED. A
service without a line follows its own default; so it is asked whether it is loaded (`launchctl print` ends with 0, or
with 113 for a service that is not there). Only the lines of its first section count; of two for one service, the one that
lets it run; and a word that we do not know tells nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from postigo.api import CannotTell, System, Unknown

DISABLED: Final = ("launchctl", "print-disabled", "system")

_NOT_LOADED: Final = 113
_LINE: Final = re.compile(r'\s*"([^"]+)" => (.*)')
_ON: Final = {"enabled": True, "disabled": False, "false": True, "true": False}


def switches(system: System) -> dict[str, bool | None]:
    """The services of the system that somebody has switched on or off, by label. None for a word that we do not know."""
    answer = system.run(*DISABLED)
    lines = answer.out.splitlines()
    whole = answer.out.count("{") == answer.out.count("}") > 0
    if answer.code != 0 or not lines or lines[0].strip() != "disabled services = {" or not whole:
        raise CannotTell(Unknown.UNREADABLE, f"launchctl: {answer.code} {answer.err.strip()}")
    said: dict[str, bool | None] = {}
    for line in lines[1:]:
        if line.strip() == "}":
            break
        found = _LINE.fullmatch(line)
        if found is not None and said.get(found[1]) is not True:
            said[found[1]] = _ON.get(found[2].strip())
    return said


def is_on(system: System, known: Mapping[str, bool | None] | CannotTell, label: str) -> bool:
    """Whether a service may run: by its switch, else by whether it is loaded."""
    if isinstance(known, CannotTell):
        raise known
    if label in known:
        switch = known[label]
        if switch is None:
            raise CannotTell(Unknown.UNREADABLE, f"launchctl: {label} is neither enabled nor disabled")
        return switch
    answer = system.run("launchctl", "print", f"system/{label}")
    if answer.code not in {0, _NOT_LOADED}:
        raise CannotTell(Unknown.UNREADABLE, f"launchctl: {answer.code} {answer.err.strip()}")
    return answer.code == 0
