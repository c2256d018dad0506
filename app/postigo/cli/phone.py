"""`postigo phone`: guide through an Android phone and an iPhone, with their menus. It asks nothing."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import UTC, datetime

from postigo.cli import terminal
from postigo.cli.status import Exit
from postigo.core.values import Quoted, Text
from postigo.guidance import phone
from postigo.guidance.phone import EDITIONS, Look, Menu, System
from postigo.guidance.phone_looks import LOOKS, name
from postigo.reports.paper import Paper, wrapped
from postigo.reports.text import guide
from postigo.store.context import Context
from postigo.words import Words

NAMES = {System.ANDROID: Text("Android"), System.IPHONE: Text("iPhone")}


def run(args: Namespace, context: Context) -> int:
    """The command. Both systems, unless one is named."""
    wanted = [system for system in System if getattr(args, system)] or list(System)
    terminal.write(_lines(wanted, Words(context.lang), terminal.paper(sys.stdout)))
    return Exit.NOTHING_TO_DO


def _lines(wanted: list[System], words: Words, paper: Paper) -> Iterator[str]:
    for text in (Text("Look at your phone, step by step"), phone.BEFORE, phone.MOSTLY_ORDINARY):
        yield from wrapped(words.say(text), paper)
        yield ""
    for text in phone.FIND_OUT:
        yield from wrapped(words.say(text), paper)
    today = datetime.now(UTC).date()
    for system in wanted:
        yield ""
        yield from wrapped(words.say(NAMES[system]), paper, style="1")
        for number, look in enumerate((look for look in LOOKS if look.system is system), 1):
            yield ""
            yield from wrapped(f"{number}. {words.say(look.question.text)}", paper, style="1", hang=3)
            yield from _look(look, words, paper)
        yield ""
        for edition in EDITIONS[system]:
            if edition in {next(iter(EDITIONS[system])), "samsung"}:
                for sentence in phone.support(system, edition, today):
                    yield from wrapped(words.say(sentence), paper, margin=3, hang=2)
    yield ""
    yield from wrapped(words.say(phone.NO_VERDICT), paper)


def _look(look: Look, words: Words, paper: Paper) -> Iterator[str]:
    for text in look.why:
        yield from wrapped(words.say(text), paper, margin=3)
    ways: dict[Menu, list[Text]] = {}
    for edition, label in EDITIONS[look.system].items():
        if (way := phone.menu(name(look), edition)) is not None:
            ways.setdefault(way, []).append(label)
    for way, labels in ways.items():
        pages = [_page(page, words) for page in way.way[words.language]]
        values: dict[str, Quoted | list[Text]] = {"edition": labels, "way": Quoted(" > ".join(pages))}
        line = (
            Text("{edition}: {way}.", values=values) if len(ways) > 1 else Text("On the phone: {way}.", values=values)
        )
        told = [line] if way.sure else [line, phone.MAY_BE_CALLED]
        yield from wrapped(" ".join(map(words.say, told)), paper, margin=3, hang=2)
    last = next(iter(ways))
    for text in (look.find, *phone.beside(last, words.language), look.fine, Text("If it is not fine:")):
        yield from wrapped(words.say(text), paper, margin=3)
    yield from guide(look.question.plan, "postigo", words, paper, margin=3)


def _page(page: str, words: Words) -> str:
    return words.say(Text("your picture")) if page == phone.PICTURE else page.replace("|", " / ")
