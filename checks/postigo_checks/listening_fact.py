"""Who waits for other devices on this machine: each as a known service, a part of the system, a stranger, or nobody knows.

A known name counts only in a folder where an administrator puts programs: where the path is not told, anybody may be called so
(but for the kernel of Windows, which has none). Where not even the name is told, the port tells what usually waits there. UDP has
no "waiting": each program that talks may hold such a port, so only known ones are told.

On Linux a program may have a network of its own (a sandbox, a name space): in one without any card, nobody waits for others, and
that says nothing of the machine. What containers wait for, the kernel passes on: no program holds such a port.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from postigo.api import CannotTell, Choice, Data, Listener, Platform, Reach, System, Unknown, attempt
from postigo_checks import firewall_rules, known_programs
from postigo_checks.known_programs import KnownPrograms, Where, in_its_folder, where
from postigo_checks.packets import ports_of

_SYSTEM: Final = {Platform.WINDOWS: Choice("Windows"), Platform.MACOS: Choice("macOS")}
_MACOS_OWN: Final = ("/System/", "/usr/libexec/", "/usr/sbin/", "/sbin/", "/Library/Apple/")
_KERNEL: Final = "system"
INTERFACES: Final = "/proc/net/dev"
BRIDGES: Final = "/sys/class/net/*/bridge"
_ANYBODYS: Final = {("udp", 5353), ("udp", 1900), ("udp", 5355)}  # ports that many programs share to find devices


@dataclass(frozen=True, slots=True)
class Stranger:
    """A program that is in no table, and where it can be reached."""

    program: str
    path: str | None
    ports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listening:
    """Who can be reached from other devices. `hidden`: TCP ports whose program is not told; `complete`: of all accounts.

    `passed_on`: ports on which containers are reached. `beside`: why that cannot be told, `alone`: why nothing can.
    """

    known: tuple[Choice, ...]
    strangers: tuple[Stranger, ...]
    hidden: int
    complete: bool
    passed_on: tuple[int, ...] = ()
    beside: CannotTell | None = None
    alone: CannotTell | None = None


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
    if not answer.found and answer.complete and system.platform is not Platform.LINUX:  # their own parts always wait
        raise CannotTell(Unknown.UNREADABLE, "not one port is in use, not even by the system")
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
        elif listener.program is None or (listener.path is None and _has_a_known_name(listener, services, programs)):
            hidden.add(listener.port)
        else:
            strangers.setdefault(listener.program, (listener.path, {}))[1][listener.port] = None
    return Listening(
        tuple(known),
        tuple(Stranger(program, path, tuple(ports)) for program, (path, ports) in strangers.items()),
        len(hidden),
        answer.complete,
        *(_beside(system) if system.platform is Platform.LINUX else ()),
    )


def _beside(system: System) -> tuple[tuple[int, ...], CannotTell | None, CannotTell | None]:
    """What containers are reached on, why that cannot be told, and why this program sees no network at all."""
    alone = attempt(_sees_a_network, system)
    if isinstance(alone, CannotTell):
        return (), None, alone
    bridges = attempt(system.glob, BRIDGES)
    if not bridges:  # containers that others can reach hang on one
        return (), None, None
    passed = attempt(_passed_on, system) if not isinstance(bridges, CannotTell) else bridges
    return ((), passed, None) if isinstance(passed, CannotTell) else (passed, None, None)


def _sees_a_network(system: System) -> None:
    """MISSING where there is no interface but the loop; UNREADABLE where that list has another shape."""
    head, *lines = system.read(INTERFACES).decode("ascii", "replace").splitlines()[1:] or [""]
    names = [name.strip() for name, colon, _ in (line.partition(":") for line in lines) if colon]
    if not head.strip().startswith("face ") or len(names) != len(lines):
        raise CannotTell(Unknown.UNREADABLE, "the list of network interfaces has another shape")
    if set(names) <= {"lo"}:
        raise CannotTell(Unknown.MISSING, "no network interface but the loop can be seen")


def _passed_on(system: System) -> tuple[int, ...]:
    if not system.elevated:
        raise CannotTell(Unknown.DENIED, "only root may read what is passed on")
    rules = firewall_rules.read(system)
    if rules.unseen:
        raise rules.unseen[0]
    return ports_of(firewall_rules.passed_on(rules))


def _known(listener: Listener, services: Services, programs: KnownPrograms) -> Choice | None:
    port = (listener.protocol, listener.port)
    by_port = services.by_port.get(port)
    if listener.program is None or port in _ANYBODYS:
        return by_port
    name, path, platform = listener.program.casefold(), listener.path, programs.platform
    installed = path is not None and where(path, platform) is Where.INSTALLED
    if platform is Platform.WINDOWS and path is None and name == _KERNEL and not listener.own:
        return _SYSTEM[platform]
    if platform is Platform.WINDOWS and name in services.of_windows and path is not None and _is_of_windows(path):
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


def _has_a_known_name(listener: Listener, services: Services, programs: KnownPrograms) -> bool:
    name = (listener.program or "").casefold()
    of_windows = programs.platform is Platform.WINDOWS and name in services.of_windows
    return of_windows or name in services.by_program or programs.exe(name) is not None


def _is_of_windows(path: str) -> bool:
    return path.replace("\\", "/").casefold().removeprefix("//?/")[1:].startswith(":/windows/")
