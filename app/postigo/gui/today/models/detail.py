"""Detail of an open row: what we saw, why it matters, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from postigo.core.advice import Asked, advise, asked
from postigo.core.evaluate import REASONS
from postigo.core.model import Finding, Level, OpenSettings, Plan, Verdict
from postigo.core.report import CheckInfo
from postigo.core.settings_page import PageInfo
from postigo.core.values import Quoted, Text, Value
from postigo.fixes.wording import FORBIDDEN
from postigo.gui.common.status_style import StatusText, Tone, of_level
from postigo.gui.today.models import tips
from postigo.gui.today.models.aside_part import AsidePart, aside_part
from postigo.gui.today.models.audit import Audit, Phase
from postigo.gui.today.models.checklist import Checklist, sentence
from postigo.gui.today.models.fix_part import FixPart, FixSheet, fix_parts, row_sheet
from postigo.gui.today.models.fixing import Stage
from postigo.gui.today.models.flow import Flow, flow, own
from postigo.gui.today.models.not_opened import WHY
from postigo.reports import watched, wording
from postigo.reports.evidence_names import named
from postigo.words import APP

PLACES: Final = "image.location"
"""The check that finds photos with a place."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence. What was seen, or could not be, has a `tone`; what stands beside the matter is `quiet`."""

    said: StatusText
    tone: Tone | None = None
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A few sentences under a heading."""

    heading: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A button that opens a page of the system's settings."""

    page: PageInfo
    text: StatusText


@dataclass(frozen=True, slots=True)
class Guide:
    """Plan as the person reads it, the safety note before everything else.

    The note is said once: with the first plan that needs it. A page of the settings is offered with the first that opens it.
    The first plan is `shown`; of the others a line with their title, until the person unfolds them (decision 0586).
    """

    plan: str
    shown: bool
    title: StatusText
    safety: Text | None
    steps: tuple[StatusText, ...]
    effort: StatusText | None
    buttons: tuple[Button, ...]
    fix: FixPart | None = None
    """Part in which Postigo does it itself. Then the steps are folded, unless `steps_shown`."""
    steps_shown: bool = True


@dataclass(frozen=True, slots=True)
class Ask:
    """Question, and what the person said to it. `mine` is the answer, `told` its words.

    `by_row`: the row asks it itself.
    """

    asked: Asked
    said: StatusText
    by_row: bool
    mine: bool | None
    told: Text | None


@dataclass(frozen=True, slots=True)
class Fact:
    """Line of the technical detail: a name, and a value in the pack's words."""

    name: Text | str
    value: Value | Text | str
    pack: str


@dataclass(frozen=True, slots=True)
class Detail:
    """Detail of an open row. It is an `offer` where nothing is looked at unless the person wants.

    `again` is what its last button says, `stop` the one beside it; `trouble` what went wrong when it was asked to look.
    """

    check: str
    offer: bool
    parts: tuple[Part, ...]
    asks: tuple[Ask, ...]
    flow: Flow | None
    """Safety flow of a discreet check. Where it asks, it stands in the place of every other button."""
    heading: Text
    """Heading of the guides: what to do, or what one may do."""
    before: Text | None
    """Words before all guides, on a shared computer or where its policy forbids changes."""
    guides: tuple[Guide, ...]
    copies: bool
    """Whether copies of photos can be made without the place."""
    door: bool
    """Whether the way to help stands below the guides."""
    not_opened: Text | None
    again: Text | None
    stop: Text | None
    trouble: Text | None
    looked: Text | None
    """Note on a check looked at by itself: when, and whether its answer changed."""
    facts: tuple[Fact, ...]
    """The technical detail, folded."""
    sheet: FixSheet | None = None
    """Sheet that a button of this row led to, wherever it stands in the row."""
    aside: AsidePart | None = None
    own: Flow | None = None
    """Question who put a thing there, before the button that is for them only."""


