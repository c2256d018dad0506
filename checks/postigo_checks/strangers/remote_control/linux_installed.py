"""Programs for remote control on Linux that start at sign-in, or are only installed.

Desktops start what lies in `/etc/xdg/autostart` and in the account's own `~/.config/autostart`, where a file of the same
name stands before the system's (Desktop Application Autostart Specification 0.5); systemd starts what
`/etc/systemd/user/*.wants` and `~/.config/systemd/user/*.wants` link to. A file may be called anything, so its command is
read (`Exec`, `ExecStart`), also where a shell or flatpak starts the program.

Installed is what flatpak, snap or a package left in a folder of its own, or a starter in the menu; of `/usr/bin` only
names with `desk` or `vnc` are listed, for thousands lie there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from postigo.api import CannotTell, Entry, Handle, HandleKind, System, Unknown, attempt
from postigo_checks.strangers.remote_control.fact import Look, Part
from postigo_checks.strangers.remote_control.table import Line, Table

AUTOSTART: Final = ("/etc/xdg/autostart/*.desktop", "~/.config/autostart/*.desktop")
WANTED: Final = ("/etc/systemd/user/*.wants/*", "~/.config/systemd/user/*.wants/*")
USER_UNITS: Final = {"/etc/systemd/user/": "everybody", "~/.config/systemd/user/": "user"}
"""Folders of units that start when somebody signs in, and for whom."""
HAND_MADE: Final = "/etc/systemd/system/*.service"
INSTALLED: Final = (
    "/opt/*", "/usr/share/applications/*.desktop", "/usr/bin/*desk*", "/usr/bin/*vnc*", "/var/lib/snapd/snaps/*.snap",
    "/var/lib/flatpak/app/*", "~/.local/share/flatpak/app/*",
)  # fmt: skip

_SECTION: Final = re.compile(r"\[[A-Z][^\]]*\]")
_LINE: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_.-]*(?:\[[^\]]+\])?)\s*=\s*(.*)")
_COMMANDS: Final = re.compile(r"Exec(?:Start\w*)?")
_COMMANDED: Final = (".desktop", ".service")  # a unit of another kind starts a service, and names it elsewhere


def look(system: System, table: Table, found: Look) -> None:
    """Note what starts when somebody signs in, and what is installed."""
    starters: dict[str, Entry] = {}
    for pattern in AUTOSTART:
        starters |= {_stem(entry): entry for entry in listed(system, pattern, Part.SIGN_IN, found)}
    for stem, entry in starters.items():
        _started(system, entry, table.of_starter(stem), table, found)
    for pattern in WANTED:
        for entry in listed(system, pattern, Part.SIGN_IN, found):
            if entry.kind == "file":  # a link that leads nowhere starts nothing
                _started(system, entry, table.of_starter(_stem(entry)), table, found)
    for pattern in INSTALLED:
        for entry in listed(system, pattern, Part.APPS, found):
            line = table.of_id(_name(entry) if pattern.endswith("app/*") else _stem(entry))
            if line is not None:
                found.add(line.name, line.kind)


def listed(system: System, pattern: str, part: Part, found: Look) -> Iterator[Entry]:
    """Entries under a pattern; records that it could not be seen."""
    entries = attempt(system.glob, pattern)
    if isinstance(entries, CannotTell):
        found.could_not(part, entries)
    else:
        yield from entries


def _name(entry: Entry) -> str:
    return entry.path.rsplit("/", 1)[1]


def _stem(entry: Entry) -> str:
    name = _name(entry)
    stem, dot, ending = name.rpartition(".")
    return stem if dot and ending in {"desktop", "service", "socket", "timer", "path", "snap"} else name


def hand_made(system: System, wanted: Collection[str], table: Table, found: Look) -> None:
    """Record what an administrator's own units start. Only those count that start with the computer."""
    for entry in listed(system, HAND_MADE, Part.SERVICES, found):
        if not entry.link and entry.kind == "file" and _stem(entry) in wanted:
            _started(system, entry, None, table, found, Part.SERVICES)


def _started(
    system: System, entry: Entry, by_name: Line | None, table: Table, found: Look, part: Part = Part.SIGN_IN
) -> None:
    """Record what a file starts, by its command and its own name. Either is enough."""
    if entry.size == 0:
        return  # so an account takes back what the system starts
    told = attempt(_commands, system, entry.path)
    if isinstance(told, CannotTell):
        found.could_not(part, told)
    on, commands = (True, ()) if isinstance(told, CannotTell) else told
    lines = [line for command in commands if (line := table.of_command(command)) is not None]
    starter = _starter(entry, part)
    for line in [*lines, *([by_name] if by_name is not None else [])]:
        if on:
            found.starts(line.name, line.kind, starter)
        else:
            found.add(line.name, line.kind)


def _starter(entry: Entry, part: Part) -> Handle:
    """Handle of what starts a program.

    A unit; or the setting that takes a starter back, in the account's own file of its name.
    """
    for place, whose in USER_UNITS.items():
        if entry.path.startswith(place):
            return Handle(HandleKind.UNIT, _name(entry), whose)
    if part is Part.SERVICES:
        return Handle(HandleKind.UNIT, _name(entry))
    return Handle(HandleKind.FILE_SETTING, "Desktop Entry/Hidden", f"~/.config/autostart/{_name(entry)}")


def _commands(system: System, path: str) -> tuple[bool, tuple[str, ...]]:
    """Whether a starter or unit is switched on, and its commands. UNREADABLE if it is neither, or in any line odd."""
    lines = _lines(system, path)
    said = {(key, value.casefold()) for key, value in lines}
    off = ("Hidden", "true") in said or ("X-GNOME-Autostart-enabled", "false") in said
    commands = tuple(value for key, value in lines if _COMMANDS.fullmatch(key))
    if not commands and not off and path.endswith(_COMMANDED) and ("DBusActivatable", "true") not in said:
        raise CannotTell(Unknown.UNREADABLE, f"{path} has no command")
    return not off, commands


def _lines(system: System, path: str) -> list[tuple[str, str]]:
    """Keys and values of a file of sections, as systemd and the desktops write it."""
    text = re.sub(r"\\\n(?:[#;].*\n)*", " ", system.read(path).decode("utf-8-sig", errors="replace"))
    written = [line.strip() for line in text.splitlines()]
    written = [line for line in written if line and line[0] not in "#;"]
    matches = [_LINE.fullmatch(line) for line in written if not _SECTION.fullmatch(line)]
    if not written or not _SECTION.fullmatch(written[0]) or not all(matches):
        raise CannotTell(Unknown.UNREADABLE, f"{path} is no starter")
    return [(match[1], match[2]) for match in matches if match is not None]
