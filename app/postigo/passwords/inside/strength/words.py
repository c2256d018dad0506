"""Known words in a password: as they are, with l33t, backwards."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Final

from postigo.passwords.inside.strength.fold import LEET, unleet
from postigo.passwords.inside.strength.parts import Part
from postigo.passwords.inside.strength.vocabulary import START, Known, Lexicon

TWICE: Final = 0.3
"""Twice as many guesses, as log10."""


def words_in(text: str, folded: str, lexicon: Lexicon) -> Iterator[Part]:
    """Each known word in the text, however it overlaps with others. Short words are known only as they are."""
    cased = not text.islower()
    for start, end, known in _found(folded, _starts(folded, lexicon), lexicon):
        yield Part(start, end, known.cost + capitals(text[start:end]) if cased else known.cost, known.reason)
    short = lexicon.short
    for width in (2, 3):
        for start in range(len(folded) - width + 1):
            if folded[start : start + width] in short:
                cost, reason = short[folded[start : start + width]]
                yield Part(start, start + width, cost + capitals(text[start : start + width]), reason)
    if any(map(str.isalpha, folded)):
        yield from _in_leet(text, folded, lexicon)
        yield from _backwards(text, folded, lexicon)


def _starts(folded: str, lexicon: Lexicon) -> list[int]:
    starts = lexicon.starts
    return [place for place in range(len(folded) - START + 1) if folded[place : place + START] in starts]


def _found(folded: str, places: Iterable[int], lexicon: Lexicon) -> Iterator[tuple[int, int, Known]]:
    size = len(folded)
    for start in places:
        longest, known, _ = lexicon.starting(folded[start : start + START])
        for end in range(start + START, min(start + longest, size) + 1):
            if (word := folded[start:end]) in known:
                yield start, end, known[word]


def _in_leet(text: str, folded: str, lexicon: Lexicon) -> Iterator[Part]:
    for reading in unleet(folded):
        for start, end, known in _found(reading, _starts(reading, lexicon), lexicon):
            written = folded[start:end]
            stand_ins = LEET.intersection(written)
            if stand_ins and any(map(str.isalpha, written)):
                yield Part(
                    start, end, known.cost + TWICE * (1 + len(stand_ins)) + capitals(text[start:end]), known.reason
                )


def _backwards(text: str, folded: str, lexicon: Lexicon) -> Iterator[Part]:
    size = len(folded)
    turned = folded[::-1]
    for start, end, known in _found(turned, _starts(turned, lexicon), lexicon):
        first, after = size - end, size - start
        yield Part(first, after, known.cost + TWICE + capitals(text[first:after]), known.reason)


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
