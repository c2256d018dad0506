r"""Probe of `net.listening`. Each listener as a known service, a part of the system, or a stranger.

A known name counts only in a folder where an administrator puts programs, or in the one that its maker uses for one account:
where the path is not told, anybody may be called so (but for the kernel of Windows, which has none). A part of Windows counts in
its own folder only, never anywhere below `C:\Windows` (Temp, Fonts, Tasks are written by anybody), and what runs before anybody
signs in is never Windows where it runs as the person. Where not even the name is told, the port tells what usually waits there. UDP has
no "waiting": each program that talks may hold such a port, so only known ones are told.

On Linux a program may have a network of its own (a sandbox, a name space): in one without any card, nobody waits for others, and
that says nothing of the machine. What containers wait for, the kernel passes on: no program holds such a port.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from postigo.api import CannotTell, Data, Exposure, Keyword, Listener, Platform, System, Unknown, Unseen, attempt
from postigo_checks.common import known_programs
from postigo_checks.common.known_programs import (
    KnownPrograms,
    Where,
    folded_path,
    in_its_folder,
    in_one_spelling,
    where,
)
from postigo_checks.network.firewall import linux_rules as firewall_rules
from postigo_checks.network.firewall.packets import ports_of
from postigo_checks.network.listening.fact import Listening, Part, Stranger

SYSTEM: Final = {Platform.WINDOWS: Keyword("Windows"), Platform.MACOS: Keyword("macOS")}
_MACOS_OWN: Final = ("/System/", "/usr/libexec/", "/usr/sbin/", "/sbin/", "/Library/Apple/")
_KERNEL: Final = "system"
_DOORS: Final = {Keyword("RDP"), Keyword("WinRM")}  # parts of Windows by which it is worked from afar: told by name
_STAR: Final = re.escape("*")
_WINDOWS_FOLDER: Final = re.compile(r"[a-z]:/windows/(?!system32/openssh/|systemapps/)")
INTERFACES: Final = "/proc/net/dev"
BRIDGES: Final = "/sys/class/net/*/bridge"
_ANYBODYS: Final = {("udp", 5353), ("udp", 1900), ("udp", 5355)}  # ports that many programs share to find devices


@dataclass(frozen=True, slots=True)
class Services:
    """The bundled table of those who may wait."""

    by_program: Mapping[str, Keyword]
    by_port: Mapping[tuple[str, int], Keyword]
    of_windows: Mapping[str, re.Pattern[str]]
    """The paths of each part of Windows, as `known_programs.folded_path` writes them."""
    never_of_a_person: frozenset[str]
    for_one: Mapping[str, re.Pattern[str]]
    """Where the maker of a service puts it for one account on Windows."""


def load(data: Data, platform: Platform) -> Services:
    """The table in the pack, in the words of one platform. UNREADABLE if it is damaged."""
    try:
        content = data.read("services.json")
    except OSError as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"services.json: {wrong}") from None
    return _read(content, platform)


@lru_cache(maxsize=len(Platform))
def _read(content: bytes, platform: Platform) -> Services:
    try:
        table = json.loads(content)
        named = [(Keyword(line["name"]), line["programs"], line["ports"]) for line in table["services"]]
        foreign = {Keyword(line["name"]) for line in table["services"] if platform.value in line.get("not", ())}
        ports = [(name, *port.split("/")) for name, _, ports in named if name not in foreign for port in ports]
        return Services(
            {program: name for name, programs, _ in named for program in programs},
            {(protocol, int(port)): name for name, protocol, port in ports},
            {program: _below("[a-z]:", program, folders) for program, folders in table["windows"].items()},
            frozenset(table["never_of_a_person"]),
            {
                program: _below("[a-z]:/users/[^/]+", program, line["folders"])
                for line in table["services"]
                for program in line["programs"]
                if "folders" in line
            },
        )
    except (KeyError, TypeError, ValueError) as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"services.json: {wrong}") from None


def _below(start: str, program: str, folders: Iterable[str]) -> re.Pattern[str]:
    ways = "|".join(re.escape(folder).replace(_STAR, "[^/]+") for folder in folders)
    return re.compile(f"{start}/(?:{ways})/{re.escape(program)}")


def look(system: System, data: Data) -> Listening:
    """Everybody who can be reached from outside."""
    services, programs = load(data, system.platform), known_programs.load(data, system.platform)
    answer = system.listeners()
    if not answer.found and answer.complete and system.platform is not Platform.LINUX:  # their own parts always wait
        raise CannotTell(Unknown.UNREADABLE, "not one port is in use, not even by the system")
    known: dict[Keyword, None] = {}
    strangers: dict[str, tuple[str | None, dict[int, None]]] = {}
    hidden = set()
    for listener in answer.found:
        if listener.reach is Exposure.NOWHERE:
            continue
        name = known_as(listener, services, programs)
        if name is not None:
            known[name] = None
        elif listener.protocol == "udp":
            continue
        elif listener.program is None or (listener.path is None and _has_a_known_name(listener, services, programs)):
            hidden.add(listener.port)
        else:
            strangers.setdefault(listener.program, (listener.path, {}))[1][listener.port] = None
    passed_on = _beside(system) if system.platform is Platform.LINUX else ()
    unseen = [] if not isinstance(passed_on, Unseen) else [passed_on]
    if not answer.complete:
        unseen.append(Unseen(Part.ACCOUNTS, Unknown.DENIED))
    return Listening(
        tuple(known),
        tuple(Stranger(program, path, tuple(ports)) for program, (path, ports) in strangers.items()),
        len(hidden),
        () if isinstance(passed_on, Unseen) else passed_on,
        tuple(unseen),
    )


def _beside(system: System) -> tuple[int, ...] | Unseen[Part]:
    """Ports on which containers are reached. Unseen where it cannot be told, or where this program sees no network at all."""
    alone = attempt(_sees_a_network, system)
    if isinstance(alone, CannotTell):
        return Unseen(Part.NETWORK, alone.why)
    bridges = attempt(system.glob, BRIDGES)
    if not bridges:  # containers that others can reach hang on one
        return ()
    passed = attempt(_passed_on, system) if not isinstance(bridges, CannotTell) else bridges
    return Unseen(Part.CONTAINERS, passed.why) if isinstance(passed, CannotTell) else passed


def _sees_a_network(system: System) -> None:
    """MISSING where there is no interface but the loop. UNREADABLE where that list has another shape."""
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


def known_as(listener: Listener, services: Services, programs: KnownPrograms) -> Keyword | None:
    """Name of a known listener: by its program. Where none is told or many share the port, by that."""
    port = (listener.protocol, listener.port)
    by_port = services.by_port.get(port)
    program = _program(listener, services, programs)
    return by_port if listener.program is None or (program is None and port in _ANYBODYS) else program


def _program(listener: Listener, services: Services, programs: KnownPrograms) -> Keyword | None:
    """The known program that waits, by its name and its folder. None where it is none, or no name is told."""
    by_port = services.by_port.get((listener.protocol, listener.port))
    name, path, platform = (listener.program or "").casefold(), listener.path, programs.platform
    installed = path is not None and where(path, platform) is Where.INSTALLED
    if platform is Platform.WINDOWS and path is not None and _WINDOWS_FOLDER.match(folded_path(path)):
        installed = False  # nothing but Windows itself is put there, and that by its own folders
    if platform is Platform.WINDOWS and path is None and name == _KERNEL and not listener.own:
        return by_port if by_port in _DOORS else SYSTEM[platform]
    if platform is Platform.WINDOWS and _is_of_windows(listener, services):
        return by_port if by_port in _DOORS else SYSTEM[platform]
    if platform is Platform.MACOS and path is not None and _is_of_macos(path):
        return SYSTEM[platform]
    its_own = path is not None and name in services.for_one and _fits(services.for_one[name], path)
    if (installed or its_own) and name in services.by_program:
        service = services.by_program[name]
        return by_port or service if name == "systemd" else service
    program = programs.exe(name)
    if program is not None and (installed or (path is not None and in_its_folder(path, program))):
        return Keyword(program.name)
    return None


def _has_a_known_name(listener: Listener, services: Services, programs: KnownPrograms) -> bool:
    name = (listener.program or "").casefold()
    of_windows = programs.platform is Platform.WINDOWS and name in services.of_windows
    return of_windows or name in services.by_program or programs.exe(name) is not None


def _is_of_windows(listener: Listener, services: Services) -> bool:
    name = (listener.program or "").casefold()
    if listener.path is None or name not in services.of_windows:
        return False
    if listener.own and name in services.never_of_a_person:
        return False
    on_its_disk = (
        folded_path(listener.path).startswith("c:") or not listener.own
    )  # another disk may be a stick of the person
    return on_its_disk and _fits(services.of_windows[name], listener.path)


def _is_of_macos(path: str) -> bool:
    """Whether a program is a part of macOS. Below /System/Volumes/Data lies what anybody may put there."""
    return in_one_spelling(path).startswith(_MACOS_OWN) and ".." not in path.split("/")


def _fits(pattern: re.Pattern[str], path: str) -> bool:
    written = folded_path(path)
    return ".." not in written.split("/") and pattern.fullmatch(written) is not None
