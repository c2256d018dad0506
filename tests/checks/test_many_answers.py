"""A machine whose every list is thousands long: the same verdict or a gap, in bounded time, and never a traceback."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from typing import Any, Final

import pytest

from postigo.core.evaluate import Facts, run_check
from postigo.core.model import Verdict
from postigo.core.system import Unknown
from postigo.system.recording import Recording, load
from postigo.system.replay import Replay
from tests.machines.build import FOLDER, checks_of
from tests.support.mutations import better
from tests.support.pace import keeps
from tests.tables import data_of

MANY: Final = 5_000
BOUND: Final = 10.0
"""Seconds for all checks of a machine, which take about one: what grows with the square of a length is found."""


def _many(answer: Any) -> Any:
    """The answer with each of its own lists repeated up to a length."""
    if isinstance(answer, list) and answer:
        return list(itertools.islice(itertools.cycle(answer), max(MANY, len(answer))))
    if isinstance(answer, dict):
        return {key: _many(value) if isinstance(value, list) else value for key, value in answer.items()}
    return answer


def _told(recording: Recording) -> dict[str, Verdict]:
    facts, data = Facts(Replay(recording)), data_of(recording)
    return {check.id: run_check(check, facts, data) for check in checks_of(recording.platform, recording.verdicts)}


def _seconds(recording: Recording) -> float:
    began = time.monotonic()
    _told(recording)
    return time.monotonic() - began


@pytest.mark.parametrize("name", ["windows-11-untouched", "macos-26-untouched"])
def test_lists_of_thousands_cost_a_gap_at_most(name: str) -> None:
    """So many rules, accounts, programs, services, processes, listeners and folders."""
    recording = load((FOLDER / f"{name}.json").read_bytes())
    long = replace(recording, answers={question: _many(answer) for question, answer in recording.answers.items()})
    before, after = _told(recording), _told(long)
    assert [id_ for id_, verdict in after.items() if any(gap.why is Unknown.CRASHED for gap in verdict.gaps)] == []
    assert [id_ for id_, verdict in after.items() if better(before[id_], verdict)] == []
    assert keeps(BOUND, lambda: _seconds(long))


def test_three_hundred_accounts_are_three_hundred() -> None:
    recording = load((FOLDER / "windows-11-untouched.json").read_bytes())
    question = "call local-accounts"
    accounts = recording.answers[question]
    people = [{**accounts[-1], "name": f"alumno{number}", "rid": 2000 + number} for number in range(300)]
    told = _told(replace(recording, answers={**recording.answers, question: [*accounts, *people]}))
    (finding,) = told["password.shared-account"].findings
    assert (finding.code, finding.text.n) == ("for-several", 300)
    assert [id_ for id_, verdict in told.items() if any(gap.why is Unknown.CRASHED for gap in verdict.gaps)] == []
