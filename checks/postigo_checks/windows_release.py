r"""Which Windows this is, from its build, its edition and its kind; `ProductName` still says Windows 10 on 11.

The same build is supported for different times: (W) Home and Pro, (E) Enterprise and Education, LTS the long-term editions.
"""

from __future__ import annotations

import re

from postigo.api import CannotTell, Key, System, Unknown
from postigo_checks.support_table import Release, SupportTable

CURRENT = r"HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"

_EDITIONS = {
    "w": re.compile(r"Core(?:N|SingleLanguage|CountrySpecific)?|Professional(?:Education|Workstation)?N?"),
    "e": re.compile(r"(?:Enterprise|Education)N?|IoTEnterpriseK?|ServerRdsh"),
    "e-lts": re.compile(r"EnterpriseSN?"),
    "iot-lts": re.compile(r"IoTEnterpriseSK?"),
}


def find(system: System, table: SupportTable) -> Release | None:
    """The release in the table; None for a build or an edition that it does not know (Server, previews, SE)."""
    key = system.registry(CURRENT)
    build, edition = str(_build(key)), _text(key, "EditionID")
    if _text(key, "InstallationType") != "Client":
        return None
    kind = next((kind for kind, names in _EDITIONS.items() if names.fullmatch(edition)), None)
    of_build = {release.cycle: release for release in table.of("windows") if release.build == build}
    for suffix in {None: (), "iot-lts": ("-iot-lts", "-e-lts"), "e-lts": ("-e-lts",)}.get(kind, (f"-{kind}", "")):
        for cycle, release in of_build.items():
            if cycle.endswith(suffix) if suffix else not re.search(r"-(?:w|e|lts|iot)$", cycle):
                return release
    return None


def is_newer(system: System, table: SupportTable) -> bool:
    """Whether the build came after all that the table knows."""
    return read_build(system) > max(int(release.build) for release in table.of("windows"))


def read_build(system: System) -> int:
    """The build of this Windows, which tells what it can do."""
    return _build(system.registry(CURRENT))


def _build(key: Key) -> int:
    build = _text(key, "CurrentBuild")
    if not re.fullmatch(r"[1-9]\d{0,8}", build, re.ASCII):
        raise CannotTell(Unknown.UNREADABLE, "CurrentBuild is not a number")
    return int(build)


def _text(key: Key, name: str) -> str:
    value = key.values.get(name)
    if not isinstance(value, str) or not value:
        raise CannotTell(Unknown.UNREADABLE, f"{name} is not a text")
    return value
