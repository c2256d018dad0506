"""CSV exports: one core for all of them; what differs is a row in `layouts`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Read, RowSnag, Unreadable
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
from postigo.passwords.sandbox.readers.headings import meaning
from postigo.passwords.sandbox.readers.labelled import read_lines
from postigo.passwords.sandbox.readers.layouts import KEEPER, KEEPER_COLUMNS
from postigo.passwords.sandbox.readers.records import records
from postigo.passwords.sandbox.readers.text import from_html, went_through_html

_DELIMITERS: Final = (",", ";", "\t", "|")
_WRONG: Final = 1000  # records that cannot be read, and more than can: this is no table


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV whose heading was understood: where its records begin, and what its columns are."""

    heading: Heading
    delimiter: str
    start: int


def table(head: str) -> Table | None:
    """Table that begins like this text; None if its heading names no password.

    A program's own heading goes before one of nobody's, whatever divides the columns.
    """
    start = _start(head)
    begins = [(delimiter, first_records(head, delimiter, start)) for delimiter in _DELIMITERS]
    if any(is_upright(rows) for _, rows in begins):
        return None
    for understand in UNDERSTAND:
        for delimiter, rows in begins:
            found = heading(rows, understand)
            if found:
                return Table(found, delimiter, start)
    return None


def upright_delimiter(head: str) -> str | None:
    """Delimiter of an upright table, as `labelled` reads texts; None if it is none.

    In such a table each row names one thing of a login.
    """
    start = _start(head)
    return next((sign for sign in _DELIMITERS if is_upright(first_records(head, sign, start))), None)


def read_upright(text: str, delimiter: str) -> Iterator[Read]:
    """The logins of such a table, each by the number of its first row."""
    yield Source.LABELLED
    rows = ((at + 1, fields) for at, fields in records(text, delimiter, _start(text)))
    yield from read_lines((at, "" if isinstance(fields, ReadProblem) else upright(fields)) for at, fields in rows)


def keeper(head: str) -> Table | None:
    """Keeper's table, which has no heading.

    Each of the first rows has its seven columns and pairs after them, and the fifth holds addresses and nothing else.
    """
    rows = [row for row in first_records(head, ",") if len(row) > 1]
    if not rows or any(len(row) < _OF_KEEPER or (len(row) - _OF_KEEPER) % 2 for row in rows):
        return None
    addresses = [row[4] for row in rows if row[4]]
    if not addresses or not all("://" in address for address in addresses) or any("://" in row[3] for row in rows):
        return None
    return Table(Heading(-1, KEEPER, KEEPER_COLUMNS), ",", 0)


_OF_KEEPER: Final = 7


def refuse(head: str) -> Unreadable:
    """Reason why such a text is no table of passwords. Its heading is not understood, or it is no table at all."""
    start = _start(head)
    if not head[start:].splitlines()[0:1] or not _is_text(head[start:]):
        return Unreadable(ReadProblem.UNKNOWN_KIND)
    begins = [first_records(head, delimiter, start) for delimiter in _DELIMITERS]
    tables = [rows for rows in begins if _is_table(rows)]
    if not tables:
        return Unreadable(ReadProblem.PROSE)
    said = {refused(rows) for rows in tables}
    return Unreadable(
        ReadProblem.SEVERAL_PASSWORD_COLUMNS
        if ReadProblem.SEVERAL_PASSWORD_COLUMNS in said
        else ReadProblem.UNKNOWN_HEADING
    )


def is_strange(head: str) -> bool:
    """Whether a table could be one of passwords, though not understood.

    No column of it is, or each row names one thing of a login.
    """
    if upright_delimiter(head):
        return True
    start = _start(head)
    tables = [rows for sign in _DELIMITERS if _is_table(rows := first_records(head, sign, start))]
    return bool(tables) and not any(meaning(cell) for rows in tables for cell in rows[0])


def _is_table(rows: list[list[str]]) -> bool:
    """Whether a sign divides columns: as many in each row, or nearly. The first is a row too."""
    widths = [len(row) for row in rows if len(row) > 1 or (row and row[0].strip())]
    if not widths or max(widths) < 2:
        return False
    usual = max(set(widths), key=widths.count)
    return usual > 1 and (usual > 2 or len(widths) > 1) and 2 * widths.count(usual) >= len(widths)


def _is_text(head: str) -> bool:
    """Whether it is written by people: hardly any sign that cannot be printed."""
    beginning = head[:4096]
    odd = sum(not (sign.isprintable() or sign in "\t\r\n\f\v\xa0\u200b\ufeff") for sign in beginning)
    return 50 * odd <= len(beginning)


def read_table(text: str, found: Table, calendar: Calendar) -> Iterator[Read]:
    """Logins of a table, in its order, and the faults of records. `Unreadable` in the middle of what is none."""
    layout = found.heading.layout
    mend = from_html if layout.html and went_through_html(text) else None
    rows = Rows(found.heading, calendar, mend)
    yield layout.source
    wrong = 0
    for place, fields in records(text, found.delimiter, found.start):
        number = place - found.heading.at
        if number > MOST:
            raise Unreadable(ReadProblem.TOO_BIG)
        if wrong > max(number // 2, _WRONG):
            raise Unreadable(ReadProblem.DAMAGED)
        below = None
        if number > 0 and layout.source is Source.OTHER_CSV and not isinstance(fields, ReadProblem):
            below = further_heading(fields)
        if below:
            yield from rows.rest()
            rows = Rows(below, calendar, mend)
        elif number > 0:
            for said in rows.read(number, fields):
                wrong += isinstance(said, RowSnag)
                yield said
    yield from rows.rest()


def first_records(head: str, delimiter: str, start: int = 0) -> list[list[str]]:
    """The first rows of a text; one that is damaged says nothing."""
    found = (fields for _, fields in islice(records(head, delimiter, start), SEARCHED))
    return [[] if isinstance(fields, ReadProblem) else fields for fields in found]


def _start(head: str) -> int:
    """Start of the heading, after empty lines and a spreadsheet's `sep=` line."""
    start = len(head) - len(head.lstrip("\ufeff\r\n"))
    if head[start : start + 4].casefold() == "sep=":
        end = head.find("\n", start)
        start = len(head) if end < 0 else end + 1
    return start
