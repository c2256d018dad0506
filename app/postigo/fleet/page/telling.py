"""Telling of a summary in one language: names, numbers, and how many have room.

It names few and counts all: a district's page is as short as a room's, and says what is left out. Names come from reports,
so none begins as a formula of a spreadsheet does, for whoever copies a table (`reports/cells.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from postigo.core.values import Text
from postigo.fleet import wording
from postigo.fleet.summary import Summary, Which
from postigo.reports.cells import inert
from postigo.reports.printable import printable
from postigo.words import Words

HOUSES: Final = 40
"""Computers that have a house each: a large class. Of more computers in several places, each place has one."""
FEW_COMPUTERS: Final = 16
FEW_PLACES: Final = 12
"""Houses that are drawn where there are more. Two rows: the list of what to do needs room."""
NAMED_FIRST: Final = (8, 4)
"""Names in one row of the first sheet: of a class, and of more computers."""
NAMED: Final = 12
"""Names in one row of the other sheets, where there are more computers than houses. A class is named whole."""
ROWS: Final = 100
"""Rows of one table."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A summary, and the language in which it is told."""

    summary: Summary
    words: Words

    def say(self, text: Text) -> str:
        """The sentence in this language."""
        return self.words.say(text)

    def number(self, n: int) -> str:
        """A number as this language writes it."""
        return self.words.value(n)

    def heads(self, *heads: Text) -> tuple[str, ...]:
        """Heads of a table, each with a capital letter."""
        return tuple(head[:1].upper() + head[1:] for head in map(self.say, heads))

    def names(self, which: Which, most: int) -> str:
        """Names of computers, and how many more there are."""
        shown = which.names[:most]
        rest = which.count - len(shown)
        names = ", ".join(map(plain, shown))
        if not names:
            return self.say(wording.computers(which.count))
        return f"{names} {self.say(wording.more(rest))}" if rest else names

    def more(self, total: int, most: int = ROWS) -> str:
        """Sentence on rows that a table has no room for; else empty."""
        rest = total - most
        return self.say(wording.rows_more(rest)) if rest > 0 else ""

    @property
    def is_class(self) -> bool:
        """Whether each computer has a house."""
        return self.summary.devices <= HOUSES

    @property
    def by_place(self) -> bool:
        """Whether a house is one of a place."""
        return self.summary.is_district and not self.is_class

    @property
    def few(self) -> int:
        """Names in one row of the first sheet."""
        return NAMED_FIRST[0 if self.is_class else 1]

    @property
    def most(self) -> int:
        """Names in one row."""
        return HOUSES if self.is_class else NAMED


def plain(text: str) -> str:
    """Text of a report, fit to be shown and to be copied into a table."""
    return str(inert(printable(text)))


def natural(name: str) -> list[tuple[bool, int, str]]:
    """Key of an order in which PC 9 comes before PC 10."""
    parts = (part for part in re.split(r"([0-9]+)", name) if part)
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]
