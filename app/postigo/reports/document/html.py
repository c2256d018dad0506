"""Document as one page of HTML, for screens, A4 and screen readers.

No script, and nothing is loaded. Frame and style stand in postigo_resources/reports/document.html. What is not markup is escaped (`reports/markup.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources
from string import Template
from typing import Final, assert_never

from postigo.core.values import Text
from postigo.reports.document.model import (
    Block,
    Boxes,
    Document,
    Field,
    Fields,
    Fingerprint,
    Numbered,
    Paragraph,
    Section,
    Table,
)
from postigo.reports.markup import Html, colours, in_style, tag, together
from postigo.words import Words

TO_FILL_IN: Final = Text("to fill in by hand")
"""Name of a dotted line for a screen reader."""


def render(document: Document) -> bytes:
    """The page, UTF-8."""
    words = Words(document.language)
    page = Template((resources.files("postigo_resources") / "reports" / "document.html").read_text("utf-8"))
    filled = page.substitute(
        lang=document.language,
        colours=colours(),
        title=together(document.title),
        foot=in_style(document.foot),
        head=together(tag("h1", document.title), *(_paragraph(note, "note") for note in document.notes)),
        sections=together(*(_section(part, words) for part in document.sections)),
    )
    return filled.encode("utf-8", "replace")


def _section(part: Section, words: Words) -> Html:
    return tag("section", tag("h2", part.title), *(_block(block, words) for block in part.blocks))


def _block(block: Block, words: Words) -> Html:
    match block:
        case Paragraph(text, quiet):
            return _paragraph(text, "quiet" if quiet else "plain")
        case Fields(rows, together_):
            parts = [part for row in rows for part in (tag("dt", row.label), tag("dd", *_value(row, words)))]
            return tag("dl", *parts, class_="together" if together_ else "apart")
        case Table(heads, rows, empty):
            return _table(heads, rows, empty, words)
        case Numbered(items):
            return tag("ol", *(tag("li", item) for item in items))
        case Boxes(items):
            return tag("ul", *(tag("li", item) for item in items), class_="boxes")
        case Fingerprint(label, value):
            return tag("p", label, " ", tag("code", value))
        case _:
            assert_never(block)


def _paragraph(text: str, kind: str) -> Html:
    return tag("p", text, class_=kind)


def _value(row: Field, words: Words) -> Sequence[Html | str]:
    return [row.value] if row.value else [_hidden(words), *[tag("span", class_="line")] * row.lines]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], empty: int, words: Words) -> Html:
    head = tag("tr", *(tag("th", name, scope="col") for name in heads))
    body = [
        tag("tr", tag("th", row[0], scope="row", data_head=heads[0]), *map(_cell, row[1:], heads[1:])) for row in rows
    ]
    blank = tag("tr", *(tag("td", _hidden(words), class_="blank", data_head=name) for name in heads))
    return tag("table", tag("thead", head), tag("tbody", *body, *[blank] * empty))


def _cell(text: str, head: str) -> Html:
    return tag("td", text, data_head=head)


def _hidden(words: Words) -> Html:
    """Words for who hears the page."""
    return tag("span", words.say(TO_FILL_IN), class_="heard")
