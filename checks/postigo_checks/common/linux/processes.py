"""Processes of this Linux, by name."""

from __future__ import annotations

from postigo.api import CannotTell, Process, System, Unknown


def running(system: System) -> frozenset[str]:
    """The names of all processes. DENIED where only one's own are visible: then a missing name proves nothing."""
    names, hidden = visible(system)
    if hidden is not None:
        raise hidden
    return names


def visible(system: System) -> tuple[frozenset[str], CannotTell | None]:
    """The names of the processes that can be seen, and DENIED where others are hidden. A name that is there counts."""
    processes, hidden = seen(system)
    return frozenset(process.name for process in processes), hidden


def seen(system: System) -> tuple[tuple[Process, ...], CannotTell | None]:
    """The processes that can be seen, and DENIED where others are hidden."""
    processes = system.processes()
    hidden = not system.elevated and all(process.own for process in processes)
    return processes, CannotTell(
        Unknown.DENIED, "only this account's own processes are visible (hidepid)"
    ) if hidden else None
