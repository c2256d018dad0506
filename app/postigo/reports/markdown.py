"""Report as Markdown, for a chat or a ticket, with a list to tick.

What came from a machine is escaped (CommonMark 0.31, 2.4: a backslash before any ASCII punctuation), so that no name becomes
a link, a picture, a mention or markup.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from postigo.core.model import Level, Scope
from postigo.core.report import DOOR
from postigo.core.values import Text
from postigo.reports import parts, wording
from postigo.reports.shape import Document, advised, of_tip
from postigo.words import Words

_SIGNS: Final = {"good": "✓", "note": "•", "advise": "△", "act": "❗", None: "?"}
_MARKUP: Final = re.compile(r"[\\`*_\[\]<>|~&$]|^[=+-]|(?<=^\d)[.)]|(?<=^\d\d)[.)]|(?<=^\d\d\d)[.)]|(?<=^\d{4})[.)]")
_CALLS: Final = re.compile(r"([@#]|://|(?<=www)\.)")
"""Signs of a mention or a link in chats and trackers, wherever they stand."""
_NOTHING: Final = "\N{ZERO WIDTH NON-JOINER}"


def render(document: Document) -> bytes:
    """The document as Markdown, UTF-8."""
    words = Words(document["lang"])
    return ("\n".join(_lines(document, words)) + "\n").encode()


def plain(text: str) -> str:
    """Text on one line, in which nothing is markup."""
    return _CALLS.sub(rf"\1{_NOTHING}", _MARKUP.sub(r"\\\g<0>", " ".join(text.split())))


def _lines(document: Document, words: Words) -> Iterator[str]:
    yield f"# {plain(parts.label(document))}"
    for sentence in parts.above(document, words):
        yield from ("", plain(sentence))
    yield from ("", f"**{plain(' '.join(document['verdict']))}**", "")
    for shutter in document["shutters"]:
        yield f"- {shutter['tip']} · {plain(shutter['title'])}: {plain(shutter['text'])}"
    if asked := [one["text"] for one in document["questions"]]:
        yield from _section(words.say(Text("Only you can tell")), asked)
    if document["to_do"]:
        yield from ("", f"## {plain(words.say(Text('What to do, the most useful first')))}", "")
        for number, thing in enumerate(document["to_do"], 1):
            yield f"{number}. [ ] {_thing(thing, words)}"
        if "names_out" in document:
            yield from ("", plain(document["names_out"]))
    blind = [f"{title}: {why}" for title, why in parts.unseen(document, words)]
    told = [*blind, *parts.broken(document, words), *parts.withheld(document, words)]
    if told:
        yield from _section(words.say(Text("What we could not see, and why")), told)
    yield from ("", f"## {plain(words.say(Text('Everything, tip by tip')))}")
    for tip in document["order"]["tips"]:
        yield from _tip(document, tip, words)
    if absent := [one["text"] for one in document["not_here"]]:
        yield from _section(words.say(Text("Nothing to look at")), dict.fromkeys(absent), deep=3)
    first, *numbers = (words.say(sentence) for sentence in wording.help_now())
    yield from _section(f"{DOOR} · {document['shutters'][DOOR - 1]['title']}", [first, *numbers], deep=3)
    made = [f"{name}: {what}" for name, what in parts.made(document, words)]
    yield from _section(words.say(Text("How this was made")), [*made, *document["about"]])


def _section(title: str, items: Iterable[str], deep: int = 2) -> Iterator[str]:
    yield from ("", f"{'#' * deep} {plain(title)}", "")
    for item in items:
        yield f"- {plain(item)}"


def _thing(thing: dict[str, Any], words: Words) -> str:
    level = words.say(wording.LEVELS[Level[thing["level"].upper()]])
    details = [level, parts.effort(thing), words.say(wording.WHO[Scope(thing["who"])])]
    seen = f" {plain(thing['seen'])}" if thing["fix"] is not None else ""
    return f"**{plain(parts.what(thing))}** ({plain('; '.join(one for one in details if one))}){seen}"


def _tip(document: Document, tip: int, words: Words) -> Iterator[str]:
    here = of_tip(document, tip)
    if not here:
        return
    shutter = document["shutters"][tip - 1]
    yield from ("", f"### {tip} · {plain(shutter['title'])}: {plain(shutter['text'])}", "")
    for one in here:
        findings = sorted(one["findings"], key=lambda finding: -Level[finding["level"].upper()])
        for finding in findings:
            yield _row(finding["level"], parts.said(finding), words)
        for gap in one["unseen"]:
            yield _row(None, gap if findings else f"{one['title']}: {gap}", words)
        warned = False
        for plan, _ in advised(one["findings"]):
            yield f"  - **{plain(plan['title'])}**"
            if plan["safety"] and not warned:
                yield f"    - {plain(words.say(wording.safety()))}"
                warned = True
            yield from (f"    {number}. {plain(step['text'])}" for number, step in enumerate(plan["steps"], 1))
        yield from (f"  - {plain(sentence)}" for sentence in parts.watching(one, words))


def _row(level: str | None, sentence: str, words: Words) -> str:
    word = words.say(wording.LEVELS[None if level is None else Level[level.upper()]])
    return f"- {_SIGNS[level]} {plain(word)}: {plain(sentence)}"
