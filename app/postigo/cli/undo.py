"""`postigo undo`: a change of Postigo taken back, to the value before."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from postigo import invocation
from postigo.cli import catalogue, own_account, own_screen, terminal
from postigo.cli.changes import plain
from postigo.cli.fix_offers import FORMS, STATUS, agreed, changed_lines, honest_stop, uninterrupted, unwanted
from postigo.cli.status import Exit, UsageError
from postigo.core.change import CannotChange, Step
from postigo.core.redact import Pseudonyms
from postigo.core.values import Quoted, Text
from postigo.fixes.journal import Content, Entry, can_be_undone, later_on_the_same
from postigo.fixes.session import told
from postigo.reports.paper import wrapped
from postigo.store.context import Context


def run(args: Namespace, context: Context) -> int:
    """The command. Without an id it takes back the last change that can be."""
    with honest_stop():
        return _run(args, context)


def _run(args: Namespace, context: Context) -> int:
    from postigo.fixes.live import session  # noqa: PLC0415 - help has no need of it

    form = catalogue.one_of("--format", args.format, FORMS)
    own_account.refuse_another()
    if form == "json" and not args.yes:
        raise UsageError(Text("With --format json nobody is asked. Add --yes to undo it."))
    words = catalogue.words(context.lang, Pseudonyms(own_screen.disclosure()))
    here, paper = session(context.policy), terminal.paper(sys.stdout)
    try:
        content = here.journal.read()
        entry = _chosen(content, args.id)
        if form != "json":
            terminal.write(wrapped(words.say(entry.title, entry.pack), paper, style="1"))
            back = [Step(step.setting, step.to, step.before) for step in reversed(entry.steps)]
            terminal.write(own_screen.raw_lines(back, paper))
        later = later_on_the_same(content, entry)
        if later is not None:
            first = invocation.line("undo", later.id)
            raise UsageError(
                Text(
                    "A later change of the same thing must be undone first: {command}",
                    values={"command": Quoted(first)},
                )
            )
        if not args.yes and not agreed(
            Text("Undo it now?"), words, Text("Nobody is here to be asked. Add --yes to undo it.")
        ):
            return unwanted(words, paper)
        with uninterrupted():
            changed = here.undo(entry.id)
    except CannotChange as why:
        terminal.write(wrapped(words.say(told(why).text), paper), sys.stderr)
        return Exit.ADVISE
    if form == "json":
        terminal.write_bytes(json.dumps(plain(changed.entry, words), ensure_ascii=False, indent=1).encode() + b"\n")
    else:
        terminal.write(changed_lines(changed, words, paper))
    return STATUS.get(changed.entry.how, Exit.ADVISE) if changed.entry.how else Exit.ADVISE


def _chosen(content: Content, id_: str | None) -> Entry:
    """The change by its id, or the last one that can be taken back. `UsageError` if there is none."""
    able = [entry for entry in content.entries if can_be_undone(entry) and not entry.undoes]
    if id_ is not None:
        entry = next((one for one in able if one.id == id_), None)
        if entry is not None:
            return entry
        listed = Quoted(invocation.line("changes"))
        raise UsageError(
            Text(
                "There is no change “{id}” that can be undone. This lists them: {command}",
                values={"id": Quoted(id_), "command": listed},
            )
        )
    if not able:
        raise UsageError(Text("There is nothing that Postigo changed and could undo."))
    return able[-1]
