"""Sheets of an Excel workbook, each row as it is shown.

Formats: .xlsx, .xlsm, ECMA-376 part 1; with what is not known of it. Hidden sheets, rows and columns are read like all
others: they are passwords too. A formula is what was worked out when the file was written, unless the file asks to work
it out anew. Macros and links to other files are never looked at.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from typing import Final
from xml.etree.ElementTree import Element

from postigo.passwords.model import ReadProblem
from postigo.passwords.sandbox.entry import Unreadable
from postigo.passwords.sandbox.readers import cell_display, file_opening
from postigo.passwords.sandbox.readers.markup import local, named
from postigo.passwords.sandbox.readers.records import WIDEST
from postigo.passwords.sandbox.readers.zips import Archive

Line = tuple[int, list[str], set[int]]
"""Row of a sheet: its number, its cells, and the places of unknown ones. The number is that which its program shows."""

_OFFICE: Final = "officeDocument"
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_BUILT_IN: Final = {"0": "General", "1": "0", "49": "@"}  # of the others none is digits alone
_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

LARGEST: Final = 4 * file_opening.LARGEST
"""Most bytes of a sheet. Of 100,000 rows of six cells there are 27 million in one format and 80 in the other."""


class Workbook:
    """A workbook in its archive: what all of its sheets share."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._place = next(self._targets("", _OFFICE), "xl/workbook.xml")
        if not self._place.endswith(".xml") or self._place not in archive.names:  # .xlsb keeps it in another form
            raise Unreadable(ReadProblem.SPREADSHEET)

    def sheets(self) -> Iterator[Iterator[Line]]:
        """The rows of each sheet, in the order of the workbook."""
        targets = self._related(self._place)
        parts = []
        for workbook in named(self._archive.read(self._place), "workbook"):
            for each in workbook.iter():
                if local(each) == "sheet":
                    kind, target = targets.get(each.get(_RELATION) or each.get(_STRICT) or "", ("", ""))
                    if kind not in {"chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet"}:
                        parts.append(target)
        if not any(part in self._archive.names for part in parts):
            raise Unreadable(ReadProblem.DAMAGED)
        for part in parts:
            if part not in self._archive.names:  # it is told as one that is not understood
                yield iter([(1, ["", "", ""], {0, 1, 2})])
                continue
            yield self._lines(self._archive.read(part, most=LARGEST))

    @cached_property
    def _stale(self) -> bool:
        """Whether what its formulas show is worked out when it is opened."""
        book = self._archive.read(self._place)
        return any(each.get("fullCalcOnLoad") in {"1", "true"} for each in named(book, "calcPr"))

    def _related(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that one refers to: id -> kind and name."""
        folder, name = posixpath.split(part)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        if place not in self._archive.names:
            return {}
        found = {}
        as_written = {name.casefold(): name for name in self._archive.names}  # Excel does not tell them apart
        for each in named(self._archive.read(place), "Relationship"):
            if each.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, each.get("Target") or "")).lstrip("/")
                target = as_written.get(target.casefold(), target)
                found[each.get("Id") or ""] = ((each.get("Type") or "").rpartition("/")[2], target)
        return found

    def _targets(self, part: str, kind: str) -> Iterator[str]:
        return (target for found, target in self._related(part).values() if found == kind)

    @cached_property
    def _strings(self) -> list[str | None]:
        """The texts that cells share; None for one that is struck through in part."""
        place = next(self._targets(self._place, "sharedStrings"), "")
        if place not in self._archive.names:
            return []
        return [_text(each) for each in named(self._archive.read(place), "si")]

    @cached_property
    def _formats(self) -> list[str | None]:
        """The number format of each style; None for one that is not given."""
        place = next(self._targets(self._place, "styles"), "")
        if place not in self._archive.names:
            return []
        content = self._archive.read(place)
        codes: dict[str, str] = {
            each.get("numFmtId") or "": each.get("formatCode") or ""
            for formats in named(content, "numFmts")
            for each in formats
        }
        return [
            codes.get(number, _BUILT_IN.get(number))
            for styles in named(content, "cellXfs")
            for number in (each.get("numFmtId") or "0" for each in styles)
        ]

    # --- cells

    def _lines(self, content: bytes) -> Iterator[Line]:
        merged = _merged(content)
        held: dict[int, tuple[int, str, bool]] = {}  # column -> last row, text, unknown
        number = 0
        for row in named(content, "row"):
            number = max(_number(row.get("r"), number + 1), number + 1)  # no two rows have one number
            cells, unknown, at = list[str](), set[int](), -1
            for cell in row:
                place = _CELL.fullmatch(cell.get("r") or "")
                at = _column(place[1]) if place else at + 1
                if at >= WIDEST:
                    break
                told = self._shown(cell)
                cells += [""] * (at + 1 - len(cells))
                cells[at] = told or ""
                if told is None:
                    unknown.add(at)
            if any(cells) or unknown:
                if merged:
                    _fill(number, cells, unknown, merged, held)
                yield number, cells, unknown

    def _shown(self, cell: Element) -> str | None:
        """Display of a cell; None where that is not known."""
        kind = cell.get("t") or "n"
        parts = {local(part): part for part in cell}
        value = parts["v"].text or "" if "v" in parts else ""
        if "f" in parts and (self._stale or (not value and kind != "str")):
            return None
        if kind == "inlineStr":
            return self._of_text(_text(parts["is"]) if "is" in parts else "", cell)
        if not value:
            return ""
        match kind:
            case "s":
                at = _number(value, -1)
                return self._of_text(self._strings[at], cell) if 0 <= at < len(self._strings) else None
            case "str":
                return self._of_text(_unescaped(value), cell)
            case "n":
                code = self._code(cell)
                return None if code is None else cell_display.number(value, code)
        return None  # a truth value, a date, an error

    def _of_text(self, stored: str | None, cell: Element) -> str | None:
        return None if stored is None else cell_display.text(stored, self._code(cell) or "")

    def _code(self, cell: Element) -> str | None:
        if cell.get("s") is None:
            return "General"
        at = _number(cell.get("s"), -1)
        return self._formats[at] if 0 <= at < len(self._formats) else None


def _fill(
    number: int,
    cells: list[str],
    unknown: set[int],
    merged: dict[tuple[int, int], int],
    held: dict[int, tuple[int, str, bool]],
) -> None:
    """Copy a merged cell's display into each of its rows."""
    for at in range(len(cells)):
        if (number, at) in merged:
            held[at] = merged[number, at], cells[at], at in unknown
    for at, (last, text, odd) in held.items():
        if number <= last and (at >= len(cells) or (not cells[at] and at not in unknown)):
            cells += [""] * (at + 1 - len(cells))
            cells[at] = text
            if odd:
                unknown.add(at)


def _merged(content: bytes) -> dict[tuple[int, int], int]:
    """Cells over several rows: row and column -> last row. They stand behind the rows, so they are looked for first."""
    found = {}
    for left, top, _, bottom in _MERGED.findall(content):
        if int(bottom) > int(top):
            found[int(top), _column(left.decode())] = int(bottom)
    return found


def _text(element: Element) -> str | None:
    """Text, in one piece or in several; without how it is read aloud (rPh). None if a piece is struck through."""
    said = []
    for part in element:
        if local(part) == "t":
            said.append(part.text or "")
        elif local(part) == "r":
            if any(_is_struck(each) for each in part if local(each) == "rPr"):
                return None
            said += [each.text or "" for each in part if local(each) == "t"]
    return _unescaped("".join(said))


def _is_struck(properties: Element) -> bool:
    return any(local(each) == "strike" and each.get("val", "1") in {"1", "true"} for each in properties)


def _unescaped(text: str) -> str:
    """A text with the signs that XML has none of (ECMA-376 part 1, 22.9.2.19, ST_Xstring)."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and len(text) < 9 and text.isascii() and text.isdigit() else otherwise


def _column(letters: str) -> int:
    """The place of a column, from 0: A, B, ..., Z, AA, ..."""
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - 64
    return at - 1
