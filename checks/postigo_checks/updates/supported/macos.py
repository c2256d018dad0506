"""Probe of `update.os-supported` on macOS: the release that its build belongs to.

Apple announces no ends, so releases that came after it are counted: one each September.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from postigo.api import Data, System
from postigo_checks.common.macos.version import macos_version
from postigo_checks.updates.supported.against_table import newer, now
from postigo_checks.updates.supported.bounds import APPLE_RELEASES, surely_ended_by
from postigo_checks.updates.supported.fact import Standing, Support


def macos(system: System, data: Data) -> Support:
    """Support by the release of macOS. A build whose number begins with 5 and ends in a small letter is a test version."""
    table, today, clock = now(system, data)
    day, here = table.day_of("macos"), macos_version(system)
    cycle = here.release
    release = table.find("macos", cycle)
    if release is None:
        later_one = newer(table, "macos", cycle, today, clock)
        return replace(later_one, standing=Standing.UNFINISHED) if here.is_test else later_one
    if here.is_test:
        return Support(Standing.UNFINISHED, today, day, clock=clock)
    later = table.of("macos").index(release) + _septembers(day, today)
    ended_by = surely_ended_by(release)
    return Support(Standing.LISTED, today, day, release, later=later, clock=clock, ended_by=ended_by)


def _septembers(day: date, today: date) -> int:
    """Number of new releases of macOS that there should be since that day."""
    days = (date(year, *APPLE_RELEASES) for year in range(day.year, today.year + 1))
    return sum(day < each <= today for each in days)
