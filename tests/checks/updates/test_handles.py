"""What findings of updates are about: a thing that this very machine has, by its own name, and never what an organisation laid down."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from postigo.core.handle import Handle, HandleKind
from postigo.core.model import Check, Finding, Level
from postigo.system.recording import Recording
from postigo.testing import cases, replayed
from postigo_checks import pack
from tests.tables import data_of

RECORDINGS: Final = Path(__file__).parents[2] / "recordings"
CHECKS: Final[dict[str, Check[Any]]] = {check.id: check for check in pack.checks if check.id.startswith("update.")}
OF_POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft"


@cache
def judged() -> dict[str, tuple[Recording, tuple[Finding, ...]]]:
    """Each recording of a check of updates, by its name, with what is said of it."""
    return {
        case.name: (
            case.recording,
            replayed(CHECKS[case.check], case.recording, data_of(case.recording))[0].findings,
        )
        for case in cases(RECORDINGS)
        if case.check in CHECKS
    }


def handles(kind: HandleKind) -> Iterator[tuple[str, Recording, Handle]]:
    """All handles of one kind, each with its recording."""
    for name, (recording, findings) in judged().items():
        for finding in findings:
            if finding.handle is not None and finding.handle.kind is kind:
                yield name, recording, finding.handle


def test_a_value_of_the_registry_that_a_finding_names_was_seen_in_its_key() -> None:
    seen = list(handles(HandleKind.REGISTRY_VALUE))
    unseen = [
        (name, handle.id)
        for name, recording, handle in seen
        if handle.id.lower() not in map(str.lower, recording.answers[f"registry {handle.within}"]["values"])
    ]
    assert seen
    assert unseen == []


def test_a_key_of_the_registry_that_a_finding_names_was_seen() -> None:
    seen = list(handles(HandleKind.REGISTRY_KEY))
    assert seen
    assert [
        name for name, recording, handle in seen if "values" not in recording.answers[f"registry {handle.id}"]
    ] == []


def test_a_package_that_a_finding_names_was_seen() -> None:
    """But for one that would have to be installed."""
    seen = [(recording, handle) for _, recording, handle in handles(HandleKind.PACKAGE)]
    missing = [handle.id for recording, handle in seen if handle.id not in str(recording.answers)]
    assert {handle.within for _, handle in seen} >= {"apt", "dnf", "zypper", "snap", "softwareupdate"}
    assert set(missing) <= {"unattended-upgrades"}


@pytest.mark.parametrize(
    ("case", "code", "handle"),
    [
        (
            "update.auto/windows-policy-off",
            "off",
            Handle(HandleKind.REGISTRY_VALUE, "NoAutoUpdate", rf"{OF_POLICY}\Windows\WindowsUpdate\AU"),
        ),
        ("update.auto/windows-service-off", "off", Handle(HandleKind.SERVICE, "wuauserv")),
        ("update.auto/windows-off-from-afar", "off", None),
        ("update.auto/linux-apt-timer-masked", "off", Handle(HandleKind.UNIT, "apt-daily-upgrade.timer")),
        ("update.auto/linux-apt-not-installed", "off", Handle(HandleKind.PACKAGE, "unattended-upgrades", "apt")),
        (
            "update.apps/windows-off-by-policy",
            "switched-off",
            Handle(HandleKind.REGISTRY_VALUE, "AutoDownload", rf"{OF_POLICY}\WindowsStore"),
        ),
        ("update.apps/windows-off-from-afar", "switched-off", None),
    ],
)
def test_what_decides_is_named_and_what_an_organisation_laid_down_is_not(
    case: str, code: str, handle: Handle | None
) -> None:
    found = {finding.code: finding for finding in judged()[case][1] if finding.level >= Level.ADVISE}
    assert found[code].handle == handle
