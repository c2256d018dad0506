"""Known words in a password: as they are, with l33t, backwards."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import compress, count
from operator import ne
from typing import Final

from postigo.passwords.sandbox.strength.fold import LEET, Writing, fours, twos
from postigo.passwords.sandbox.strength.parts import Part
from postigo.passwords.sandbox.strength.vocabulary import START, Known, Lexicon

TWICE: Final = 0.3
"""Twice as many guesses, as log10."""


_TWO_CAPITALS: Final = re.compile("[A-Z]{2}")


def words_in(writing: Writing, lexicon: Lexicon) -> list[Part]:
    """Each known word in the text, however it overlaps with others. Short words are known only as they are."""
    text, folded = writing.text, writing.folded
    size = len(folded)
    more = capitals if any(map(str.isupper, text)) else _none
    parts = [
        Part(start, end, cost + more(text[start:end]), reason)
        for start, end, (cost, reason) in _known(folded, fours(writing.folded_twos), lexicon)
    ]
    backwards = folded[::-1]
    for after, first, (cost, reason) in _known(backwards, fours(twos(backwards)), lexicon):
        start, end = size - first, size - after
        parts.append(Part(start, end, cost + TWICE + more(text[start:end]), reason))
    if writing.readings and not folded.isdecimal():
        parts += _with_leet(writing, lexicon)
    short = lexicon.short
    for width, pieces in ((2, writing.folded_twos), (3, writing.folded_threes)):
        if not short.keys().isdisjoint(pieces):
            for start in compress(count(), map(short.__contains__, pieces)):
                cost, reason = short[pieces[start]]
                parts.append(Part(start, start + width, cost + more(text[start : start + width]), reason))
    return parts


def _with_leet(writing: Writing, lexicon: Lexicon) -> Iterator[Part]:
    """The words in which something stands for a letter. The second reading has only those that the first has not."""
    text, folded = writing.text, writing.folded
    before = folded
    for reading in writing.readings:
        pieces = fours(twos(reading))
        if not lexicon.starts.isdisjoint(pieces):
            changed = [*compress(count(), map(ne, reading, before))]
            for start, end, (cost, reason) in _known(reading, pieces, lexicon, changed):
                written = folded[start:end]
                if any(map(str.isalpha, written)):
                    stand_ins = len(LEET.intersection(written))
                    yield Part(start, end, cost + TWICE * (1 + stand_ins) + capitals(text[start:end]), reason)
        before = reading


def _known(
    line: str, pieces: Sequence[str], lexicon: Lexicon, around: Sequence[int] = ()
) -> list[tuple[int, int, Known]]:
    """Known words in a folded line: start, end, what. `pieces` are its `fours`.

    With `around`, places in their order, only the words around one of them.
    """
    found: list[tuple[int, int, Known]] = []
    size = len(line)
    for start in compress(count(), map(lexicon.starts.__contains__, pieces)):
        first = start + START
        if around:
            if start > around[-1]:
                break
            first = max(first, 1 + around[bisect_left(around, start)])
        longest, known, _ = lexicon.starting[pieces[start]]
        for end in range(first, min(start + longest, size) + 1):
            word = line[start:end]
            if word in known:
                found.append((start, end, known[word]))
    return found


def _none(_word: str) -> float:
    return 0.0


def capitals(word: str) -> float:
    """Cost of capital letters, as log10.

    One at the front, at the end or everywhere is a habit; others can be anywhere.
    """
    if word.islower():
        return 0.0
    upper = sum(map(str.isupper, word))
    if not upper:
        return 0.0
    lower = sum(map(str.islower, word))
    if not lower or (upper == 1 and (word[0].isupper() or word[-1].isupper())):
        return TWICE
    if word[0].isupper() and 3 * upper <= len(word) and _TWO_CAPITALS.search(word) is None:
        return 2 * TWICE  # each word of several begins with one
    return math.log10(sum(math.comb(upper + lower, count) for count in range(1, min(upper, lower) + 1)))
