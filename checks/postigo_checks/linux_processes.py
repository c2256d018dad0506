"""What runs on this Linux, by name."""

from __future__ import annotations

from postigo.api import CannotTell, System, Unknown


def running(system: System) -> frozenset[str]:
    """The names of all processes. DENIED where only one's own are visible: then a missing name proves nothing."""
    processes = system.processes()
    if not system.elevated and all(process.own for process in processes):
        raise CannotTell(Unknown.DENIED, "only this account's own processes are visible (hidepid)")
    return frozenset(process.name for process in processes)
