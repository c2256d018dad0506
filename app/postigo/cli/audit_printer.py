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
from postigo.reports import copies, redaction, shape, signature, text, watched, wording
from postigo.reports.paper import Paper, wrapped
from postigo.reports.shape import Document, Refs
from postigo.store.document.model import StoredAudit
from postigo.words import Words

FOR_EYES: Final = ("text", "html", "md")
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
            self._save(wish.report, "html", self._given(report))

    def show(self, stored: StoredAudit) -> None:
        """Print an audit of another day, as `close` does. There are no hints on how to go on."""
        if self._wish.own_screen:
            terminal.write(text.whole(shape.shown(stored.report, self.words), self.words, self._paper))
        else:
            self.give(self._given(stored.report, stored.refs))

    def give(self, document: Document) -> None:
        """Write a copy where it was wanted: to its file, or to stdout."""
        if self._wish.output is not None:
            self._save(self._wish.output, self._wish.form, document)
        else:
            self._hand_on(document)

    def close(self, report: Report) -> None:
        """The report, and the files."""
        wish = self._wish
        report = wish.reader.retold(report)
        if wish.own_screen:
            lines = [*text.whole(shape.shown(report, self.words), self.words, self._paper)]
            terminal.write([*lines, *self._again(report, long=len(lines) >= terminal.height())])
            if wish.report is not None:
                self._save(wish.report, "html", self._given(report))
            return
        document = self._given(report)
        self.give(document)
        if wish.report is not None:
            self._save(wish.report, "html", document)

    def _given(self, report: Report, refs: Refs | None = None) -> Document:
        """The document that is given away, at the level that was asked for. `refs`: those of a stored audit."""
        wish = self._wish
        level = wish.level or Disclosure.SHARED
        if level is Disclosure.FULL:
            self.note(wording.COPIES[level])
        document = copies.document(report, wish.lang, level, wish.cover, wish.pair[1] if wish.pair else None, refs)
        if wish.secret is not None:
            document = signature.signed(document, wish.secret)
        if wish.pair is not None:
            output.write_pair(*wish.pair)
        return document

    def _hand_on(self, document: Document) -> None:
        """Write a copy to stdout."""
        wish = self._wish
        if wish.form == "text" and sys.stdout.isatty():
            terminal.write(text.render(document, self._paper).decode().splitlines())
            return
        terminal.write_bytes(self._rendered(wish.form, document))
        output.handed_on(Disclosure(document["level"]), wish.form, self.words)
        if wish.level is None and wish.form in FOR_EYES and not sys.stdout.isatty():
            terminal.write([self.words.say(redaction.NAMES_ARE_OUT)], sys.stderr)

    def _save(self, place: File, form: str, document: Document) -> None:
        (output.write_metrics if form == "prom" else output.write_new)(place, self._rendered(form, document))
        output.saved(place, Disclosure(document["level"]), form, self.words)

    def _rendered(self, form: str, document: Document) -> bytes:
        """A copy in one form. Each pays for its own imports only."""
        wish = self._wish
        if form == "text":
            here = invocation.plain if wish.output is not None else invocation.in_a_copy
            call = invocation.about(here, wish.request.replay)
            return text.render(document, Paper(details=wish.details, call=call))
        from postigo.reports.formats import render  # noqa: PLC0415 - see above

        return render(form, document)

    def _again(self, report: Report, *, long: bool) -> Iterator[str]:
        """Hints on how to go on from here. `long` where the beginning, with what to do, has left the screen."""
        thing = next((one for one in advice.things(report) if one.finding.aside is None), None)
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
