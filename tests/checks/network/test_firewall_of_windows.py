"""The firewall of Windows, by the registry and by its service: the service can only make it worse."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postigo.core.model import Level, Verdict
from postigo.core.report import verdict_digest
from postigo.system.recording import Recording, load
from postigo.testing import PackData, replayed
from postigo.windows_calls.firewall import FIREWALL_STATE
from postigo_checks import pack

CHECK = next(check for check in pack.checks if check.id == "firewall.enabled")
FOLDER = Path(__file__).parents[2] / "recordings" / "firewall.enabled"
RECORDED = {path.stem: load(path.read_bytes()) for path in sorted(FOLDER.glob("windows-*.json"))}
STATE = f"call {FIREWALL_STATE.name}"
ON = {"enabled": True, "lets_in": False, "left_out": 0}
WELL = {"public": ON, "private": ON, "work": ON}
BY_THE_SERVICE_ALONE = {
    "windows-partly-off-by-its-own-word", "windows-lets-everybody-in-by-its-own-word",
    "windows-unknown-card-that-only-the-service-tells", "windows-unknown-service-dead", "windows-off-service-dead-too",
    "windows-unknown-wine",
}  # fmt: skip


def judged(recording: Recording, state: Any) -> Verdict:
    changed = replace(recording, answers={**recording.answers, STATE: state})
    return replayed(CHECK, changed, PackData(pack.package))[0]


@pytest.mark.parametrize("name", sorted(RECORDED.keys() - BY_THE_SERVICE_ALONE))
def test_a_service_that_says_well_mends_nothing(name: str) -> None:
    recording = RECORDED[name]
    assert verdict_digest(judged(recording, WELL)) == recording.verdicts[CHECK.id]


@pytest.mark.parametrize("network", WELL)
@pytest.mark.parametrize(
    "worse", [{"enabled": False}, {"lets_in": True}, {"left_out": 2}, {"enabled": False, "lets_in": True}]
)
def test_what_the_service_says_worse_is_never_good(network: str, worse: dict[str, Any]) -> None:
    state = {**WELL, network: {**ON, **worse}}
    verdict = judged(RECORDED["windows-usual"], state)
    assert verdict.level in {Level.ADVISE, None}
    assert verdict.findings or verdict.gaps


@pytest.mark.parametrize(("network", "enabled"), list(itertools.product(WELL, (False, True))))
def test_what_a_policy_lays_over_it_counts_before_the_local_value(network: str, enabled: bool) -> None:
    """The service tells the value of this computer (netfw.h), which a policy overrules."""
    state = {**WELL, network: {**ON, "enabled": enabled}}
    assert judged(RECORDED["windows-good-policy-over-local-off"], state).level is Level.GOOD


@pytest.mark.parametrize("why", ["missing", "denied", "timeout", "crashed", "unreadable"])
def test_a_firewall_that_does_not_answer_is_not_plainly_on(why: str) -> None:
    verdict = judged(RECORDED["windows-usual"], {"unknown": why, "detail": ""})
    assert verdict.level is None
    assert verdict.gaps
