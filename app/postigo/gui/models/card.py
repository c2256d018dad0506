"""The one card under the façade: the question, the progress, or the one thing to do now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from postigo.core.model import Finding, OpenSettings, Place, Plan, Verdict
from postigo.core.report import Listed, PackState, Report, to_do
from postigo.core.values import Text
from postigo.gui.models.audit import Audit, Phase
from postigo.gui.models.places import BUTTONS
from postigo.gui.models.tone import Said, Tone, of_level
from postigo.reports.phrases import NEITHER


class Do(Enum):
    """What a button of the card does."""

    CONSENT = auto()
    DECLINE = auto()
    CANCEL = auto()
    LOOK = auto()
    OPEN = auto()  # a page of the settings
    SHOW = auto()  # a row of the list


@dataclass(frozen=True, slots=True)
class Action:
    """One button of the card. The first of a card is the main one."""

    text: Text
    do: Do
    check: str = ""
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """What the card shows. `done` of `total` checks while it looks; `detail` is technical, folded."""

    tone: Tone | None
    title: Said
    label: Text | None = None
    body: tuple[Said, ...] = ()
    question: Text | None = None
    actions: tuple[Action, ...] = ()
    done: int = 0
    total: int = 0
    detail: str = ""


SHOW = Text("See what to do")


def card(audit: Audit) -> Card | None:
    """The card as things stand; none once the person said no."""
    match audit.phase:
        case Phase.ASKING:
            return _question()
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
        Said(Text("Let's look at this computer together.")),
        body=(Said(Text("We do not look at your photos or messages. Nothing leaves this computer.")),),
        question=Text("Is it your device, or is the person with you and wants to do it? If not, please stop here."),
        actions=(Action(Text("Yes, look now"), Do.CONSENT), Action(Text("No"), Do.DECLINE)),
    )


def _progress(audit: Audit) -> Card:
    total = len(audit.asked) if audit.pending or audit.running else 0
    done = total - len(audit.pending)
    body: tuple[Said, ...] = ()
    if audit.report is not None and audit.running:
        listed = audit.report.listing(audit.running[-1])
        body = (Said(Text("Now: {title}", values={"title": listed.title}), listed.pack),)
    if audit.stopping:
        title = Text("Stopping…")
    elif total:
        title = Text("Looking: {done} of {total}", values={"done": done, "total": total})
    else:
        title = Text("Getting ready to look…")
    actions = () if audit.stopping else (Action(Text("Cancel"), Do.CANCEL),)
    return Card(Tone.NOTE, Said(title), body=body, actions=actions, done=done, total=total)


def _outcome(audit: Audit) -> Card:
    again = Action(Text("Look again"), Do.LOOK)
    report = audit.report
    if audit.trouble is not None:
        seen = report is not None and any(verdict.findings for verdict in report.verdicts)
        body = (Said(Text("What was seen stays below.")),) if seen else (Said(Text("You can look again.")),)
        return Card(Tone.FOGGED, Said(audit.trouble.text), body=body, actions=(again,), detail=audit.trouble.detail)
    if report is None:
        return Card(Tone.BARE, Said(Text("Nothing was looked at.")), actions=(again,))
    things = to_do(report)
    if things:
        return _start(*things[0], remembered=audit.remembered is not None)
    if audit.cancelled:
        stays = Text("What was seen stays below. Look again when you want.")
        return Card(Tone.FOGGED, Said(Text("You stopped the look.")), body=(Said(stays),), actions=(again,))
    return _nothing_to_do(report)


def _start(listed: Listed, finding: Finding, *, remembered: bool) -> Card:
    """One thing, with one main button."""
    tone, _ = of_level(finding.level)
    plan = next((plan for fix in finding.fixes if (plan := listed.plan(fix)) is not None), None)
    pack = listed.pack
    if plan is None:
        title, body = finding.text, (Said(listed.why, pack),)
    else:
        title = plan.title
        body = (Said(finding.text, pack), *((Said(plan.effort, pack),) if plan.effort else ()))
    place = None if plan is None or remembered else _straight_to(plan)
    action = Action(BUTTONS[place], Do.OPEN, listed.check, place) if place else Action(SHOW, Do.SHOW, listed.check)
    return Card(tone, Said(title, pack), Text("Start here"), body, actions=(action,))


def _straight_to(plan: Plan) -> Place | None:
    """The page that a plan begins with; none where a safety note has to be read first, or another step be taken."""
    first = plan.steps[0] if plan.steps else None
    return first.place if isinstance(first, OpenSettings) and not plan.safety else None


def _nothing_to_do(report: Report) -> Card:
    for verdict in _here(report):
        asks = next((finding for finding in verdict.findings if finding.asks), None)
        if asks is not None:
            return _is_it_you(report.listing(verdict.check), asks)
    unknown = [verdict for verdict in _here(report) if verdict.level is None]
    broken = [pack for pack in report.packs if pack.state is PackState.BROKEN]
    if unknown:
        n = len(unknown)
        title = Text("{n} thing could not be looked at", "{n} things could not be looked at", n, {"n": n})
        show = Action(Text("See why"), Do.SHOW, _first(report, unknown))
        seen = Said(Text("In the rest we saw nothing that asks for something."))
        return Card(
            Tone.FOGGED, Said(title), body=(Said(NEITHER), *((seen,) if _seen(report) else ())), actions=(show,)
        )
    if broken or not _seen(report):
        missing = Text("A part of Postigo could not be loaded, so not everything was looked at.")
        nothing = Text("There was nothing here that we know how to look at.")
        return Card(Tone.FOGGED, Said(missing if broken else nothing), body=(Said(NEITHER),))
    if report.partly:
        part = Text("What was looked at asks for nothing. It is not everything.")
        return Card(Tone.FOGGED, Said(part), actions=(Action(Text("Look again"), Do.LOOK),))
    n = len(report.offered)
    only = Text(
        "{n} thing in the list is looked at only if you want.",
        "{n} things in the list are looked at only if you want.",
        n,
        {"n": n},
    )
    return Card(
        Tone.CLOSED,
        Said(Text("We saw nothing that asks for something now.")),
        body=(Said(Text("Look again in a month.")), *((Said(only),) if n else ())),
    )


def _is_it_you(listed: Listed, finding: Finding) -> Card:
    """Somebody looks through a shutter now, and only the person knows whether that is right."""
    calm = Said(Text("If it is you, there is nothing to do."))
    show = Action(Text("And if it is not?"), Do.SHOW, listed.check)
    return Card(Tone.AJAR, Said(finding.text, listed.pack), Text("Only you can know"), (calm,), actions=(show,))


def _here(report: Report) -> list[Verdict]:
    return [verdict for verdict in report.verdicts if verdict.not_here is None]


def _seen(report: Report) -> bool:
    return any(verdict.level is not None for verdict in _here(report))


def _first(report: Report, verdicts: list[Verdict]) -> str:
    """The first of these in the catalogue's order."""
    checks = {verdict.check for verdict in verdicts}
    return next(listed.check for listed in report.listed if listed.check in checks)
