"""Use of cameras and microphones on Linux, directly or through the sound server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from postigo.api import (
    CannotTell,
    CaptureKind,
    Data,
    DeviceUser,
    DeviceUsers,
    Platform,
    Process,
    System,
    Unknown,
    Unseen,
    attempt,
)
from postigo_checks.capture.in_use import pipewire, pulseaudio
from postigo_checks.capture.in_use.fact import (
    DeviceUse,
    Part,
    Standing,
    User,
    is_go_between,
    merged,
    program_user,
    unplaced,
)
from postigo_checks.capture.in_use.pipewire import Listener
from postigo_checks.common import known_programs
from postigo_checks.common.known_programs import KnownPrograms


@dataclass(frozen=True, slots=True)
class Direct:
    """Programs that have a device open.

    `behind` and `behind_other`: a go-between of this account, or of another one, has.
    """

    users: tuple[User, ...] = ()
    behind: bool = False
    behind_other: bool = False


@dataclass(frozen=True, slots=True)
class Passed:
    """To whom pictures or sound are passed on. `readable` is False where that could not be seen."""

    sources: int = 0
    users: tuple[User, ...] = ()
    to_itself: bool = False
    unseen: tuple[Unseen[Part], ...] = ()
    readable: bool = True


def direct(held: DeviceUsers, table: KnownPrograms, lens: CaptureKind) -> Direct:
    """Programs that have a device open, and whether a go-between has it for others."""
    users: list[User] = []
    own = other = False
    relayed = {holder.device for holder in held.holders if _passes_on(table, holder)}
    for holder in held.holders:
        if holder.pid is None:  # a process that is hidden from us
            users.append(User("", Standing.NAMELESS, own=holder.own))
        elif not _passes_on(table, holder):
            seems = _may_feed(held, holder, relayed)
            users.append(program_user(table, lens, holder.program, holder.path, own=holder.own, seems=seems))
        elif holder.own:
            own = True
        else:
            other = True
    surely = {(user.program, user.path) for user in users if not user.seems}
    told = tuple(user for user in users if not user.seems or (user.program, user.path) not in surely)
    return Direct(told, own, other)


def _passes_on(table: KnownPrograms, holder: DeviceUser) -> bool:
    return holder.pid is not None and is_go_between(
        table, Process(holder.pid, holder.program, holder.path, own=holder.own)
    )


def _may_feed(held: DeviceUsers, holder: DeviceUser, relayed: set[str]) -> bool:
    """Whether a program may have a device open to make its picture.

    So it may be with a device that a program makes, beside a true one. Where a go-between passes a camera on through it
    (v4l2-relayd, for the cameras of newer Intel laptops), or where there is no other, it is the camera of this computer.
    """
    return holder.device in held.made and holder.device not in relayed and len(held.made) < len(held.devices)


def passed_on(system: System, table: KnownPrograms, lens: CaptureKind) -> Passed:
    """Listeners that PipeWire tells, or for sound a PulseAudio of its own.

    That neither can be asked is an answer only where no such program runs: then whoever wants a device opens it.
    """
    graph = attempt(pipewire.ask, system, lens)
    if isinstance(graph, CannotTell):
        return _without_pipewire(system, table, lens, graph)
    if not graph.listeners and not graph.makers:
        return Passed(graph.sources, unseen=_ODD if graph.odd else ())
    listed = attempt(system.processes)
    processes = None if isinstance(listed, CannotTell) else {process.pid: process for process in listed}
    odd = graph.odd or any(pipewire.is_the_systems(maker, processes, table) for maker in graph.makers)
    passed = _who(graph.sources, graph.listeners, listed, table, lens) if graph.listeners else Passed(graph.sources)
    return replace(passed, unseen=(*passed.unseen, *_ODD)) if odd else passed


_ODD: Final = (Unseen(Part.SHAPE, Unknown.UNREADABLE),)


def _without_pipewire(system: System, table: KnownPrograms, lens: CaptureKind, unknown: CannotTell) -> Passed:
    listed = attempt(system.processes)
    answered = unknown.why is Unknown.UNREADABLE  # so there is one, whatever it is called
    if answered or isinstance(listed, CannotTell) or pipewire.daemon_runs(listed):
        return Passed(unseen=(Unseen(Part.SOUND_SERVER, unknown.why),), readable=False)
    if lens is CaptureKind.CAMERA or not pulseaudio.daemon_runs(listed):
        return Passed()
    streams = attempt(pulseaudio.ask, system)
    if isinstance(streams, CannotTell):
        return Passed(unseen=(Unseen(Part.SOUND_SERVER, streams.why),), readable=False)
    return _who(streams.sources, streams.listeners, listed, table, lens)


def _who(
    sources: int,
    listeners: tuple[Listener, ...],
    listed: tuple[Process, ...] | CannotTell,
    table: KnownPrograms,
    lens: CaptureKind,
) -> Passed:
    unseen: tuple[Unseen[Part], ...] = ()
    processes: Mapping[int, Process] | None = None
    if isinstance(listed, CannotTell):
        unseen = (Unseen(Part.LIST, listed.why),)
    else:
        processes = {process.pid: process for process in listed}
    who = [pipewire.who(listener, processes, table, lens) for listener in listeners]
    return Passed(sources, tuple(user for user in who if user), None in who, unseen)


def use(
    system: System, data: Data, lens: CaptureKind, asleep: Callable[[System, DeviceUsers], bool] = lambda *_: False
) -> DeviceUse:
    """Use of the devices of one kind now. `asleep` may prove that nobody does, seen or unseen."""
    table = known_programs.load(data, Platform.LINUX)
    held = attempt(system.holders, lens)
    passed = passed_on(system, table, lens)
    if isinstance(held, CannotTell):
        unseen = (*unplaced(passed.users), *passed.unseen, Unseen(Part.HOLDERS, held.why))
        return DeviceUse(here=True, users=passed.users, unseen=unseen, passed_on=passed.to_itself)
    openly = direct(held, table, lens)
    found = merged(*openly.users, *passed.users)
    unseen = (*unplaced(found), *behind(openly, passed))
    here = bool(held.devices or passed.sources)
    coverage = partial_sight(held) if held.devices else ()
    if coverage and not found and asleep(system, held):
        coverage = ()
    hidden = held.total - held.seen
    return DeviceUse(here, found, (*unseen, *coverage), passed.to_itself, hidden, held.total)


def behind(held: Direct, passed: Passed) -> tuple[Unseen[Part], ...]:
    """Parts unseen because a go-between stands before the device.

    Another account's go-between passes on to that account's programs, and shows them to nobody else.
    """
    missing = passed.unseen
    if held.behind and not passed.readable:
        missing = (Unseen(Part.BEHIND, Unknown.MISSING),)
    return (*missing, Unseen(Part.BEHIND, Unknown.DENIED)) if held.behind_other else missing


def partial_sight(held: DeviceUsers) -> tuple[Unseen[Part], ...]:
    """Parts unseen where not every process could be looked into. Nobody at all is no sight either."""
    if held.total <= 0:
        return (Unseen(Part.HOLDERS, Unknown.UNREADABLE),)
    if held.hidden:
        return (Unseen(Part.HIDDEN, Unknown.DENIED),)
    if held.seen < held.total:
        return (Unseen(Part.PROCESSES, Unknown.DENIED),)
    return ()