def detail(checklist: Checklist) -> Detail | None:
    """Detail of the open row; None when no row is open."""
    audit, check = checklist.audit, checklist.open_row
    report = audit.shown
    verdict = report.verdict(check) if report else None
    if report is None or (verdict is None and not report.offers(check)):
        return None
    listed = report.listing(check)
    trouble = audit.again_trouble.get(check)
    plans = _plans(listed, verdict) if verdict else ()
    safety = flow(verdict.findings, checklist.whose) if verdict and listed.discreet else None
    asks = tuple(_asks(audit, listed, verdict)) if verdict else ()
    sheet = row_sheet(checklist.fixing, check)
    return Detail(
        check,
        verdict is None,
        (*(_told(listed, verdict) if verdict else _offer(listed)), *_way_out(listed)),
        asks,
        safety,
        _heading(audit, check, verdict.findings if verdict else ()),
        None if listed.told else _before(checklist, plans),
        tuple(_guides(checklist, listed, plans)),
        check == PLACES and verdict is not None and audit.remembered is None,
        any(ask.mine is False for ask in asks),
        WHY[checklist.not_opened[1]] if checklist.not_opened else None,
        _again(audit, listed, verdict),
        Text("Stop") if audit.looks_again(check) else None,
        trouble.text if trouble else None,
        _looked(audit, listed, verdict) if verdict and sheet is None else None,  # a sheet tells it itself
        tuple(_facts(listed, verdict, trouble.detail if trouble else "")),
        sheet,
        aside_part(audit, listed, verdict, unfolded=checklist.aside_shown),
        own(checklist.whose) if checklist.fixing is not None and checklist.fixing.asks_whose(check) else None,
    )


def _before(checklist: Checklist, plans: tuple[Plan, ...]) -> Text | None:
    """Words before the guides. None before a safety note: who looks after the computer may be who did it."""
    fixing = checklist.fixing
    makes = any(plan.means for plan in plans) and not any(plan.safety for plan in plans)
    if fixing is not None and fixing.forbidden and makes and checklist.audit.remembered is None:
        return FORBIDDEN
    return checklist.audit.before_changes(*plans)


def _heading(audit: Audit, check: str, findings: tuple[Finding, ...]) -> Text:
    asks = [finding for finding in findings if finding.level >= Level.ADVISE]
    if asks and all(audit.answers.of(asked(check, finding)) is False for finding in asks):
        return Text("If it is not you")
    return Text("What to do") if asks else Text("What you can do")


def _plans(listed: CheckInfo, verdict: Verdict) -> tuple[Plan, ...]:
    """Plans that are shown. A mere question has its plan only for "no", which makes it ask for something."""
    found = advise(listed, verdict.findings)
    return (*found.needed, *found.offered)


def _asks(audit: Audit, listed: CheckInfo, verdict: Verdict) -> Iterator[Ask]:
    """The questions, each once."""
    row = sentence(listed, verdict).text
    for finding in {asked(verdict.check, one): one for one in verdict.findings if one.needs_confirmation}.values():
        one = asked(verdict.check, finding)
        mine = audit.answers.of(one)
        yield Ask(one, StatusText(finding.text, listed.pack), finding.text == row, mine, _ANSWERED[mine])


_ANSWERED = {
    None: None,
    True: Text("You said that it is you. This is not kept."),
    False: Text("You said that it is not you. This is not kept."),
}


def _told(listed: CheckInfo, verdict: Verdict) -> Iterator[Part]:
    seen = _seen(listed, verdict)
    if seen.lines:
        yield seen
    yield _why(listed)


def _seen(listed: CheckInfo, verdict: Verdict) -> Part:
    """Part on what was seen, beyond the row's own sentence."""
    row = sentence(listed, verdict).text
    findings = sorted(verdict.findings, key=lambda finding: -finding.level)
    others = [finding for finding in findings if finding.text != row and not finding.needs_confirmation]
    seen = [line for finding in findings if finding.text == row for line in _called(finding)]
    for finding in others:
        seen += [Line(StatusText(finding.text, listed.pack), of_level(finding.level)[0]), *_called(finding)]
    seen += [Line(StatusText(gap.text, listed.pack), Tone.FOGGED) for gap in verdict.gaps]
    meaning = Text("We could not check this. It does not mean good or bad.")
    beside = [Line(StatusText(meaning), quiet=True)] if verdict.level is None else []
    heading = Text("What we saw") if len(others) == len(findings) else Text("What we saw besides")
    return Part(heading, (*seen, *beside))


def _called(finding: Finding) -> Iterator[Line]:
    """Names of what somebody put there. They are for whoever helps, and in no title."""
    for name in finding.evidence.values() if finding.whose else ():
        yield Line(StatusText(Text("Its name may be {name}.", values={"name": name})), quiet=True)


