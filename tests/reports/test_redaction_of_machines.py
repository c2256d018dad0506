"""Canaries in every answer of whole machines: whatever a machine says, a copy tells only what its level promises."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from postigo.core.evaluate import Facts, run_check
from postigo.core.model import Check
from postigo.core.redact import Disclosure
from postigo.core.report import CheckInfo, Report
from postigo.reports import html, json_, shape, text
from postigo.reports.paper import Paper
from postigo.reports.redaction import stand_ins, words_for
from postigo.system.recording import load
from postigo.system.replay import Replay
from tests.machines.build import checks_of
from tests.tables import data_of

pytestmark = pytest.mark.breadth(4)

HERE = Path(__file__).parents[1]
MACHINES = [HERE / f"machines/{name}.json" for name in ("linux-school", "macos-laptop", "windows-11-family")]
RECORDINGS = [HERE / "recordings/update.auto/windows-pinned.json"]  # a version that somebody typed stood in a copy
ALWAYS = {"now", "elevated"}

Change = Callable[[str], str]
GIVEN_AWAY: dict[str, Change] = {
    "behind": lambda said: f"{said}quetzal",
    "instead": lambda _: "quetzal",
    "on a line": lambda said: f"{said.rstrip()}\nquetzal\n",
}
INTERNAL: dict[str, Change] = {
    "somebody's phone": lambda _: "iPhone de Quetzalina",
    "somebody's": lambda said: f"{said} de Lucía",
}


def changed(answer: Any, change: Change) -> Any:
    match answer:
        case str():
            return change(answer)
        case list():
            return [changed(item, change) for item in answer]
        case dict():
            return {name: changed(item, change) for name, item in answer.items()}
    return answer


@cache
def asked(path: Path) -> tuple[Replay, dict[str, list[Check[Any]]]]:
    """A machine that has answered everything, and the checks that ask each question."""
    machine = load(path.read_bytes())
    data = data_of(machine)
    before = Replay(machine)
    asks: dict[str, list[Check[Any]]] = {}
    for check in checks_of(machine.platform, machine.verdicts):
        if check.id not in machine.verdicts:
            continue
        system = Replay(machine)
        run_check(check, Facts(system), data)
        before.parsed |= system.parsed
        for question in system.asked & machine.answers.keys() - ALWAYS:
            asks.setdefault(question, []).append(check)
    return before, asks


def copies(path: Path, change: Change, level: Disclosure) -> Iterator[tuple[str, str]]:
    """Each question whose answer was changed, with the copies of what follows from it."""
    before, asks = asked(path)
    machine = before.recording
    data = data_of(machine)
    for question, asking in asks.items():
        system = Replay(
            replace(machine, answers={**machine.answers, question: changed(machine.answers[question], change)}), before
        )
        facts = Facts(system)
        report = Report(
            "0.1.0",
            machine.platform,
            system.now(),
            remembered=True,
            listed=tuple(CheckInfo.of(check, "postigo_checks", machine.platform) for check in asking),
            verdicts=tuple(run_check(check, facts, data) for check in asking),
        )
        words = words_for("es", report, stand_ins(level, report))
        paper = Paper(details=True, width=4000)
        yield (
            question,
            (
                json_.render(shape.given(report, words))
                + html.render(shape.given(report, words))
                + text.render(shape.given(report, words), paper)
            ).decode(),
        )


@pytest.mark.parametrize("how", GIVEN_AWAY)
@pytest.mark.parametrize("path", MACHINES + RECORDINGS, ids=lambda path: path.stem)
def test_nothing_that_a_machine_says_is_given_away(path: Path, how: str) -> None:
    told = [
        question for question, copy in copies(path, GIVEN_AWAY[how], Disclosure.SHARED) if "quetzal" in copy.lower()
    ]
    assert told == []


@pytest.mark.parametrize("how", INTERNAL)
@pytest.mark.parametrize("path", MACHINES, ids=lambda path: path.stem)
def test_nobody_after_whom_a_thing_is_called_is_named_at_the_internal_level(path: Path, how: str) -> None:
    told = [
        question
        for question, copy in copies(path, INTERNAL[how], Disclosure.INTERNAL)
        if "Quetzalina" in copy or "Lucía" in copy
    ]
    assert told == []
