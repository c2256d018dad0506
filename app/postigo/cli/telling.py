"""How a report is told: on the person's own screen while it grows, or as a copy when it is whole."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path as File

from postigo import called
from postigo.cli import output, terminal
from postigo.cli.wish import Wish
from postigo.core.redact import Disclosure
from postigo.core.report import TIPS, Report
from postigo.core.values import Choice, Path, Text
from postigo.reports import copy, html, json_, jsonl, phrases, text
from postigo.words import Words


class Teller:
    """Tells a report: on the person's own screen tip by tip, as each is answered; a copy only when it is whole."""

    def __init__(self, wish: Wish) -> None:
        self._wish = wish
        self._paper = terminal.paper(sys.stdout, details=wish.details, replay=wish.request.replay)
        self._told: list[int] = []
        self.words = Words(wish.lang)

    def hear(self, report: Report, progress: terminal.Progress) -> None:
        """A report that has grown."""
        if not self._wish.own_screen:
            if not self.words.locales:
                self.words = copy.words_for(self._wish.lang, report)
            return
        lines: list[str] = []
        if not self._told:
            self.words = copy.words_for(self._wish.lang, report)
            self._told.append(0)
            lines += text.head(report, self.words, self._paper)
        for number in TIPS:
            if number in self._told:
                continue
            asked = sum(1 for line in report.listed if line.tip == number)
            if sum(1 for _ in report.of_tip(number)) < asked:
                break
            self._told.append(number)
            lines += text.tip(report, number, self.words, self._paper)
        if lines:
            progress.clear()
            terminal.write(lines)

    def close(self, report: Report) -> Report:
        """The rest of it, and the files. What the exit status speaks of: the report as it was told."""
        wish = self._wish
        level = wish.level or Disclosure.GIVE_AWAY
        from postigo.system import identity  # noqa: PLC0415 - a copy for whoever looks after this computer is rare

        people = () if report.remembered or level is not Disclosure.INTERNAL else identity.called()
        words = copy.words_for(wish.lang, report, copy.stand_ins(level, report, people=people))
        shown = report
        if wish.own_screen:
            terminal.write([*text.tail(report, self.words, self._paper), *self._again(report)])
        else:
            shown = copy.copy_of(report, level)
            self._give(wish.form, report, words)
        if wish.report is not None:
            output.write_new(wish.report, html.render(report, words))
            _saved(wish, wish.report, level)
        return shown

    def _again(self, report: Report) -> Iterator[str]:
        """How to go on from here, on this very computer."""
        found = phrases.first(report)
        if found is not None and not report.remembered:
            check = found[0].check
            again, more = Choice(self._paper.call("audit", check)), Choice(self._paper.call("explain", check))
            yield ""
            yield self.words.say(Text("When it is done, look again: {command}", values={"command": again}))
            yield self.words.say(Text("More about it: {command}", values={"command": more}))

    def _give(self, form: str, report: Report, words: Words) -> None:
        """A copy, to a new file or to stdout."""
        wish = self._wish
        match form:
            case "json":
                content = json_.render(report, words)
            case "jsonl":
                content = jsonl.render(report, words)
            case "html":
                content = html.render(report, words)
            case _:
                if wish.output is None and sys.stdout.isatty():
                    terminal.write(text.render(report, words, self._paper).decode().splitlines())
                    return
                here = called.plain if wish.output is not None else called.in_a_copy
                call = called.about(here, wish.request.replay)
                content = text.render(report, words, text.Paper(details=wish.details, call=call))
        if wish.output is not None:
            output.write_new(wish.output, content)
            _saved(wish, wish.output, words.stand_ins.disclosure)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()


def _saved(wish: Wish, place: File, level: Disclosure) -> None:
    saved = Text(
        "Saved: {file} (a copy at the level “{level}”)",
        values={"file": Path(str(place.absolute())), "level": Choice(level)},
    )
    tell(wish, saved)


def tell(wish: Wish, sentence: Text) -> None:
    """A word beside the report, on stderr."""
    terminal.write([Words(wish.lang).say(sentence)], sys.stderr)
