"""A password taken apart in the cheapest way: into what is known, and what must be tried character by character."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from postigo.passwords.model import Reason

ANOTHER: Final = 0.3
"""What it costs to guess that one more part follows, as log10: twice as many guesses."""

_SIGNS_AT_THE_END: Final = frozenset("!.*?¡¿+-_@#$")


class Part(NamedTuple):
    """Characters `start` to `end` of a password, what they are, and log10 of the guesses they take."""

    start: int
    end: int
    cost: float
    reason: Reason


@dataclass(frozen=True, slots=True)
class Cheapest:
    """The cheapest way to guess a password: log10 of the guesses, and its known parts in order."""

    cost: float
    parts: tuple[Part, ...]


def cheapest(text: str, parts: Iterable[Part]) -> Cheapest:
    """The parts of `text` whose guesses, multiplied, are fewest."""
    ending: dict[int, list[Part]] = {}
    for part in parts:
        ending.setdefault(part.end, []).append(part)
    singles = letter_by_letter(text)
    if not ending:
        return Cheapest(sum(singles), ())
    costs = [0.0]
    last: list[Part | None] = [None]  # the part that ends here on the cheapest way, if one does
    for end in range(1, len(text) + 1):
        cost, by = costs[-1] + singles[end - 1], None
        for part in ending.get(end, ()):
            start, _, alone, _ = part
            so_far = costs[start] + alone + ANOTHER if start else alone
            if so_far < cost:
                cost, by = so_far, part
        costs.append(cost)
        last.append(by)
    way: list[Part] = []
    place = len(text)
    while place:
        found = last[place]
        if found is None:
            place -= 1
        else:
            way.append(_named(found, ending))
            place = found.start
    return Cheapest(costs[-1], tuple(reversed(way)))


_MADE_BY_HANDS: Final = (Reason.KEYBOARD, Reason.SEQUENCE, Reason.REPEATED)


def _named(part: Part, ending: Mapping[int, list[Part]]) -> Part:
    """The part, under the name that tells most.

    A "word" that lies side by side on the keys is one because many type it. And where all that is known is that it is common, another
    that is nearly as long may say what it is.
    """
    if part.reason is Reason.WORD:
        alike = (
            other.reason for other in ending[part.end] if other.start == part.start and other.reason in _MADE_BY_HANDS
        )
        return part._replace(reason=next(alike, part.reason))
    if part.reason is not Reason.GUESSABLE:
        return part
    within = [
        other
        for end in range(part.start + 1, part.end + 1)
        for other in ending.get(end, ())
        if other.start >= part.start and other.reason is not Reason.GUESSABLE
    ]
    longest = max(within, key=lambda other: other.end - other.start, default=part)
    enough = 3 * (longest.end - longest.start) >= 2 * (part.end - part.start)
    return part._replace(reason=longest.reason) if enough else part


def letter_by_letter(text: str) -> Sequence[float]:
    """What each character costs if nothing is known of it: the size of its kind, as log10. A sign or two at the end is a habit."""
    costs = [_SINGLE[letter] for letter in text]
    for place in range(len(text) - 1, max(len(text) - 3, 0), -1):
        if text[place] not in _SIGNS_AT_THE_END:
            break
        costs[place] = 0.7
    return costs


class _Single(dict[str, float]):
    def __missing__(self, letter: str) -> float:
        return 1.5 if letter < "\x7f" else 2.0  # 33 signs; what else there is in the world


_SINGLE: Final = _Single(
    {
        **dict.fromkeys(string.ascii_lowercase, 1.42),  # 26
        **dict.fromkeys(string.ascii_uppercase, 1.56),  # 26, and not the first case one thinks of
        **dict.fromkeys(string.digits, 1.0),
    }
)
