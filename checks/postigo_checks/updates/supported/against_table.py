"""Support of a release that is newer than the table, and the table's day."""

from __future__ import annotations

from datetime import date, timedelta

from postigo.api import Data, System
from postigo_checks.updates.supported.bounds import bounds_of
from postigo_checks.updates.supported.fact import Standing, Support
from postigo_checks.updates.supported.table import SupportTable, number, read_table

_LABELS = {
    "debian": "Debian",
    "ubuntu": "Ubuntu",
    "fedora": "Fedora",
    "opensuse": "openSUSE Leap",
    "rhel": "Red Hat Enterprise Linux",
    "almalinux": "AlmaLinux",
    "rocky-linux": "Rocky Linux",
    "centos-stream": "CentOS Stream",
    "alpine-linux": "Alpine Linux",
    "macos": "macOS",
}


def now(system: System, data: Data) -> tuple[SupportTable, date, date | None]:
    """Table, day of this machine, and the clock's day if that is wrong."""
    table, clock = read_table(data), system.now().date()
    if clock < table.day - timedelta(days=1):
        return table, table.day, clock
    return table, max(clock, table.day), None


def newer(table: SupportTable, product: str, cycle: str, today: date, clock: date | None) -> Support:
    """Support of a release that the table does not know."""
    day = table.day_of(product)
    if not table.is_newer(product, cycle):
        return Support(Standing.UNLISTED, today, day, clock=clock)
    bounds = bounds_of(table, product, cycle)
    mine = number(cycle)
    if mine is not None and (mine.is_prerelease or (bounds is not None and today < bounds.earliest)):
        return Support(Standing.UNFINISHED, today, day, clock=clock)
    name = f"{_LABELS[product]} {cycle}" if product in _LABELS else ""
    bounds = bounds if name else None
    return Support(Standing.NEWER, today, day, clock=clock, product=product, name=name, bounds=bounds)
