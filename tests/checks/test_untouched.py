"""Machines as they come ask for nothing that they did not earn: each ADVISE and ACT is listed, with the maker's page.

A finding that is not in the list is a needless alarm for everybody who has such a machine, or a default that got worse:
mend the check, or write down where the maker describes the default. What is listed and not found is as wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest

from postigo.core.model import Level
from postigo.system.recording import load
from postigo_checks import pack
from tests.machines.build import FOLDER, looked_at

_LOUD: Final = {Level.ADVISE, Level.ACT}

# the account that the set-up makes is an administrator
_FIRST_ACCOUNT: Final = "https://learn.microsoft.com/windows/security/identity-protection/access-control/local-accounts"
# AllowToasts: allowed where nobody says otherwise
_TOASTS: Final = "https://learn.microsoft.com/windows/client-management/mdm/policy-csp-abovelock"
_LIFECYCLE: Final = "https://learn.microsoft.com/lifecycle/products/windows-10-home-and-pro"

_WINDOWS_11: Final = {
    "password.admin-daily: administrator": _FIRST_ACCOUNT,
    "info.lockscreen: content-shown": _TOASTS,
    # folder backup, which the set-up offers or turns on with a Microsoft account
    "image.screenshot-sync: copied": "https://support.microsoft.com/office/d61a7930-a6fb-4b95-b28a-6552e77c3057",
}
_WINDOWS_10: Final = {
    "password.admin-daily: administrator": _FIRST_ACCOUNT,
    "info.lockscreen: content-shown": _TOASTS,
    # only computers that meet its conditions are locked by the set-up
    "image.disk-encryption: off": (
        "https://learn.microsoft.com/windows/security/operating-system-security/data-protection/bitlocker/"
    ),
}
_MAC: Final = {
    "password.admin-daily: administrator": "https://support.apple.com/guide/mac-help/mtusr001/mac",
    "firewall.enabled: off": "https://support.apple.com/guide/mac-help/mh34041/mac",
    "info.device-name: named-after-a-person": "https://support.apple.com/guide/mac-help/mchlp2322/mac",
    "image.screenshot-sync: copied": "https://support.apple.com/109344",
}

EARNED: Final[Mapping[str, Mapping[str, str]]] = {
    "windows-11-untouched": _WINDOWS_11,
    "windows-11-26h2-untouched": _WINDOWS_11,
    "windows-11-school-untouched": {"info.lockscreen: content-shown": _TOASTS},
    "windows-10-untouched": {
        **_WINDOWS_10,
        "update.os-supported: ended": _LIFECYCLE,
        "update.os-pending: long-without-updates": _LIFECYCLE,  # so it is since the support ended
    },
    "windows-10-ltsc-untouched": _WINDOWS_10,
    "macos-15-untouched": _MAC,
    "macos-26-untouched": _MAC,
    "macos-27-untouched": _MAC,
}
"""Machine: each finding that asks for something, and where its maker describes that default."""

every_machine = pytest.mark.parametrize("name", EARNED)


@every_machine
def test_a_machine_as_it_comes_asks_for_what_is_listed_and_for_nothing_else(name: str) -> None:
    verdicts, _ = looked_at(load((FOLDER / f"{name}.json").read_bytes()))
    loud = {
        f"{check}: {finding.code}"
        for check, verdict in verdicts.items()
        for finding in verdict.findings
        if finding.level in _LOUD
    }
    assert loud == set(EARNED[name])


@every_machine
def test_a_machine_as_it_comes_is_looked_at_by_every_check(name: str) -> None:
    """Those on request included: its verdicts name each check of its platform."""
    recording = load((FOLDER / f"{name}.json").read_bytes())
    assert set(recording.verdicts) == {check.id for check in pack.checks if recording.platform in check.platforms}


def test_every_machine_as_it_comes_has_its_list() -> None:
    assert {path.stem for path in FOLDER.glob("*-untouched.json")} == set(EARNED)


def test_a_windows_as_it_comes_is_as_large_as_real_ones() -> None:
    """Four rules in place of fifty-two hid an alarm that every Windows 11 raised."""
    answers = load((FOLDER / "windows-11-untouched.json").read_bytes()).answers
    (rules,) = (answer for question, answer in answers.items() if question.startswith("call firewall-rules "))
    services = answers[r"registry HKLM\SYSTEM\CurrentControlSet\Services"]["subkeys"]
    assert len(rules) == 52
    assert len(services) > 150
    assert len(answers["processes"]) > 80
    assert len(answers["listeners"]["found"]) > 10
