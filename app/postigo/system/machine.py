"""The machine itself, as far as three systems are alike. A verb that a system does not have says MISSING there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, NoReturn, TypeVar

from postigo.core.system import (
    Absent,
    Bus,
    BusError,
    CannotTell,
    CaptureKind,
    DeviceUsers,
    Entry,
    Json,
    Listeners,
    Output,
    Platform,
    Process,
    School,
    Token,
    Unknown,
)
from postigo.core.windows_call import WindowsCall
from postigo.system import commands, files, find_files, places, plists
from postigo.system.commands import Announce, unannounced

T = TypeVar("T")


class Machine:
    """Base of `Linux`, `Windows` and `MacOS`. Its methods may be called from several threads at once.

    `announce` is told of every process group that a command starts; see `commands`. Close it when the audit is over.
    """

    platform: Platform

    school = School()
    """See `System.school`. Whoever makes the machine knows it: see `live`."""

    def __init__(self, announce: Announce = unannounced) -> None:
        self._announce = announce
        self._walks = find_files.Kept()

    def close(self) -> None:
        """The end of what was kept running between two questions."""

    @property
    def elevated(self) -> bool:
        """See `System.elevated`."""
        return False

    def now(self) -> datetime:
        """See `System.now`."""
        return datetime.now(UTC)

    def run(self, *argv: str, timeout: float = 5.0, env: Mapping[str, str] | None = None) -> Output:
        """See `System.run`."""
        return commands.run(argv, timeout, env, self._announce)

    def read(  # the overloads stand in `System`
        self, path: str, *, limit: int = 1 << 20, head: int | None = None, optional: bool = False
    ) -> Any:  # noqa: ANN401
        """See `System.read`."""
        return _there(files.read(path, limit, head), path, optional=optional)

    def glob(self, pattern: str) -> tuple[Entry, ...]:
        """See `System.glob`."""
        found = files.glob(pattern)
        if not found:
            places.require(pattern)
        return found

    def find(
        self,
        folder: str,
        names: tuple[str, ...],
        *,
        depth: int,
        only: str = "*",
        skip: Collection[str] = (),
        optional: bool = False,
    ) -> Any:  # noqa: ANN401
        """See `System.find`."""
        return _there(self._walks.find(folder, names, depth, only, skip), folder, optional=optional)

    def which(self, program: str, *, optional: bool = False) -> Any:  # noqa: ANN401
        """See `System.which`."""
        try:
            return files.told(commands.find(program))
        except CannotTell as unknown:
            if unknown.why is Unknown.MISSING and optional:
                return Absent.ABSENT
            raise

    def registry(self, key: str, *, optional: bool = False) -> Any:  # noqa: ANN401
        """See `System.registry`."""
        del key, optional
        self._has_no("registry")

    def dbus(
        self,
        bus: Bus,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        *arguments: Json,
        timeout: float = 3.0,
    ) -> Json | BusError:
        """See `System.dbus`."""
        del bus, destination, path, interface, member, signature, arguments, timeout
        self._has_no("D-Bus")

    def powershell(self, expression: str, *, timeout: float = 20.0, **values: str) -> Json:
        """See `System.powershell`."""
        del expression, timeout, values
        self._has_no("PowerShell")

    def plist(self, path: str, *, optional: bool = False) -> Any:  # noqa: ANN401
        """See `System.plist`. The format is the same wherever the file lies."""
        content = files.read(path, plists.LIMIT)
        return _there(content if isinstance(content, Absent) else plists.parse(content, path), path, optional=optional)

    def processes(self) -> tuple[Process, ...]:
        """See `System.processes`."""
        from postigo.system import processes  # noqa: PLC0415 - it needs psutil

        return processes.processes(processes.same_user)

    def call(self, call: WindowsCall[T], **values: str) -> T:
        """See `System.call`."""
        del call, values
        self._has_no("calls of Windows")

    def token(self) -> Token:
        """See `System.token`."""
        self._has_no("token")

    def holders(self, lens: CaptureKind) -> DeviceUsers:
        """See `System.holders`."""
        self._has_no(f"list of who holds a {lens.value}")

    def listeners(self) -> Listeners:
        """See `System.listeners`."""
        from postigo.system import listeners, processes  # noqa: PLC0415 - it needs psutil

        return listeners.listeners(processes.same_user)

    def sqlite(self, path: str, query: str, *, optional: bool = False) -> Any:  # noqa: ANN401
        """See `System.sqlite`."""
        from postigo.system import sqlite  # noqa: PLC0415 - few audits look into a database

        return _there(sqlite.rows(path, query), path, optional=optional)

    def _has_no(self, what: str) -> NoReturn:
        raise CannotTell(Unknown.MISSING, f"{self.platform.value} has no {what}")


def _there(answer: Any, path: str, *, optional: bool) -> Any:  # noqa: ANN401
    """Answer about a file, or its absence in a place that is there. The probe has declared that absence is one."""
    if isinstance(answer, Absent):
        if not optional:
            raise CannotTell(Unknown.MISSING, f"not there: {path}")
        places.require(path)
    return answer
