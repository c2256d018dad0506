"""Offers of `postigo fix` for a person, or as JSON. They are shown before, made on a yes, and looked at again."""

from __future__ import annotations

import json
import signal
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

from postigo import invocation
from postigo.cli import catalogue, own_screen, terminal
from postigo.cli.status import Exit, Stopped, UsageError
from postigo.core.advice import advise
from postigo.core.change import CannotChange
from postigo.core.codec import encode
from postigo.core.offer import Offer, offers
from postigo.core.report import Report
from postigo.core.values import Quoted, Text
from postigo.fixes import elevation, live, wording
from postigo.fixes.journal import How
from postigo.fixes.messages import Changed, Message, Preview, Refused
from postigo.fixes.session import Session, told
from postigo.reports import redaction, watched
from postigo.reports.paper import Paper, wrapped
from postigo.reports.text import guide
from postigo.reports.watched import Whose
from postigo.reports.wording import safety
from postigo.store.context import Context
from postigo.words import Words

FORMS = ("text", "json")

STATUS = {
    How.FIXED: Exit.NOTHING_TO_DO,
    How.RESTORED: Exit.NOTHING_TO_DO,
    How.STILL_THERE: Exit.ADVISE,
    How.UNVERIFIED: Exit.CANNOT_TELL,
}


def run(args: Namespace, context: Context, replay: str | None) -> int:
    """Exit status of the command for a person."""
    with honest_stop():
        return _run(args, context, replay)


def _run(args: Namespace, context: Context, replay: str | None) -> int:
    form = catalogue.one_of("--format", args.format, FORMS)
    if args.yes and args.dry_run:
        raise UsageError(Text("--dry-run changes nothing, and --yes changes without asking. Leave one out."))
    if replay is not None and not args.dry_run:
        raise UsageError(Text("A remembered machine cannot be changed. Add --dry-run to see what would be."))
    if args.check is None and (args.yes or args.plan is not None):
        raise UsageError(
            Text(
                "--yes and --plan go with one check. This lists them: {command}",
                values={"command": Quoted(invocation.line("fix"))},
            )
        )
    here = live.session(context.policy, replay, _heard(Words(context.lang)))
    if here.forbidden and (args.check is None or args.yes or form == "json"):
        raise UsageError(wording.FORBIDDEN)
    checks = () if args.check is None else (args.check,)
    report = _looked(here, checks, context, replay)
    every = () if here.forbidden else offers(report, rights=here.rights)
    found = [one for one in every if args.plan in {None, one.plan.id}]
    if args.plan is not None and not found:
        _refuse_plan(report, args.check, args.plan)
    words = redaction.words_for(context.lang, report, redaction.stand_ins(own_screen.disclosure(), report))
    if form == "json":
        return _as_json(here, found, words, args)
    paper = terminal.paper(sys.stdout, replay=replay)
    if not checks:
        terminal.write(_listed(found, words, paper, *(["--dry-run"] if args.dry_run else [])))
        return Exit.NOTHING_TO_DO
    return _each(here, report, found, words, paper, args)


def _each(here: Session, report: Report, found: list[Offer], words: Words, paper: Paper, args: Namespace) -> int:
    """The offers of one check, one after the other; where there is none, the steps."""
    if here.forbidden:
        terminal.write([*wrapped(words.say(wording.FORBIDDEN), paper, style="1"), ""])
    own = () if here.forbidden else _own(report, words, paper, args)
    if own is None:
        return Exit.NOTHING_TO_DO
    found = [*found, *own]
    if not found:
        terminal.write(_by_hand(report, args.check, words, paper))
        verdict = report.verdict(args.check)
        return Exit.CANNOT_TELL if verdict is None or verdict.gaps else Exit.NOTHING_TO_DO
    return max(_one(here, offer, words, paper, args) for offer in found)


def _heard(words: Words) -> elevation.Progress:
    """Line that says how far the system's own tool is with the updates."""
    line = terminal.Progress()

    def heard(step: str, percent: int) -> None:
        line.show(words.say(wording.moved(step, percent)))
        if percent >= 100 and step == "install":
            line.clear()

    return heard


def _looked(here: Session, checks: tuple[str, ...], context: Context, replay: str | None) -> Report:
    """A look at what is named, or at all. `UsageError` for a check that there is not, or that looks for watchers."""
    line = terminal.Progress()
    line.show(Words(context.lang).say(Text("Looking first.")))
    try:
        report = catalogue.speaks_to(context).retold(here.look(checks))
    finally:
        line.clear()
    if any(one not in {listed.check for listed in report.listed} for one in checks):
        raise catalogue.unknown(checks[0], catalogue.catalogue((), replay), replay)
    watching = next((listed for listed in report.listed if listed.discreet), None)
    if watching is not None:
        ask = Quoted(invocation.line("audit", watching.check))
        raise UsageError(
            Text("Postigo changes nothing there. What to do first stands here: {command}", values={"command": ask})
        )
    return report


