"""The bundled table of programs for remote control, and what is running of them.

One line a program, so that a line that cannot be read costs that program alone. A process is told by its name in every
reading (see `program_names`), on Windows also by the folder of the product that it lies in, and where portable programs
run by names that are too common elsewhere (`dd.exe`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from postigo.api import CannotTell, Data, Json, Platform, Process, System, Unknown, attempt
from postigo_checks.common.known_programs import basename, folded_path
from postigo_checks.common.program_names import Names, plain_name
from postigo_checks.strangers.remote_control.fact import Kind, Look, Part
from postigo_checks.strangers.remote_control.places import lands

NAME: Final = "remote_programs.jsonl"

_LISTS: Final = frozenset({
    "windows", "portable", "services", "folders", "homes", "linux", "units", "flatpak", "macos", "apps", "jobs",
})  # fmt: skip
_FIELDS: Final = {
    Platform.WINDOWS: (("windows",), "services"),
    Platform.LINUX: (("linux",), "units"),
    Platform.MACOS: (("macos", "apps"), "jobs"),
}
_PROGRAM_FOLDERS: Final = re.compile(
    r"[a-z]:/(?:program files(?: \(x86\))?|programdata|windows(?:/syswow64)?)/(.+)/[^/]+$"
)
_PROGRAM: Final = r"\.(?:exe|com|scr|bat|cmd|lnk|vbs|ps1)"
_IS_A_PROGRAM: Final = re.compile(rf"{_PROGRAM}$", re.IGNORECASE)
_WORDS_OF_WINDOWS: Final = re.compile(rf'"([^"]+)"|([^"\s][^"]*?{_PROGRAM})(?=[\s",]|$)|([^"\s]+)', re.IGNORECASE)
_IN_A_FOLDER: Final = 2  # a product lies in its maker's folder, or in one of its own
_NOT_IT: Final = re.compile(r"(?:unins|uninst|setup|update|crash|.*viewer|.*player).*")
"""Programs beside the one that lets somebody in: removers, updaters, the outgoing half."""


@dataclass(frozen=True, slots=True)
class Line:
    """A program of the table."""

    name: str
    kind: Kind
    lists: Mapping[str, tuple[str, ...]]

    def list(self, field: str) -> tuple[str, ...]:
        """One of its lists of names, in small letters."""
        return self.lists.get(field, ())


@dataclass(frozen=True)
class Table:
    """The table as it concerns one platform. `bad` are the numbers of lines that could not be read."""

    platform: Platform
    lines: tuple[Line, ...]
    bad: tuple[int, ...] = ()

    def _names(self, *fields: str) -> Names[Line]:
        return Names({name: line for line in self.lines for field in fields for name in line.list(field)})

    @cached_property
    def processes(self) -> Names[Line]:
        """By the names of processes."""
        return self._names(*_FIELDS[self.platform][0])

    @cached_property
    def services(self) -> Names[Line]:
        """By the names of Windows services, systemd units or launchd files."""
        return self._names(_FIELDS[self.platform][1])

    @cached_property
    def flatpaks(self) -> Names[Line]:
        """By the ids of flatpaks."""
        return self._names("flatpak")

    @cached_property
    def _windows(self) -> Names[Line]:
        return self._names("windows")

    @cached_property
    def _portable(self) -> Names[Line]:
        return self._names("portable")

    @cached_property
    def _folders(self) -> Names[Line]:
        return self._names("folders")

    def of_process(self, process: Process) -> Line | None:
        """The program that a process is."""
        return self._of_program(process.path or "", process.name)

    def _of_program(self, path: str, *others: str) -> Line | None:
        """The program that lies at a path, or has one of the other names."""
        names = [*others, *([basename(path)] if path else [])]
        if self.platform is Platform.MACOS:
            names += [folder for folder in path.split("/") if folder.casefold().endswith(".app")]
        found = self.processes.suspected(*names)
        if found is None and path and lands(path, self.platform):
            found = self.processes.inside(basename(path))
        if found is not None:
            return found
        if self.platform is Platform.WINDOWS:
            return self._by_place(path)
        wine = [name for name in names if name.casefold().endswith(".exe")]
        return self._windows.suspected(*wine) if wine and self.platform is Platform.LINUX else None

    def _by_place(self, path: str) -> Line | None:
        found = self._portable.suspected(basename(path)) if path else None
        if found is not None and lands(path, self.platform):
            return found
        inside = _PROGRAM_FOLDERS.match(folded_path(path))
        if inside is None or _NOT_IT.fullmatch(plain_name(basename(path))):
            return None
        return self._folders.suspected(*inside[1].split("/")[:_IN_A_FOLDER])

    def of_job(self, file: str) -> Line | None:
        """Program that a launchd file belongs to, by its name's longest known beginning."""
        folded = file.casefold()
        fitting = [(len(job), line) for line in self.lines for job in line.list("jobs") if folded.startswith(job)]
        return max(fitting, key=lambda found: found[0])[1] if fitting else None

    def of_unit(self, unit: str) -> Line | None:
        """The program that a systemd unit belongs to; of `program@account` and `snap.program.part` the program counts."""
        names = [unit, unit.partition("@")[0]]
        if unit.startswith("snap."):
            names.append(unit.split(".")[1])
        return self.services.suspected(*names) or self.processes.suspected(*names)

    def of_id(self, id_: str) -> Line | None:
        """Program of an application's id, or of a program's or folder's name."""
        last = id_.rpartition(".")[2] if id_.count(".") > 1 else id_  # org.kde.krfb
        return self.flatpaks.suspected(id_) or self.processes.suspected(id_, last)

    def of_starter(self, name: str) -> Line | None:
        """The program that a starter's own name tells of: `anydesk-tray`, `app-com.rustdesk`."""
        return self.of_id(name) or self.of_unit(name) or self.processes.inside(name)

    def _inside(self, paths: Iterable[str]) -> Line | None:
        return next((line for path in paths if (line := self.processes.inside(basename(path)))), None)

    def of_windows_command(self, command: str) -> Line | None:
        """The program that a command line of Windows starts, be it by a shell. A path with blanks needs no quotes there."""
        words = [quoted or bare or other for quoted, bare, other in _WORDS_OF_WINDOWS.findall(command)]
        paths = [word for at, word in enumerate(words) if not at or _IS_A_PROGRAM.search(word)]
        return next((line for path in paths if (line := self._of_program(path)) is not None), None)

    def of_command(self, command: str) -> Line | None:
        """The program that a command line starts, be it by a shell, flatpak or snap."""
        said = [word for word in re.split(r"[\s;|&\"'`()=]+", command) if word]
        words = [basename(word) for word in said]
        found = self.processes.suspected(*words) or self._inside(word for word in said if "/" in word)
        return found or next((line for word in words if "." in word and (line := self.of_id(word))), None)


