"""Rules of setting aside: which findings, for how long, and whether it still holds. Pure.

A finding that is set aside keeps its level and its place in every count, shutter and exit status. It only comes last in what there is to
do, and is marked (decision 0710). Whoever sits at the keyboard may be somebody who does not want the person to see it: so the worse it is,
the shorter it can be set aside (decision 0711).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, TypeAlias, assert_never

from postigo.core.aside import Aside, AsideKind
from postigo.core.model import Finding, Level
from postigo.core.report import DOOR, CheckInfo, Report
from postigo.core.values import Quoted


class Span(StrEnum):
    """Time for which a finding is snoozed."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


DAYS: Final[Mapping[Span, int]] = {Span.DAY: 1, Span.WEEK: 7, Span.MONTH: 30}
"""Days of each span."""
ACCEPTED_DAYS: Final = 365
"""Days after which what was fine for somebody is asked again."""
LONGEST_REASON: Final = 200
"""Letters of a reason."""


@dataclass(frozen=True, slots=True)
class Choices:
    """Choices to set a finding aside: spans, and whether it may be accepted."""

    spans: tuple[Span, ...] = ()
    accept: bool = False


NONE: Final = Choices()
A_DAY: Final = Choices((Span.DAY,))
ALL: Final = Choices(tuple(Span), accept=True)


def choices(line: CheckInfo, finding: Finding) -> Choices:
    """Choices for one finding of a check.

    None for what asks for nothing, for a question that only the person can answer, for what is discreet or behind the door. One day
    only where somebody could be harmed now, or where another person may have done it (its plan has the safety note).
    """
    asks_whom = finding.whose or finding.needs_confirmation
    if line.discreet or line.told or line.tip == DOOR or asks_whom or finding.level < Level.ADVISE:
        return NONE
    plans = (line.plan(fix) for fix in finding.fixes)
    return A_DAY if finding.level is Level.ACT or any(plan and plan.safety for plan in plans) else ALL


def choices_together(line: CheckInfo, findings: Iterable[Finding]) -> Choices:
    """Choices for all findings of a check: those of the strictest among them."""
    each = [found for finding in findings if (found := choices(line, finding)) != NONE]
    return min(each, key=lambda found: (found.accept, len(found.spans)), default=NONE)


def is_set_aside(findings: Iterable[Finding]) -> bool:
    """Whether all is set aside that asks for something."""
    asking = [finding.aside for finding in findings if finding.level >= Level.ADVISE]
    return bool(asking) and None not in asking


def snoozed(span: Span, today: date) -> Aside:
    """Mark of what is snoozed today."""
    return Aside(AsideKind.SNOOZED, today, today + timedelta(days=DAYS[span]))


def accepted(reason: str, today: date) -> Aside:
    """Mark of what somebody accepts today. The reason is cut to one line; `ValueError` for an empty one."""
    told = " ".join(reason.split())[:LONGEST_REASON]
    if not told:
        raise ValueError("a reason is needed")
    return Aside(AsideKind.ACCEPTED, today, today + timedelta(days=ACCEPTED_DAYS), Quoted(told))


def holds(aside: Aside, line: CheckInfo, finding: Finding, today: date) -> bool:
    """Whether a finding is set aside today.

    Not before the day on which it was: then the clock is wrong. Not for longer than the finding's choices allow, whatever a file says.
    """
    allowed = choices(line, finding)
    match aside.kind:
        case AsideKind.SNOOZED:
            longest = max((DAYS[span] for span in allowed.spans), default=0)
        case AsideKind.ACCEPTED:
            longest = ACCEPTED_DAYS if allowed.accept and aside.reason else 0
        case AsideKind.POLICY:
            longest = ACCEPTED_DAYS if allowed.accept else 0
        case _:
            assert_never(aside.kind)
    return aside.since <= today < aside.until and (aside.until - aside.since).days <= longest


Find: TypeAlias = Callable[[CheckInfo, Finding], Aside | None]
"""Finder of the mark that was kept for a finding of a check. A policy of the computer would be another one."""


def marked(report: Report, find: Find, today: date) -> Report:
    """The report with the mark of each finding that is set aside. A mark that the machine's answer brought is taken away."""
    for verdict in report.verdicts:
        line = report.listing(verdict.check)
        marks = [_mark(line, finding, find, today) for finding in verdict.findings]
        if any(mark != finding.aside for mark, finding in zip(marks, verdict.findings, strict=True)):
            pairs = zip(verdict.findings, marks, strict=True)
            report = report.merge(
                replace(verdict, findings=tuple(replace(finding, aside=mark) for finding, mark in pairs))
            )
    return report


def _mark(line: CheckInfo, finding: Finding, find: Find, today: date) -> Aside | None:
    mark = find(line, finding)
    return mark if mark is not None and holds(mark, line, finding, today) else None