def _refuse_plan(report: Report, check: str, plan: str) -> None:
    """Refuse a plan that the check does not have. One that it has, and that Postigo cannot carry out now, is shown in steps."""
    plans = [one.id for one in report.listing(check).fixes]
    if plan not in plans:
        raise UsageError(
            Text(
                "{check} has no plan “{plan}”. It has {known}.",
                values={"check": Quoted(check), "plan": Quoted(plan), "known": [Quoted(one) for one in plans]},
            )
        )


def _listed(found: Sequence[Offer], words: Words, paper: Paper, *also: str) -> Iterator[str]:
    """Everything that Postigo can change here, with what is typed for each. `also` are options of this call."""
    if not found:
        yield from wrapped(words.say(Text("There is nothing here that Postigo can change itself.")), paper)
        return
    yield from wrapped(
        words.say(Text("Postigo can change this for you. It shows you everything first.")), paper, style="1"
    )
    for check in dict.fromkeys(one.line.check for one in found):
        yield ""
        for one in (one for one in found if one.line.check == check):
            yield from wrapped(words.say(one.about(one.plan.title), one.line.pack), paper, style="1")
            yield from wrapped(words.say(one.finding.text, one.line.pack), paper, margin=2)
        call = paper.call("fix", check, *also)
        yield from wrapped(call, paper, margin=2, whole=call)


def _by_hand(report: Report, check: str, words: Words, paper: Paper) -> Iterator[str]:
    """Steps of the plans that a person carries out by hand."""
    line, verdict = report.listing(check), report.verdict(check)
    plans = advise(line, verdict.findings if verdict else ()).every
    for gap in verdict.gaps if verdict else ():
        yield from wrapped(words.say(gap.text, line.pack), paper)
    if not plans:
        if verdict is not None and not verdict.gaps:
            yield from wrapped(words.say(Text("There is nothing to change here.")), paper)
        return
    yield from wrapped(words.say(Text("Postigo cannot change this itself. This is how you do it.")), paper, style="1")
    for number, plan in enumerate(plans):
        yield ""
        yield from guide(plan, line.pack, words, paper, margin=2, warn=not any(one.safety for one in plans[:number]))


def _own(report: Report, words: Words, paper: Paper, args: Namespace) -> list[Offer] | None:
    """Offers for what the person put there, by their own reply.

    Empty where nobody can be asked. None where they read the safety note: then nothing else follows (guidance 5.2).
    """
    if args.yes or not is_somebody_here():
        return []
    own = []
    for offer in offers(report, mine=True):
        if not offer.plan.asks_whose or args.plan not in {None, offer.plan.id}:
            continue
        reply = _whose(offer, words, paper)
        if reply is Whose.ME:
            own.append(offer)
            continue
        for sentence in watched.after(reply):
            terminal.write(wrapped(words.say(sentence), paper, margin=2))
        if not watched.is_known(reply):
            return None
    return own


def _whose(offer: Offer, words: Words, paper: Paper) -> Whose:
    """The reply to the question who put a thing there. No number of the list is "I do not know"."""
    terminal.write(wrapped(words.say(offer.finding.text, offer.line.pack), paper, style="1"))
    terminal.write(wrapped(words.say(watched.QUESTION), paper, margin=2))
    for number, reply in enumerate(watched.REPLIES, 1):
        terminal.write(wrapped(f"{number}  {words.say(watched.REPLIES[reply])}", paper, margin=4))
    sys.stdout.write("  ")
    sys.stdout.flush()
    numbered = {str(number): reply for number, reply in enumerate(watched.REPLIES, 1)}
    return numbered.get(sys.stdin.readline().strip(), Whose.UNKNOWN)


def _one(here: Session, offer: Offer, words: Words, paper: Paper, args: Namespace) -> int:
    """One offer: shown; made if the person says so; told."""
    try:
        shown = here.preview(offer)
    except CannotChange as why:
        terminal.write([*_heading(offer, words, paper), *_refused(told(why), words, paper)])
        terminal.write(guide(offer.plan, offer.line.pack, words, paper, margin=2))
        return Exit.CANNOT_TELL
    terminal.write([*_heading(offer, words, paper), *preview_lines(shown, offer.line.pack, words, paper)])
    if not shown.steps and not shown.rights:
        return Exit.NOTHING_TO_DO
    if args.dry_run:
        return Exit.NOTHING_TO_DO
    if not args.yes and not agreed(
        Text("Change it now?"), words, Text("Nobody is here to be asked. Add --yes to change it, or --dry-run.")
    ):
        return unwanted(words, paper)
    try:
        with uninterrupted():
            changed = here.apply(offer, shown.steps)
    except CannotChange as why:
        terminal.write(_refused(told(why), words, paper))
        return Exit.ADVISE
    terminal.write(changed_lines(changed, words, paper))
    return STATUS.get(changed.entry.how or How.HALF, Exit.ADVISE)


