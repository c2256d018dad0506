"""What an open row tells: what we saw, why it matters, what to do, and the technical detail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from postigo.core.conduct import REASONS
from postigo.core.model import Finding, Instruct, Level, OpenSettings, Place, Plan, Verdict
from postigo.core.report import Listed
from postigo.core.values import Text, Value
from postigo.gui.models import tips
from postigo.gui.models.audit import Audit, Phase
from postigo.gui.models.checklist import Checklist
from postigo.gui.models.places import BUTTONS, NOT_OPENED
from postigo.gui.models.tone import Said, Tone, of_level
from postigo.reports import phrases
from postigo.reports.evidence import named
from postigo.words import APP


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. What was seen, or could not be, has a `tone`; what stands beside the matter is `quiet`."""

    said: Said
    tone: Tone | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A few sentences under a heading."""

    heading: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A plan as the person reads it: its title, the safety note before everything else, the steps, the effort."""

    title: Said
    safety: Text | None
    steps: tuple[Said, ...]
    effort: Said | None


@dataclass(frozen=True, slots=True)
class Button:
    """A button that opens a page of the system's settings."""

    place: Place
    text: Text


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the technical detail: a name, and a value in the words of the pack."""

    name: Text | str
    value: Value | Text | str
    pack: str


@dataclass(frozen=True, slots=True)
class Detail:
    """An open row: of what was looked at, or of what is looked at only if the person wants (`offer`).

    `again` is what its last button says, `stop` the one beside it; `trouble` what went wrong when it was asked to look.
    """

    check: str
    offer: bool
    parts: tuple[Part, ...]
    heading: Text
    """What stands over the guides: what to do, or what one may do."""
    guides: tuple[Guide, ...]
    buttons: tuple[Button, ...]
    not_opened: Text | None
    again: Text | None
    stop: Text | None
    trouble: Text | None
    looked: Text | None
    """That it was looked at by itself, when, and whether the answer is another one now."""
    facts: tuple[Fact, ...]
    """The technical detail, folded."""


def detail(checklist: Checklist) -> Detail | None:
    """What the open row tells; None when no row is open."""
    audit, check = checklist.audit, checklist.open_row
    report = audit.report
    verdict = report.verdict(check) if report else None
    if report is None or (verdict is None and not report.offers(check)):
        return None
    listed = report.listing(check)
    trouble = audit.again_trouble.get(check)
    plans = _plans(listed, verdict) if verdict else []
    return Detail(
        check,
        verdict is None,
        (_seen(listed, verdict), _why(listed)) if verdict else tuple(_offer(listed)),
        _heading(verdict.findings if verdict else ()),
        tuple(_guide(plan, listed.pack) for plan in plans),
        () if audit.remembered else _buttons(plans),
        NOT_OPENED if checklist.not_opened else None,
        _again(audit, listed, verdict),
        Text("Stop") if audit.looks_again(check) else None,
        trouble.text if trouble else None,
        _looked(audit, listed, verdict) if verdict else None,
        tuple(_facts(listed, verdict, trouble.detail if trouble else "")),
    )


def _heading(findings: tuple[Finding, ...]) -> Text:
    if any(finding.level >= Level.ADVISE for finding in findings):
        return Text("What to do")
    return Text("If it is not you") if any(finding.asks for finding in findings) else Text("What you can do")


def _plans(listed: Listed, verdict: Verdict) -> list[Plan]:
    """The plans of the findings, the worst finding's first, each once."""
    findings = sorted(verdict.findings, key=lambda finding: -finding.level)
    fixes = dict.fromkeys(fix for finding in findings for fix in finding.fixes)
    return [plan for fix in fixes if (plan := listed.plan(fix)) is not None]


def _seen(listed: Listed, verdict: Verdict) -> Part:
    findings = sorted(verdict.findings, key=lambda finding: -finding.level)
    seen = [Line(Said(finding.text, listed.pack), of_level(finding.level)[0]) for finding in findings]
    seen += [Line(Said(gap.text, listed.pack), Tone.FOGGED) for gap in verdict.gaps]
    meaning = Text("We could not check this. It does not mean good or bad.")
    beside = [Line(Said(meaning), quiet=True)] if verdict.level is None else []
    return Part(Text("What we saw"), (*seen, *beside))


