"""Advice: which plans are shown, what comes first, and what only the person can tell.

The one place that decides it, for the terminal, the window and every report alike (decision 0621).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from postigo.core.model import Finding, Level, Plan
from postigo.core.report import CheckInfo, Report, prioritised
from postigo.core.values import Text, Value

FEW: Final = 3
"""Things under "Start here": more than these nobody does first."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Plans for what one check found, the worst finding's first. Each plan comes once, in the first part that it fits.

    `needed` is what findings ask for, `offered` what one can do about others, `if_not_you` what to do when the answer to "Is it you?"
    is no.
    """

    needed: tuple[Plan, ...]
    offered: tuple[Plan, ...]
    if_not_you: tuple[Plan, ...]

    @property
    def every(self) -> tuple[Plan, ...]:
        """All of them, in the order in which they are shown."""
        return (*self.needed, *self.offered, *self.if_not_you)


def advise(line: CheckInfo, findings: Iterable[Finding]) -> Advice:
    """The advice on a check's findings."""
    worst_first = sorted(findings, key=lambda finding: -finding.level)
    needed = _plans(line, (finding for finding in worst_first if finding.level >= Level.ADVISE))
    others = [finding for finding in worst_first if finding.level < Level.ADVISE]
    offered = _plans(line, (finding for finding in others if not finding.needs_confirmation), but=needed)
    return Advice(needed, offered, _plans(line, others, but=(*needed, *offered)))


def plans_of(line: CheckInfo, finding: Finding) -> tuple[Plan, ...]:
    """The plans that one finding names, but for those of other systems."""
    return _plans(line, (finding,))


def _plans(line: CheckInfo, findings: Iterable[Finding], but: tuple[Plan, ...] = ()) -> tuple[Plan, ...]:
    wanted = dict.fromkeys(fix for finding in findings for fix in finding.fixes)
    return tuple(plan for fix in wanted if (plan := line.plan(fix)) is not None and plan not in but)


# --- what to do first


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do: a finding, its check, and its plan, if any."""

    line: CheckInfo
    finding: Finding
    plan: Plan | None

    @property
    def title(self) -> Text:
        """Title of the thing, in a few words."""
        return self.plan.title if self.plan else self.finding.text

    @property
    def key(self) -> tuple[str, str]:
        """Identity of the thing: its check and plan; without a plan, its check and finding."""
        return self.line.check, self.plan.id if self.plan else self.finding.code


def things(report: Report) -> list[Thing]:
    """Everything that asks for something, the most useful first, each thing once. What was set aside comes last."""
    told: dict[tuple[str, str], Thing] = {}
    for line, finding in prioritised(report):
        thing = Thing(line, finding, next(iter(plans_of(line, finding)), None))
        told.setdefault(thing.key, thing)
    return list(told.values())


def set_aside(report: Report) -> list[tuple[CheckInfo, Finding]]:
    """Findings that were set aside, the worst first. They ask as much as before."""
    return [(line, finding) for line, finding in prioritised(report) if finding.aside is not None]


# --- what only the person can tell

Asked: TypeAlias = tuple[str, str, Value | None]
"""Name of a question: the check, the code and the subject of its finding."""


def asked(check: str, finding: Finding) -> Asked:
    """The name of the question that a finding asks."""
    return check, finding.code, finding.subject


@dataclass(frozen=True, slots=True)
class Question:
    """Question for the person, in one sentence of one pack. It may be `asked` by several findings: one program, two devices."""

    text: Text
    pack: str
    level: Level
    asked: tuple[Asked, ...]


def questions(report: Report, answered: Container[Asked] = ()) -> tuple[Question, ...]:
    """Questions that are open: what goes on now and only the person can tell.

    What is `answered` is left out; they come in the catalogue's order. One sentence said of two things is asked once.
    """
    found: list[Question] = []
    for one in _asking(report):
        if one.asked[0] in answered:
            continue
        index, together = next(
            ((index, both) for index, other in enumerate(found) if (both := _together(other, one))), (None, one)
        )
        if index is None:
            found.append(one)
        else:
            found[index] = together
    return tuple(found)


def _asking(report: Report) -> Iterator[Question]:
    for line in report.listed:
        verdict = report.verdict(line.check)
        for finding in verdict.findings if verdict else ():
            if finding.needs_confirmation:
                yield Question(finding.text, line.pack, finding.level, (asked(line.check, finding),))


def _together(one: Question, other: Question) -> Question | None:
    """Question made of two: the same sentence that differs in one thing. That thing can be listed.

    "Zoom uses the camera" and "Zoom uses the microphone": "Zoom uses the camera and the microphone".
    """
    a, b = one.text, other.text
    if (one.pack, one.level, a.one, a.n, a.values.keys()) != (other.pack, other.level, b.one, b.n, b.values.keys()):
        return None
    differ = [name for name in a.values if a.values[name] != b.values[name]]
    if len(differ) > 1:
        return None
    values = {name: (*_named(a.values[name]), *_named(b.values[name])) for name in differ}
    if any(None in named for named in values.values()):
        return None
    both = {name: [text for text in named if text is not None] for name, named in values.items()}
    return replace(one, text=replace(a, values={**a.values, **both}), asked=(*one.asked, *other.asked))


def _named(value: object) -> tuple[Text | None, ...]:
    """Things that a sentence names by a Text, or by several; None else."""
    items = value if isinstance(value, (list, tuple)) else (value,)
    return tuple(item if isinstance(item, Text) else None for item in items)
