"""Known words in a password: as they are, with l33t, backwards."""

from __future__ import annotations

import math
from typing import Final

from postigo.passwords.inside.strength.fold import LEET, unleet
from postigo.passwords.inside.strength.parts import Part
from postigo.passwords.inside.strength.vocabulary import START, Known, Lexicon

TWICE: Final = 0.3
"""Twice as many guesses, as log10."""


def words_in(text: str, folded: str, lexicon: Lexicon) -> list[Part]:
    """Each known word in the text, however it overlaps with others. Short words are known only as they are."""
    cased = text != folded and not text.islower()
    parts = [
        Part(start, end, known.cost + capitals(text[start:end]) if cased else known.cost, known.reason)
        for start, end, known in _found(folded, lexicon)
    ]
    short = lexicon.short
    for width in (2, 3):
        for start in range(len(folded) - width + 1):
            if (word := folded[start : start + width]) in short:
                cost, reason = short[word]
                parts.append(Part(start, start + width, cost + capitals(text[start : start + width]), reason))
    # In l33t.
    for reading in unleet(folded):
        for start, end, known in _found(reading, lexicon):
            written = folded[start:end]
            stand_ins = LEET.intersection(written)
            if stand_ins and any(map(str.isalpha, written)):
                cost = known.cost + TWICE * (1 + len(stand_ins)) + capitals(text[start:end])
                parts.append(Part(start, end, cost, known.reason))
    # Backwards.
    size = len(folded)
    for start, end, known in _found(folded[::-1], lexicon):
        first, after = size - end, size - start
        parts.append(Part(first, after, known.cost + TWICE + capitals(text[first:after]), known.reason))
    return parts


def _found(folded: str, lexicon: Lexicon) -> list[tuple[int, int, Known]]:
    """Where the longer words stand in a folded text."""
    size = len(folded)
    starts = lexicon.starts
    found = []
    for start in range(size - START + 1):
        if (beginning := folded[start : start + START]) in starts:
            longest, known, _ = lexicon.starting(beginning)
            ends = range(start + START, min(start + longest, size) + 1)
            found += [(start, end, known[word]) for end in ends if (word := folded[start:end]) in known]
    return found


def capitals(word: str) -> float:
    """What capital letters add, as log10: one at the front, at the end or everywhere is a habit; others can be anywhere."""
    if word.islower():
        return 0.0
    upper = sum(map(str.isupper, word))
    if not upper:
        return 0.0
    lower = sum(map(str.islower, word))
    if not lower or (upper == 1 and (word[0].isupper() or word[-1].isupper())):
        return TWICE
    return math.log10(sum(math.comb(upper + lower, count) for count in range(1, min(upper, lower) + 1)))
