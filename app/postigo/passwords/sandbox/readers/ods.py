"""Sheets of an OpenDocument spreadsheet, each row as it is shown. Formats: .ods, .fods; OASIS OpenDocument 1.3 part 3.

What a cell shows stands in it as text. A number is taken for what it shows where that is all of it; a date, a percentage, a
truth value are no longer what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Final
from xml.etree.ElementTree import Element

from postigo.passwords.sandbox.readers import cell_display
from postigo.passwords.sandbox.readers.grids import MOST
from postigo.passwords.sandbox.readers.markup import elements, local
from postigo.passwords.sandbox.readers.records import WIDEST
from postigo.passwords.sandbox.readers.xlsx import Line

_SPACES = re.compile(r"[ \t\r\n]+")
_LONGEST_GAP: Final = 1000


def sheets(content: bytes) -> Iterator[Iterator[Line]]:
    """The rows of each sheet, in the order of the file."""
    for _, rows in groupby(_rows(content), key=itemgetter(0)):
        yield _lines(row for _, row in rows)


def _rows(content: bytes) -> Iterator[tuple[int, Element]]:
    """The rows, each with the number of its sheet. What is kept of sheets of other files (table-source) is left out."""
    table, foreign = 0, 0
    for event, element in elements(content, "start", "end"):
        match event, local(element):
            case "start", "table":
                table += 1
            case "end", "table-source":
                foreign = table
            case "end", "table-row":
                if table != foreign:
                    yield table, element
                element.clear()


def _lines(rows: Iterable[Element]) -> Iterator[Line]:
    number = 0
    held: dict[int, tuple[int, str | None]] = {}  # column -> last row, what is shown
    for row in rows:
        times = _count(row, "number-rows-repeated")
        cells, unknown = _cells(row, number + 1, held)
        if any(cells) or unknown:
            for again in range(min(times, MOST)):
                yield number + 1 + again, cells, unknown
        number += times


def _cells(row: Element, number: int, held: dict[int, tuple[int, str | None]]) -> tuple[list[str], set[int]]:
    cells, unknown = list[str](), set[int]()
    own, at = False, 0
    for cell in row:
        kind = local(cell)
        if kind not in {"table-cell", "covered-table-cell"}:
            continue
        times = _count(cell, "number-columns-repeated")
        told = _shown(cell) if kind == "table-cell" else ""
        own = own or told != ""
        rows = _count(cell, "number-rows-spanned")
        if rows > 1 and kind == "table-cell":
            held[at] = number + rows - 1, told
        for place in range(at, min(at + times, WIDEST)):
            last, above = held.get(place, (0, ""))
            said = above if kind == "covered-table-cell" and number <= last else told
            if said != "":
                cells += [""] * (place + 1 - len(cells))
                cells[place] = said or ""
            if said is None:
                unknown.add(place)
        at += times
        if at >= WIDEST:
            break
    return (cells, unknown) if own else ([], set())


def _shown(cell: Element) -> str | None:
    """Display of a cell; None where that is unknown, or no longer what was typed."""
    kind = _told(cell, "value-type")
    lines = [_line(part) for part in cell if local(part) == "p"]
    text = "\n".join(lines)
    match kind:
        case "" if not lines:
            return None if _told(cell, "formula") else ""
        case "" | "string":
            return text if lines else _told(cell, "string-value")
        case "float":
            return cell_display.whole(text, _told(cell, "value"))
    return None


def _line(paragraph: Element) -> str:
    """The text of a paragraph: of several spaces one stands there, the others are counted."""
    said = [_SPACES.sub(" ", paragraph.text or "")]
    for part in paragraph:
        match local(part):
            case "s":
                said.append(" " * min(_count(part, "c"), _LONGEST_GAP))
            case "tab":
                said.append("\t")
            case "line-break":
                said.append("\n")
            case "span" | "a" | "p":
                said.append(_line(part))
        said.append(_SPACES.sub(" ", part.tail or ""))
    return "".join(said)


def _told(element: Element, name: str) -> str:
    """Attribute by its name, of whatever vocabulary. Of two of one name it is that of the document itself."""
    found = [value for key, value in element.attrib.items() if key.rpartition("}")[2] == name]
    return found[0] if found else ""


def _count(element: Element, name: str) -> int:
    text = _told(element, name)
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 9 else 1
