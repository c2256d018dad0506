"""Probe of `update.os-pending` on Linux, by the tool that keeps its software."""

from __future__ import annotations

from dataclasses import replace

from postigo.api import CannotTell, Data, System, Unknown, Unseen, attempt
from postigo_checks.common.dated_table import today_at_least
from postigo_checks.common.linux.release import Family, LinuxRelease, read_release
from postigo_checks.updates.linux_renewal.fact import Whole
from postigo_checks.updates.linux_renewal.image_based import made_on, renewed_as_a_whole, written_in_transactions
from postigo_checks.updates.pending import apt, dpkg_state, pacman, rpm, zypper
from postigo_checks.updates.pending.fact import Lack, Manager, Part, WaitingUpdates


def linux(system: System, data: Data) -> WaitingUpdates:
    """Updates by the tool that this Linux keeps its software with."""
    return replace(_waiting(system), not_before=today_at_least(data))


def _waiting(system: System) -> WaitingUpdates:
    release = read_release(system)
    whole = renewed_as_a_whole(system, release)
    if whole is not None and whole is not Whole.TRANSACTIONAL:
        made = made_on(release)
        return WaitingUpdates(
            Manager.IMAGE, system.now(), None, 0, 0, split=False, lack=Lack.WHOLE, whole=whole, made=made
        )
    match release.family:
        case Family.DEBIAN:
            return _debian(system, release)
        case Family.FEDORA:
            return rpm.waiting(system)
        case Family.SUSE:
            fact = zypper.waiting(system, release)
            if whole is None and written_in_transactions(system, release):
                whole = Whole.TRANSACTIONAL
            return replace(fact, whole=whole)
        case Family.ARCH:
            return pacman.waiting(system)
        case _:
            raise CannotTell(Unknown.MISSING, "no package manager that we know")


def _debian(system: System, release: LinuxRelease) -> WaitingUpdates:
    """Updates that wait, and whether dpkg finished. Where it did not, nothing more is installed."""
    fact = apt.waiting(system, release)
    if fact.lack is not None:
        return fact
    unfinished = attempt(dpkg_state.unfinished, system)
    if isinstance(unfinished, CannotTell):
        return replace(fact, unseen=(*fact.unseen, Unseen(Part.UNFINISHED, unfinished.why)))
    return replace(fact, unfinished=unfinished)
