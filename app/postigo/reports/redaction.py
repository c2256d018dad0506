"""Redaction of a report: what a copy to give away holds, under which names.

Every renderer of a file asks here first, so that what never leaves cannot leave because a caller forgot.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from typing import Final

from postigo.core.advice import Thing
from postigo.core.model import Plan, Verdict
from postigo.core.redact import Disclosure, Pseudonyms
from postigo.core.report import Report, without_private
from postigo.core.values import Personal, Text, Value, values_within
from postigo.reports import wording
from postigo.reports.cover import NOTHING_ADDED, Cover
from postigo.words import Words

NAMES_ARE_OUT: Final = Text(
    "Names are taken out here (“program 1”). The screen of that computer shows them. So does a copy with "
    "--level internal (programs and devices) or --level full with a --reason (all)."
)
"""Hint at the copy to ask for, where somebody else is to help. Or for whoever wanted to page through a report."""


def redacted(report: Report, level: Disclosure, *, watchers: bool = False) -> Report:
    """The report as a copy at this level may hold it. What is left counts as the whole, and that something is not is said.

    Of checks that leave in no file only that they answered is left, the same whatever they said: no shutter that they
    belong to is closed. Free text (a technical detail, the error of a broken pack) may hold anything,
    and is left in a full copy only, as the reason for which something was set aside. Handles are left in none. Names are not
    touched here: `Words` shows their stand-ins. `watchers`: see `without_private`.
    """
    report = without_private(report, watchers=watchers)
    verdicts = tuple(_without_handles(said) for said in report.verdicts)
    packs = report.packs
    if level is not Disclosure.FULL:
        verdicts = tuple(replace(_without_reasons(said), detail="") for said in verdicts)
        packs = tuple(replace(pack, error="") for pack in packs)
    return replace(report, verdicts=verdicts, packs=packs)


def _without_handles(said: Verdict) -> Verdict:
    return replace(said, findings=tuple(replace(finding, handle=None, subjects=()) for finding in said.findings))


def _without_reasons(said: Verdict) -> Verdict:
    if not any(finding.aside for finding in said.findings):
        return said
    bare = (
        replace(finding, aside=replace(finding.aside, reason=None)) if finding.aside else finding
        for finding in said.findings
    )
    return replace(said, findings=tuple(bare))


def words_for(code: str, report: Report, stand_ins: Pseudonyms | None = None) -> Words:
    """The words of one language, with the catalogues of the report's packs."""
    return Words(code, {pack.name: pack.locale for pack in report.packs if pack.locale}, stand_ins)


def stand_ins(
    level: Disclosure,
    *reports: Report,
    people: Collection[str] = (),
    number: Callable[[Personal], int] | None = None,
    cover: Cover = NOTHING_ADDED,
) -> Pseudonyms:
    """The stand-ins of a report, or of a before/after pair. `people` are words that name somebody of the computer.

    They are given out in the catalogue's order before anything is rendered, so that the same thing has the same
    stand-in in every format, whatever order a format shows things in.
    """
    given = Pseudonyms(level, people, number, cover.told)
    for report in reports:
        for value in _values(redacted(report, level, watchers=cover.watchers)):
            if isinstance(value, Personal):
                given.shown(value)
    return given


def needed(things: Iterable[Thing]) -> dict[Personal, Thing]:
    """Names that something to do needs, each with the first such thing."""
    named: dict[Personal, Thing] = {}
    for thing in things:
        for text in (thing.finding.text, *(_texts(thing.plan) if thing.plan else ())):
            for value in values_within(text):
                if isinstance(value, Personal):
                    named.setdefault(value, thing)
    return named


def _texts(plan: Plan) -> Iterator[Text]:
    yield plan.title
    for one in plan.steps:
        yield wording.step(one)


def _values(report: Report) -> Iterator[Value]:
    for line in report.listed:
        said = report.verdict(line.check)
        if said is None:
            continue
        for finding in said.findings:
            yield from values_within(finding.text)
            if finding.subject is not None:
                yield finding.subject
            for item in finding.evidence.values():
                yield from values_within(item)
        for gap in said.gaps:
            yield from values_within(gap.text)
        if said.not_applicable:
            yield from values_within(said.not_applicable.text)
