"""Extended updates of Windows 10: whether they reach it, by its revision (`UBR`).

Without enrolling, Windows 10 22H2 stays for good at 19045.6456 of October 2025, or at 6466, which repaired the enrolling itself;
whoever has 6575 or more gets the extended ones (KB5068781, 2025-11-11). Those of a home are free in the European Economic Area, and
were prolonged on 2026-06-25 to 2027-10-12; Home, Pro, Pro Education and Pro for Workstations may enrol. Those of firms and schools
are paid for, year by year.
"""

from __future__ import annotations

from datetime import date, timedelta

from postigo.api import CannotTell, RegistryValue, Unknown
from postigo_checks.updates.supported.fact import Extended

BUILD = "19045"
FIRST = 6575
STOPPED = timedelta(days=274)

_CAME = (
    (6691, date(2025, 12, 9)),
    (6809, date(2026, 1, 13)),
    (6937, date(2026, 2, 10)),
    (7058, date(2026, 3, 10)),
    (7184, date(2026, 4, 14)),
    (7291, date(2026, 5, 12)),
    (7417, date(2026, 6, 9)),
    (7548, date(2026, 7, 14)),
    (7663, date(2026, 8, 11)),
    (7725, date(2026, 9, 8)),
)
"""Revisions of the monthly ones after the first, from Microsoft's page of the update history. What came later is not known here."""


def extended(revision: RegistryValue | None, *, free: bool) -> Extended | CannotTell:
    """Extended updates by the revision; `free`: an edition that may enrol at home."""
    if not isinstance(revision, int):
        return CannotTell(Unknown.UNREADABLE, "UBR is not a number")
    if revision >= FIRST:
        return Extended.ENROLLED
    return Extended.FREE if free else Extended.NOT_ENROLLED


def stopped(revision: RegistryValue | None, today: date) -> date | None:
    """Day since which monthly ones are missing; None unless that is long ago."""
    if not isinstance(revision, int) or revision < FIRST:
        return None
    missing = next((day for newer, day in _CAME if newer > revision), None)
    return missing if missing is not None and today - missing > STOPPED else None
