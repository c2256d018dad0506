"""Document as plain text of 80 columns, for a printer, a terminal or any editor."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Final, assert_never

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
from postigo.reports.printable import printable

WIDTH: Final = 80
_MARGIN: Final = 3
_FEWEST: Final = 20  # dots of a line that somebody writes on


def render(document: Document) -> bytes:
    """The document, UTF-8. No line is longer than `WIDTH`."""
    title = printable(document.title)
    lines = [*_wrapped(title), "=" * min(len(title), WIDTH), ""]
    for note in document.notes:
        lines += [*_wrapped(note), ""]
    for part in document.sections:
        lines += section(part)
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "replace")


def section(part: Section) -> list[str]:
    """Lines of one section; an empty one follows each block."""
    lines = [*_wrapped(part.title), "-" * min(len(part.title), WIDTH), ""]
    for block in part.blocks:
        lines += [*lines_of(block), ""]
    return lines


def lines_of(block: Block) -> Iterator[str]:
    """Lines of a block."""
    match block:
        case Paragraph(text):
            yield from _wrapped(text)
        case Fields(rows):
            for row in rows:
                yield from _field(row)
        case Table(heads, rows, empty):
            yield from _table(heads, rows, empty)
        case Numbered(items):
            for number, item in enumerate(items, 1):
                yield from _wrapped(f"{number}. {item}", hang=len(f"{number}. "))
        case Boxes(items):
            for item in items:
                yield from _wrapped(f"[ ] {item}", hang=4)
        case Fingerprint(label, value):
            yield from _wrapped(label)
            yield from _wrapped(value, _MARGIN)
        case _:
            assert_never(block)


def _field(row: Field) -> Iterator[str]:
    """A label with its value, or with room to write."""
    if row.value:
        yield from _wrapped(f"{row.label}: {row.value}", hang=_MARGIN)
        return
    *before, last = _wrapped(row.label if row.label.endswith("?") else f"{row.label}:")
    yield from before
    if len(last) < WIDTH - _FEWEST:
        yield f"{last} {'.' * (WIDTH - len(last) - 1)}"
    else:
        yield from (last, "." * WIDTH)
    for _ in range(row.lines - 1):
        yield from ("", "." * WIDTH)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], empty: int) -> Iterator[str]:
    """Each row as its cells with their heads: so long ones stay readable. The first cell leads."""
    for number, row in enumerate([*rows, *([None] * empty)]):
        if number:
            yield ""
        for at, head in enumerate(heads):
            margin = _MARGIN if at else 0
            if row is None:
                yield from _field(Field(head))
            elif row[at]:
                yield from _wrapped(f"{head}: {row[at]}", margin, _MARGIN)


def _wrapped(text: str, margin: int = 0, hang: int = 0) -> list[str]:
    """Text in lines: indented by `margin`, all but the first by `hang` more."""
    first, *rest = printable(text).splitlines() or [""]
    lines = _folded(first, " " * margin, " " * (margin + hang))
    for line in rest:
        lines += _folded(line, " " * (margin + hang), " " * (margin + hang))
    return lines


def _folded(line: str, first: str, others: str) -> list[str]:
    """Lines of a width. Only a word that is too long for any line is broken: an address keeps its hyphens."""
    room = WIDTH - len(others)
    # textwrap breaks a long word by copying its rest once a line: a minute for 1 MB.
    words = " ".join(word[at : at + room] for word in line.split() for at in range(0, len(word), room))
    return textwrap.wrap(
        words, WIDTH, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    ) or [""]
