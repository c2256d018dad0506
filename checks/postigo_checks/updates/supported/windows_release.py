r"""Release of Windows by build, edition and kind; `ProductName` says 10 on 11.

The same build is supported for different times: (W) Home and Pro, (E) Enterprise and Education, LTS the long-term editions.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from postigo.api import ABSENT, CannotTell, RegistryValue, System, Unknown
from postigo_checks.common.windows.build import CURRENT, build_of, text_of
from postigo_checks.updates.supported.fact import Standing
from postigo_checks.updates.supported.table import Release, SupportTable

_EDITIONS = {
    "w": re.compile(
        r"Core(?:N|SingleLanguage|CountrySpecific)?|Cloud(?:Edition)?N?|"
        r"Professional(?:(?:Education|Workstation)?N?|SingleLanguage|CountrySpecific)"
    ),
    "e": re.compile(r"(?:Enterprise|Education)G?N?|IoTEnterpriseK?|ServerRdsh"),
    "e-lts": re.compile(r"EnterpriseSN?"),
    "iot-lts": re.compile(r"IoTEnterpriseSK?"),
}
"""Editions by how long they are supported. One for a trial has `Eval` behind its name. CloudEdition is Windows 11 SE, which had
the days of Home and ended with 24H2."""

_FIRST_REVISIONS = {26300: 9457}
"""First revision of a release whose build test versions carried before (Microsoft, 2026-09-29)."""
_NEW_DEVICES = re.compile(r"\d{2}-\d{2}h1-")  # 26H1, a branch of its own for new chips: its build is above that of 26H2
_SAME_BRANCH = 27_000  # builds from here on are those of test versions that lead to no release yet, and of 26H1
_FIRST_WITH_ALL = 22_000  # from here on the table has every build that was released
_TESTERS = r"HKLM\SOFTWARE\Microsoft\WindowsSelfHost\Applicability"
_TESTING = ("BranchName", "Ring", "IsBuildFlightingEnabled")  # set where a computer is enrolled, as WireGuard too asks


@dataclass(frozen=True, slots=True)
class WindowsRelease:
    """Release of Windows; `kind` is how long its edition is supported. None: the table does not know it."""

    build: int
    kind: str | None
    revision: RegistryValue | None = None
    version: str = ""

    @property
    def free_extension(self) -> bool:
        """Whether it may enrol for extended updates as a computer at home."""
        return self.kind == "w"


def read(system: System) -> WindowsRelease:
    """Release of this machine. A server has no kind."""
    key = system.registry(CURRENT)
    build, edition = build_of(key), text_of(key, "EditionID").removesuffix("Eval")
    client = text_of(key, "InstallationType") == "Client"
    kind = next((kind for kind, names in _EDITIONS.items() if client and names.fullmatch(edition)), None)
    shown = key.values.get("DisplayVersion")
    return WindowsRelease(build, kind, key.values.get("UBR"), shown if isinstance(shown, str) else "")


def find(release: WindowsRelease, table: SupportTable) -> Release | None:
    """Row of the table for a release; None for a Server or a test version."""
    kind = release.kind
    if kind is None or _is_test(release):
        return None
    of_build = {row.cycle: row for row in table.of("windows") if row.build == str(release.build)}
    for suffix in {"iot-lts": ("-iot-lts", "-e-lts"), "e-lts": ("-e-lts",)}.get(kind, (f"-{kind}", "")):
        for cycle, row in of_build.items():
            if cycle.endswith(suffix) if suffix else not re.search(r"-(?:w|e|lts|iot)$", cycle):
                return row
    return None


def _is_test(release: WindowsRelease) -> bool:
    """Whether a test version carries the build of a release. UNREADABLE where that hangs on a revision that is no number."""
    first = _FIRST_REVISIONS.get(release.build)
    if first is None:
        return False
    if not isinstance(release.revision, int):
        raise CannotTell(Unknown.UNREADABLE, "UBR is not a number")
    return release.revision < first


def standing(release: WindowsRelease, table: SupportTable) -> Standing:
    """Standing of a release that is not in the table."""
    builds = {int(row.build) for row in table.of("windows") if not _NEW_DEVICES.match(row.cycle)}
    known = {int(row.build) for row in table.of("windows")}
    if release.kind is None or release.build < _FIRST_WITH_ALL:
        return Standing.UNLISTED
    if release.build in known:  # of an edition without a row, or a test version that carries the build of a release
        return Standing.UNFINISHED if release.build in _FIRST_REVISIONS else Standing.UNLISTED
    return Standing.NEWER if release.build > max(builds) else Standing.UNFINISHED


def is_finished(system: System, release: WindowsRelease, today: date) -> bool:
    """Whether a release that is newer than the table is surely no test version. It calls itself after a half-year whose release has come (in each of the last years by October), its build belongs to the releases, and it takes part in no test."""
    named = re.fullmatch(r"(\d{2})H2", release.version, re.ASCII)
    if named is None or release.build >= _SAME_BRANCH or today < date(2000 + int(named[1]), 10, 1):
        return False
    testers = system.registry(_TESTERS, optional=True)
    return testers is ABSENT or not any(testers.values.get(name) for name in _TESTING)
