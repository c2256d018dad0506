"""Known words in a password: as they are, with l33t, backwards."""

from __future__ import annotations

import math
from typing import Final

from postigo.passwords.inside.strength.fold import LEET, unleet
from postigo.passwords.inside.strength.parts import Part
from postigo.passwords.inside.strength.vocabulary import START, Lexicon

_BACKWARDS: Final = 1  # the line after the text as it is; then come the readings of l33t

TWICE: Final = 0.3
"""Twice as many guesses, as log10."""


def words_in(text: str, folded: str, lexicon: Lexicon) -> list[Part]:
    """Each known word in the text, however it overlaps with others. Short words are known only as they are."""
    size = len(folded)
    lines = (folded, folded[::-1], *unleet(folded))
    together = "\n".join(lines)  # to be gone through once: in most of it nothing begins
    starts = lexicon.starts
    parts = []
    for place in [place for place in range(len(together) - START + 1) if together[place : place + START] in starts]:
        which, start = divmod(place, size + 1)
        line = lines[which]
        longest, known, _ = lexicon.starting(line[start : start + START])
        for end in range(start + START, min(start + longest, size) + 1):
            word = line[start:end]
            if word not in known:
                continue
            cost, reason = known[word]
            if which == _BACKWARDS:
                first, after = size - end, size - start
                parts.append(Part(first, after, cost + TWICE + capitals(text[first:after]), reason))
                continue
            if which > _BACKWARDS:
                written = folded[start:end]
                stand_ins = LEET.intersection(written)
                if not stand_ins or not any(map(str.isalpha, written)):
                    continue
                cost += TWICE * (1 + len(stand_ins))
            parts.append(Part(start, end, cost + capitals(text[start:end]), reason))
    short = lexicon.short
    for width in (2, 3):
        for start in [start for start in range(size - width + 1) if folded[start : start + width] in short]:
            cost, reason = short[folded[start : start + width]]
            parts.append(Part(start, start + width, cost + capitals(text[start : start + width]), reason))
    return parts


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
