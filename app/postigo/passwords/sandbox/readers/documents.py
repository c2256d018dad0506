"""Documents of word processors (.docx, .odt): tables with a heading, and lines that name passwords.

ECMA-376 part 1, 17.3 and 17.4; OpenDocument 1.3 part 3, 5.1 and 9.1. What was deleted and is still kept for its author (tracked
changes), notes and comments are left out. The rows of a second table, and the lines after all tables, are counted on.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Read, RowSnag, Unreadable
from postigo.passwords.sandbox.readers.dates import Calendar
from postigo.passwords.sandbox.readers.labelled import is_labelled, read_lines
from postigo.passwords.sandbox.readers.markup import elements, local
from postigo.passwords.sandbox.readers.spreadsheets import Sheet, placed
from postigo.passwords.sandbox.readers.zips import Archive

_PARTS = ("word/document.xml", "content.xml")
_PARAGRAPHS = frozenset({"p", "h"})
_ROWS = frozenset({"tr", "table-row"})
_CELLS = frozenset({"tc", "table-cell", "covered-table-cell"})
_TABLES = frozenset({"tbl", "table"})
_LEFT_OUT = frozenset(
    {"del", "moveFrom", "tracked-changes", "annotation", "note", "instrText", "delText", "pPr", "rPr"}
)
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " ", "noBreakHyphen": "-"}


def read_document(archive: Archive, calendar: Calendar) -> Iterator[Read]:
    """Logins of a document. `Unreadable` if neither a table nor a line of it names a password."""
    place = next((name for name in _PARTS if name in archive.names), None)
    if place is None:
        raise Unreadable(ReadProblem.PROSE)
    tables, lines = _taken_apart(archive.read(place))
    sheets = [Sheet((at, cells, set()) for at, cells in enumerate(rows, 1)) for rows in tables]
    reads = [sheet.logins(calendar) for sheet in sheets]
    if not any(reads) and not is_labelled("\n".join(lines)):
        raise Unreadable(ReadProblem.PROSE)
    yield Source.DOCUMENT
    before = 0
    for sheet, said in zip(sheets, reads, strict=True):
        if said is not None:
            yield from (placed(one, None, before) for one in said)
        elif not sheet.is_empty:
            yield RowSnag(ReadProblem.OTHER_SHEET)
        before += sheet.last
    yield from (placed(one, None, before) for one in read_lines(enumerate(lines, 1)))


def _taken_apart(content: bytes) -> tuple[list[list[list[str]]], list[str]]:
    """The rows of each table, and the lines between them. A table in a table is a part of its cell."""
    tables: list[list[list[str]]] = []
    lines: list[str] = []
    depth = 0
    for event, element in elements(content, "start", "end"):
        kind = local(element)
        if kind in _TABLES:
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                tables.append([])
        elif event == "end" and kind in _ROWS and depth == 1:
            tables[-1].append([text for cell in element if local(cell) in _CELLS for text in _cells(cell)])
            element.clear()
        elif event == "end" and kind in _PARAGRAPHS and not depth:
            lines += _text(element).splitlines() or [""]
            element.clear()
    return tables, lines


def _cells(cell: Element) -> Iterator[str]:
    """A cell, and an empty one for each further column that it stands in."""
    yield _text(cell)
    spans = (value for part in cell.iter() if local(part) == "gridSpan" for value in part.attrib.values())
    span = next(spans, "1")
    yield from [""] * (int(span) - 1 if span.isdecimal() and len(span) < 3 else 0)


def _text(element: Element) -> str:
    """The text of a paragraph or a cell; a cell's paragraphs are lines."""
    said: list[str] = []
    for part in element:
        kind = local(part)
        if kind in _LEFT_OUT:
            pass
        elif kind in _SIGNS:
            said.append(_SIGNS[kind])
        elif kind == "t":
            said.append(part.text or "")
        else:
            between = "\n" if kind in _PARAGRAPHS and any(said) else ""
            said.append(between + _text(part))
        if kind not in _OF_WORD:
            said.append(part.tail or "")
    own = element.text or "" if local(element) in _WITH_TEXT else ""
    return own + "".join(said)


_OF_WORD = frozenset({"t", "r", "tab", "br", "cr", "tc", "sdt", "sdtContent", "hyperlink", "ins", "smartTag"})
"""Elements after which there is no text of the document."""
_WITH_TEXT = frozenset({"p", "h", "span", "a"})
