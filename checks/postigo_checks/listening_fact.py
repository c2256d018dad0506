"""Who waits for other devices on this machine: each as a known service, a part of the system, a stranger, or nobody knows.

A known name counts only in a folder where an administrator puts programs, or where the path is not told (a service of another
account). Where not even the name is told, the port tells what usually waits there. UDP has no "waiting": each program
that talks may hold such a port, so only known ones are told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from postigo.api import CannotTell, Choice, Data, Listener, Platform, Reach, System, Unknown
from postigo_checks import known_programs
from postigo_checks.known_programs import KnownPrograms, Where, in_its_folder, where

_SYSTEM: Final = {Platform.WINDOWS: Choice("Windows"), Platform.MACOS: Choice("macOS")}
_MACOS_OWN: Final = ("/System/", "/usr/libexec/", "/usr/sbin/", "/sbin/", "/Library/Apple/")
_ANYBODYS: Final = {("udp", 5353), ("udp", 1900), ("udp", 5355)}  # ports that many programs share to find devices


@dataclass(frozen=True, slots=True)
class Stranger:
    """A program that is in no table, and where it can be reached."""

    program: str
    path: str | None
    ports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listening:
    """Who can be reached from other devices. `hidden`: TCP ports whose program is not told; `complete`: of all accounts."""

    known: tuple[Choice, ...]
    strangers: tuple[Stranger, ...]
    hidden: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Services:
    """The bundled table of those who may wait."""

    by_program: Mapping[str, Choice]
    by_port: Mapping[tuple[str, int], Choice]
    of_windows: frozenset[str]


def load(data: Data) -> Services:
    """The table in the pack. UNREADABLE if it is damaged."""
    try:
        table = json.loads(data.read("services.json"))
        named = [(Choice(line["name"]), line["programs"], line["ports"]) for line in table["services"]]
        ports = [(name, *port.split("/")) for name, _, ports in named for port in ports]
        return Services(
            {program: name for name, programs, _ in named for program in programs},
            {(protocol, int(port)): name for name, protocol, port in ports},
            frozenset(table["windows"]),
        )
    except (OSError, KeyError, TypeError, ValueError) as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"services.json: {wrong}") from None


def look(system: System, data: Data) -> Listening:
    """Everybody who can be reached from outside."""
    services, programs = load(data), known_programs.load(data, system.platform)
    answer = system.listeners()
    known: dict[Choice, None] = {}
    strangers: dict[str, tuple[str | None, dict[int, None]]] = {}
    hidden = set()
    for listener in answer.found:
        if listener.reach is Reach.NOWHERE:
            continue
        name = _known(listener, services, programs)
        if name is not None:
            known[name] = None
        elif listener.protocol == "udp":
            continue
        elif listener.program is None:
            hidden.add(listener.port)
        else:
            strangers.setdefault(listener.program, (listener.path, {}))[1][listener.port] = None
    return Listening(
        tuple(known),
        tuple(Stranger(program, path, tuple(ports)) for program, (path, ports) in strangers.items()),
        len(hidden),
        answer.complete,
    )


def _known(listener: Listener, services: Services, programs: KnownPrograms) -> Choice | None:
    port = (listener.protocol, listener.port)
    by_port = services.by_port.get(port)
    if listener.program is None or port in _ANYBODYS:
        return by_port
    name, path, platform = listener.program.casefold(), listener.path, programs.platform
    installed = path is None or where(path, platform) is Where.INSTALLED
    if platform is Platform.WINDOWS and name in services.of_windows and (path is None or _is_of_windows(path)):
        return _SYSTEM[platform]
    if platform is Platform.MACOS and path is not None and path.startswith(_MACOS_OWN):
        return _SYSTEM[platform]
    if installed and name in services.by_program:
        service = services.by_program[name]
        return by_port or service if name == "systemd" else service
    program = programs.exe(name)
    if program is not None and (installed or (path is not None and in_its_folder(path, program))):
        return Choice(program.name)
    return None


def _is_of_windows(path: str) -> bool:
    return path.replace("\\", "/").casefold().removeprefix("//?/")[1:].startswith(":/windows/")