def load(data: Data, platform: Platform) -> Table:
    """The table as it concerns one platform. UNREADABLE if there is no table at all."""
    try:
        content = data.read(NAME)
    except OSError as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"{NAME}: {wrong}") from None
    return _read(content, platform)


@lru_cache(maxsize=len(Platform))  # a process judges by one table, and reads it once
def _read(content: bytes, platform: Platform) -> Table:
    try:
        rows = content.decode().splitlines()[1:]
    except ValueError as wrong:
        raise CannotTell(Unknown.UNREADABLE, f"{NAME}: {wrong}") from None
    lines = [parse(row) for row in rows]
    if not any(lines):
        raise CannotTell(Unknown.UNREADABLE, f"{NAME}: no line of it can be read")
    bad = tuple(number for number, line in enumerate(lines, 2) if line is None)
    return Table(platform, tuple(line for line in lines if line is not None), bad)


def parse(row: str) -> Line | None:
    """One line of the table; None if it cannot be read."""
    try:
        fields = json.loads(row)
        name, kind = fields.pop("name"), Kind(fields.pop("kind"))
        fields.pop("source")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if not isinstance(name, str) or not name or not fields or not fields.keys() <= _LISTS:
        return None
    lists = {field: _small(names) for field, names in fields.items()}
    return Line(name, kind, {f: n for f, n in lists.items() if n}) if all(lists.values()) else None


def _small(names: Json) -> tuple[str, ...]:
    """Names of a list in small letters; none if it is no list of names."""
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip("* ") for name in names):
        return ()
    return tuple(str(name).casefold() for name in names)


def see_running(system: System, table: Table, found: Look) -> tuple[Process, ...]:
    """Note which of the programs run; the processes, for whoever needs them too."""
    processes = attempt(system.processes)
    if isinstance(processes, CannotTell):
        found.could_not(Part.PROCESSES, processes)
        return ()
    if not processes:
        found.could_not(Part.PROCESSES, CannotTell(Unknown.UNREADABLE))
    note(table, processes, found)
    return processes


def note(table: Table, processes: Iterable[Process], found: Look) -> None:
    """Record which programs some processes are, from where, and what stayed unseen."""
    told: dict[
        tuple[str, str | None], Line | None
    ] = {}  # a browser runs as thirty processes, Windows' svchost as eighty
    for process in processes:
        who = (process.name, process.path)
        if who not in told:
            told[who] = table.of_process(process)
        line = told[who]
        if line is None:
            continue
        landed = process.path is not None and lands(process.path, table.platform, line.list("homes"))
        found.runs(line.name, line.kind, process.path or "", landed=landed)
        if process.path is None and process.own:  # of another account's process no system tells the path
            found.could_not(Part.PLACE, CannotTell(Unknown.DENIED), line.name)
