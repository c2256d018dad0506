"""CSV exports: one core for all of them; what differs is a row in `layouts`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from postigo.passwords.inside.entry import Entry, Read, RowSnag, Unreadable
from postigo.passwords.inside.readers.dates import Calendar
from postigo.passwords.inside.readers.layouts import Layout, Row, guessed, known
from postigo.passwords.inside.readers.records import records
from postigo.passwords.inside.readers.text import from_html, went_through_html
from postigo.passwords.model import Snag

_DELIMITERS: Final = (",", ";", "\t")
_MOST: Final = 200_000  # records: nobody has so many, and somebody must hold them all in memory
_WRONG: Final = 1000  # records that cannot be read, and more than can: this is no table


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV whose heading was understood: where its records begin, and what its columns are."""

    layout: Layout
    heading: tuple[str, ...]
    delimiter: str
    start: int


def table(head: str) -> Table | None:
    """What table a text that begins like this is; None if its heading says nothing of passwords.

    A program's own heading goes before one of nobody's, whatever divides the columns.
    """
    start = _start(head)
    headings = [(_heading(head, delimiter, start), delimiter) for delimiter in _DELIMITERS]
    for understand in (known, guessed):
        for heading, delimiter in headings:
            layout = understand(heading) if len(heading) > 1 else None
            if layout:
                return Table(layout, tuple(heading), delimiter, start)
    return None


def refuse(head: str) -> Unreadable:
    """Why a text that begins like this is no table of passwords: it is one of something else, or none at all."""
    start = _start(head)
    line = head[start:].splitlines()[:1]
    is_one = bool(line) and line[0].isprintable() and any(len(_heading(head, sign, start)) > 1 for sign in (",", ";"))
    return Unreadable(Snag.NO_PASSWORD_COLUMN if is_one else Snag.UNKNOWN_KIND)


def read_table(text: str, found: Table, calendar: Calendar) -> Iterator[Read]:
    """The logins of a table, in its order, and what was wrong with which record; `Unreadable` in the middle of what is none."""
    layout = found.layout
    if layout.html and went_through_html(text):
        layout = replace(layout, mend=from_html)
    rows = _Rows(layout, found.heading, calendar)
    yield layout.source
    wrong = 0
    for number, fields in records(text, found.delimiter, found.start):
        if number > _MOST:
            raise Unreadable(Snag.TOO_BIG)
        if wrong > max(number // 2, _WRONG):
            raise Unreadable(Snag.DAMAGED)
        said = rows.read(number, fields) if number else None
        if isinstance(said, Snag):
            wrong += 1
            yield RowSnag(said, number)
        elif said:
            yield said


class _Rows:
    """What a layout makes of fields."""

    def __init__(self, layout: Layout, heading: tuple[str, ...], calendar: Calendar) -> None:
        self.layout = layout
        self.heading = heading
        self.cut = False
        self.when = getattr(calendar, layout.dates)
        names = frozenset(heading)
        self.urls = tuple(name for name in layout.urls if name in names)
        self.user = tuple(name for name in layout.user if name in names)
        self.second_factor = tuple(name for name in layout.second_factor if name in names)

    def read(self, number: int, fields: list[str] | Snag) -> Entry | Snag | None:
        """What there is to say of a record; of an empty one, and of what is no login, nothing."""
        if isinstance(fields, Snag):
            self.cut = self.cut or fields is Snag.CUT_OFF
            return fields
        if len(fields) == 1 and not fields[0].strip():
            return None
        row = self.named(fields)
        if row is not None:
            return self.entry(number, row)
        return None if self.cut else Snag.RAGGED_ROW  # after the cut they are lines of the text that was cut

    def named(self, fields: list[str]) -> Row | None:
        """The fields by the names of their columns; None if nobody knows which is which.

        With one field too few or too many, a password may stand in the column of a name: better not judged than wrongly.
        """
        wanted = len(self.heading)
        if len(fields) == wanted:
            return dict(zip(self.heading, fields, strict=True))
        if self.layout.ragged:
            if len(fields) < len(self.layout.needs):
                return None
        elif len(fields) < wanted or any(fields[wanted:]):
            return None
        row = dict.fromkeys(self.heading, "")
        row.update(zip(self.heading, fields, strict=False))
        if self.layout.ragged:
            row[self.heading[-1]] = "\n".join(fields[wanted - 1 :])
        return row

    def entry(self, number: int, row: Row) -> Entry | None:
        """The login that a row is, if it is one: a password, or at least the name of a user."""
        layout = self.layout
        if not layout.is_login(row):
            return None
        mend = layout.mend or str
        password = mend(row[layout.password])
        user = next((mend(row[name]) for name in self.user if row[name].strip()), "")
        if not password and not user:
            return None
        return Entry(
            row=number,
            password=password,
            name=mend(row[layout.name]) if layout.name else "",
            user=user,
            urls=self._urls(row),
            changed=self.when(row.get(layout.changed)) if layout.changed else None,
            unchanged_since=self.when(row.get(layout.touched)) if layout.touched else None,
            second_factor=any(layout.is_second_factor(row[name]) for name in self.second_factor)
            if self.second_factor
            else None,
        )

    def _urls(self, row: Row) -> tuple[str, ...]:
        split, mend = self.layout.split, self.layout.mend or str
        found = (mend(url.strip()) for name in self.urls if row[name] for url in split(row[name]))
        return tuple(dict.fromkeys(filter(None, found)))


def _start(head: str) -> int:
    """Where the heading begins: after empty lines, and after the line that tells a spreadsheet what divides the columns."""
    start = len(head) - len(head.lstrip("\ufeff\r\n"))
    if head[start : start + 4].casefold() == "sep=":
        end = head.find("\n", start)
        start = len(head) if end < 0 else end + 1
    return start


def _heading(head: str, delimiter: str, start: int) -> list[str]:
    _, fields = next(records(head, delimiter, start), (0, Snag.EMPTY_FILE))
    return [] if isinstance(fields, Snag) else [name.strip("\ufeff \t\r").casefold() for name in fields]
