"""First sheet of a summary on paper: things to do that fit on A4. Page in print and PDF share it (`reports/room.py`)."""

from __future__ import annotations

from typing import Final

from postigo.fleet.page.outline import House, Outline, ToDo
from postigo.reports.room import ROOM, WIDTH, lines, row, rows_in

PER_ROW: Final = 8
"""Houses of computers beside each other. So it is in summary.html and summary.typ too."""
PLACES_PER_ROW: Final = 6
"""Houses of places, with more words below them."""
COLUMNS: Final = (0.54, 0.16, 0.14, 0.16)
"""Shares of the columns of what is to do. They stand in summary.html and summary.typ too."""
_HEADING: Final = 27.0
_HEAD_ROW: Final = 16.0
_WHY: Final = (0.42, 0.13, 0.45)
"""Shares of the columns of what to visit: why, how many, which. They stand there too."""


def per_row(told: Outline) -> int:
    """Houses beside each other."""
    return PLACES_PER_ROW if told.by_place else PER_ROW


def to_do(told: Outline) -> int:
    """Number of things to do that fit on the first sheet, the most useful first. Nothing else there is cut."""
    room = ROOM - _around(told)
    return rows_in([_thing(number, one) for number, one in enumerate(told.to_do, 1)], room)


def is_cut(told: Outline, shown: int) -> bool:
    """Whether the first sheet leaves out things or names. Then the list stands whole behind it."""
    return len(told.to_do) > shown or any(one.few != one.names for one in told.to_do)


def _around(told: Outline) -> float:
    """Height of all that is there however long the lists are."""
    head = 14 + 23 * lines(told.title, WIDTH, 18, bold=True) + 16 * lines(told.lead, WIDTH, 11) + 8
    head += sum(12 * lines(line, WIDTH) for line in (told.under, told.about) if line)
    out = sum(12 * lines(line, WIDTH - 20, 9) for line in told.left_out) + 16 * bool(told.left_out)
    facade = 58 + 10 * max((lines(one.text, WIDTH / 5 - 8, 8) for one in told.windows), default=0)
    each = per_row(told)
    street = sum(
        max(_house(one, WIDTH / each - 2) for one in told.houses[at : at + each])
        for at in range(0, len(told.houses), each)
    )
    more = sum(12 * lines(line, WIDTH) for line in told.houses_more)
    changes = _HEADING + 13 * lines(told.changes_lead, WIDTH, 10)
    widths = [share * WIDTH for share in _WHY]
    visits = sum(
        row(*((cell, width, False) for cell, width in zip(one, widths, strict=True))) for one in told.visits_few.rows
    )
    lists = (_HEADING + _HEAD_ROW) * (bool(told.to_do) + bool(told.visits_few.rows)) + visits
    return head + out + facade + street + more + changes + lists + 12


def _house(house: House, width: float) -> float:
    return (
        21
        + 11 * lines(house.name, width, 8, bold=True)
        + sum(9.5 * lines(one.text, width, 7.5) for one in house.states)
    )


def _thing(number: int, one: ToDo) -> float:
    what, *others = (share * WIDTH for share in COLUMNS)
    texts = (one.urgency.text, one.on, one.time)
    names = 10.5 * lines(one.few, what - 6, 8)
    named = row((f"☐ {number}. {one.what}", what, False), extra=names)
    return max(
        named, row(*((text, width, at == 0) for at, (text, width) in enumerate(zip(texts, others, strict=True))))
    )
