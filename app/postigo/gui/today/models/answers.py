"""What goes on now and only the person can judge: the questions of an audit, and what they answered.

An answer lives in memory, for as long as what it was given to stands on the screen; it is never kept nor given away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from postigo.core.model import Finding, Level, Verdict
from postigo.core.report import Report
from postigo.core.values import Text, Value
from postigo.gui.common.status_style import StatusText

Asked: TypeAlias = tuple[str, str, Value | None]
"""What was asked: the check, the code and the subject of its finding."""

YES: Final = Text("Yes, it is me")
NO: Final = Text("No, it is not me")


def asked(check: str, finding: Finding) -> Asked:
    """The name of a question."""
    return check, finding.code, finding.subject


@dataclass(frozen=True, slots=True)
class Question:
    """What the person is asked, in one sentence. It may be `asked` by several checks: one program, two devices."""

    said: StatusText
    asked: tuple[Asked, ...]


class Answers:
    """What was answered."""

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
        """What waits for an answer, in the catalogue's order. One sentence said of two things is asked once."""
        found: list[Question] = []
        for line in report.listed:
            verdict = report.verdict(line.check)
            for finding in verdict.findings if verdict else ():
                one = asked(line.check, finding)
                if not finding.needs_confirmation or self.of(one) is not None:
                    continue
                said = StatusText(finding.text, line.pack)
                index, together = next(
                    ((i, both) for i, other in enumerate(found) if (both := _together(other.said, said))), (None, said)
                )
                if index is None:
                    found.append(Question(said, (one,)))
                else:
                    found[index] = Question(together, (*found[index].asked, one))
        return tuple(found)


def _together(one: StatusText, other: StatusText) -> StatusText | None:
    """Two sentences as one: the same sentence, that differs in one thing only, which can be listed.

    "Zoom uses the camera" and "Zoom uses the microphone": "Zoom uses the camera and the microphone".
    """
    a, b = one.text, other.text
    if (one.pack, a.one, a.n, a.values.keys()) != (other.pack, b.one, b.n, b.values.keys()):
        return None
    differ = [name for name in a.values if a.values[name] != b.values[name]]
    if len(differ) > 1:
        return None
    values = {name: (*_things(a.values[name]), *_things(b.values[name])) for name in differ}
    if any(None in things for things in values.values()):
        return None
    both = {name: [thing for thing in things if thing is not None] for name, things in values.items()}
    return replace(one, text=replace(a, values={**a.values, **both}))


def _things(value: object) -> tuple[Text | None, ...]:
    """What a sentence names by a Text, or by several; None for anything else."""
    items = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(item if isinstance(item, Text) else None for item in items)
