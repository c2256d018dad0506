"""`postigo history`: the looks that are kept here. Off until the person says yes."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

from postigo import invocation
from postigo.audit.request import Request
from postigo.cli import catalogue, terminal
from postigo.cli.audit_printer import AuditPrinter
from postigo.cli.options import AuditOptions
from postigo.cli.status import Exit, UsageError
from postigo.core.policy import Policy
from postigo.core.policy_says import NO_HISTORY
from postigo.core.values import Path, Quoted, Text
from postigo.reports import looks
from postigo.reports.paper import Paper, wrapped
from postigo.store import files
from postigo.store.context import Context
from postigo.store.document.model import StoredAudit
from postigo.store.files import LONGEST_DAYS, Settings
from postigo.store.history.database import HistoryTrouble
from postigo.store.history.history import SHOWN, History, history
from postigo.words import Words

FORMS = ("text", "json")


def run(args: Namespace, context: Context) -> int:
    """The command."""
    words = Words(context.lang)
    action = catalogue.one_of("postigo history", args.action, tuple(_ACTIONS))
    _refuse_what_does_not_go(args, action)
    try:
        return _ACTIONS[action](args, context) if action else _status(context, words)
    except HistoryTrouble as trouble:
        terminal.write([words.say(trouble.text)], sys.stderr)
        return Exit.NOT_OPENED


def _refuse_what_does_not_go(args: Namespace, action: str | None) -> None:
    goes = {"--days": "on", "--yes": "forget", "--format": "list", "--details": "show"}
    given = {
        "--days": args.days is not None,
        "--yes": args.yes,
        "--format": args.format is not None,
        "--details": args.details,
    }
    for option, of in goes.items():
        if given[option] and action != of:
            raise UsageError(
                Text("{option} goes with “{action}” only.", values={"option": Quoted(option), "action": Quoted(of)})
            )
    if args.number is not None and action != "show":
        raise UsageError(Text("A number goes with “{action}” only.", values={"action": Quoted("show")}))


def _status(context: Context, words: Words) -> int:
    """Whether looks are kept, how many there are, and how to go on."""
    paper = terminal.paper(sys.stdout)
    chosen, kept = context.settings, history()
    terminal.write(_kept(chosen, kept, words, paper, context.policy))
    return Exit.NOTHING_TO_DO


def _kept(chosen: Settings, kept: History, words: Words, paper: Paper, policy: Policy) -> Iterator[str]:
    n = kept.count()
    yield from wrapped(words.say(looks.state(chosen)), paper, style="1")
    if policy.history_off:
        yield from wrapped(words.say(NO_HISTORY), paper)
    yield from wrapped(words.say(_how_many(n)), paper)
    if n:
        yield from wrapped(words.say(Text("They are in {file}.", values={"file": Path(str(kept.file))})), paper)
    on, off, listing, forget = (paper.call("history", action) for action in ("on", "off", "list", "forget"))
    changed = paper.call("diff")
    hints = [
        (
            not (chosen.history or policy.history_off),
            on,
            Text("To keep them: {command}", values={"command": Quoted(on)}),
        ),
        (bool(n), listing, Text("To see the list: {command}", values={"command": Quoted(listing)})),
        (n > 1, changed, Text("To see what changed: {command}", values={"command": Quoted(changed)})),
        (chosen.history, off, Text("To keep no more: {command}", values={"command": Quoted(off)})),
        (bool(n), forget, Text("To delete all of them: {command}", values={"command": Quoted(forget)})),
    ]
    for fits, command, hint in hints:
        if fits:
            yield from wrapped(words.say(hint), paper, whole=command)


def _how_many(n: int) -> Text:
    if not n:
        return Text("There is none yet.")
    return Text("There is one.", "There are {n}.", n, {"n": n})


def _on(args: Namespace, context: Context) -> int:
    if context.policy.history_off:
        raise UsageError(NO_HISTORY)
    days = files.KEEP_DAYS if args.days is None else args.days
    if not 1 <= days <= LONGEST_DAYS:
        raise UsageError(Text("--days takes a number from 1 to {most}.", values={"most": LONGEST_DAYS}))
    after = _choose(lambda settings: replace(settings, history=True, history_days=days))
    kept = history()
    kept.prune(datetime.now(UTC), days)
    words, paper = Words(context.lang), terminal.paper(sys.stdout)
    about = (line for sentence in looks.ABOUT for line in wrapped(words.say(sentence), paper))
    terminal.write([*_kept(after, kept, words, paper, context.policy), "", *about])
    return Exit.NOTHING_TO_DO


def _off(args: Namespace, context: Context) -> int:  # noqa: ARG001 - every action takes the call
    after = _choose(lambda settings: replace(settings, history=False))
    terminal.write(_kept(after, history(), Words(context.lang), terminal.paper(sys.stdout), context.policy))
    return Exit.NOTHING_TO_DO


def _choose(change: Callable[[Settings], Settings]) -> Settings:
    """Keep a choice in the settings as they are now. `UsageError` if it cannot be kept."""
    try:
        after = change(files.settings())
        files.keep(after)
    except files.SettingsTrouble as trouble:
        raise UsageError(trouble.text) from None
    return after


def _list(args: Namespace, context: Context) -> int:
    form = catalogue.one_of("--format", args.format, FORMS)
    kept, words = history(), Words(context.lang)
    kept.prune(datetime.now(UTC), context.settings.history_days)
    found = kept.looks()
    if form == "json":
        terminal.write_bytes(looks.render(found, context.settings, words))
        return Exit.NOTHING_TO_DO
    paper = terminal.paper(sys.stdout)
    if not found:
        terminal.write(_kept(context.settings, kept, words, paper, context.policy))
        return Exit.NOTHING_TO_DO
    terminal.write(looks.lines(found, words, paper))
    if len(found) == SHOWN:
        terminal.write(wrapped(words.say(Text("These are the last {n}.", values={"n": SHOWN})), paper))
    return Exit.NOTHING_TO_DO


def _show(args: Namespace, context: Context) -> int:
    """One look again, as on its day. Like every copy, what is not for this screen has the names taken out."""
    stored = look(args.number)
    printer = AuditPrinter(AuditOptions(Request(), context.lang, details=args.details))
    printer.update(stored.report)
    printer.show(stored)
    worst = stored.report.worst()
    return Exit.CANNOT_TELL if worst is None else catalogue.status_of(worst)


def look(number: str | None) -> StoredAudit:
    """A look by its number, as it was typed. `UsageError` if there is none."""
    listed = Quoted(invocation.line("history", "list"))
    if number is None:
        raise UsageError(Text("Which look? This lists them: {command}", values={"command": listed}))
    found = history().open(int(number)) if _is_number(number) else None
    if found is None:
        raise UsageError(
            Text(
                "There is no look “{number}”. This lists them: {command}",
                values={"number": Quoted(number), "command": listed},
            )
        )
    return found


def _is_number(word: str) -> bool:
    """Whether a word can be the number of a look. One of more digits than SQLite has is none."""
    return word.isascii() and word.isdecimal() and len(word) < 19


def _forget(args: Namespace, context: Context) -> int:
    kept, words = history(), Words(context.lang)
    if not kept.files():
        terminal.write([words.say(Text("There is no history to delete."))])
        return Exit.NOTHING_TO_DO
    if not args.yes and not _agreed(words):
        return Exit.NOTHING_TO_DO
    kept.delete()
    terminal.write([words.say(Text("The history is deleted."))])
    if context.settings.history:
        off = invocation.line("history", "off")
        still = Text("The next look begins a new one. To keep no more: {command}", values={"command": Quoted(off)})
        terminal.write([words.say(still)])
    return Exit.NOTHING_TO_DO


def _agreed(words: Words) -> bool:
    """Whether the person says yes here. `UsageError` where nobody can."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(Text("Nobody is here to be asked. Add --yes to delete the history."))
    yes = terminal.YES[words.language][0]
    question = words.say(looks.FORGET_ALL)
    sys.stdout.write(terminal.fitting(f"{question} [{yes}/N] ", sys.stdout))
    sys.stdout.flush()
    return sys.stdin.readline().strip().casefold() in terminal.YES[words.language]


_ACTIONS: dict[str, Callable[[Namespace, Context], int]] = {
    "on": _on,
    "off": _off,
    "list": _list,
    "show": _show,
    "forget": _forget,
}
