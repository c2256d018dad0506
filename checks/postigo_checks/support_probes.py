"""Which system this is, by its own word, and where it stands in the table of ends.

- Linux: name and version in /etc/os-release.
- Windows: build and edition; whether it is enrolled for extended updates it does not tell users.
- macOS: the version. Apple announces no ends, so releases that came after it are counted: one each September.
"""

from __future__ import annotations

from datetime import date, timedelta

from postigo.api import CannotTell, Data, System, Unknown, attempt
from postigo_checks import macos_update, ubuntu_pro, windows_release
from postigo_checks.linux_release import LinuxRelease, read_release
from postigo_checks.support_fact import Extended, Standing, Support
from postigo_checks.support_table import Release, SupportTable, read_table

APPLE_RELEASES = (9, 15)  # month and day by which a new macOS was there in each of the last years

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

_ROLLING = frozenset(
    (
        "arch",
        "archarm",
        "cachyos",
        "endeavouros",
        "gentoo",
        "kali",
        "manjaro",
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
    if release.id in _ROLLING:
        return Support(Standing.ROLLS, today, table.day, clock=clock)
    if release.id == "debian" and not release.version:
        return Support(Standing.TESTING, today, table.day, clock=clock)
    product, cycle = _PRODUCTS.get(release.id), _cycle(release)
    if product is None:
        return Support(Standing.UNLISTED, today, table.day, clock=clock)
    listed = table.find(product, cycle)
    if listed is None:
        newer = table.is_newer(product, cycle)
        return Support(Standing.NEWER if newer else Standing.UNLISTED, today, table.day, clock=clock)
    return Support(Standing.LISTED, today, table.day, listed, _extended_on_linux(system, listed, today), clock=clock)


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
    if release.ends is None or today <= release.ends or release.extended is None or today > release.extended:
        return Extended.NOBODY
    if release.product == "debian":
        return Extended.LTS_TEAM
    if release.product == "ubuntu":
        enrolled = attempt(ubuntu_pro.covers_the_system, system)
        if isinstance(enrolled, CannotTell):
            return enrolled
        return Extended.ENROLLED if enrolled else Extended.NOT_ENROLLED
    return Extended.NOT_ENROLLED if release.product == "rhel" else Extended.NOBODY


def windows(system: System, data: Data) -> Support:
    """By build and edition."""
    table, today, clock = _now(system, data)
    release = windows_release.find(system, table)
    if release is None:
        newer = windows_release.is_newer(system, table)
        return Support(Standing.NEWER if newer else Standing.UNLISTED, today, table.day, clock=clock)
    extended: Extended | CannotTell = Extended.NOBODY
    if release.ends is not None and today > release.ends and release.extended is not None and today <= release.extended:
        extended = CannotTell(
            Unknown.MISSING, "Windows does not tell users whether it is enrolled for extended updates"
        )
    return Support(Standing.LISTED, today, table.day, release, extended, clock=clock)


def macos(system: System, data: Data) -> Support:
    """By the version of macOS."""
    table, today, clock = _now(system, data)
    number = macos_update.installed(system).number
    cycle = str(number.major) if number.major > 10 else f"{number.major}.{number.minor}"
    release = table.find("macos", cycle)
    if release is None:
        newer = table.is_newer("macos", cycle)
        return Support(Standing.NEWER if newer else Standing.UNLISTED, today, table.day, clock=clock)
    later = table.of("macos").index(release) + _septembers(table, today)
    return Support(Standing.LISTED, today, table.day, release, later=later, clock=clock)


def _septembers(table: SupportTable, today: date) -> int:
    """How many new releases of macOS there should be by now that the table does not know."""
    days = (date(year, *APPLE_RELEASES) for year in range(table.day.year, today.year + 1))
    return sum(table.day < day <= today for day in days)