def _why(listed: CheckInfo) -> Part:
    tip = Line(StatusText(tips.ADVICE[listed.tip]), quiet=True)
    return Part(Text("Why it matters"), (Line(StatusText(listed.why, listed.pack)), tip))


def _offer(listed: CheckInfo) -> Iterator[Part]:
    """Parts that a person wants to read before they let us look."""
    pack = listed.pack
    if listed.discreet:
        yield Part(watched.HEADING, tuple(Line(StatusText(text)) for text in watched.BEFORE))
    yield Part(Text("What we would read"), (Line(StatusText(listed.coverage.reads, pack)),))
    yield _why(listed)
    yield Part(
        Text("What this can miss"), (Line(StatusText(listed.coverage.misses, pack)), *map(Line, _rights(listed)))
    )
    yield Part(Text("What is given away"), (Line(StatusText(wording.SHARES[listed.share])),))


def _way_out(listed: CheckInfo) -> Iterator[Part]:
    """Words on the quick exit, which stands above a discreet row."""
    if listed.discreet:
        from postigo.guidance.path import QUICK_EXIT  # noqa: PLC0415 - most never open such a row

        yield Part(Text("Quick exit"), tuple(Line(StatusText(text)) for text in QUICK_EXIT))


def _rights(listed: CheckInfo) -> Iterator[StatusText]:
    if listed.coverage.elevated:
        yield StatusText(Text("With administrator rights it could see more."))


def _guides(checklist: Checklist, listed: CheckInfo, plans: tuple[Plan, ...]) -> Iterator[Guide]:
    pack, shown = listed.pack, checklist.plans_shown
    opens = checklist.audit.remembered is None and not checklist.audit.classroom
    parts = fix_parts(checklist.fixing, listed.check, plans)
    warned, offered = False, list[PageInfo]()  # a pack's page may have the id of one of ours, and be another
    for plan in plans:
        pages = list[PageInfo]()
        for step in plan.steps:
            if isinstance(step, OpenSettings) and step.info not in (*offered, *pages) and opens:
                pages.append(step.info)
        fix = parts.get(plan.id)
        sheet = fix.sheet if fix is not None else None
        yield Guide(
            plan.id,
            plan is plans[0] or plan.id in shown,
            StatusText(plan.title, pack),
            # Once, and where it is read before the next button: within a preview.
            wording.safety() if plan.safety and not warned and (sheet is None or sheet.safety is None) else None,
            tuple(StatusText(wording.step(step), pack) for step in plan.steps),
            StatusText(plan.effort, pack) if plan.effort else None,
            tuple(Button(page, StatusText(page.button, pack)) for page in pages),
            fix,
            fix is None or plan.id in checklist.steps_shown or (sheet is not None and sheet.stage is Stage.REFUSED),
        )
        warned = warned or plan.safety
        offered += pages


def _again(audit: Audit, listed: CheckInfo, verdict: Verdict | None) -> Text | None:
    """Text of the button that looks again; None while everything is looked at."""
    busy = audit.changing == listed.check  # the same check is conducted again at its end
    if audit.phase is not Phase.LOOKED or busy or not audit.can_look_again(listed.check):
        return None
    if audit.looks_again(listed.check):
        return Text("Looking…")
    return Text("Check again") if verdict else Text("Look at this now")


def _looked(audit: Audit, listed: CheckInfo, verdict: Verdict) -> Text | None:
    values = {"when": verdict.looked_at}
    match audit.again_changed.get(listed.check):
        case True:
            return Text("Looked again: {when}. The answer has changed.", values=values)
        case False:
            return Text("Looked again: {when}. The answer is the same.", values=values)
        case None if listed.on_request:
            return Text("Looked because you asked: {when}. “Look again” does not look at this.", values=values)
        case None:
            return None


def _facts(listed: CheckInfo, verdict: Verdict | None, trouble: str) -> Iterator[Fact]:
    if verdict:
        yield from _about(listed, verdict)
    for technical in (verdict.detail if verdict else "", trouble):
        if technical:
            yield Fact(Text("Message"), Quoted(technical), listed.pack)
    yield Fact(Text("Name of the check"), listed.check, listed.pack)


def _about(listed: CheckInfo, verdict: Verdict) -> Iterator[Fact]:
    """How it was looked, and what supports the answer."""
    pack = listed.pack
    yield Fact(Text("What is read"), listed.coverage.reads, pack)
    yield Fact(Text("What this can miss"), listed.coverage.misses, pack)
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
