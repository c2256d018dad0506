"""Probe of `update.os-supported` on Windows: build, edition and revision."""

from __future__ import annotations

from postigo.api import CannotTell, Data, System, attempt
from postigo_checks.updates.automatic import windows_policy
from postigo_checks.updates.supported import windows_extended, windows_release
from postigo_checks.updates.supported.against_table import now
from postigo_checks.updates.supported.bounds import bounds_of
from postigo_checks.updates.supported.fact import Extended, Standing, Support


def windows(system: System, data: Data) -> Support:
    """Support by build, edition and revision."""
    table, today, clock = now(system, data)
    day, here = table.day_of("windows"), windows_release.read(system)
    release = windows_release.find(here, table)
    if release is None:
        standing = windows_release.standing(here, table)
        if standing is Standing.NEWER and windows_release.is_finished(system, here, today):
            bounds = bounds_of(table, "windows", "")
            name = f"Windows 11 {here.version}"
            return Support(standing, today, day, clock=clock, product="windows", name=name, bounds=bounds)
        return Support(standing, today, day, clock=clock)
    extended: Extended | CannotTell = Extended.NOBODY
    stopped = None
    if release.build == windows_extended.BUILD and release.ends is not None and today > release.ends:
        extended = windows_extended.extended(here.revision, free=here.free_extension)
        stopped = windows_extended.stopped(here.revision, today)
    pinned = None
    if release.ends is not None and today > release.ends:
        pinned = attempt(windows_policy.pinned, system)
    return Support(Standing.LISTED, today, day, release, extended, clock=clock, stopped=stopped, pinned=pinned)
