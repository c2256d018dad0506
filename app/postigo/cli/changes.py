"""`postigo changes`: what Postigo changed here, and how each is undone."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator

from postigo.cli import catalogue, own_account, own_screen, terminal
from postigo.cli.status import Exit
from postigo.core.change import CannotChange
from postigo.core.codec import encode
from postigo.core.redact import Pseudonyms
from postigo.core.values import Quoted, Text
from postigo.fixes import wording
from postigo.fixes.journal import Content, Entry, Journal, can_be_undone, interrupted
from postigo.fixes.session import told
from postigo.reports.paper import Paper, wrapped
from postigo.store.context import Context
from postigo.words import Words

FORMS = ("text", "json")


def run(args: Namespace, context: Context) -> int:
    """The command. Exit status: 0; 1 where a change was interrupted or the journal cannot be read."""
    form = catalogue.one_of("--format", args.format, FORMS)
    own_account.refuse_another()
    paper = terminal.paper(sys.stdout)
    try:
        content = Journal().read()
    except CannotChange as why:
        terminal.write(wrapped(Words(context.lang).say(told(why).text), paper), sys.stderr)
        return Exit.ADVISE
    words = (
        catalogue.words(context.lang, Pseudonyms(own_screen.disclosure())) if content.entries else Words(context.lang)
    )
    if form == "json":
        terminal.write_bytes(json.dumps(_plain(content, words), ensure_ascii=False, indent=1).encode() + b"\n")
    else:
        terminal.write(_lines(content, words, paper))
    return Exit.ADVISE if interrupted(content) else Exit.NOTHING_TO_DO


def _lines(content: Content, words: Words, paper: Paper) -> Iterator[str]:
    if not content.entries and not content.pruned:
        yield from wrapped(words.say(Text("Postigo has changed nothing here.")), paper)
    killed = interrupted(content)
    for entry in reversed(content.entries):
        if entry.undoes:
            continue
        how = None if entry in killed else entry.how
        yield from wrapped(words.say(entry.title, entry.pack), paper, style="1")
        yield from wrapped(
            words.say(Text("{day}: {how}", values={"day": entry.at, "how": wording.ENDED[how]})), paper, margin=2
        )
        yield from own_screen.raw_lines(entry.steps, paper)
        if can_be_undone(entry):
            call = paper.call("undo", entry.id)
            hint = Text("To undo it: {command}", values={"command": Quoted(call)})
            yield from own_screen.to_type(hint, call, words, paper, margin=2)
    for title in content.pruned:
        told_ = Text("Too old to be undone: {title}", values={"title": title})
        yield from wrapped(words.say(told_), paper)
    for sentence in wording.unread(content):
        yield from wrapped(words.say(sentence), paper)


def _plain(content: Content, words: Words) -> dict[str, object]:
    return {
        "changes": [plain(entry, words) for entry in content.entries],
        "pruned": [words.say(title) for title in content.pruned],
        "damaged": content.damaged,
        "younger": content.younger,
    }


def plain(entry: Entry, words: Words) -> dict[str, object]:
    """A change as JSON knows it."""
    return {
        "id": entry.id,
        "at": entry.at.isoformat(),
        "check": entry.key.check,
        "plan": entry.key.plan,
        "title": words.say(entry.title, entry.pack),
        "steps": encode(entry.steps, tag=False),
        "how": None if entry.how is None else entry.how.value,
        "undoes": entry.undoes or None,
        "can_be_undone": can_be_undone(entry) and not entry.undoes,
    }
