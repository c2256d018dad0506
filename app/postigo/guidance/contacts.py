"""Contacts: at most three for a person, and all others in order (guidance 1.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, TypeAlias

from postigo.guidance.countries import circles
from postigo.guidance.helplines import Audience, Channel, Helplines, Line, Purpose
from postigo.guidance.path import Age, Situation

FEW: Final = 3
"""Contacts that are shown at once: who is afraid cannot choose among twenty."""


class Person(Enum):
    """People to turn to who have no number in our file."""

    TRUSTED_ADULT = auto()
    SCHOOL = auto()


Contact: TypeAlias = Line | Person


@dataclass(frozen=True, slots=True)
class Contacts:
    """Contacts of a card.

    `first`: at most three. `life`: the line for thoughts of suicide, beside them (in danger: among them), if the country has
    one. `more`: all others.
    """

    first: tuple[Contact, ...]
    life: Line | None
    more: tuple[Line, ...]


def contacts(helplines: Helplines, country: str, situation: Situation, age: Age) -> Contacts:
    """Contacts for a person; `country` is a key of `countries.NAMES`."""
    known = tuple(_known(helplines, country, age))
    life = next((line for line in known if line.purpose is Purpose.LIFE), None)
    first: list[Contact] = []
    for wish in _wishes(situation, age):
        fulfilled = [wish] if isinstance(wish, Person) else [one for one in known if wish(one) and one not in first]
        first += fulfilled[:1]
    first = first[:FEW]
    others = (line for line in known if line not in first and line is not life)
    return Contacts(tuple(first), life, tuple(sorted(others, key=lambda line: _ORDER.index(line.purpose))))


_ORDER: Final = tuple(Purpose)
Wish: TypeAlias = Callable[[Line], bool] | Person

_AUDIENCES: Final = {
    Age.CHILD: {Audience.EVERYONE, Audience.CHILD},
    Age.TEEN: {Audience.EVERYONE, Audience.CHILD, Audience.TEEN},
    Age.ADULT: {Audience.EVERYONE, Audience.ADULT},
    Age.CARER: {Audience.EVERYONE, Audience.CARER, Audience.CHILD, Audience.TEEN},
    Age.UNTOLD: set(Audience) - {Audience.NOBODY},
}


def _known(helplines: Helplines, country: str, age: Age) -> Iterator[Line]:
    """Lines for somebody of that age there, nearest first. A number that is known for this already is not told twice."""
    told: set[tuple[str, Purpose]] = set()
    for circle in circles(country):
        for line in helplines.lines.values():
            if line.country != circle or not line.shown or not line.audience & _AUDIENCES[age]:
                continue
            if line.value and (line.value, line.purpose) in told:
                continue
            told.add((line.value, line.purpose))
            yield line


def _is(*purposes: Purpose) -> Callable[[Line], bool]:
    return lambda line: line.purpose in purposes


def _calls(purpose: Purpose) -> Callable[[Line], bool]:
    return lambda line: line.purpose is purpose and line.channel is Channel.PHONE


def _takes_reports(line: Line) -> bool:
    """Whether a report is taken there. Spain's 091 and 062 only say where to go."""
    return line.purpose is Purpose.POLICE and line.id not in ASK_ONLY


ASK_ONLY: Final = frozenset({"es-091", "es-062"})
"""Numbers of the police to ask where to go. No report is taken there."""


def _wishes(situation: Situation, age: Age) -> tuple[Wish, ...]:
    """Wishes in their order. More than three, so that a country without one of them is not left with two."""
    advice, report, spreading = _is(Purpose.ADVICE), _takes_reports, _is(Purpose.SPREADING)
    young = _is(Purpose.YOUNG, Purpose.FINDER)  # where no line for the young is known, the page that finds one
    danger = _calls(Purpose.DANGER)
    match situation, age:
        case Situation.DANGER, _:
            return danger, _calls(Purpose.LIFE), _calls(Purpose.YOUNG)
        case Situation.BLUFF, _:
            return advice, advice, advice, report
        case _, Age.CHILD:
            return young, danger  # the card itself names the adult
        case _, Age.TEEN:
            return Person.TRUSTED_ADULT, young, advice, spreading, report
        case _, Age.ADULT:
            return advice, report, spreading
        case _, Age.CARER:
            return Person.SCHOOL, advice, _is(Purpose.FAMILY), young, report
        case _, _:
            return advice, young, report, spreading
