"""Randomness: whether a password was drawn by lot or made up.

What is made up comes sooner in the lists of attackers than in ours.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Final

from postigo.passwords.model import Reason
from postigo.passwords.sandbox.strength.parts import Cheapest, Part

# Attackers have longer lists than we, and know what goes with what. So what is made of words and habits counts a part of its
# power of ten less, up to _MOST; four words drawn by lot have 10^15 and stay what they are (docs/decisions/0580).
_SHARE: Final = 1 / 3
_MOST: Final = 2.5
_MADE_UP: Final = 10.4  # more than this, as log10, hardly anybody makes up
_DRAWN: Final = 13.0
_LEAST: Final = 0.5

_LOW, _HIGH = 3.0, 17.0  # beyond these nothing here changes a score
_CERTAIN: Final = 22.0  # a character costs 2 at most, and by zxcvbn 1 at least: ten are its highest score
_HARDLY_ANY: Final = 2.5  # of the cost, as log10, for what nobody could say: two or three digits
_A_LOT: Final = 4.5
_RARE: Final = 2.5  # a word that costs so much, as log10, is not among the first three hundred
_THINGS: Final = 3  # rare words that people put together; more are drawn by lot
_WORD: Final = 6  # letters of a word that no list knows; more one after the other are rarely one
_FEWEST: Final = 4  # letters of a piece that is no chance
# What it tells, as log10, when most is known by shorter pieces only, and this much of a letter is for what nobody could say.
_PIECEMEAL: Final = 4.0
_UNSAYABLE: Final = 0.25
# Small words are among the first thirty. They come with a phrase, and a good part of their cost is saved; more of them where each stands alone.
_FREQUENT: Final = 1.5
_SAVED: Final = 0.8
_FREQUENT_ALONE: Final = 2.0
_SAVED_ALONE: Final = 1.2
_SMALL_WORDS: Final = 4


def guesses(found: Cheapest) -> float:
    """How many guesses, as log10, those need who know more than we."""
    if not _LOW < found.cost < _HIGH:
        return found.cost
    made_up = min(max((_A_LOT - by_lot(found)) / (_A_LOT - _HARDLY_ANY), 0.0), 1.0)
    phrase = 0.0
    if sum(gap.size for gap in found.gaps) < _FEWEST:
        phrase = found.small
    cost = found.cost - phrase
    less = min(cost * _SHARE, _MOST)
    if cost > _MADE_UP:
        less = max(_MOST - (cost - _MADE_UP) * (_MOST - _LEAST) / (_DRAWN - _MADE_UP), _LEAST)
    return found.cost - made_up * (phrase + less)


def is_drawn(found: Cheapest) -> bool:
    """Whether so much of it is unknown and unsayable that no engine is needed. That is eleven characters and more."""
    return sum(gap.by_lot for gap in found.gaps) >= _CERTAIN


def by_lot(found: Cheapest) -> float:
    """Cost of a password, as log10, that tells that it was drawn by lot."""
    told = known = 0.0
    whole = 0
    for size, lots in found.gaps:
        told += lots + max(size - _WORD, 0)
        whole += size
        if size >= _FEWEST:
            known += size - lots
    for start, end, _, _ in found.parts:
        whole += end - start
        if end - start >= _FEWEST:
            known += end - start
    if len(found.parts) > _THINGS:
        told += sum(sorted(part.cost for part in found.parts if part.cost >= _RARE)[_THINGS:])
    if 2 * known < whole:
        told += _PIECEMEAL * min(found.by_lot / whole / _UNSAYABLE, 1.0)
    return told


def small_words(parts: Iterable[Part], ends: Container[int] | None = None) -> float:
    """Savings, as log10, for the small words of a phrase (`de`, `que`, `the`).

    With `ends`, only those that begin and end at one.
    """
    frequent, saved = (_FREQUENT, _SAVED) if ends is None else (_FREQUENT_ALONE, _SAVED_ALONE)
    small = sum(
        part.reason is Reason.WORD
        and part.cost <= frequent
        and part.end - part.start < _FEWEST
        and (ends is None or (part.start in ends and part.end in ends))
        for part in parts
    )
    return saved * min(small, _SMALL_WORDS)
