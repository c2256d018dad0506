"""Offers: what Postigo can change itself, for whom a button stands in a row. Pure; nothing is asked or changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from postigo.core.advice import plans_of
from postigo.core.change import Setting
from postigo.core.handle import Handle
from postigo.core.model import BUILT_IN, Finding, Means, Plan
from postigo.core.report import CheckInfo, Report
from postigo.core.values import Text, Value


@dataclass(frozen=True, slots=True)
class OfferKey:
    """Identity of an offer from one look to the next: finding, thing and plan."""

    check: str
    code: str
    plan: str
    handle: Handle


@dataclass(frozen=True, slots=True)
class Offer:
    """Offer to change one thing of a finding: its plan and the means that fit."""

    line: CheckInfo
    finding: Finding
    plan: Plan
    means: Means
    handle: Handle
    subject: Value | None = None
    """The thing that is changed, as a person knows it."""

    @property
    def key(self) -> OfferKey:
        """Its identity."""
        return OfferKey(self.line.check, self.finding.code, self.plan.id, self.handle)

    @property
    def targets(self) -> tuple[tuple[Handle, Setting, Text], ...]:
        """Each setting, the state that it gets, and the sentence that says so. None of the helper's."""
        return tuple((one.setting or self.handle, one.to, self.about(one.says)) for one in self.means.changes)

    @property
    def noticed(self) -> bool:
        """Whether another person may notice the change: the safety note stands before it."""
        return self.plan.safety or self.plan.affects is not None

    @property
    def alone(self) -> bool:
        """Whether "Do what can be done safely" makes it. No safety note, no question whose it is, no rights, undoable."""
        return not self.noticed and not self.plan.asks_whose and not self.means.helper and self.means.undoable

    def about(self, text: Text) -> Text:
        """A sentence of the plan with the subject of the finding in it."""
        return text if self.subject is None else replace(text, values={**text.values, "subject": self.subject})


def offers(report: Report, *, rights: bool = False, mine: bool = False) -> tuple[Offer, ...]:
    """Everything that Postigo can change itself, in the order of the checks. Each once. `rights`, `mine`: see `offers_of`."""
    return tuple({one.key: one for one in _offers(report, rights=rights, mine=mine)}.values())


def offers_of(
    line: CheckInfo, findings: tuple[Finding, ...], *, rights: bool = False, mine: bool = False
) -> Iterator[Offer]:
    """Offers for what one check found. None where something may watch the person (guidance 5.2).

    `rights`: the helper with administrator's rights is installed, so what needs it can be offered too. `mine`: asked who put
    it there, the person replied that they did; without this reply, plans that ask it have no offer.
    """
    for finding in findings:
        if finding.whose or line.discreet:
            continue
        things: list[tuple[Handle, Value | None]] = [(one.handle, one.value) for one in finding.subjects]
        if finding.handle is not None:
            things.insert(0, (finding.handle, finding.subject))
        for plan in [one for one in plans_of(line, finding) if mine or not one.asks_whose]:
            for handle, subject in things:
                means = next((one for one in plan.means if one.fits(handle) and (rights or not one.helper)), None)
                if means is not None:
                    yield Offer(line, finding, plan, means, handle, subject)


def _offers(report: Report, *, rights: bool, mine: bool) -> Iterator[Offer]:
    ours = {pack.name for pack in report.packs if pack.origin == BUILT_IN}
    for line in report.listed:
        verdict = report.verdict(line.check)
        if verdict is not None and line.pack in ours:
            yield from offers_of(line, verdict.findings, rights=rights, mine=mine)
