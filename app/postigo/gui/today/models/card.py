"""Card under the façade: the question, the progress, or the one thing to do now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from postigo.core.advice import Asked, Thing, asked, set_aside, things
from postigo.core.model import Finding, OpenSettings, Plan, Verdict
from postigo.core.offer import offers_of
from postigo.core.report import CheckInfo, PackState, Report
from postigo.core.settings_page import PageInfo
from postigo.core.values import Text
from postigo.gui.common.status_style import StatusText, Tone, of_level
from postigo.gui.today.models.audit import Audit, Phase
from postigo.guidance import classroom
from postigo.guidance.consent import SHARED_IS_YOURS
from postigo.reports import aside
from postigo.reports.wording import NEITHER
from postigo.words import APP


class Do(Enum):
    """Buttons of the card."""

    CONSENT = auto()  # "It is mine"
    TOGETHER = auto()  # "I am helping somebody who is here with me"
    DECLINE = auto()
    CANCEL = auto()
    LOOK = auto()
    OPEN = auto()  # a page of the settings
    SHOW = auto()  # a row of the list
    MINE = auto()  # "Yes, it is me"
    NOT_MINE = auto()
    TIP = auto()  # the page of a tip
    GO_ON = auto()  # with a look that was stopped
    WALK = auto()  # through what can be done safely


@dataclass(frozen=True, slots=True)
class Action:
    """One button of the card. The first of a card is the main one. `pack` has the words of `text`."""

    text: Text
    do: Do
    check: str = ""
    page: PageInfo | None = None
    asked: tuple[Asked, ...] = ()
    pack: str = APP
    tip: int = 0

    @property
    def said(self) -> StatusText:
        """Words on the button."""
        return StatusText(self.text, self.pack)


@dataclass(frozen=True, slots=True)
class Card:
    """Content of the card. `done` of `total` checks while it looks; `aside` helps with the question; `detail` is technical, folded."""

    tone: Tone | None
    title: StatusText
    label: Text | None = None
    body: tuple[StatusText, ...] = ()
    question: Text | None = None
    aside: Text | None = None
    actions: tuple[Action, ...] = ()
    done: int = 0
    total: int = 0
    detail: str = ""


SHOW = Text("See what to do")
REST = Text("In the rest of what we always look at, we saw nothing that asks for something.")


def card(audit: Audit) -> Card | None:
    """The card as things stand; none once the person said no."""
    match audit.phase:
        case Phase.ASKING:
            return _question_in_class() if audit.classroom else _question()
        case Phase.DECLINED:
            return None
        case Phase.LOOKING:
            return _progress(audit)
        case Phase.LOOKED:
            return _outcome(audit)


def _question() -> Card:
    """Key messages 1 and 2, and red line E8."""
    return Card(
        Tone.NOTE,
        StatusText(Text("Let's look at this computer together.")),
        body=(StatusText(Text("We do not look at your photos or messages. Nothing leaves this computer.")),),
        question=Text("Whose device is it? We look only if that person wants it."),
        aside=SHARED_IS_YOURS,
        actions=(
            Action(Text("It is mine: look now"), Do.CONSENT),
            Action(Text("I am helping somebody who is here with me"), Do.TOGETHER),
            Action(Text("Neither: only the tips"), Do.DECLINE),
        ),
    )


def _question_in_class() -> Card:
    """Red line E8, where the computer is a school's."""
    return Card(
        Tone.NOTE,
        StatusText(Text("Let's look at this computer together.")),
        body=(StatusText(classroom.WE_LOOK),),
        question=Text("Whose device is it? We look only if that person wants it."),
        actions=(Action(classroom.ALLOWED, Do.CONSENT), Action(classroom.NEITHER, Do.DECLINE)),
    )


def _progress(audit: Audit) -> Card:
    total = len(audit.asked) if audit.pending or audit.running else 0
    done = total - len(audit.pending)
    body: tuple[StatusText, ...] = ()
    if audit.report is not None and audit.running:
        listed = audit.report.listing(audit.running[-1])
        body = (StatusText(Text("Now: {title}", values={"title": listed.title}), listed.pack),)
    if audit.stopping:
        title = Text("Stopping…")
    elif total:
        title = Text("Looking: {done} of {total}", values={"done": done, "total": total})
    else:
        title = Text("Getting ready to look…")
    actions = () if audit.stopping else (Action(Text("Cancel"), Do.CANCEL),)
    return Card(Tone.NOTE, StatusText(title), body=body, actions=actions, done=done, total=total)


def _outcome(audit: Audit) -> Card:
    again = Action(Text("Look again"), Do.LOOK)
    report = audit.shown
    if audit.trouble is not None:
        seen = report is not None and any(verdict.findings for verdict in report.seen)
        body = (StatusText(Text("What was seen stays below.")),) if seen else (StatusText(Text("You can look again.")),)
        return Card(
            Tone.FOGGED, StatusText(audit.trouble.text), body=body, actions=(again,), detail=audit.trouble.detail
        )
    if report is None:
        return Card(Tone.BARE, StatusText(Text("Nothing was looked at.")), actions=(again,))
    first = next((thing for thing in things(report) if thing.finding.aside is None), None)
    if first is not None:
        return _start(audit, first)
    if later := set_aside(report):
        return _set_aside(report, later, asks=bool(audit.questions))
    if audit.stopped:
        return _stopped(report)
    return _nothing_to_do(report, asks=bool(audit.questions))


