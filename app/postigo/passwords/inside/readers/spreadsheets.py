"""Spreadsheets as people keep their passwords in one: every sheet that has a heading, read as it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from postigo.passwords.inside.entry import Entry, Read, RowSnag, Unreadable
from postigo.passwords.inside.readers import ods
from postigo.passwords.inside.readers.dates import Calendar
from postigo.passwords.inside.readers.grids import MOST, SEARCHED, UNDERSTAND, Heading, Rows, heading, refused
from postigo.passwords.inside.readers.xlsx import LARGEST, Line, Workbook
from postigo.passwords.inside.readers.zips import Archive
from postigo.passwords.model import Snag, Source

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"


def read_workbook(archive: Archive, calendar: Calendar) -> Iterator[Read]:
    """The logins of an Excel workbook; `Unreadable` if no sheet has a heading that is understood."""
    return _read(Workbook(archive).sheets(), calendar)


def read_opendocument(archive: Archive, calendar: Calendar) -> Iterator[Read]:
    """The logins of an OpenDocument spreadsheet in its archive."""
    sealed = _MANIFEST in archive.names and b"encryption-data" in archive.read(_MANIFEST)
    if sealed or "encrypted-package" in archive.names:
        raise Unreadable(Snag.SPREADSHEET_LOCKED)
    if _CONTENT not in archive.names:
        raise Unreadable(Snag.DAMAGED)
    return read_flat(archive.read(_CONTENT, most=LARGEST), calendar)


def read_flat(content: bytes, calendar: Calendar) -> Iterator[Read]:
    """The logins of an OpenDocument spreadsheet in one XML."""
    return _read(ods.sheets(content), calendar)


def _read(sheets: Iterator[Iterator[Line]], calendar: Calendar) -> Iterator[Read]:
    """All sheets as one: the rows of a second one are counted on, so that no two entries have one number."""
    left: list[int] = []  # sheets that say something, and not what their columns are
    why, told = Snag.EMPTY_FILE, False
    before = total = 0
    for number, lines in enumerate(sheets, start=1):
        first = list(islice(lines, SEARCHED))
        found = _heading(first)
        if found is None:
            if any(_is_row(line) for line in first):
                left.append(number)
                why = refused([cells for _, cells, _ in first])
            continue
        if not told:
            yield Source.SPREADSHEET
            told = True
        rows, width, last = Rows(found, calendar), len(found.names), 0
        for row, cells, unknown in chain(first[found.at + 1 :], lines):
            total, last = total + 1, row
            if total > MOST:
                raise Unreadable(Snag.TOO_BIG)
            for said in rows.read(row, [*cells[:width], *[""] * (width - len(cells))], unknown):
                yield _placed(said, number, before)
        yield from rows.rest()
        before += last
    if not told:
        raise Unreadable(why)
    yield from (RowSnag(Snag.OTHER_SHEET, sheet=number) for number in left)


def _placed(said: Read, sheet: int, before: int) -> Read:
    """What was said of a sheet, as it is said of a file in which there are `before` rows of others."""
    match said:
        case Entry() if before:
            return replace(said, row=said.row + before)
        case RowSnag() if before:
            return replace(said, sheet=sheet)
    return said


def _heading(first: list[Line]) -> Heading | None:
    rows = [cells for _, cells, _ in first]
    return next((found for understand in UNDERSTAND if (found := heading(rows, understand))), None)


def _is_row(line: Line) -> bool:
    """Whether a row has more than a title in it."""
    _, cells, unknown = line
    return sum(1 for cell in cells if cell.strip()) + len(unknown) > 1
