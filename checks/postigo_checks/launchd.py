"""The services of macOS as `launchctl` tells them.

`launchctl print-disabled system` says `=> enabled` and `=> disabled`; before macOS 11 it said `=> true` for DISABLED. A
service without a line follows its own default; so it is asked whether it is loaded (`launchctl print` ends with 0, or
with 113 for a service that is not there).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from postigo.api import CannotTell, System, Unknown

DISABLED: Final = ("launchctl", "print-disabled", "system")

_NOT_LOADED: Final = 113
_LINE: Final = re.compile(r'\s*"([^"]+)" => (enabled|disabled|true|false)')
_ON: Final = {"enabled": True, "disabled": False, "false": True, "true": False}


def switches(system: System) -> dict[str, bool]:
    """The services of the system that somebody has switched on or off, by label."""
    answer = system.run(*DISABLED)
    lines = answer.out.splitlines()
    whole = answer.out.count("{") == answer.out.count("}") > 0
    if answer.code != 0 or not lines or lines[0].strip() != "disabled services = {" or not whole:
        raise CannotTell(Unknown.UNREADABLE, f"launchctl: {answer.code} {answer.err.strip()}")
    return {found[1]: _ON[found[2]] for line in lines if (found := _LINE.fullmatch(line))}


def is_on(system: System, known: Mapping[str, bool] | CannotTell, label: str) -> bool:
    """Whether a service may run: by its switch, else by whether it is loaded."""
    if isinstance(known, CannotTell):
        raise known
    if label in known:
        return known[label]
    answer = system.run("launchctl", "print", f"system/{label}")
    if answer.code not in {0, _NOT_LOADED}:
        raise CannotTell(Unknown.UNREADABLE, f"launchctl: {answer.code} {answer.err.strip()}")
    return answer.code == 0
