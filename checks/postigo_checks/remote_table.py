"""The bundled table of programs for remote control, and what is running of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from postigo.api import CannotTell, Data, Platform, Process, System, Unknown, attempt
from postigo_checks.known_programs import Where, basename, where
from postigo_checks.remote_fact import Look, Part

NAME = "remote_programs.json"
_SHORT = 15  # letters of a process's name that the Linux kernel keeps


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table, all in small letters but the name."""

    name: str
    processes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()  # Windows services, systemd units or launchd files
    apps: tuple[str, ...] = ()


_FIELDS = {
    Platform.WINDOWS: ("windows", "services"),
    Platform.LINUX: ("linux", "units"),
    Platform.MACOS: ("macos", "jobs"),
}


def load(data: Data, platform: Platform) -> tuple[Line, ...]:
    """The table as it concerns one platform. UNREADABLE if the table itself is damaged."""
    processes, services = _FIELDS[platform]
    try:
        lines = json.loads(data.read(NAME))["programs"]
        return tuple(
            Line(line["name"], *(_small(line, key) for key in (processes, services, "apps"))) for line in lines
        )
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"{NAME}: {wrong}") from None


def _small(line: dict[str, list[str]], key: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in line.get(key, ()))


def of_service(table: Sequence[Line], service: str) -> Line | None:
    """The program that a service, unit or launchd file belongs to. A `*` at the end of a name stands for any ending."""
    folded = service.casefold()
    for line in table:
        for name in line.services:
            if folded.startswith(name[:-1]) if name.endswith("*") else folded == name:
                return line
    return None


def see_running(system: System, table: Sequence[Line], found: Look) -> tuple[Process, ...]:
    """Note which of the programs run; the processes, for whoever needs them too."""
    processes = attempt(system.processes)
    if isinstance(processes, CannotTell):
        found.could_not(Part.PROCESSES, processes)
        return ()
    if not processes:
        found.could_not(Part.PROCESSES, CannotTell(Unknown.UNREADABLE))
    for process in processes:
        line = _of_process(table, process)
        if line is not None:
            landed = process.path is not None and where(process.path, system.platform) is Where.LANDING
            found.add(line.name, runs=True, landed=process.path or "" if landed else "")
    return processes


def _of_process(table: Sequence[Line], process: Process) -> Line | None:
    names = {process.name.casefold(), basename(process.path or "").casefold()} - {""}
    folders = set(process.path.casefold().split("/")) if process.path else set()
    for line in table:
        if names.intersection(line.processes) or folders.intersection(line.apps):
            return line
        if any(len(name) == _SHORT and known.startswith(name) for name in names for known in line.processes):
            return line
    return None
