"""A value of the registry in other letters is the same value: whoever wrote it, Windows obeys it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postigo.core.system import Platform
from postigo.testing import Case, cases, replayed, verdict_digest
from postigo_checks import pack
from tests.tables import data_of

CHECKS = {check.id: check for check in pack.checks}
CASES = [
    case for case in cases(Path(__file__).parents[1] / "recordings") if case.recording.platform is Platform.WINDOWS
]
SAMPLED = 12
"""One recording of so many is tried in the usual run; all with --all."""
_OF_A_BROWSER = (r"\Google", r"\Mozilla", r"\Chromium", r"\BraveSoftware", r"\Edge", r"\Maker")
"""Keys of browsers' policies, which they read with the letters as they stand."""


def _in_other_letters(case: Case) -> dict[str, Any]:
    """Answers of a recording, in which each value is called in other letters."""
    return {
        question: {**answer, "values": {name.swapcase(): value for name, value in answer["values"].items()}}
        if question.startswith("registry ") and "values" in answer and not _is_a_browsers(question)
        else answer
        for question, answer in case.recording.answers.items()
    }


def _is_a_browsers(question: str) -> bool:
    return any(name in question for name in _OF_A_BROWSER)


def _told_otherwise(tried: list[Case]) -> Iterator[str]:
    for case in tried:
        recording = replace(case.recording, answers=_in_other_letters(case))
        verdict, _ = replayed(CHECKS[case.check], recording, data_of(recording))
        if verdict_digest(verdict) != (right := case.recording.verdicts[case.check]):
            yield f"{case.name}: {verdict_digest(verdict)} instead of {right}"


def test_a_sample_of_recordings_in_other_letters_says_the_same() -> None:
    assert not list(_told_otherwise(CASES[::SAMPLED]))


@pytest.mark.long
def test_every_recording_in_other_letters_says_the_same() -> None:
    assert not list(_told_otherwise(CASES))
