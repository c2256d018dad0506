"""Live witnesses of Windows: processes that have a camera or a sound input now.

The sensor activity monitor tells of cameras, the sessions of Core Audio of microphones. What they see counts on every build.
That they see nothing proves nothing: nobody has held their silence against a real Windows yet, so it makes nothing good that
the record beside them does not (docs/decisions/0660-a-live-witness-counts-and-its-silence-does-not.md).

The number of a process is used again when it ended: one that began after the report is another. Windows opens cameras and
sound inputs in services of its own (Frame Server in svchost, audiodg); where one of them stands in the place of a program,
Windows does not tell which program that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from postigo.api import CannotTell, CaptureKind, Process, System, Unseen
from postigo.windows_calls.cameras import CAMERA_ACTIVITY, CameraReport
from postigo.windows_calls.microphones import RECORDING_SESSIONS, SessionState
from postigo_checks.capture.in_use.fact import Part, Standing, User, packaged_user, program_user
from postigo_checks.common.known_programs import KnownPrograms, basename, folded_path

_NOBODY: Final = {0, 4}  # the numbers of "no process" and of Windows itself
_GO_BETWEENS: Final = {"c:/windows/system32/svchost.exe", "c:/windows/system32/audiodg.exe"}
_SLACK: Final = timedelta(seconds=10)  # clocks are set
NAMELESS: Final = User("", Standing.NAMELESS)


@dataclass(frozen=True, slots=True)
class Flow:
    """Pictures or sound that flow to a process now. `several`: to others too, of which Windows tells none."""

    pid: int
    reported: datetime | None = None
    family: str = ""
    several: bool = False


@dataclass(frozen=True, slots=True)
class Live:
    """Sight of a live witness: flows, and parts unseen."""

    flows: tuple[Flow, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()


def look(system: System, lens: CaptureKind) -> Live:
    """Flows that the witness of a kind of device sees."""
    try:
        if lens is CaptureKind.CAMERA:
            report = system.call(CAMERA_ACTIVITY)
            flows = tuple(_filming(report))
            missed = report.missed
        else:
            sound = system.call(RECORDING_SESSIONS)
            flows = tuple(
                Flow(session.pid, family=session.family, several=session.several)
                for one in sound.inputs
                for session in one.sessions
                if session.state is SessionState.ACTIVE
            )
            missed = sound.missed
    except CannotTell as unknown:
        return Live(unseen=(Unseen(Part.LIVE, unknown.why),))
    return Live(flows, tuple(Unseen(Part.LIVE, why) for why in missed))


def _filming(report: CameraReport) -> Iterator[Flow]:
    for camera in report.cameras:
        for process in camera.processes:
            if process.streaming:
                yield Flow(process.pid, process.reported, process.family)


def users(
    live: Live, processes: Sequence[Process] | CannotTell, table: KnownPrograms, lens: CaptureKind, now: datetime
) -> tuple[User, ...]:
    """Programs that the flows lead to. NAMELESS for what Windows does not tell."""
    running = {} if isinstance(processes, CannotTell) else {process.pid: process for process in processes}
    found: list[User] = []
    for flow in live.flows:
        process = running.get(flow.pid)
        if flow.pid in _NOBODY or isinstance(processes, CannotTell):
            found.append(NAMELESS)
        elif process is not None and not _began_after(
            process, flow, now
        ):  # else it ended, and its number may be another's
            found.append(_program(process, flow, table, lens))
            found += [NAMELESS] if flow.several else []
    return tuple(dict.fromkeys(found))


def _began_after(process: Process, flow: Flow, now: datetime) -> bool:
    """Whether a process is younger than what was reported of its number. One from the future: the clock was set."""
    if process.started is None or flow.reported is None:
        return False
    return flow.reported + _SLACK < process.started <= now


def _program(process: Process, flow: Flow, table: KnownPrograms, lens: CaptureKind) -> User:
    if _is_go_between(process, table):
        return NAMELESS
    by_file = program_user(table, lens, process.name, process.path, own=process.own)
    if not flow.family:
        return by_file
    user = packaged_user(table, lens, flow.family)
    if user.standing is Standing.STRANGER and by_file.standing is Standing.MISPLACED:
        return by_file  # a known program, packed by somebody
    return replace(user, path=process.path, own=process.own)


def _is_go_between(process: Process, table: KnownPrograms) -> bool:
    """Whether a process is a service of Windows that passes pictures or sound on.

    Of another account's process without a path the name of a part of Windows is believed: that makes nothing better.
    """
    if process.path is None:
        return not process.own and process.name.casefold() in {basename(path) for path in table.parts}
    return folded_path(process.path) in _GO_BETWEENS


def told_once(seen: tuple[User, ...], noted: Sequence[User], *, living: bool) -> tuple[User, ...]:
    """Users that were seen or noted, each once, with the better facts.

    What was seen has a process, so a use that was only noted *seems* no longer. A use without a name is told by the record
    where that is living and shows a use for certain of which the witness knows no name: that is for whom it is.
    """
    named = tuple(user for user in seen if user.standing is not Standing.NAMELESS)
    more = tuple(user for user in noted if not any(_same(user, other) for other in named))
    explained = living and any(not user.seems for user in more)
    return tuple(dict.fromkeys((*(named if explained else seen), *more)))


def _same(noted: User, seen: User) -> bool:
    """Whether a use that was noted is one that was seen."""
    if noted.permission is not None and seen.permission is not None:
        return noted.permission.id.casefold() == seen.permission.id.casefold()
    if noted.path is not None and seen.path is not None and folded_path(noted.path) == folded_path(seen.path):
        return True
    return noted.seems and (noted.program.casefold(), noted.standing) == (seen.program.casefold(), seen.standing)