def _why(listed: Listed) -> Part:
    tip = Line(Said(tips.ADVICE[listed.tip]), quiet=True)
    return Part(Text("Why it matters"), (Line(Said(listed.why, listed.pack)), tip))


def _offer(listed: Listed) -> Iterator[Part]:
    """What a person wants to know before they let us look."""
    pack = listed.pack
    yield Part(Text("What we would read"), (Line(Said(listed.sight.reads, pack)),))
    yield _why(listed)
    yield Part(Text("What this can miss"), (Line(Said(listed.sight.misses, pack)), *map(Line, _rights(listed))))
    yield Part(Text("What is given away"), (Line(Said(phrases.SHARES[listed.share])),))


def _rights(listed: Listed) -> Iterator[Said]:
    if listed.sight.elevated:
        yield Said(Text("With administrator rights it could see more."))


def _guide(plan: Plan, pack: str) -> Guide:
    steps = tuple(
        Said(phrases.step(step), pack) if isinstance(step, Instruct) else Said(phrases.step(step))
        for step in plan.steps
    )
    effort = Said(plan.effort, pack) if plan.effort else None
    return Guide(Said(plan.title, pack), phrases.safety() if plan.safety else None, steps, effort)


def _buttons(plans: list[Plan]) -> tuple[Button, ...]:
    places = dict.fromkeys(step.place for plan in plans for step in plan.steps if isinstance(step, OpenSettings))
    return tuple(Button(place, BUTTONS[place]) for place in places)


def _again(audit: Audit, listed: Listed, verdict: Verdict | None) -> Text | None:
    """Nothing is looked at by itself while everything is."""
    if audit.phase is not Phase.LOOKED or audit.is_guest(listed.check):
        return None
    if audit.looks_again(listed.check):
        return Text("Looking…")
    return Text("Check again") if verdict else Text("Look at this now")


def _looked(audit: Audit, listed: Listed, verdict: Verdict) -> Text | None:
    values = {"when": verdict.looked_at}
    match audit.again_changed.get(listed.check):
        case True:
            return Text("Looked again: {when}. The answer has changed.", values=values)
        case False:
            return Text("Looked again: {when}. Nothing has changed.", values=values)
        case None if listed.on_request:
            return Text("Looked because you asked: {when}. “Look again” does not look at this.", values=values)
        case None:
            return None


def _facts(listed: Listed, verdict: Verdict | None, trouble: str) -> Iterator[Fact]:
    if verdict:
        yield from _about(listed, verdict)
    for technical in (verdict.detail if verdict else "", trouble):
        if technical:
            yield Fact(Text("Message"), technical, listed.pack)
    yield Fact(Text("Name of the check"), listed.check, listed.pack)


def _about(listed: Listed, verdict: Verdict) -> Iterator[Fact]:
    """How it was looked, and what supports the answer."""
    pack = listed.pack
    yield Fact(Text("What is read"), listed.sight.reads, pack)
    yield Fact(Text("What this can miss"), listed.sight.misses, pack)
    for said in _rights(listed):
        yield Fact(Text("Rights"), said.text, said.pack)
    yield Fact(Text("Looked at"), _looked_at(verdict.looked_at, verdict.seconds), pack)
    for finding in verdict.findings:
        for name, value in finding.evidence.items():
            yield Fact(named(name), value, pack)
        if finding.subject is not None and finding.subject not in finding.evidence.values():
            yield Fact(Text("About"), finding.subject, pack)
    for gap in verdict.gaps:
        yield Fact(Text("Not seen because"), REASONS[gap.why], APP)


def _looked_at(when: datetime, seconds: float) -> Text:
    milliseconds = round(seconds * 1000)
    return Text("{when}, in {n} ms", values={"when": when, "n": milliseconds})
