"""Separators between the words of a password: spaces, points, dashes."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Final

from postigo.passwords.sandbox.strength.fold import SEPARATORS, squeeze

_SIGNS: Final = 2  # more of other kinds, and what looks like a separator is none
_FEWEST: Final = 2  # of one alone nobody can tell
_USUAL: Final = dict.fromkeys(" -._/", 0.7)  # what the first of a kind costs, as log10
UNUSUAL: Final = 1.2
"""And the first of any other."""
_SAME: Final = 0.1  # and one more of the same
_ONE_LETTER: Final = 0.8  # a word of its own: a, e, i, o, u, x, y


def has_signs(squeezed: str) -> bool:
    """Whether a text has so many signs beside its separators that those are perhaps none."""
    return len(squeezed) - sum(map(str.isalnum, squeezed)) > _SIGNS


def cost(text: str) -> float:
    """Cost of all separators of a text, as log10."""
    separators = Counter(filter(SEPARATORS.__contains__, text))
    return sum(_USUAL.get(letter, UNUSUAL) + _SAME * (count - 1) for letter, count in separators.items())


def between(text: str) -> tuple[dict[int, float] | None, set[int] | None]:
    """Places of separators between several words, with their cost. And where words begin and end.

    None if they are not several.
    """
    places = [place for place, letter in enumerate(text) if letter in SEPARATORS]
    if len(places) < _FEWEST or has_signs(squeeze(text)):
        return None, None
    costs: dict[int, float] = {}
    seen: set[str] = set()
    for place in places:
        letter = text[place]
        costs[place] = _SAME if letter in seen else _USUAL.get(letter, UNUSUAL)
        seen.add(letter)
    for one, other in pairwise((-1, *places, len(text))):
        if other - one == 2 and text[one + 1].isalpha():
            costs[one + 1] = _ONE_LETTER
    return costs, {0, len(text), *places, *(place + 1 for place in places)}


def ends(text: str) -> set[int]:
    """Where, without the separators, words begin and end."""
    found, place = {0}, 0
    for letter in text:
        if letter in SEPARATORS:
            found.add(place)
        else:
            place += 1
    return {*found, place}
