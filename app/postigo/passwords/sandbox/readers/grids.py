"""Grids of cells: which row is the heading, and what the others are."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, Read, RowSnag
from postigo.passwords.sandbox.readers import cell_display
from postigo.passwords.sandbox.readers.dates import Calendar
from postigo.passwords.sandbox.readers.headings import Means, is_address, meaning, said_by
from postigo.passwords.sandbox.readers.layouts import Layout, Row, column, guessed, is_any, known, several

SEARCHED: Final = 12
"""Rows in which a heading is looked for. A title, a date and an empty line may stand above it."""
MOST: Final = 200_000
"""Rows: nobody has so many, and somebody must hold them all in memory."""

_ADDRESS = re.compile(r"[a-z][a-z0-9+.\\-]*://|[^\s@]+@[^\s@]+\.[^\s@]+", re.IGNORECASE)
_SITE = re.compile(r"[a-z][a-z0-9+.\-]*:|(?:[\w\-]+\.)+[a-z]{2,}|(?:\d{1,3}\.){3}\d|localhost\b", re.IGNORECASE)
_NOTES: Final = frozenset({"note", "notes", "extra"})

_NOTHING: Final[frozenset[str]] = frozenset()
_RULED: Final = " \t\r\n\v\f\xa0-:=_"

Understand = Callable[[list[str]], Layout | None]
UNDERSTAND: Final[tuple[Understand, ...]] = (known, guessed)
"""A program's own heading goes before one of nobody's."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A row that was understood: the `at`-th of those that were looked at, from 0."""

    at: int
    layout: Layout
    names: tuple[str, ...]
    spaced: bool = False  # a space stands before each cell, and perhaps after it: it belongs to the table


def heading(rows: Sequence[Sequence[str]], understand: Understand) -> Heading | None:
    """First row that is a heading, with nothing but titles and remarks above it."""
    widest = 0
    for at, row in enumerate(rows[:SEARCHED]):
        names = _names(row)
        layout = understand(names) if len(names) > max(1, widest) else None
        if layout:
            return Heading(at, layout, tuple(names), all(cell[:1] == " " for cell in row[1:] if cell))
        if not _is_title(row):
            return None
        widest = max(widest, sum(1 for cell in row if cell.strip()))
    return None


def further_heading(cells: Sequence[str]) -> Heading | None:
    """Heading of a second table below the first. Each of its cells, three at least, names a column.

    What is below would else be taken for what the first one said: a password for a user, and shown.
    """
    said = [cell for cell in cells if cell.strip()]
    if len(said) < _LEAST_NAMED or any(sign.isdecimal() or sign in "@/" for sign in "".join(said)[:_SHORT_HEADING]):
        return None
    kinds = set()
    for cell in said:
        told = said_by(cell)
        if told is None or told.rank:
            return None
        kinds.add(told.means)
    return heading([cells], guessed) if kinds & {Means.PASSWORD, Means.PERHAPS} else None


_LEAST_NAMED: Final = 3
_SHORT_HEADING: Final = 1000


def is_upright(rows: Sequence[Sequence[str]]) -> bool:
    """Whether each row says one thing of a login, named in the first cell. "Usuario", "ana"; "Contraseña", "…"."""
    kinds = set()
    for row in rows[:SEARCHED]:
        said = [said_by(cell) for cell in [cell for cell in row if cell.strip()][:2]]
        if len(said) > 1 and said[0] is not None and not said[0].rank and (said[1] is None or said[1].rank):
            kinds.add(said[0].means)
    return Means.PASSWORD in kinds and bool(kinds & {Means.USER, Means.SITE, Means.NAME})


def upright(cells: Sequence[str]) -> str:
    """Such a row as a line of a text."""
    said = [cell.strip() for cell in cells if cell.strip()]
    return f"{said[0].rstrip(' :=')}: {said[1]}" if len(said) > 1 else "".join(said)