def _start(audit: Audit, thing: Thing) -> Card:
    """One thing, with one main button."""
    listed, finding, plan = thing.line, thing.finding, thing.plan
    no = audit.answers.of(asked(listed.check, finding)) is False
    answered = (StatusText(Text("You said no.")),) if no else ()
    tone, _ = of_level(finding.level)
    pack = listed.pack
    if plan is None:
        body = (*answered, StatusText(listed.why, pack))
    else:
        body = (StatusText(finding.text, pack), *answered, *((StatusText(plan.effort, pack),) if plan.effort else ()))
    before = None if plan is None or listed.told else audit.in_short(plan)
    ours = any(
        plan is offer.plan for offer in offers_of(listed, (finding,), rights=audit.rights())
    )  # its row has a button that does it
    page = (
        None
        if plan is None or before or ours or audit.remembered is not None or audit.classroom
        else _straight_to(plan)
    )
    body = (*body, *((StatusText(before),) if before else ()))
    action = Action(SHOW, Do.SHOW, listed.check)
    if listed.told:
        action = Action(SHOW, Do.TIP, tip=listed.tip)
    elif page is not None:
        action = Action(page.button, Do.OPEN, listed.check, page, pack=pack)
    return Card(tone, StatusText(thing.title, pack), Text("Start here"), body, actions=(action,))


def _set_aside(report: Report, later: list[tuple[CheckInfo, Finding]], *, asks: bool) -> Card:
    """Card where all that asks is set aside. It is as bad as the worst of that."""
    n, (line, worst) = len(later), later[0]
    title = aside.count(n)
    rest = [] if asks else [REST]
    if unknown := sum(1 for verdict in _here(report) if verdict.level is None):
        rest.append(
            Text("{n} thing could not be looked at", "{n} things could not be looked at", unknown, {"n": unknown})
        )
    body = tuple(StatusText(text) for text in rest)
    return Card(of_level(worst.level)[0], StatusText(title), body=body, actions=(Action(SHOW, Do.SHOW, line.check),))


def _straight_to(plan: Plan) -> PageInfo | None:
    """Page that a plan begins with. None where a safety note has to be read first, or another step be taken."""
    first = plan.steps[0] if plan.steps else None
    return first.info if isinstance(first, OpenSettings) and not plan.safety else None


def _stopped(report: Report) -> Card:
    """Card after a look that the person stopped. That they did stands above, with the way on."""
    part = Text("What was looked at asks for nothing. It is not everything.")
    return Card(Tone.FOGGED, StatusText(part if _seen(report) else Text("Nothing was looked at.")))


def _nothing_to_do(report: Report, *, asks: bool) -> Card:
    """Card after a look that asks for nothing. It holds, word for word, whatever a discreet row says below (decision 0700)."""
    unknown = [verdict for verdict in _here(report) if verdict.level is None]
    broken = [pack for pack in report.packs if pack.state is PackState.BROKEN]
    if unknown:
        n = len(unknown)
        title = Text("{n} thing could not be looked at", "{n} things could not be looked at", n, {"n": n})
        show = Action(Text("See why"), Do.SHOW, _first(report, unknown))
        seen = StatusText(REST)
        rest = (seen,) if _seen(report) and not asks else ()
        return Card(Tone.FOGGED, StatusText(title), body=(StatusText(NEITHER), *rest), actions=(show,))
    if broken or not _seen(report):
        missing = Text("A part of Postigo could not be loaded, so not everything was looked at.")
        nothing = Text("There was nothing here that we know how to look at.")
        return Card(Tone.FOGGED, StatusText(missing if broken else nothing), body=(StatusText(NEITHER),))
    if report.incomplete_tips:
        part = Text("What was looked at asks for nothing. It is not everything.")
        return Card(Tone.FOGGED, StatusText(part), actions=(Action(Text("Look again"), Do.LOOK),))
    if asks:
        title = Text("Apart from that, in what we always look at, we saw nothing that asks for something now.")
        return Card(Tone.NOTE, StatusText(title), body=(StatusText(Text("If it is you, there is nothing to do.")),))
    n = sum(line.on_request for line in (*report.listed, *report.offered))  # asked for or not: the card never tells
    only = Text(
        "{n} thing in the list is looked at only if you want.",
        "{n} things in the list are looked at only if you want.",
        n,
        {"n": n},
    )
    return Card(
        Tone.CLOSED,
        StatusText(Text("In what we always look at, we saw nothing that asks for something now.")),
        body=(StatusText(Text("Look again in a month.")), *((StatusText(only),) if n else ())),
    )


def _here(report: Report) -> list[Verdict]:
    return [verdict for verdict in report.seen if verdict.not_applicable is None]


def _seen(report: Report) -> bool:
    return any(verdict.level is not None for verdict in _here(report))


def _first(report: Report, verdicts: list[Verdict]) -> str:
    """The first of these in the catalogue's order."""
    checks = {verdict.check for verdict in verdicts}
    return next(listed.check for listed in report.listed if listed.check in checks)
