"""Spreadsheets with passwords: every sheet that has a heading, read as it is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, Read, RowSnag, Unreadable
from postigo.passwords.sandbox.readers import cell_display, ods
from postigo.passwords.sandbox.readers.dates import Calendar
from postigo.passwords.sandbox.readers.grids import (
    MOST,
    SEARCHED,
    UNDERSTAND,
    Heading,
    Rows,
    further_heading,
    heading,
    is_upright,
    refused,
    upright,
)
from postigo.passwords.sandbox.readers.labelled import read_lines
from postigo.passwords.sandbox.readers.xlsx import LARGEST, Line, Workbook
from postigo.passwords.sandbox.readers.zips import Archive

_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"


def read_workbook(archive: Archive, calendar: Calendar) -> Iterator[Read]:
    """Logins of an Excel workbook. `Unreadable` if no sheet has a heading that is understood."""
    return _read(Workbook(archive).sheets(), calendar)


def refuse_locked(archive: Archive) -> None:
    """Nothing, if an OpenDocument has no password of its own; `Unreadable` if it has."""
    sealed = _MANIFEST in archive.names and b"encryption-data" in archive.read(_MANIFEST)
    if sealed or "encrypted-package" in archive.names:
        raise Unreadable(ReadProblem.SPREADSHEET_LOCKED)


def read_opendocument(archive: Archive, calendar: Calendar) -> Iterator[Read]:
    """The logins of an OpenDocument spreadsheet in its archive."""
    if _CONTENT not in archive.names:
        raise Unreadable(ReadProblem.DAMAGED)
    return read_flat(archive.read(_CONTENT, most=LARGEST), calendar)


def read_flat(content: bytes, calendar: Calendar) -> Iterator[Read]:
    """The logins of an OpenDocument spreadsheet in one XML."""
    return _read(ods.sheets(content), calendar)


class Sheet:
    """The rows of a sheet, once each, and the number of the last of them."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self.last = 0
        self.first = list(islice(self, SEARCHED))

    def __iter__(self) -> Iterator[Line]:
        for line in self._lines:
            self.last = line[0]
            yield line

    @property
    def cells(self) -> list[list[str]]:
        """The first rows without their numbers."""
        return [cells for _, cells, _ in self.first]

    @property
    def is_empty(self) -> bool:
        """Whether no row has more than a title in it."""
        return all(sum(1 for cell in cells if cell.strip()) + len(unknown) < 2 for _, cells, unknown in self.first)

    def logins(self, calendar: Calendar) -> Iterator[Read] | None:
        """Results of a sheet's rows; None if it is not understood."""
        if is_upright(self.cells):
            lines = ((row, upright(_told(cells, unknown))) for row, cells, unknown in chain(self.first, self))
            return read_lines(lines)
        for understand in UNDERSTAND:
            found = heading(self.cells, understand)
            if found:
                return self._below(found, calendar)
        return None

    def _below(self, found: Heading, calendar: Calendar) -> Iterator[Read]:
        rows, width = Rows(found, calendar), len(found.names)
        for row, cells, unknown in chain(self.first[found.at + 1 :], self):
            below = further_heading(cells)
            if below:
                yield from rows.rest()
                rows, width = Rows(below, calendar), len(below.names)
                continue
            yield from rows.read(row, [*cells[:width], *[""] * (width - len(cells))], unknown)
        yield from rows.rest()


def _told(cells: list[str], unknown: set[int]) -> list[str]:
    """Cells, with a sign for each whose display is not known."""
    return [cell_display.COVERED if at in unknown else cell for at, cell in enumerate(cells)]


def _read(sheets: Iterator[Iterator[Line]], calendar: Calendar) -> Iterator[Read]:
    """Rows of all sheets as one, counted on. So no two entries have one number."""
    left: list[int] = []  # sheets that say something, and not what their columns are
    why, told, before = ReadProblem.EMPTY_FILE, False, 0
    for number, lines in enumerate(sheets, start=1):
        sheet = Sheet(lines)
        reads = sheet.logins(calendar)
        if reads is None:
            if not sheet.is_empty:
                left.append(number)
                why = refused(sheet.cells)
            continue
        if not told:
            yield Source.SPREADSHEET
            told = True
        for said in reads:
            if before + sheet.last > MOST:
                raise Unreadable(ReadProblem.TOO_BIG)
            yield placed(said, number, before)
        before += sheet.last
    if not told:
        raise Unreadable(why)
    yield from (RowSnag(ReadProblem.OTHER_SHEET, sheet=number) for number in left)


def placed(said: Read, sheet: int | None, before: int) -> Read:
    """Result of a sheet with numbers of the whole file: `before` rows lie in others."""
    match said:
        case Entry() if before:
            return replace(said, row=said.row + before)
        case RowSnag():
            return replace(said, row=said.row, sheet=sheet if sheet and sheet > 1 else None)
    return said
