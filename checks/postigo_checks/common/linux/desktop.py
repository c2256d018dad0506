"""The desktop that runs in this person's session, and its settings. By the names on the session bus, and `gsettings`.

Trap: `gsettings` answers without any session, and then with the default of the schema, as if somebody had chosen it. So a
setting counts only where the desktop that goes by it runs in this session.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from postigo.api import Bus, CannotTell, System, Unknown

_NUMBER: Final = re.compile(r"(?:uint32 |int32 )?(\d+)\n")
_WORD: Final = re.compile(r"'([a-z-]+)'\n")
_WORDS: Final = re.compile(r"@as \[\]\n|\['[^']*'(?:, '[^']*')*\]\n")


class Desktop(StrEnum):
    """Desktops whose settings we know, by the name of each on the session bus.

    Budgie calls itself `org.gnome.Shell` too, for GNOME's daemons that it borrows; so it is looked for first.
    """

    BUDGIE = "org.budgie_desktop.Panel"
    GNOME = "org.gnome.Shell"
    CINNAMON = "org.Cinnamon"
    MATE = "org.mate.ScreenSaver"
    KDE = "org.kde.plasmashell"
    XFCE = "org.xfce.ScreenSaver"


def desktop(system: System) -> Desktop:
    """The desktop of this session. MISSING without a session, or where it is another one."""
    present = names(system)
    for known in Desktop:
        if known.value in present:
            return known
    raise CannotTell(Unknown.MISSING, "a desktop that keeps its settings in a way of its own")


def names(system: System) -> frozenset[str]:
    """The names on the session bus. MISSING without a session."""
    bus = "org.freedesktop.DBus"
    match system.dbus(Bus.SESSION, bus, "/org/freedesktop/DBus", bus, "ListNames"):
        case [list(listed)] if bus in listed:
            return frozenset(name for name in listed if isinstance(name, str))
        case other:
            raise CannotTell(Unknown.UNREADABLE, f"ListNames: {other!r:.80}")


def switch(system: System, schema: str, key: str) -> bool:
    """A setting that is on or off."""
    said = _get(system, schema, key)
    if said not in {"true\n", "false\n"}:
        raise CannotTell(Unknown.UNREADABLE, f"{schema} {key} is {said!r:.40}")
    return said == "true\n"


def number(system: System, schema: str, key: str) -> int:
    """A setting that is a whole number; its type may stand before it."""
    said = _NUMBER.fullmatch(_get(system, schema, key))
    if said is None:
        raise CannotTell(Unknown.UNREADABLE, f"{schema} {key} is no number")
    return int(said[1])


def word(system: System, schema: str, key: str) -> str:
    """A setting that is one of a few words."""
    said = _WORD.fullmatch(_get(system, schema, key))
    if said is None:
        raise CannotTell(Unknown.UNREADABLE, f"{schema} {key} is no word")
    return said[1]


def words(system: System, schema: str, key: str) -> tuple[str, ...]:
    """A setting that is a list of names."""
    said = _get(system, schema, key)
    if not _WORDS.fullmatch(said):
        raise CannotTell(Unknown.UNREADABLE, f"{schema} {key} is no list")
    return tuple(re.findall(r"'([^']*)'", said))


def _get(system: System, schema: str, key: str) -> str:
    output = system.run("gsettings", "get", schema, key)
    if output.code != 0:  # the schema is not installed, or has no such key: told in words only
        raise CannotTell(Unknown.MISSING, f"gsettings get {schema} {key}: status {output.code}")
    return output.out
