"""Programs that watch or manage this computer: probes of `info.monitoring-software`.

Known programs are told by the names of running programs, services and start-up jobs, so one that hides is not seen, and
"none found" must never be said as "nobody watches". An administrator's enrolment (MDM) is looked for by `ProviderID`:
the key `Enrollments` has sub-keys on every Windows, and only real enrolments have that value. On macOS `profiles` says it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from postigo.api import Absent, CannotTell, Data, Process, RegistryValue, System, Unknown, Unseen, attempt
from postigo_checks.common.linux.processes import seen
from postigo_checks.common.program_names import Names
from postigo_checks.strangers.monitoring.fact import Kind, Part, Watched, Watcher

TABLE: Final = "watching_programs.json"
SERVICES: Final = r"HKLM\SYSTEM\CurrentControlSet\Services"
ENROLLMENTS: Final = r"HKLM\SOFTWARE\Microsoft\Enrollments"
UNITS: Final = ("/etc/systemd/system/*.service", "/usr/lib/systemd/system/*.service", "/lib/systemd/system/*.service")
JOBS: Final = ("/Library/LaunchDaemons/*.plist", "/Library/LaunchAgents/*.plist")
PROFILES: Final = ("profiles", "status", "-type", "enrollment")

_ENROLLED: Final = re.compile(r"^MDM enrollment: (Yes|No)\b.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the table."""

    name: str
    kind: Kind
    programs: frozenset[str]
    starts: tuple[str, ...]


@dataclass(slots=True)
class _Look:
    """Collector of what is seen."""

    lines: tuple[_Line, ...]
    found: dict[str, Watcher] = field(default_factory=dict)
    unseen: list[Unseen[Part]] = field(default_factory=list)

    def running(self, list_processes: Callable[[], tuple[Process, ...]]) -> None:
        """Record the programs that run now; of other accounts too, but never whose."""
        processes = attempt(list_processes)
        if isinstance(processes, CannotTell):
            self.unseen.append(Unseen(Part.RUNNING, processes.why))
            return
        if not processes:  # we ourselves run
            self.unseen.append(Unseen(Part.RUNNING, Unknown.UNREADABLE))
        known = Names({name: line for line in self.lines for name in line.programs})
        for process in processes:
            line = known.suspected(process.name)
            if line is not None:
                self.found[line.name] = Watcher(line.name, line.kind, running=True)

    def starting(self, names: Callable[[], Iterable[str]], fits: Callable[[str, str], bool]) -> None:
        """Record what is set to start."""
        listed = attempt(names)
        if isinstance(listed, CannotTell):
            self.unseen.append(Unseen(Part.STARTED, listed.why))
            return
        there = [name.casefold() for name in listed]
        for line in self.lines:
            if any(fits(name, start) for name in there for start in line.starts):
                self.found.setdefault(line.name, Watcher(line.name, line.kind, running=False))

    def managed(self, ask: Callable[[System], bool], system: System) -> bool | None:
        """Whether somebody manages this computer from elsewhere."""
        answer = attempt(ask, system)
        if isinstance(answer, CannotTell):
            self.unseen.append(Unseen(Part.MANAGED, answer.why))
            return None
        return answer

    def fact(self, managed: bool | None) -> Watched:
        """Everything, in the table's order."""
        watchers = tuple(self.found[line.name] for line in self.lines if line.name in self.found)
        return Watched(watchers, managed, tuple(self.unseen))


def _lines(data: Data, starts: str) -> tuple[_Line, ...]:
    return tuple(
        _Line(line["name"], Kind(line["kind"]), frozenset(line.get("programs", ())), tuple(line.get(starts, ())))
        for line in json.loads(data.read(TABLE))["programs"]
    )


def linux(system: System, data: Data) -> Watched:
    """Running programs and units of systemd."""
    look = _Look(_lines(data, "units"))

    def processes() -> tuple[Process, ...]:
        visible, hidden = seen(system)
        if hidden is not None:
            look.unseen.append(Unseen(Part.HIDDEN, hidden.why))
        return visible

    def units() -> list[str]:
        names = [entry.path.rpartition("/")[2].removesuffix(".service") for at in UNITS for entry in system.glob(at)]
        if not names:  # every systemd has hundreds; what starts without it is not known here
            raise CannotTell(Unknown.MISSING, "no units of systemd")
        return names

    look.running(processes)
    look.starting(units, str.__eq__)
    return look.fact(None)


def windows(system: System, data: Data) -> Watched:
    """Running programs, services, and enrolments."""
    look = _Look(_lines(data, "services"))
    look.running(system.processes)

    def services() -> tuple[str, ...]:
        names = system.registry(SERVICES).subkeys
        if not names:  # every Windows has hundreds
            raise CannotTell(Unknown.UNREADABLE, "no services")
        return names

    look.starting(services, str.__eq__)
    return look.fact(look.managed(_enrolled, system))


def _enrolled(system: System) -> bool:
    key = system.registry(ENROLLMENTS, optional=True)
    if isinstance(key, Absent):
        return False
    return any(_is_enrolment(system.registry(rf"{ENROLLMENTS}\{name}").values) for name in key.subkeys)


def _is_enrolment(values: Mapping[str, RegistryValue]) -> bool:
    """Whether a sub-key stands for a real one, and it holds."""
    provider, state = values.get("ProviderID", ""), values.get("EnrollmentState", 1)
    if not isinstance(provider, str) or not isinstance(state, int):
        raise CannotTell(Unknown.UNREADABLE, "an enrolment of another shape")
    return bool(provider) and state == 1


def macos(system: System, data: Data) -> Watched:
    """Running programs, launchd jobs, and enrolment."""
    look = _Look(_lines(data, "labels"))
    look.running(system.processes)

    def jobs() -> list[str]:
        return [entry.path.rpartition("/")[2] for at in JOBS for entry in system.glob(at)]

    look.starting(jobs, str.startswith)
    return look.fact(look.managed(_mac_enrolled, system))


def _mac_enrolled(system: System) -> bool:
    output = system.run(*PROFILES)
    said = _ENROLLED.findall(output.out)
    if output.code != 0 or len(said) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"profiles status: status {output.code}")
    return bool(said[0] == "Yes")
