"""Where a person begins: the few things to do first, the same in every form of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from postigo.core.model import Finding, Level, Plan
from postigo.core.report import CheckInfo, Report, prioritised
from postigo.core.values import Account, Device, Path, Program, Site, Text, values_within
from postigo.reports import wording
from postigo.words import Words

NAMES_ARE_OUT: Final = Text(
    "Names are taken out here (“program 1”). The screen of that computer shows them. So does a copy with "
    "--level internal (programs and devices) or --level full (all)."
)
"""Said where somebody else is to help: which copy to ask for."""

FEW: Final = 3
"""Things under "Start here": more than these nobody does first."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to do: what was seen, by which check, and the plan for it, if there is one."""

    line: CheckInfo
    finding: Finding
    plan: Plan | None

    @property
    def title(self) -> Text:
        """What it is, in a few words."""
        return self.plan.title if self.plan else self.finding.text

    @property
    def key(self) -> tuple[str, str]:
        """What makes it one thing: its check and plan; its check and finding where there is no plan."""
        return self.line.check, self.plan.id if self.plan else self.finding.code


def things(report: Report) -> list[Thing]:
    """Everything that asks for something, the most useful first, each thing once."""
    told: dict[tuple[str, str], Thing] = {}
    for line, finding in prioritised(report):
        thing = Thing(line, finding, next(iter(wording.plans(line, (finding,))), None))
        told.setdefault(thing.key, thing)
    return list(told.values())


def questions(report: Report) -> list[tuple[CheckInfo, Finding]]:
    """A few of the things that go on now and that only the person can tell ("Is it you?"), but for what is to do anyway."""
    found = (
        (report.listing(said.check), finding)
        for said in report.verdicts
        for finding in said.findings
        if finding.needs_confirmation and finding.level < Level.ADVISE
    )
    return sorted(found, key=lambda pair: [line.check for line in report.listed].index(pair[0].check))[:FEW]


def hides_names(told: Iterable[Thing], words: Words) -> bool:
    """Whether a copy shows stand-ins in what is to be done, which nobody can do without the names."""
    texts = (text for thing in told for text in (thing.finding.text, *(_texts(thing.plan) if thing.plan else ())))
    named = (value for text in texts for value in values_within(text))
    return any(
        isinstance(value, Program | Site | Path | Device | Account) and words.stand_ins.hides(value) for value in named
    )


def _texts(plan: Plan) -> Iterator[Text]:
    yield plan.title
    for one in plan.steps:
        yield wording.step(one)
