"""Help lines: numbers, addresses and offices, from their one data file. They never come from a translation."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Final

from postigo.core.values import Numeral, StoredText, Text
from postigo.guidance.hours import Hours

FILE: Final = "helplines.csv"
NO_NUMBERS: Final = Text("Our list of numbers could not be read. Ask for help nearby, or call the emergency number.")
"""Sentence where no line of the file could be read."""
READ: Final = frozenset({"V1", "V2"})
"""Statuses of a line that was read in a page.

V1 is the body's own page, V2 a second hand. G is general knowledge, and not shown.
"""


class Purpose(StrEnum):
    """Purposes of help lines."""

    DANGER = "danger"
    LIFE = "life"  # thoughts of suicide
    YOUNG = "young"  # for children and teenagers
    ADVICE = "advice"
    FAMILY = "family"  # for parents and schools
    POLICE = "police"
    MONEY = "money"
    SPREADING = "spreading"  # to keep a picture from being published
    PICTURES = "pictures"  # to take down one that was
    PLATFORM = "platform"
    ABUSE_IMAGES = "abuse-images"
    VIOLENCE = "violence"
    MISSING = "missing"
    WATCHED = "watched"
    FINDER = "finder"
    ELSEWHERE = "elsewhere"  # takes other cases, not this one: known so that nobody is sent there


class Audience(StrEnum):
    """Audiences of help lines. A child is anybody under 18 here, a teen somebody of 14 to 17."""

    EVERYONE = "everyone"
    CHILD = "child"
    TEEN = "teen"
    ADULT = "adult"
    CARER = "carer"
    NOBODY = "nobody"


class Channel(StrEnum):
    """Channels of help lines."""

    PHONE = "phone"
    SMS = "sms"
    CHAT = "chat"
    APP = "app"  # its value is its name in the phone's store
    WEB = "web"
    FORM = "form"
    EMAIL = "email"
    IN_PERSON = "in-person"


@dataclass(frozen=True, slots=True)
class Line:
    """Help line.

    `country`: two letters of ISO 3166, "EU" or "world". `value`: a number or an address as it is dialled or typed; ""
    for an office or a bank. `hours`: None where no source was read. `read_on`: the day its source was read; `called_on`: the
    day a person called or opened it, None until somebody did.
    """

    id: str
    country: str
    purpose: Purpose
    audience: frozenset[Audience]
    channel: Channel
    name: str
    value: str
    hours: Hours | None
    languages: str
    status: str
    source: str
    read_on: date
    called_on: date | None

    @property
    def shown(self) -> bool:
        """Whether somebody read it in a page, and it takes cases like these."""
        return self.status in READ and self.purpose is not Purpose.ELSEWHERE

    @property
    def written(self) -> bool:
        """Whether nobody has to speak there."""
        return self.channel in {Channel.SMS, Channel.CHAT, Channel.APP}

    @property
    def address(self) -> str:
        """Address of its page; "" for what is no page."""
        return self.value if self.value.startswith("https://") else ""


@dataclass(frozen=True, slots=True)
class Helplines:
    """Help lines of a file by id, in its order; `faults` of the other rows."""

    lines: Mapping[str, Line]
    faults: tuple[str, ...]

    def numbers(self, **names: str) -> dict[str, Numeral | Text] | None:
        """Numbers and addresses of lines by their names in a sentence. None: one is missing.

        Whoever builds a sentence leaves it out then: help does not wait for a typing error in its file.
        """
        found = {name: self.lines.get(line) for name, line in names.items()}
        there = {name: line for name, line in found.items() if line is not None}
        if len(there) < len(found):
            return None
        return {name: typed(line.value.removeprefix("https://")) for name, line in there.items()}


def typed(value: str) -> Numeral | Text:
    """Number or address of a line, as a sentence has it.

    Both are of our data file and name nobody, so no stand-in hides them (decision 0684).
    """
    try:
        return Numeral(value)
    except ValueError:
        return StoredText(value)  # as it stands there: no catalogue has it


@cache
def load() -> Helplines:
    """Every line of the one data file."""
    return parse((resources.files("postigo_resources") / "data" / FILE).read_text("utf-8"))


def parse(text: str) -> Helplines:
    """Lines of a CSV. A row that cannot be understood is left out, and named: help does not wait for a typing error."""
    lines: dict[str, Line] = {}
    faults = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), 2):
        try:
            line = _line(row, lines)
        except (KeyError, TypeError, ValueError) as wrong:
            faults.append(f"{FILE}, row {number} ({row.get('id') or 'no id'}): {wrong}")
            continue
        lines[line.id] = line
    return Helplines(lines, tuple(faults))


def _line(row: Mapping[str, str | None], before: Mapping[str, Line]) -> Line:
    cell = {name: value.strip() for name, value in row.items() if isinstance(value, str)}  # None, or the surplus cells
    if not cell["id"] or not (cell["name"] or cell["purpose"] == Purpose.MONEY):
        raise ValueError("it has no id or no name")
    if cell["id"] in before:
        raise ValueError("this id is there already")
    channel, value = Channel(cell["channel"]), cell["value"]
    if channel in {Channel.WEB, Channel.FORM} and value and not value.startswith("https://"):
        raise ValueError("an address begins with https://")
    return Line(
        cell["id"],
        cell["country"],
        Purpose(cell["purpose"]),
        frozenset(_audiences(cell["audience"].split(","))),
        channel,
        cell["name"],
        value,
        Hours.of(cell["hours"]) if cell["hours"] else None,
        cell["languages"],
        cell["status"],
        cell["source"],
        date.fromisoformat(cell["read_on"]),
        date.fromisoformat(cell["called_on"]) if cell["called_on"] else None,
    )


def _audiences(words: Iterable[str]) -> Iterable[Audience]:
    return (Audience(word.strip()) for word in words)