def _heading(offer: Offer, words: Words, paper: Paper) -> Iterator[str]:
    yield from wrapped(words.say(offer.about(offer.plan.title), offer.line.pack), paper, style="1")


def preview_lines(shown: Preview, pack: str, words: Words, paper: Paper) -> Iterator[str]:
    """Lines of a preview: now, then, who else notices, undoing, raw steps."""
    sentences = tuple(wording.preview(shown))
    if not sentences:
        yield from wrapped(words.say(wording.ALL_SO), paper, margin=2)
        return
    for sentence in sentences:
        yield from wrapped(words.say(sentence, pack), paper, margin=2)
    if shown.safety:
        yield from wrapped(words.say(safety()), paper, margin=2)
    yield from own_screen.raw_lines(shown.steps, paper)


def changed_lines(changed: Changed, words: Words, paper: Paper) -> Iterator[str]:
    """How a change ended, and how it is undone."""
    entry = changed.entry
    yield from wrapped(words.say(wording.ENDED[entry.how]), paper, margin=2)
    if entry.undoable and not entry.undoes:
        call = paper.call("undo", entry.id)
        hint = Text("To undo it: {command}", values={"command": Quoted(call)})
        yield from own_screen.to_type(hint, call, words, paper, margin=2)


def _refused(why: Refused, words: Words, paper: Paper) -> Iterator[str]:
    yield from wrapped(words.say(why.text), paper, margin=2)


def agreed(question: Text, words: Words, nobody: Text) -> bool:
    """Whether the person says yes here. `UsageError` with `nobody` where none can."""
    if not is_somebody_here():
        raise UsageError(nobody)
    sys.stdout.write(terminal.fitting(f"{words.say(question)} [{terminal.YES[words.language][0]}/N] ", sys.stdout))
    sys.stdout.flush()
    said = sys.stdin.readline()
    if not said.endswith("\n"):  # Ctrl-D: what is written next has a line of its own
        terminal.write([""])
    return said.strip().casefold() in terminal.YES[words.language]


def unwanted(words: Words, paper: Paper) -> Exit:
    """Say that nothing was changed, where the person did not say yes."""
    terminal.write(wrapped(words.say(Text("Nothing was changed.")), paper, margin=2))
    return Exit.ADVISE


def is_somebody_here() -> bool:
    """Whether there is a person to be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@contextmanager
def honest_stop() -> Iterator[None]:
    """A command whose Ctrl-C may mean another thing after a change. What it meant before comes back."""
    before = signal.getsignal(signal.SIGINT) or signal.SIG_DFL
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """A change goes to its end: Ctrl-C does nothing until it is made and noted. After that it says that something was changed."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    after = before
    try:
        yield
        after = _stop_and_say
    finally:
        signal.signal(signal.SIGINT, after)


def _stop_and_say(number: int, frame: FrameType | None) -> NoReturn:
    """End where something is changed already: "Nothing was changed" would be false."""
    del number, frame
    listed = Quoted(invocation.line("changes"))
    raise Stopped(Text("Stopped. What was changed stays so, and this lists it: {command}", values={"command": listed}))


def _as_json(here: Session, found: Sequence[Offer], words: Words, args: Namespace) -> int:
    """The same as one JSON document: previews, or with --yes what was done. It is for this computer, and names its things."""
    done: list[object] = []
    status = Exit.NOTHING_TO_DO
    for offer in found:
        try:
            shown = here.preview(offer)
            message: Message = shown
            if args.yes and args.check is not None:
                with uninterrupted():
                    message = here.apply(offer, shown.steps)
                status = max(status, STATUS.get(message.entry.how or How.HALF, Exit.ADVISE))
        except CannotChange as why:
            message, status = told(why), Exit.CANNOT_TELL
        done.append(
            {
                "check": offer.line.check,
                "plan": offer.plan.id,
                "title": words.say(offer.about(offer.plan.title), offer.line.pack),
                **_plain(message),
            }
        )
    terminal.write_bytes(json.dumps({"changes": done}, ensure_ascii=False, indent=1).encode() + b"\n")
    return status


def _plain(message: Message) -> dict[str, object]:
    match message:
        case Preview():
            return {"steps": encode(message.steps, tag=False), "undoable": message.undoable, "rights": message.rights}
        case Changed():
            return {"id": message.entry.id, "how": message.entry.how, "steps": encode(message.entry.steps, tag=False)}
        case Refused():
            return {"refused": message.why.value, "detail": message.detail}
