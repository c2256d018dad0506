"""An unknown value in a policy key, whose name takes something away, is never better and never the same good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from postigo.audit.packs import PackData
from postigo.core.model import Level
from postigo.core.system import CannotTell, Key
from postigo.system.recording import Recording, load
from postigo.testing import replayed
from postigo_checks import pack
from postigo_checks.common.unknown_policies import require_known

RECORDINGS = Path(__file__).parents[2] / "recordings"
CHECKS = {check.id: check for check in pack.checks}
DATA = PackData(pack.package)
POLICIES = {
    "av.exclusions": (r"\Windows Defender\Policy Manager",),
    "firewall.enabled": (r"\Policies\Microsoft\WindowsFirewall", r"\FirewallPolicy\Mdm"),
    "browser.safe-browsing": (r"\Policies\Microsoft\Edge", r"\Policies\Google\Chrome", r"\Policies\Mozilla\Firefox"),
}
UNKNOWN = ("DisableWhatNobodyKnows", "PauseWhatNobodyKnows", "NoAutoWhatNobodyKnows", "TargetWhatNobodyKnows")


def _good(check: str, recording: Recording) -> bool:
    verdict, _ = replayed(CHECKS[check], recording, DATA)
    return verdict.level is Level.GOOD


def _cases(check: str) -> Iterator[tuple[str, Recording, str]]:
    for path in sorted((RECORDINGS / check).glob("windows-*.json")):
        recording = load(path.read_bytes())
        verdict, asked = replayed(CHECKS[check], recording, DATA)
        del verdict
        for question in sorted(asked.asked & recording.answers.keys()):
            if any(place in question for place in POLICIES[check]) and r"\Permissions" not in question:
                yield path.stem, recording, question


def _with(recording: Recording, question: str, name: str) -> Recording:
    answer = recording.answers[question]
    values = answer.get("values", {}) if isinstance(answer, Mapping) else {}
    return replace(recording, answers={**recording.answers, question: {"values": {**values, name: 1}}})


@pytest.mark.parametrize("check", sorted(POLICIES))
def test_an_unknown_word_in_a_policy_is_never_the_same_good(check: str) -> None:
    tries, same = 0, []
    for name, recording, question in _cases(check):
        before = _good(check, recording)
        for word in UNKNOWN:
            tries += 1
            after = _good(check, _with(recording, question, word))
            if after and "another-makers" not in name:  # another maker's firewall that is on does as well
                same.append(f"{name}: {question} {word}" + ("" if before else " (better)"))
    assert tries > (10 if check == "av.exclusions" else 50)
    assert not same, same


def test_what_is_off_or_known_says_nothing() -> None:
    require_known(({"DisableThis": 0, "PauseThat": "", "EnableAll": 1, "disableknown": 1},), ("DisableKnown",))
    with pytest.raises(CannotTell):
        require_known((Key({"SetDisableThis": 1}).values,), ())
