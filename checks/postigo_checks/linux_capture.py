"""Cameras and microphones in use on Linux: who has the device open, and for whom PipeWire has it open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from postigo.api import CannotTell, Holder, Holders, Lens, Process, System, Unknown, attempt
from postigo_checks import pipewire
from postigo_checks.capture import Blind, Part, User, blind_from, is_go_between, program_user
from postigo_checks.known_programs import KnownPrograms


@dataclass(frozen=True, slots=True)
class Passed:
    """What PipeWire passes on: to whom, with what missing. `sources` are the devices it knows."""

    sources: int = 0
    users: tuple[User, ...] = ()
    to_itself: bool = False
    blind: tuple[Blind, ...] = ()
    readable: bool = True
    daemon: bool = True


def process_of(holder: Holder) -> Process:
    """The process that holds a device."""
    return Process(holder.pid or 0, holder.program, holder.path, own=holder.own)


def direct_users(held: Holders, table: KnownPrograms, lens: Lens) -> tuple[list[User], bool]:
    """Who has a device open without a go-between, and whether a go-between has one open."""
    users = []
    behind = False
    for holder in held.holders:
        if is_go_between(table, process_of(holder)):
            behind = True
        else:
            users.append(program_user(table, lens, holder.program, holder.path, own=holder.own))
    return users, behind


def passed_on(system: System, table: KnownPrograms, lens: Lens) -> Passed:
    """What PipeWire says. That it is not there is an answer only where no daemon of that name runs."""
    graph = attempt(pipewire.ask, system, lens)
    if isinstance(graph, CannotTell):
        return _without_graph(system, graph)
    if not graph.listeners:
        return Passed(graph.sources)
    listed = attempt(system.processes)
    blind: tuple[Blind, ...] = ()
    processes: Mapping[int, Process] | None = None
    if isinstance(listed, CannotTell):
        blind = (blind_from(Part.LIST, listed),)
    else:
        processes = {process.pid: process for process in listed}
    who = [pipewire.who(listener, processes, table, lens) for listener in graph.listeners]
    return Passed(graph.sources, tuple(user for user in who if user), None in who, blind)


def _without_graph(system: System, unknown: CannotTell) -> Passed:
    listed = attempt(system.processes)
    if isinstance(listed, CannotTell):
        return Passed(blind=(blind_from(Part.SOUND_SERVER, unknown),), readable=False)
    if pipewire.daemon_runs(listed):
        return Passed(blind=(blind_from(Part.SOUND_SERVER, unknown),), readable=False)
    return Passed(readable=False, daemon=False)


def partial_sight(held: Holders) -> tuple[Blind, ...]:
    """What is missing where not every process could be looked into. Nobody at all is no sight either."""
    if held.total <= 0:
        return (Blind(Part.HOLDERS, Unknown.UNREADABLE),)
    if held.seen < held.total:
        return (Blind(Part.PROCESSES, Unknown.DENIED, seen=held.seen, total=held.total),)
    return ()
