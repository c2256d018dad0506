"""Preference of macOS (DEFAULTS): type and data as texts, as in the manual of `defaults`.

What a profile of a school or a firm sets stands in Managed Preferences, and goes before it. Built from documentation; it never ran on a Mac.
"""

from __future__ import annotations

from typing import Final

from postigo.core.change import NOT_SET, CannotChange, Refusal, Setting
from postigo.core.handle import Handle
from postigo.core.system import CannotTell, Output
from postigo.fixes.access import Access
from postigo.fixes.settings.asked import as_expected, as_wished, untold

_TYPES: Final = {"integer": "-int", "string": "-string", "boolean": "-bool", "float": "-float"}
_READ: Final = "Type is "
MANAGED: Final = "/Library/Managed Preferences"


def state(access: Access, setting: Handle) -> Setting:
    """Value of a preference. MANAGED where a profile sets it; NEEDS_RIGHTS where it is the whole computer's."""
    if setting.within.startswith("/"):
        raise CannotChange(Refusal.NEEDS_RIGHTS, "not of this account")
    if _is_managed(access, setting):
        raise CannotChange(Refusal.MANAGED)
    kind = _said(access, "read-type", setting)
    if kind is None:
        return NOT_SET
    word = kind.out.strip().removeprefix(_READ)
    data = _said(access, "read", setting)
    if word not in _TYPES or data is None:
        raise CannotChange(Refusal.UNREADABLE, f"{kind.out:.80}")
    return Setting({"type": word, "data": data.out.removesuffix("\n")})


target = as_wished


def put(access: Access, setting: Handle, to: Setting, expected: Setting) -> None:
    """Write a preference, or delete it."""
    as_expected(state(access, setting), expected)
    match to.is_set, to.value:
        case True, {"type": str(kind), "data": str(data)} if kind in _TYPES:
            output = access.changes.run("defaults", "write", setting.within, setting.id, _TYPES[kind], data)
        case False, _:
            output = access.changes.run("defaults", "delete", setting.within, setting.id)
        case _:
            raise CannotChange(Refusal.UNREADABLE, "no value of a preference")
    if output.code:
        raise CannotChange(Refusal.FAILED, output.err[:200])


def _is_managed(access: Access, setting: Handle) -> bool:
    try:
        found = access.system.plist(f"{MANAGED}/{setting.within}.plist", optional=True)
    except CannotTell as unknown:
        raise untold(unknown) from None
    return isinstance(found, dict) and setting.id in found


def _said(access: Access, verb: str, setting: Handle) -> Output | None:
    """Output about a preference; None where it says that there is none."""
    try:
        output = access.system.run("defaults", verb, setting.within, setting.id)
    except CannotTell as unknown:
        raise untold(unknown) from None
    if output.code and "does not exist" in output.err:
        return None
    if output.code:
        raise CannotChange(Refusal.FAILED, output.err[:200])
    return output
