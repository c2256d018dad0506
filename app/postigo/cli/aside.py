"""`postigo aside`: what is set aside here; set something aside, or take it up again."""

from __future__ import annotations

import sys
import threading
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace

from postigo import invocation
from postigo.audit.request import Request, Rules
from postigo.cli import catalogue, terminal, traces
from postigo.cli.audit import interruptible, stream
from postigo.cli.options import AuditOptions
from postigo.cli.status import Exit, UsageError
from postigo.core import setting_aside
from postigo.core.aside import Aside
from postigo.core.events import Catalogue
from postigo.core.model import Finding, Level
from postigo.core.progress import Progress
from postigo.core.redact import Disclosure
from postigo.core.report import CheckInfo, Report
from postigo.core.setting_aside import Choices, Span
from postigo.core.values import Quoted, Text
from postigo.reports import aside, redaction, text
from postigo.reports.paper import Paper, wrapped
from postigo.store import aside as store
from postigo.store.context import Context
from postigo.words import Words

ALL = "all"


def run(args: Namespace, context: Context) -> int:
    """The command."""
    action = catalogue.one_of("postigo aside", args.action, tuple(_ACTIONS))
    for option, given, of in (("--for", args.span, "snooze"), ("--because", args.because, "accept")):
        if given is not None and action != of:
            raise UsageError(
                Text("{option} goes with “{action}” only.", values={"option": Quoted(option), "action": Quoted(of)})
            )
    try:
        return _ACTIONS[action](args, context) if action else _list(context)
    except store.AsideTrouble as trouble:
        terminal.write([Words(context.lang).say(trouble.text)], sys.stderr)
        return Exit.NOT_OPENED


def _list(context: Context) -> int:
    """Everything that is set aside, by check. No name is kept, so none is told."""
    words, paper, today = Words(context.lang), terminal.paper(sys.stdout), traces.today()
    entries = [entry for entry in store.read().entries if today < entry.until]
    if not entries:
        terminal.write([words.say(Text("Nothing is set aside."))])
        return Exit.NOTHING_TO_DO
    found = catalogue.catalogue(context.settings.enabled_packs)
    words = redaction.words_for(context.lang, found.report())
    lines = {line.check: line for line in (*found.listed, *found.offered)}
    shown = sys.stdout.isatty()

    def told() -> Iterator[str]:
        for entry in entries:
            line = lines.get(entry.check)
            title = words.say(line.title, line.pack) if line else entry.check
            mark = entry.aside if shown else replace(entry.aside, reason=None)
            yield from wrapped(f"- {title}: {words.say(aside.sentence(mark))} ({entry.check})", paper, hang=2)
        yield ""
        yield from wrapped(words.say(Text("Each comes back before that day if something changes.")), paper)
        yield from _again(ALL, words, paper)

    terminal.write(told())
    return Exit.NOTHING_TO_DO


def _again(check: str, words: Words, paper: Paper) -> Iterator[str]:
    command = paper.call("aside", "end", check)
    yield from wrapped(
        words.say(Text("To take it up again: {command}", values={"command": Quoted(command)})), paper, whole=command
    )


def _snooze(args: Namespace, context: Context) -> int:
    chosen = catalogue.one_of("--for", args.span, tuple(Span)) or Span.DAY.value
    span = Span(chosen)
    return _set_aside(
        args, context, lambda found: span in found.spans, lambda: setting_aside.snoozed(span, traces.today())
    )


def _accept(args: Namespace, context: Context) -> int:
    if args.because is None or not args.because.strip():
        raise UsageError(Text("Why is it fine here? Say it with --because. It is kept on this computer only."))
    return _set_aside(
        args, context, lambda found: found.accept, lambda: setting_aside.accepted(args.because, traces.today())
    )


def _set_aside(args: Namespace, context: Context, fits: Callable[[Choices], bool], mark: Callable[[], Aside]) -> int:
    """Look at the check, and set aside what asks in it. All of it in one way, which fits the worst."""
    check = _check(args)
    store.read()  # a list that cannot be read is said before anybody waits for a look
    report = _looked(check, context)
    if report is None:
        return Exit.INTERRUPTED
    line, said = report.listing(check), report.verdict(check)
    findings = said.findings if said else ()
    _refuse_unless(fits, line, findings)
    new = mark()
    chosen = [(line, one, new) for one in findings if setting_aside.choices(line, one) != setting_aside.NONE]
    kept = traces.by_its_owner(lambda: store.add(chosen, traces.today()))
    report = setting_aside.marked(report, kept.find, traces.today())
    level = Disclosure.FULL if sys.stdout.isatty() else Disclosure.SHARED
    report = redaction.redacted(report, level)
    words = redaction.words_for(context.lang, report, redaction.stand_ins(level, report))
    paper = terminal.paper(sys.stdout)
    # A command to type is no name of anybody's: its words are those of no copy.
    terminal.write([*_told(line, report, words, paper), *_hints(line, Words(context.lang), paper)])
    return Exit.NOTHING_TO_DO


def _refuse_unless(fits: Callable[[Choices], bool], line: CheckInfo, findings: tuple[Finding, ...]) -> None:
    found = setting_aside.choices_together(line, findings)
    if found == setting_aside.NONE:
        raise UsageError(
            Text("There is nothing here that can be set aside. It asks for nothing, or only you can tell.")
        )
    if not fits(found):
        day = Quoted(invocation.line("aside", "snooze", line.check))
        raise UsageError(
            Text("This can be set aside until tomorrow, and no longer: {command}", values={"command": day})
        )


def _told(line: CheckInfo, report: Report, words: Words, paper: Paper) -> Iterator[str]:
    said = report.verdict(line.check)
    for finding in said.findings if said else ():
        if finding.level >= Level.ADVISE:
            mark = f" · {words.say(aside.sentence(finding.aside))}" if finding.aside else ""
            yield from text.row(finding.level, f"{words.say(finding.text, line.pack)}{mark}", words, paper)


def _hints(line: CheckInfo, words: Words, paper: Paper) -> Iterator[str]:
    yield ""
    yield from wrapped(words.say(Text("It still counts. It comes back before that day if something changes.")), paper)
    yield from _again(line.check, words, paper)


def _looked(check: str, context: Context) -> Report | None:
    """Report of a look at one check; None where it was stopped. `UsageError` for what nobody may set aside, before any look."""
    cancel, heard = threading.Event(), Progress()
    request = Request(checks=(check,), enabled=context.settings.enabled_packs, rules=Rules.of(context.policy))
    wish = AuditOptions(request, context.lang)
    with interruptible(cancel):
        for event in stream(wish, cancel):
            if isinstance(event, Catalogue) and any(line.discreet for line in event.listed):
                raise UsageError(Text("This cannot be set aside."))
            heard = heard.after(event)
    return None if heard.cancelled else heard.report


def _end(args: Namespace, context: Context) -> int:
    """Take up again what was set aside of one check, or everything."""
    check = _check(args)
    _, gone = traces.by_its_owner(lambda: store.end(lambda entry: check in {ALL, entry.check}, traces.today()))
    told = Text("One thing asks again.", "{n} things ask again.", gone, {"n": gone})
    terminal.write([Words(context.lang).say(told if gone else Text("Nothing of it was set aside."))])
    return Exit.NOTHING_TO_DO


def _check(args: Namespace) -> str:
    if args.check is None:
        raise UsageError(
            Text("Which check? This lists them: {command}", values={"command": Quoted(invocation.line("checks"))})
        )
    return str(args.check)


_ACTIONS: dict[str, Callable[[Namespace, Context], int]] = {"snooze": _snooze, "accept": _accept, "end": _end}
