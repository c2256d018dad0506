"""`postigo record`: what this machine answered, without its people, shown before it is kept."""

from __future__ import annotations

import json
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from typing import Any

import postigo
from postigo.audit import supervisor
from postigo.audit.request import Request, Rules
from postigo.cli import catalogue, output, record_place, terminal
from postigo.cli.audit import interruptible
from postigo.cli.status import Exit, UsageError
from postigo.core.events import Catalogue, Started
from postigo.core.progress import Progress
from postigo.core.report import verdict_digest
from postigo.core.system import Platform
from postigo.core.values import Path, Quoted, Text
from postigo.reports.paper import Paper, wrapped
from postigo.reports.printable import printable
from postigo.store.context import Context
from postigo.system import record_calls
from postigo.system.live import live
from postigo.system.recording import Recording, dump, load
from postigo.words import Words


def run(args: Namespace, context: Context) -> int:
    """The command."""
    words = Words(context.lang)
    args.checks, args.output = record_place.chosen(args)
    place = output.refuse_unless_new(args.output)
    if args.replay is not None:
        raise UsageError(Text("A remembered machine is recorded already. Leave --replay out."))
    if not args.yes and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            Text("A recording is shown before it is kept, and nobody is here to see it. Add --yes to skip that.")
        )
    if args.windows_calls is None:
        heard = _look(args, context, words)
        found, lost, cancelled = _recording(heard), _lost(heard), heard.cancelled
    else:
        found, lost = _calls(words), []
        cancelled = found is None
    if cancelled:
        return Exit.INTERRUPTED
    if found is None:
        _tell(Text("Nothing could be recorded. Nothing was kept."), words)
        return Exit.CANNOT_TELL
    if lost:
        _tell(
            Text("What these checks were told is not in it: {checks}", values={"checks": [*map(Quoted, lost)]}), words
        )
    if not args.yes and not _agreed(found, args, words):
        _tell(Text("Nothing was kept."), words)
        return Exit.NOTHING_TO_DO
    output.write_new(place, dump(found))
    _tell(Text("Kept in {file}.", values={"file": Path(str(place))}), words)
    if args.case is not None:
        _tell(Text("Write into its “source” which system that was, without names."), words)
    return Exit.CANNOT_TELL if lost else Exit.NOTHING_TO_DO


def _recording(heard: Progress) -> Recording | None:
    """All that was answered, with the verdicts that follow from it. None if nothing was."""
    parts = [load(event.recording.encode()) for event in heard.remembered]
    if heard.report is None or not parts:
        return None
    answers: dict[str, Any] = {}
    for part in parts:
        answers = {**part.answers, **answers}  # the built-in checks' stand: what others heard takes no place of theirs
    there = {check for event in heard.remembered for check in event.checks}
    follow = {verdict.check: verdict_digest(verdict) for verdict in heard.report.verdicts if verdict.check in there}
    return replace(parts[0], answers=answers, verdicts=follow)


def _lost(heard: Progress) -> list[str]:
    """The checks whose answers are in no recording."""
    there = {check for event in heard.remembered for check in event.checks}
    return [check for check in heard.asked if check not in there]


def _look(args: Namespace, context: Context, words: Words) -> Progress:
    """Put the checks' questions to the machine, and hear what is told of it."""
    cancel, heard, line = threading.Event(), Progress(), terminal.Progress()
    enabled, rules = context.settings.enabled_packs, Rules.of(context.policy)
    request = Request(checks=tuple(args.checks), enabled=enabled, remember=True, rules=rules)
    with interruptible(cancel), closing(supervisor.audit(request, cancel)) as events:
        for event in events:
            heard = heard.after(event)
            if isinstance(event, Catalogue) and (absent := catalogue.missing(args.checks, heard.asked)):
                raise catalogue.unknown(absent, catalogue.catalogue(enabled))
            if isinstance(event, Started):
                line.show(words.say(Text("Asking for {check}", values={"check": Quoted(event.check)})))
    line.clear()
    return heard


def _calls(words: Words) -> Recording | None:
    """Recording of every call of Windows. None if somebody stopped that; `UsageError` on another system."""
    cancel, line = threading.Event(), terminal.Progress()

    def goes_on(name: str) -> bool:
        line.show(words.say(Text("Asking for {check}", values={"check": Quoted(name)})))
        return not cancel.is_set()

    with interruptible(cancel), closing(live()) as system:
        if system.platform is not Platform.WINDOWS:
            raise UsageError(Text("This asks Windows for what only Windows tells. It needs a computer with Windows."))
        found = record_calls.recorded(system, postigo.__version__, goes_on)
    line.clear()
    return found


def _agreed(found: Recording, args: Namespace, words: Words) -> bool:
    """Show everything that would be kept, and ask."""
    paper = terminal.paper(sys.stdout)
    terminal.write(_shown(found, words, paper))
    question = Text("Keep this in {file}?", values={"file": Path(args.output)})
    yes, no = terminal.YES[words.language][0], "n"
    sys.stdout.write(terminal.fitting(f"{words.say(question)} [{yes}/{no.upper()}] ", sys.stdout))
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in terminal.YES[words.language]


def _shown(found: Recording, words: Words, paper: Paper) -> Iterator[str]:
    """Each question with the beginning of its answer, as they would stand in the file."""
    for question, answer in sorted(found.answers.items()):
        yield printable(question)
        yield from wrapped(_brief(answer), paper, margin=4, style="2")
    yield ""
    n = len(found.answers)
    asked = Text(
        "That is one question that was put to this machine, with the beginning of its answer.",
        "Those are {n} questions that were put to this machine, with the beginning of each answer.",
        n,
        {"n": n},
    )
    names = Text(
        "Your name, your account, your home folder and the name of this computer were taken out, "
        "and the people after whom a device is called."
    )
    left = Text(
        "The programs that run here are still in it. A nickname, or the name of a file, may be too: "
        "we cannot tell it from a product. Look for anything that nobody should see."
    )
    for sentence in (asked, names, left):
        yield from wrapped(words.say(sentence), paper)


def _brief(answer: object, longest: int = 300) -> str:
    if isinstance(answer, Mapping) and isinstance(answer.get("out"), str):
        answer = answer["out"]
    text = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest]}… (+{len(text) - longest})"


def _tell(sentence: Text, words: Words) -> None:
    terminal.write([words.say(sentence)], sys.stderr)
