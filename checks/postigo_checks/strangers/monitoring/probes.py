r"""Programs that watch or manage this computer: probe and fact of `info.monitoring-software`.

THERE IS NO CHECK YET, and nothing of this is shown. Whoever is watched by a violent person may be in danger when they
find out here, and more so when they remove it. The judgement comes with the safety flow, and not before.

Known programs are told by the names of running programs, services and start-up jobs, so one that hides is not seen, and
"none found" must never be said as "nobody watches". An administrator's enrolment (MDM) is looked for by `ProviderID`:
the key `Enrollments` has sub-keys on every Windows, and only real enrolments have that value. What a proxy or an added
root certificate could read along is a fact of `net.hosts-proxy-dns`, and shared with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from postigo.api import Absent, CannotTell, Data, Probe, RegistryValue, System, Unknown, Unseen, attempt
from postigo_checks.common.program_names import Names
from postigo_checks.common.traffic_redirects import linux as detours_linux
from postigo_checks.common.traffic_redirects import macos as detours_macos
from postigo_checks.common.traffic_redirects import windows as detours_windows
from postigo_checks.common.traffic_redirects.fact import Detours

TABLE: Final = "watching_programs.json"
SERVICES: Final = r"HKLM\SYSTEM\CurrentControlSet\Services"
ENROLLMENTS: Final = r"HKLM\SOFTWARE\Microsoft\Enrollments"
UNITS: Final = ("/etc/systemd/system/*.service", "/usr/lib/systemd/system/*.service", "/lib/systemd/system/*.service")
JOBS: Final = ("/Library/LaunchDaemons/*.plist", "/Library/LaunchAgents/*.plist")
PROFILES: Final = ("profiles", "status", "-type", "enrollment")

_ENROLLED: Final = re.compile(r"^MDM enrollment: (Yes|No)\b.*$", re.MULTILINE)


class Kind(Enum):
    """Buyers of a program of this sort."""

    FAMILY = "family"
    CLASS = "class"
    WORK = "work"
    HIDDEN = "hidden"


class Part(Enum):
    """Parts of a look that may stay unseen."""

    RUNNING = "which programs run"
    STARTED = "what starts with the computer"
    MANAGED = "whether an administrator manages it from elsewhere"


@dataclass(frozen=True, slots=True)
class Watcher:
    """A known program. `running` now, or only set to start."""

    name: str
    kind: Kind
    running: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """Programs that were seen. `managed` is None where that cannot be asked (Linux) or was not seen."""

    watchers: tuple[Watcher, ...]
    managed: bool | None
    detours: Detours
    unseen: tuple[Unseen[Part], ...] = ()


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

    def running(self, system: System) -> None:
        """The programs that run now; of other accounts too, but never whose."""
        processes = attempt(system.processes)
        if isinstance(processes, CannotTell):
            self.unseen.append(Unseen(Part.RUNNING, processes.why))
            return
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

    def fact(self, managed: bool | None, detours: Detours) -> Watched:
        """Everything, in the table's order."""
        watchers = tuple(self.found[line.name] for line in self.lines if line.name in self.found)
        return Watched(watchers, managed, detours, tuple(self.unseen))


def _lines(data: Data, starts: str) -> tuple[_Line, ...]:
    return tuple(
        _Line(line["name"], Kind(line["kind"]), frozenset(line.get("programs", ())), tuple(line.get(starts, ())))
        for line in json.loads(data.read(TABLE))["programs"]
    )


def linux(system: System, data: Data) -> Watched:
    """Running programs and units of systemd."""
    look = _Look(_lines(data, "units"))
    look.running(system)

    def units() -> list[str]:
        return [entry.path.rpartition("/")[2].removesuffix(".service") for at in UNITS for entry in system.glob(at)]

    look.starting(units, str.__eq__)
    return look.fact(None, detours_linux.linux(system, data))


def windows(system: System, data: Data) -> Watched:
    """Running programs, services, and enrolments."""
    look = _Look(_lines(data, "services"))
    look.running(system)

    def services() -> tuple[str, ...]:
        names = system.registry(SERVICES).subkeys
        if not names:  # every Windows has hundreds
            raise CannotTell(Unknown.UNREADABLE, "no services")
        return names

    look.starting(services, str.__eq__)
    return look.fact(look.managed(_enrolled, system), detours_windows.windows(system, data))


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
    look.running(system)

    def jobs() -> list[str]:
        return [entry.path.rpartition("/")[2] for at in JOBS for entry in system.glob(at)]

    look.starting(jobs, str.startswith)
    return look.fact(look.managed(_mac_enrolled, system), detours_macos.macos(system, data))


def _mac_enrolled(system: System) -> bool:
    output = system.run(*PROFILES)
    said = _ENROLLED.findall(output.out)
    if output.code != 0 or len(said) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"profiles status: status {output.code}")
    return bool(said[0] == "Yes")


WATCHED: Final = Probe(linux=linux, windows=windows, macos=macos)
