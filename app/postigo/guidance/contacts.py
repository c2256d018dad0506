"""Contacts: at most three lines for a person, and all others in order (guidance 1.1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final, TypeAlias

from postigo.guidance.cards import Step
from postigo.guidance.countries import circles
from postigo.guidance.helplines import Audience, Channel, Helplines, Line, Purpose
from postigo.guidance.path import Age, Situation

FEW: Final = 3
"""Lines that are shown at once: who is afraid cannot choose among twenty. A person to turn to stands beside them."""


class Person(Enum):
    """People to turn to who have no number in our file."""

    TRUSTED_ADULT = auto()
    SCHOOL = auto()


Contact: TypeAlias = Line | Person


@dataclass(frozen=True, slots=True)
class Contacts:
    """Contacts of a card.

    `first`: at most three lines, and whom to turn to. `life`: the line for thoughts of suicide, beside them (in danger: among
    them). `written`: in danger, lines for somebody who cannot speak. `more`: all others.
    """

    first: tuple[Contact, ...]
    life: Line | None
    written: tuple[Line, ...]
    more: tuple[Line, ...]

    @property
    def near(self) -> tuple[Line, ...]:
        """Lines that are shown at once, without the people."""
        told = (*self.first, *([self.life] if self.life else []), *self.written)
        return tuple(one for one in told if isinstance(one, Line))

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines, without the people."""
        return (*self.near, *self.more)


def contacts(
    helplines: Helplines, country: str, situation: Situation, age: Age, step: Step | None = None, *, near: bool = False
) -> Contacts:
    """Contacts for a person; `country` is a key of `countries.NAMES`.

    `step`: the card that they stand on; None for all of the way. `near`: whoever threatens lives here, or has used this device.
    """
    known = tuple(_known(helplines, country, age))
    life = next((line for line in known if line.purpose is Purpose.LIFE), None)
    first: list[Contact] = []
    for wish in _wishes(situation, age, step, near=near):
        fulfilled = [wish] if isinstance(wish, Person) else [one for one in known if wish(one) and one not in first]
        if isinstance(wish, Person) or sum(isinstance(one, Line) for one in first) < FEW:
            first += fulfilled[:1]
    left = [line for line in known if line not in first]  # nothing is told twice
    written = tuple(_written(left)) if situation is Situation.DANGER else ()
    others = (line for line in left if line not in written and line is not life)
    more = tuple(sorted(others, key=lambda line: _ORDER.index(line.purpose)))
    return Contacts(tuple(first), life, written, more)


def _written(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines of danger at which nobody has to speak: the nearest of each purpose."""
    for purpose in (Purpose.DANGER, Purpose.LIFE, Purpose.YOUNG):
        yield from [line for line in lines if line.purpose is purpose and line.written][:1]


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
    told: set[tuple[str, Purpose, Channel]] = set()
    for circle in circles(country):
        for line in helplines.lines.values():
            if line.country != circle or not line.shown or not line.audience & _AUDIENCES[age]:
                continue
            same = (line.value, line.purpose, line.channel)
            if line.value and same in told:
                continue
            told.add(same)
            yield line


def _is(*purposes: Purpose) -> Callable[[Line], bool]:
    return lambda line: line.purpose in purposes


def _calls(purpose: Purpose) -> Callable[[Line], bool]:
    return lambda line: line.purpose is purpose and line.channel is Channel.PHONE


def _writes(purpose: Purpose) -> Callable[[Line], bool]:
    return lambda line: line.purpose is purpose and line.written


def _takes_reports(line: Line) -> bool:
    """Whether a report is taken there. Spain's 091 and 062 only say where to go."""
    return line.purpose is Purpose.POLICE and line.id not in ASK_ONLY


ASK_ONLY: Final = frozenset({"es-091", "es-062"})
"""Numbers of the police to ask where to go. No report is taken there."""


_ADVICE, _SPREADING, _FAMILY = _is(Purpose.ADVICE), _is(Purpose.SPREADING), _is(Purpose.FAMILY)
_YOUNG: Final = _is(Purpose.YOUNG, Purpose.FINDER)  # where no line for the young is known, the page that finds one
_CHAT: Final = _writes(Purpose.YOUNG)  # for whoever cannot speak aloud
_EMERGENCY, _VIOLENCE = _calls(Purpose.DANGER), _calls(Purpose.VIOLENCE)

# Wishes in their order. More than three, so that a country without one of them is not left with two.
_IN_DANGER: Final[tuple[Wish, ...]] = (_EMERGENCY, _is(Purpose.LIFE), _calls(Purpose.YOUNG))
_BLUFF: Final[tuple[Wish, ...]] = (_ADVICE, _ADVICE, _ADVICE, _takes_reports)
_CHILD: Final[tuple[Wish, ...]] = (_YOUNG, _CHAT, _EMERGENCY)  # the card itself names the adult
_TO_REPORT: Final[tuple[Wish, ...]] = (_SPREADING, _is(Purpose.PICTURES), _SPREADING, _takes_reports, _ADVICE)
"""Wishes on the card to report: it names pages, and here they can be opened."""
_USUAL: Final[Mapping[Age, tuple[Wish, ...]]] = {
    Age.TEEN: (Person.TRUSTED_ADULT, _YOUNG, _CHAT, _ADVICE, _SPREADING, _takes_reports),
    Age.ADULT: (_ADVICE, _takes_reports, _SPREADING),
    Age.CARER: (_ADVICE, _FAMILY, Person.SCHOOL, _takes_reports, _YOUNG),
    Age.UNTOLD: (_ADVICE, _YOUNG, _CHAT, _takes_reports, _SPREADING),
}
_NEAR: Final[Mapping[Age, tuple[Wish, ...]]] = {
    Age.TEEN: (Person.TRUSTED_ADULT, _YOUNG, _CHAT, _EMERGENCY),
    Age.ADULT: (_VIOLENCE, _ADVICE, _EMERGENCY, _takes_reports, _SPREADING),
    Age.CARER: (_VIOLENCE, _FAMILY, Person.SCHOOL, _EMERGENCY, _ADVICE, _takes_reports, _YOUNG),
    Age.UNTOLD: (_VIOLENCE, _YOUNG, _EMERGENCY, _ADVICE, _takes_reports, _SPREADING),
}
"""Wishes where whoever threatens lives here, or has used this device."""


def _wishes(situation: Situation, age: Age, step: Step | None, *, near: bool) -> tuple[Wish, ...]:
    if situation is Situation.DANGER:
        return _IN_DANGER
    if situation is Situation.BLUFF:
        return _BLUFF
    if age is Age.CHILD:
        return _CHILD
    if step is Step.REPORT:
        return _TO_REPORT
    return (_NEAR if near else _USUAL)[age]
