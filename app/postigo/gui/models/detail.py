"""What an open row tells: what we saw, why it matters, what to do, and the technical detail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from postigo.core.model import Instruct, Level, OpenSettings, Place, Plan, Verdict
from postigo.core.report import Listed
from postigo.core.values import Text, Value
from postigo.gui.models import tips
from postigo.gui.models.audit import Audit
from postigo.gui.models.checklist import Checklist
from postigo.gui.models.places import BUTTONS, NOT_OPENED
from postigo.gui.models.tone import Said, Tone, of_level
from postigo.reports import phrases


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing that was seen, or that could not be."""

    said: Said
    tone: Tone


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
    """An open row. `again` is what its last button says; `trouble` what went wrong when it was asked to look again."""

    check: str
    seen: tuple[Seen, ...]
    meaning: Text | None
    why: Said
    tip: Text
    heading: Text
    """What stands over the guides: what to do, or what one may do."""
    guides: tuple[Guide, ...]
    buttons: tuple[Button, ...]
    not_opened: Text | None
    again: Text | None
    trouble: Text | None
    looked: Text | None
    """That it was looked at again, when, and whether the answer is another one now."""
    facts: tuple[Fact, ...]
    """The technical detail, folded."""


def detail(checklist: Checklist) -> Detail | None:
    """What the open row tells; None when no row is open."""
    audit, check = checklist.audit, checklist.open_row
    verdict = audit.report.verdict(check) if audit.report and check else None
    if audit.report is None or verdict is None:
        return None
    listed = audit.report.listing(check)
    plans = _plans(listed, verdict)
    trouble = audit.again_trouble.get(check)
    return Detail(
        check,
        tuple(_seen(listed, verdict)),
        Text("We could not check this. It does not mean good or bad.") if verdict.level is None else None,
        Said(listed.why, listed.pack),
        tips.ADVICE[listed.tip],
        _heading(verdict),
        tuple(_guide(plan, listed.pack) for plan in plans),
        () if audit.remembered else _buttons(plans),
        NOT_OPENED if checklist.not_opened else None,
        _again(audit, check),
        trouble.text if trouble else None,
        _looked_again(audit, check, verdict),
        tuple(_facts(listed, verdict, trouble.detail if trouble else "")),
    )


def _heading(verdict: Verdict) -> Text:
    if any(finding.level >= Level.ADVISE for finding in verdict.findings):
        return Text("What to do")
    return Text("If it is not you") if any(finding.asks for finding in verdict.findings) else Text("What you can do")


def _plans(listed: Listed, verdict: Verdict) -> list[Plan]:
    """The plans of the findings, the worst finding's first, each once."""
    findings = sorted(verdict.findings, key=lambda finding: -finding.level)
    fixes = dict.fromkeys(fix for finding in findings for fix in finding.fixes)
    return [plan for fix in fixes if (plan := listed.plan(fix)) is not None]


def _seen(listed: Listed, verdict: Verdict) -> Iterator[Seen]:
    for finding in sorted(verdict.findings, key=lambda finding: -finding.level):
        yield Seen(Said(finding.text, listed.pack), of_level(finding.level)[0])
    for gap in verdict.gaps:
        yield Seen(Said(gap.text, listed.pack), Tone.FOGGED)


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


def _again(audit: Audit, check: str) -> Text | None:
    if audit.is_guest(check):
        return None
    return Text("Looking…") if audit.looks_again(check) else Text("Check again")


def _looked_again(audit: Audit, check: str, verdict: Verdict) -> Text | None:
    changed = audit.again_changed.get(check)
    if changed is None:
        return None
    values = {"when": verdict.looked_at}
    if changed:
        return Text("Looked again: {when}. The answer has changed.", values=values)
    return Text("Looked again: {when}. Nothing has changed.", values=values)


def _facts(listed: Listed, verdict: Verdict, trouble: str) -> Iterator[Fact]:
    pack = listed.pack
    yield Fact(Text("What is read"), listed.sight.reads, pack)
    yield Fact(Text("What this can miss"), listed.sight.misses, pack)
    if listed.sight.elevated:
        yield Fact(Text("Rights"), Text("With administrator rights it could see more."), pack)
    yield Fact(Text("Looked at"), _looked_at(verdict.looked_at, verdict.seconds), pack)
    for finding in verdict.findings:
        for name, value in finding.evidence.items():
            yield Fact(name, value, pack)
        if finding.subject is not None and finding.subject not in finding.evidence.values():
            yield Fact(Text("About"), finding.subject, pack)
    for gap in verdict.gaps:
        yield Fact(Text("Not seen because"), gap.why.value, pack)
    for technical in (verdict.detail, trouble):
        if technical:
            yield Fact(Text("Message"), technical, pack)
    yield Fact(Text("Name of the check"), listed.check, pack)


def _looked_at(when: datetime, seconds: float) -> Text:
    milliseconds = round(seconds * 1000)
    return Text("{when}, in {n} ms", values={"when": when, "n": milliseconds})
