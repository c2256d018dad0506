"""Which system this is, by its own word, and where it stands in the table of ends.

- Linux: name and version in /etc/os-release. One that is not in the table, and names what it is built on (the codename of
  an Ubuntu or Debian, or a Fedora's number), has at most the days of that: its packages come from there.
- Windows: build and edition; by its revision, whether extended updates reach a Windows 10.
- macOS: the release that its build belongs to. Apple announces no ends, so releases that came after it are counted: one each September.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from postigo.api import CannotTell, Data, System, attempt
from postigo_checks.common.linux.release import LinuxRelease, read_release
from postigo_checks.common.macos import version as macos_version
from postigo_checks.updates.automatic import windows_policy as auto_windows_policy
from postigo_checks.updates.supported import bounds as support_bounds
from postigo_checks.updates.supported import ubuntu_pro, windows_extended, windows_release
from postigo_checks.updates.supported.bounds import APPLE_RELEASES
from postigo_checks.updates.supported.fact import Extended, Standing, Support
from postigo_checks.updates.supported.table import Release, SupportTable, number, read_table

_PRODUCTS = {
    "debian": "debian",
    "ubuntu": "ubuntu",
    "fedora": "fedora",
    "opensuse-leap": "opensuse",
    "linuxmint": "linuxmint",
    "rhel": "rhel",
    "almalinux": "almalinux",
    "rocky": "rocky-linux",
    "centos": "centos-stream",
    "alpine": "alpine-linux",
    "pop": "pop-os",
}
"""The names in /etc/os-release of the systems in the table."""

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
_LEAST_FEDORA = 30  # a lower number beside ID_LIKE=fedora is that of a Red Hat or of somebody's own

_ROLLING = frozenset(
    (
        "arch",
        "archarm",
        "cachyos",
        "endeavouros",
        "gentoo",
        "kali",
        "manjaro",
        "opensuse-aeon",
        "opensuse-kalpa",
        "opensuse-microos",
        "opensuse-slowroll",
        "opensuse-tumbleweed",
        "void",
    )
)


def _now(system: System, data: Data) -> tuple[SupportTable, date, date | None]:
    """The table, the day, and what the clock says if it is wrong: the day cannot be earlier than the table's own."""
    table, clock = read_table(data), system.now().date()
    if clock < table.day - timedelta(days=1):
        return table, table.day, clock
    return table, max(clock, table.day), None


def linux(system: System, data: Data) -> Support:
    """By name and version in /etc/os-release."""
    table, today, clock = _now(system, data)
    release = read_release(system)
    if release.id in _ROLLING or release.rolls:
        return Support(Standing.ROLLS, today, table.day, clock=clock)
    if release.id == "debian" and not release.version:
        return Support(Standing.TESTING, today, table.day, clock=clock)
    product, cycle = _PRODUCTS.get(release.id, ""), _cycle(release)
    day = table.day_of(product)
    if release.test:
        return Support(Standing.UNFINISHED, today, day, clock=clock)
    listed = table.find(product, cycle)
    if listed is not None:
        extended = _extended_on_linux(system, listed, today)
        return Support(Standing.LISTED, today, day, listed, extended, clock=clock)
    base = _base(release, table)
    if base is not None:
        extended = Extended.LTS_TEAM if base.product == "debian" and _is_extended(base, today) else Extended.NOBODY
        return Support(Standing.BASED, today, table.day_of(base.product), base, extended, clock=clock)
    return _newer(table, product, cycle, today, clock)


def _base(release: LinuxRelease, table: SupportTable) -> Release | None:
    """What a system that the table does not know is built on, by its own word."""
    named = list(release.base)
    if release.codename and {"debian", "ubuntu"} & {release.id, *release.like}:
        named.append(release.codename)
    by_name = next((found for name in named if (found := table.by_codename(name))), None)
    if by_name is not None:
        return by_name
    major = re.fullmatch(r"(\d{2})(?:\.[0-9.]*)?", release.version, re.ASCII)
    if "fedora" in release.like and major is not None and int(major[1]) >= _LEAST_FEDORA:
        return table.find("fedora", major[1])
    return None


def _newer(table: SupportTable, product: str, cycle: str, today: date, clock: date | None) -> Support:
    """One that the table does not know, and nothing that it is built on."""
    day = table.day_of(product)
    if not table.is_newer(product, cycle):
        return Support(Standing.UNLISTED, today, day, clock=clock)
    bounds = support_bounds.bounds(table, product, cycle)
    mine = number(cycle)
    if mine is not None and (mine.is_prerelease or (bounds is not None and today < bounds.earliest)):
        return Support(Standing.UNFINISHED, today, day, clock=clock)
    name = f"{_LABELS[product]} {cycle}" if product in _LABELS else ""
    bounds = bounds if name else None
    return Support(Standing.NEWER, today, day, clock=clock, product=product, name=name, bounds=bounds)


def _cycle(release: LinuxRelease) -> str:
    """The version as the table writes it."""
    match release.id:
        case "linuxmint" if "ubuntu" not in release.like:
            return f"lmde{release.version}"
        case "rhel" | "almalinux" | "rocky" | "centos" | "debian":
            return release.version.partition(".")[0]
        case "alpine":
            return ".".join(release.version.split(".")[:2])
        case _:
            return release.version


def _extended_on_linux(system: System, release: Release, today: date) -> Extended | CannotTell:
    if not _is_extended(release, today):
        return Extended.NOBODY
    if release.product == "debian":
        return Extended.LTS_TEAM
    if release.product == "ubuntu":
        enrolled = attempt(ubuntu_pro.covers_the_system, system)
        if isinstance(enrolled, CannotTell):
            return enrolled
        return Extended.ENROLLED if enrolled else Extended.NOT_ENROLLED
    return Extended.NOT_ENROLLED if release.product == "rhel" else Extended.NOBODY


def _is_extended(release: Release, today: date) -> bool:
    """Whether its end has come, and that of the updates by others has not."""
    return release.ends is not None and release.extended is not None and release.ends < today <= release.extended


def windows(system: System, data: Data) -> Support:
    """By build, edition and revision."""
    table, today, clock = _now(system, data)
    day, here = table.day_of("windows"), windows_release.read(system)
    release = windows_release.find(here, table)
    if release is None:
        standing = windows_release.standing(here, table)
        if standing is Standing.NEWER and windows_release.is_finished(system, here, today):
            bounds = support_bounds.bounds(table, "windows", "")
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
        pinned = attempt(auto_windows_policy.pinned, system)
    return Support(Standing.LISTED, today, day, release, extended, clock=clock, stopped=stopped, pinned=pinned)


def macos(system: System, data: Data) -> Support:
    """By the release of macOS. A build whose number begins with 5 and ends in a small letter is a test version."""
    table, today, clock = _now(system, data)
    day, here = table.day_of("macos"), macos_version.macos_version(system)
    cycle = here.release
    release = table.find("macos", cycle)
    if release is None:
        newer = _newer(table, "macos", cycle, today, clock)
        return replace(newer, standing=Standing.UNFINISHED) if here.is_test else newer
    if here.is_test:
        return Support(Standing.UNFINISHED, today, day, clock=clock)
    later = table.of("macos").index(release) + _septembers(day, today)
    ended_by = support_bounds.ended(release)
    return Support(Standing.LISTED, today, day, release, later=later, clock=clock, ended_by=ended_by)


def _septembers(day: date, today: date) -> int:
    """How many new releases of macOS there should be by now that the table of that day does not know."""
    days = (date(year, *APPLE_RELEASES) for year in range(day.year, today.year + 1))
    return sum(day < each <= today for each in days)
