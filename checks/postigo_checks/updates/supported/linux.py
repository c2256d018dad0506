"""Probe of `update.os-supported` on Linux: name and version in /etc/os-release.

One that is not in the table, and names what it is built on (the codename of an Ubuntu or Debian, or a Fedora's number), has at most the
days of that: its packages come from there.
"""

from __future__ import annotations

import re
from datetime import date

from postigo.api import CannotTell, Data, System, attempt
from postigo_checks.common.linux.release import LinuxRelease, read_release
from postigo_checks.updates.supported import ubuntu_pro
from postigo_checks.updates.supported.against_table import newer, now
from postigo_checks.updates.supported.fact import Extended, Standing, Support
from postigo_checks.updates.supported.table import Release, SupportTable

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


def linux(system: System, data: Data) -> Support:
    """Support by name and version in /etc/os-release."""
    table, today, clock = now(system, data)
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
    return newer(table, product, cycle, today, clock)


def _base(release: LinuxRelease, table: SupportTable) -> Release | None:
    """Release that a system is built on, by its own word. Asked where the table lacks the system."""
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
