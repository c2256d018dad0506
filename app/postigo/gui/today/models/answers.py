"""Answers: the questions that only the person can judge, and what they said. They are about what goes on now.

An answer lives in memory, for as long as what it was given to stands on the screen; it is never kept nor given away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from postigo.core import advice
from postigo.core.advice import Asked, Question, asked
from postigo.core.model import Finding, Level, Verdict
from postigo.core.report import Report
from postigo.core.values import Text

YES: Final = Text("Yes, it is me")
NO: Final = Text("No, it is not me")


class Answers:
    """Answers of the person."""

    def __init__(self) -> None:
        self._given: dict[Asked, bool] = {}

    def of(self, one: Asked) -> bool | None:
        """Whether the person said that it is them; None as long as they said nothing."""
        return self._given.get(one)

    def give(self, ones: Iterable[Asked], mine: bool | None) -> None:
        """Answer; None takes an answer back."""
        for one in ones:
            if mine is None:
                self._given.pop(one, None)
            else:
                self._given[one] = mine

    def weigh(self, report: Report) -> Report:
        """The report as the answers leave it, for the screen alone (decision 0585)."""
        for check in {check for check, *_ in self._given}:
            verdict = report.verdict(check)
            if verdict is not None:
                report = report.merge(replace(verdict, findings=tuple(self._weighed(check, verdict.findings))))
        return report

    def _weighed(self, check: str, findings: Iterable[Finding]) -> Iterator[Finding]:
        for finding in findings:
            mine = self.of(asked(check, finding)) if finding.needs_confirmation else None
            match mine:
                case True if finding.level is Level.ADVISE:
                    yield replace(finding, level=Level.NOTE)
                case False:
                    yield replace(finding, level=Level.ACT)
                case _:
                    yield finding

    def forget(self, check: str) -> None:
        """A check was asked again: what was answered to its older word is over."""
        self._given = {one: mine for one, mine in self._given.items() if one[0] != check}

    def forget_all(self) -> None:
        """A new look begins."""
        self._given.clear()

    def open_in(self, verdict: Verdict) -> bool:
        """Whether something in a verdict waits for an answer."""
        return any(
            finding.needs_confirmation and self.of(asked(verdict.check, finding)) is None
            for finding in verdict.findings
        )

    def questions(self, report: Report) -> tuple[Question, ...]:
        """Questions that wait for an answer."""
        return advice.questions(report, self._given.keys())
