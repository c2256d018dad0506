"""Printing of a whole report: on the person's own screen, or as a copy."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path as File
from typing import Final

from postigo import invocation
from postigo.cli import output, terminal
from postigo.cli.options import AuditOptions
from postigo.core import advice
from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.core.values import Quoted, Text
from postigo.reports import redaction, text, watched
from postigo.reports.paper import Paper, wrapped
from postigo.words import Words

FOR_EYES: Final = ("text", "html")
"""Forms that a person reads. For a program the level stands in the report itself."""

DOOR: Final = Text("Tip 6 is no check: it is the way to help, and it is always open. There is nothing to look at.")


class AuditPrinter:
    """Printer of a whole report: on the person's own screen, or as a copy."""

    def __init__(self, wish: AuditOptions) -> None:
        self._wish = wish
        self._paper = terminal.paper(sys.stdout, details=wish.details, replay=wish.request.replay)
        self.words = Words(wish.lang)

    def update(self, report: Report) -> None:
        """A report that has begun: from now on its packs' words are known."""
        self.words = redaction.words_for(self._wish.lang, report)

    def note(self, sentence: Text) -> None:
        """Print a sentence beside the report, on stderr. It is one line where no terminal would break it anywhere."""
        said = Words(self._wish.lang).say(sentence)
        lines = wrapped(said, terminal.paper(sys.stderr)) if sys.stderr.isatty() else [said]
        terminal.write(lines, sys.stderr)

    def warn(self) -> None:
        """Print what to know before a discreet check looks."""
        for sentence in watched.BEFORE:
            self.note(sentence)

    def door(self, report: Report) -> None:
        """Tip 6: what it is, and whom to call. A page says so anyway; a program gets a report in which nothing is."""
        wish = self._wish
        if wish.form != "text" or wish.output is not None:
            self.close(report)
            return
        terminal.write([*wrapped(self.words.say(DOOR), self._paper), ""])
        terminal.write(text.helping(self.words, self._paper))
        if wish.report is not None:
            self._page(
                wish.report, report, redaction.words_for(wish.lang, report, redaction.stand_ins(Disclosure.SHARED))
            )

    def show(self, report: Report) -> None:
        """Print a report of another day, as `close` does. There are no hints on how to go on."""
        wish = self._wish
        if wish.own_screen:
            terminal.write(text.whole(report, self.words, self._paper))
            return
        level = wish.level or Disclosure.SHARED
        self._give(wish.form, report, redaction.words_for(wish.lang, report, redaction.stand_ins(level, report)))

    def close(self, report: Report) -> None:
        """The report, and the files."""
        wish = self._wish
        level = wish.level or Disclosure.SHARED
        people = () if report.remembered or level is not Disclosure.INTERNAL else _people()
        words = redaction.words_for(wish.lang, report, redaction.stand_ins(level, report, people=people))
        if wish.own_screen:
            lines = [*text.whole(report, self.words, self._paper)]
            terminal.write([*lines, *self._again(report, long=len(lines) >= terminal.height())])
        else:
            self._give(wish.form, report, words)
        if wish.report is not None:
            self._page(wish.report, report, words)

    def _page(self, place: File, report: Report, words: Words) -> None:
        from postigo.reports import html  # noqa: PLC0415 - as below

        output.write_new(place, html.render(report, words))
        output.saved(place, words.stand_ins.disclosure, "html", self.words)

    def _again(self, report: Report, *, long: bool) -> Iterator[str]:
        """Hints on how to go on from here. `long` where the beginning, with what to do, has left the screen."""
        thing = next(iter(advice.things(report)), None)
        if thing is None:
            return
        if long:
            top = Text("What to do first stands at the top: {thing}", values={"thing": thing.title})
            yield ""
            yield from wrapped(self.words.say(top, thing.line.pack), self._paper, style="1")
        if not report.remembered:
            if thing.plan and (before := self._wish.reader.before_changes(thing.plan)):
                yield ""
                yield from wrapped(self.words.say(before), self._paper)
            check = thing.line.check
            again, more = Quoted(self._paper.call("audit", check)), Quoted(self._paper.call("explain", check))
            yield ""
            yield self.words.say(Text("When it is done, look again: {command}", values={"command": again}))
            yield self.words.say(Text("More about it: {command}", values={"command": more}))

    def _give(self, form: str, report: Report, words: Words) -> None:
        """A copy, to a new file or to stdout. Each form pays for its own imports only."""
        wish = self._wish
        match form:
            case "json":
                from postigo.reports import json_  # noqa: PLC0415

                content = json_.render(report, words)
            case "jsonl":
                from postigo.reports import jsonl  # noqa: PLC0415

                content = jsonl.render(report, words)
            case "html":
                from postigo.reports import html  # noqa: PLC0415

                content = html.render(report, words)
            case _:
                if wish.output is None and sys.stdout.isatty():
                    terminal.write(text.render(report, words, self._paper).decode().splitlines())
                    return
                here = invocation.plain if wish.output is not None else invocation.in_a_copy
                call = invocation.about(here, wish.request.replay)
                content = text.render(report, words, Paper(details=wish.details, call=call))
        if wish.output is not None:
            output.write_new(wish.output, content)
            output.saved(wish.output, words.stand_ins.disclosure, form, self.words)
            return
        terminal.write_bytes(content)
        output.handed_on(words.stand_ins.disclosure, form, self.words)
        if wish.level is None and form in FOR_EYES and not sys.stdout.isatty():
            terminal.write([self.words.say(redaction.NAMES_ARE_OUT)], sys.stderr)


def _people() -> tuple[str, ...]:
    """The names by which this computer calls people."""
    from postigo.system import identity  # noqa: PLC0415 - a copy for whoever looks after this computer is rare

    return identity.called()
