r"""Programs for remote control that start at Windows' sign-in, by the keys `Run` and `RunOnce`.

(learn.microsoft.com, "Run and RunOnce Registry Keys".) There is one of the account, one of everybody, and one of everybody for programs of 32
bits (`WOW6432Node`). What somebody switches off in Task Manager or Settings stays in `Run`; a value of the same name in `StartupApproved` then
begins with an odd byte: 02 and 06 are on, 03 and 07 off, and the last eight bytes say since when. A `RunOnce` has no such switch.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, Absent, CannotTell, Handle, HandleKind, Key, System, Unknown, attempt
from postigo_checks.strangers.remote_control.fact import Look, Part
from postigo_checks.strangers.remote_control.fixes import APPROVED
from postigo_checks.strangers.remote_control.table import Table

_CURRENT: Final = r"SOFTWARE\Microsoft\Windows\CurrentVersion"
_OF_EVERYBODY: Final = rf"HKLM\{_CURRENT}\Explorer\StartupApproved"
RUN: Final = {
    rf"HKCU\{_CURRENT}\Run": APPROVED,
    rf"HKLM\{_CURRENT}\Run": rf"{_OF_EVERYBODY}\Run",
    r"HKLM\SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Run": rf"{_OF_EVERYBODY}\Run32",
}
"""Keys of commands, each with the key of what is switched off there."""
ONCE: Final = tuple(f"{key}Once" for key in RUN)

_ON: Final = b"\2" + bytes(11)


def look(system: System, table: Table, found: Look) -> None:
    """Note what starts when somebody signs in."""
    for place in (*RUN, *ONCE):
        key = attempt(system.registry, place, optional=True)
        if isinstance(key, CannotTell):
            found.could_not(Part.SIGN_IN, key)
        elif not isinstance(key, Absent):
            _commands(system, place, key, table, found)


def _commands(system: System, place: str, key: Key, table: Table, found: Look) -> None:
    switches: Key | Absent | CannotTell | None = None  # asked only where a known program stands
    for name, command in key.values.items():
        if not isinstance(command, str):
            found.could_not(Part.SIGN_IN, CannotTell(Unknown.UNREADABLE, f"{place} has a value that is no command"))
            continue
        line = table.of_windows_command(command)
        if line is None:
            continue
        if switches is None:
            switches = attempt(system.registry, RUN[place], optional=True) if place in RUN else ABSENT
        switch = switches if isinstance(switches, CannotTell) else attempt(_is_off, switches, name)
        if isinstance(switch, CannotTell):
            found.could_not(Part.SIGN_IN, switch)
        if switch is True:
            found.add(line.name, line.kind)
        else:
            found.starts(line.name, line.kind, Handle(HandleKind.REGISTRY_VALUE, name, RUN.get(place, place)))


def _is_off(switches: Key | Absent, name: str) -> bool:
    """Whether a start was switched off. Where nobody has ever switched it, it is on."""
    said = _ON if isinstance(switches, Absent) else switches.values.get(name, _ON)
    if not isinstance(said, bytes) or len(said) != len(_ON):
        raise CannotTell(Unknown.UNREADABLE, f"StartupApproved has {said!r:.40}")
    return said[0] % 2 == 1