def refused(rows: Sequence[Sequence[str]]) -> ReadProblem:
    """Why rows without a heading that is understood are not read."""
    first = next((row for row in rows[:SEARCHED] if not _is_title(row)), ())
    return ReadProblem.SEVERAL_PASSWORD_COLUMNS if several(_names(first)) else ReadProblem.UNKNOWN_HEADING


def _names(row: Sequence[str]) -> list[str]:
    """Cells as names of columns, each another one; without the empty ones at the end."""
    cells = [cell.replace("\0", "").strip("\ufeff \t\r\n").casefold() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    once: set[str] = set()
    for at, cell in enumerate(cells):
        if cell in once or not cell:
            cells[at] = f"{cell}\0{at}"  # a sign that no heading has (layouts.column)
        once.add(cell)
    return cells


def _is_title(row: Sequence[str]) -> bool:
    """Whether a row can stand above a heading: a title, a remark, nothing; no login."""
    said = [cell.strip() for cell in row if cell.strip()]
    if not said or said[0].startswith(("#", "//")):
        return True
    return len(said) <= 2 and not any(_ADDRESS.match(one) for one in said)


class Rows:
    """Reading of the rows below a heading, by its layout."""

    def __init__(self, heading: Heading, calendar: Calendar, mend: Callable[[str], str] | None = None) -> None:
        self.heading = heading
        layout = self.layout = heading.layout
        self.names = heading.names
        self.mend = mend or layout.mend or str
        self.when = getattr(calendar, layout.dates)
        self.first = self.names.index(layout.password) if layout.password in self.names else 0
        there = frozenset(self.names)
        self.urls = tuple(name for name in layout.urls if name in there)
        self.user = tuple(name for name in layout.user if name in there or layout.unpack)
        self.second_factor = tuple(name for name in layout.second_factor if name in there)
        self.remarks = frozenset(filter(self._is_remark, self.names))
        self.cut = False
        self.unseen = False  # a password in a column that is not looked at

    def read(self, number: int, fields: Sequence[str] | ReadProblem, unknown: Collection[int] = ()) -> Sequence[Read]:
        """Results of a row; none for an empty one, or for what is no login.

        `unknown` are the places of cells of which it is not known what they show.
        """
        if isinstance(fields, ReadProblem):
            self.cut = self.cut or fields is ReadProblem.CUT_OFF
            return (RowSnag(fields, number),)
        if self.heading.spaced:
            fields = [field.strip(" ") for field in fields]
        if self._is_no_row(fields) and not unknown:
            return ()
        row = self._named(fields)
        if row is None:  # after the cut they are lines of the text that was cut
            return () if self.cut else (RowSnag(ReadProblem.RAGGED_ROW, number),)
        hidden = frozenset(self.names[at] for at in unknown if at < len(self.names)) if unknown else _NOTHING
        return self._entry(number, row, hidden)

    def rest(self) -> Iterator[RowSnag]:
        """Snags of the table as a whole, when all of it was read."""
        if self.unseen:
            yield RowSnag(ReadProblem.SECOND_COLUMN)

    def _is_no_row(self, fields: Sequence[str]) -> bool:
        """Whether it is empty, a line drawn below the heading, or the heading once more."""
        said = "".join(fields)
        if not said.strip(_RULED):
            return not said.strip() or (len(fields) > 1 and "--" in said)
        again = self.first < len(fields) and fields[self.first].strip().casefold() == self.names[self.first]
        return again and tuple(_names(fields)) == self.names

    def _named(self, fields: Sequence[str]) -> Row | None:
        """The fields by the names of their columns; None if nobody knows which is which.

        With one field too few or too many, a password may stand in the column of a name: better not judged than wrongly.
        """
        wanted = len(self.names)
        if len(fields) > wanted and not self.layout.ragged and any(fields[wanted:]):
            return None
        if len(fields) < wanted and not self._in_place(fields):
            return None
        row = dict.fromkeys(self.names, "")
        row.update(zip(self.names, fields, strict=False))
        if self.layout.ragged:
            row[self.names[-1]] = "\n".join(fields[wanted - 1 :])
        return row

    def _in_place(self, fields: Sequence[str]) -> bool:
        """Whether the fields of a short row surely stand where they belong. Only remarks at its end are missing then.

        A column of addresses that holds none, or a user or a password that is one, tells of a field left out before.
        """
        layout = self.layout
        missing = frozenset(self.names[len(fields) :])
        told_apart = layout.unpack or layout.is_login is not is_any
        if missing & {layout.password, *layout.user, *(layout.needs - _NOTES if told_apart else ())}:
            return False
        if layout.ragged:
            return True
        there = dict(zip(self.names, fields, strict=False))
        urls = {name: there[name].strip() for name in self.urls if there.get(name, "").strip()}
        proven = any(_SITE.match(url) for url in urls.values())
        wrong = not proven and any(not self._is_anybodys or is_address(name) for name in urls)
        if wrong or not (proven or missing <= self.remarks):
            return False
        return not any("://" in there[name][:12] for name in (layout.password, *self.user) if name in there)

    @property
    def _is_anybodys(self) -> bool:
        """Whether the heading is of no program: "Gmail" is a site there."""
        return self.layout.source is Source.OTHER_CSV

    def _is_remark(self, name: str) -> bool:
        """Whether a column holds what nobody needs to tell one login from another."""
        layout = self.layout
        if self._is_anybodys:
            told = meaning(column(name))
            return name.startswith("\0") or (told is not None and told.means is Means.NOTE)
        return name in _NOTES or name not in {*layout.needs, layout.password, *layout.user, *layout.urls, layout.name}

    def _entry(self, number: int, row: Row, hidden: frozenset[str]) -> Sequence[Read]:
        """Login of a row, if it is one: a password, or at least a user."""
        layout, mend = self.layout, self.mend
        if not layout.is_login(row):
            return ()
        if layout.unpack:
            row = layout.unpack(row)
        password = mend(row[layout.password])
        user = next((mend(row[name]) for name in self.user if row[name].strip()), "")
        if layout.others and any(row[name].strip() or name in hidden for name in layout.others):
            self.unseen = True
        if layout.is_sealed(password):
            return (RowSnag(ReadProblem.DAMAGED_ROW, number),)
        if layout.password in hidden or cell_display.is_spoilt(password):
            return (RowSnag(ReadProblem.CHANGED_CELL, number),)
        if self._is_anybodys and not cell_display.is_alone(password):
            return (RowSnag(ReadProblem.NOT_ALONE, number),)
        told = (RowSnag(ReadProblem.CHANGED_CELL, number),) if hidden and hidden.intersection(layout.past) else ()
        if not password and (not user or layout.passkeys):
            return told
        name = mend(row.get(layout.name, "")) if layout.name else ""
        entry = Entry(
            row=number,
            password=password,
            name=name,
            user=user,
            urls=self._urls(row) or ((name,) if "://" in name else ()),
            changed=self.when(row.get(layout.changed)) if layout.changed else None,
            unchanged_since=self.when(row.get(layout.touched)) if layout.touched else None,
            history=self._past(row, password) if layout.past else (),
            second_factor=any(layout.is_second_factor(row[name]) for name in self.second_factor)
            if self.second_factor
            else None,
        )
        return (*told, entry)

    def _past(self, row: Row, password: str) -> tuple[str, ...]:
        """The passwords before, each once."""
        found = (self.mend(row[name]) for name in self.layout.past if row[name].strip())
        return tuple(dict.fromkeys(old for old in found if old != password))

    def _urls(self, row: Row) -> tuple[str, ...]:
        split, mend = self.layout.split, self.mend
        found = (mend(url.strip()) for name in self.urls if row[name] for url in split(row[name]))
        return tuple(dict.fromkeys(filter(None, found)))
