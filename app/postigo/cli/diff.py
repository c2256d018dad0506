"""`postigo diff A B`: what changed between two looks of the history, or two files."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path as File

from postigo import invocation
from postigo.cli import catalogue, terminal
from postigo.cli.history import FORMS, look
from postigo.cli.output import handed_on
from postigo.cli.status import Exit, UsageError
from postigo.core.diff import Diff, Incomparable, Side, diff
from postigo.core.redact import Disclosure
from postigo.core.values import Path, Quoted, Text
from postigo.reports import comparable, comparison, redaction
from postigo.store.context import Context
from postigo.store.document.model import LONGEST, StoredAuditError
from postigo.store.files import Settings
from postigo.store.history.database import HistoryTrouble
from postigo.store.history.history import history
from postigo.store.os_errors import os_error_reason
from postigo.store.plain import read_plain
from postigo.words import Words


def run(args: Namespace, context: Context) -> int:
    """The command."""
    form = catalogue.one_of("--format", args.format, FORMS)
    level = catalogue.level(args.level, context.policy)
    try:
        one, other = _sides(args, context.settings)
    except HistoryTrouble as trouble:
        terminal.write([Words(context.lang).say(trouble.text)], sys.stderr)
        return Exit.NOT_OPENED
    if one.report.began > other.report.began:
        one, other = other, one
    try:
        seen = diff(one, other)
    except Incomparable:
        raise UsageError(comparison.NOT_COMPARED) from None
    own_screen = form != "json" and level is None and sys.stdout.isatty()
    told = Disclosure.FULL if own_screen else level or Disclosure.SHARED
    words = redaction.words_for(context.lang, seen.after, redaction.stand_ins(told, seen.before, seen.after))
    _write(seen, form or "text", words)
    if not own_screen:
        handed_on(told, form or "text", Words(context.lang))
    worst = seen.worst()
    return Exit.CANNOT_TELL if worst is None else catalogue.status_of(worst)


def _write(seen: Diff, form: str, words: Words) -> None:
    if form == "json":
        from postigo.reports import comparison_json  # noqa: PLC0415 - each form pays for its own imports only

        terminal.write_bytes(comparison_json.render(seen, words))
        return
    terminal.write(comparison.lines(seen, words, terminal.paper(sys.stdout)))


def _sides(args: Namespace, chosen: Settings) -> tuple[Side, Side]:
    """Both sides as named. The last look stands for one that is not."""
    if args.before is not None and args.after is not None:
        return _side(args.before), _side(args.after)
    last = [str(kept.id) for kept in history().looks(2)]
    if args.before is None:
        if len(last) < 2:
            raise UsageError(_too_few(chosen))
        return _side(last[1]), _side(last[0])
    others = [number for number in last if number != args.before.lstrip("0")]
    if not others:
        raise UsageError(Text("There is no look to compare it with. Name two."))
    return _side(args.before), _side(others[0])


def _too_few(chosen: Settings) -> Text:
    """Advice where there are no two looks."""
    if chosen.history:
        return Text("There are no two looks to compare. Each look is kept: try again once there are two. Or name two.")
    return Text(
        "There are no two looks to compare. Name two, or keep each look from now on: {command}",
        values={"command": Quoted(invocation.line("history", "on"))},
    )


def _side(word: str) -> Side:
    """A look by its number, else a file."""
    return comparable.of_stored(look(word)) if word.isdecimal() and word.isascii() else _file(word)


def _file(name: str) -> Side:
    shown = Path(name)
    try:
        return comparable.side(read_plain(File(name), LONGEST))
    except FileNotFoundError:
        raise UsageError(Text("There is no file {file}. Look at its name again.", values={"file": shown})) from None
    except OSError as why:
        raise UsageError(
            Text("{file} cannot be read: {reason}.", values={"file": shown, "reason": os_error_reason(why)})
        ) from None
    except StoredAuditError as trouble:
        raise UsageError(Text("{file}: {why}", values={"file": shown, "why": trouble.text})) from None
