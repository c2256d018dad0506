"""Repetitions, sequences and neighbours on a Spanish keyboard in a password."""

from __future__ import annotations

import math
import re
import string
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count
from operator import eq
from typing import Final, NamedTuple

from postigo.passwords.model import Reason
from postigo.passwords.sandbox.strength.fold import Writing
from postigo.passwords.sandbox.strength.parts import Part, letter_by_letter

_REPEATED: Final = re.compile(r"(.)\1{2,}|(.{2,12}?)\2+", re.DOTALL)
_AGAIN: Final = re.compile(r"(.{3,50}?)(?:[ .,_/-]?\1)+", re.DOTALL)
_FEWEST_MIRRORED: Final = 6  # characters of a text that reads the same from both ends
_FEWEST_AROUND: Final = 2  # characters on each side of the rest: one alone is an end like any other
_MOST_AROUND: Final = 4
_KINDS_AROUND: Final = 2
_MIRROR: Final = str.maketrans("([{<¿¡«", ")]}>?!»")
_FEWEST_ALIKE: Final = 4  # characters in a repetition of more than one
_FEWEST_IN_SEQUENCE: Final = 3
_NO_STEP: Final = 3  # and above
_FEWEST_KEYS: Final = 4
_OBVIOUS_STARTS: Final = frozenset("aAzZ019")
_CODES: Final = {letter: ord(letter) for letter in string.ascii_lowercase + string.digits}

# The Spanish layout; each row half a key or so further to the right. What Shift makes of a key stands under it.
_ROWS: Final = (
    (0.0, "º1234567890'¡", 'ª!"·$%&/()=?¿'),
    (1.5, "qwertyuiop`+", "QWERTYUIOP^*"),
    (1.75, "asdfghjklñ´ç", "ASDFGHJKLÑ¨Ç"),
    (1.25, "<zxcvbnm,.-", ">ZXCVBNM;:_"),
)
_PAD: Final = ("789", "456", "123", " 0 ")


def runs_in(writing: Writing) -> Iterator[Part]:
    """Everything in the text that repeats, counts or walks over the keys."""
    text, pairs = writing.text, writing.twos
    if len(set(pairs)) < len(pairs):  # nothing repeats without a pair that does
        yield from repeats(text)
    yield from wrapped(text)
    steps = [*map(_steps().get, writing.folded_twos, count(_NO_STEP))]  # a number of its own where there is none
    if any(map(eq, steps, steps[1:])):
        yield from sequences(text, writing.folded)
    if sum(map(_keys().__contains__, pairs)) >= _FEWEST_KEYS - 1:
        yield from walks(text, pairs, _keys(), 47)
    if sum(map(_pad().__contains__, pairs)) >= _FEWEST_KEYS - 1:
        yield from walks(text, pairs, _pad(), 10)


def repeats(text: str) -> Iterator[Part]:
    """The same characters again and again."""
    for found in _REPEATED.finditer(text):
        start, end = found.span()
        base = found[1] or found[2]
        if len(base) == 1 or end - start >= _FEWEST_ALIKE:
            cost = sum(letter_by_letter(base)) + math.log10((end - start) / len(base))
            yield Part(start, end, cost, Reason.REPEATED)


class Again(NamedTuple):
    """Repetition of a text, with or without a sign between, or once backwards.

    The first is from `start` to `first`, the others from there to `end`.
    """

    start: int
    first: int
    end: int
    times: int


def again(writing: Writing) -> Iterator[Again]:
    """Repetitions of the whole text, or else of pieces of it. Small and capital letters count alike."""
    folded = writing.folded
    if len(folded) >= _FEWEST_MIRRORED and folded == folded[::-1]:
        yield Again(0, (len(folded) + 1) // 2, len(folded), 2)
        return
    if len(set(writing.folded_threes)) == len(writing.folded_threes):  # nothing of three letters comes twice
        return
    size = len(folded)
    period = (folded + folded).find(folded, 1)
    if period < size:
        yield Again(0, period, size, size // period)
        return
    for found in _AGAIN.finditer(folded):
        yield Again(found.start(), found.end(1), found.end(), found[0].count(found[1]))


def wrapped(text: str) -> Iterator[Part]:
    """Mirrored signs around the rest: `xXlunaXx`, `((luna))`. Who knows its beginning knows its end.

    Digits are rather a date.
    """
    most = min(_MOST_AROUND, (len(text) - 1) // 2)
    size = 0
    while size < most and not text[size].isdigit() and text[size].translate(_MIRROR).lower() == text[~size].lower():
        size += 1
    if size >= _FEWEST_AROUND:
        yield Part(len(text) - size, len(text), 0.0, Reason.REPEATED)
        kinds = sorted({*text[:size].lower()})
        if len(kinds) <= _KINDS_AROUND:  # letters and a line, as xX_ and _Xx
            yield Part(0, size, sum(letter_by_letter("".join(kinds))) + math.log10(size), Reason.REPEATED)


def sequences(text: str, folded: str) -> Iterator[Part]:
    """Sequences of letters or digits, up or down, the next or the next but one."""
    codes = [_CODES.get(letter, 0) for letter in folded]
    start = 0
    for place in range(1, len(codes) + 1):
        step = codes[start + 1] - codes[start] if place > start + 1 else 0
        if place < len(codes) and codes[place] and codes[place - 1]:
            if place == start + 1:
                if abs(codes[place] - codes[start]) in (1, 2):
                    continue
            elif codes[place] - codes[place - 1] == step:
                continue
        if place - start >= _FEWEST_IN_SEQUENCE:
            first = text[start]
            kinds = 4 if first in _OBVIOUS_STARTS else 10 if first.isdigit() else 26
            ways = kinds * (place - start) * (1 if step == 1 else 2)
            yield Part(start, place, math.log10(ways), Reason.SEQUENCE)
        # The end of one run may be the beginning of the next: 1234321.
        start = place
        if place < len(codes) and codes[place] and codes[place - 1] and abs(codes[place] - codes[place - 1]) in (1, 2):
            start = place - 1


def walks(text: str, pairs: Sequence[str], neighbours: Mapping[str, int], keys: int) -> Iterator[Part]:
    """Walks over keys side by side.

    `neighbours` gives per pair the direction from the first to the second of so many `keys`.
    """
    ways = [neighbours.get(pair, -1) for pair in pairs]
    ways.append(-1)
    start, turns, direction = 0, 0, -1
    for place, way in enumerate(ways, start=1):
        if way >= 0:
            turns += way != direction
            direction = way
            continue
        length = place - start
        if length >= _FEWEST_KEYS and turns < length - 1:
            shifted = 0.0 if text[start:place].islower() or text[start:place].isdigit() else 0.3
            yield Part(start, place, _walk_cost(length, turns, keys) + shifted, Reason.KEYBOARD)
        start, turns, direction = place, 0, -1


@cache
def _walk_cost(length: int, turns: int, keys: int) -> float:
    """Cost of all walks of up to this length and so many turns. As zxcvbn counts them, as log10.

    Straight ones come first.
    """
    degree = 4.6
    if turns == 1:
        return math.log10(keys * degree)
    ways = sum(
        math.comb(steps - 1, turn - 1) * keys * degree**turn
        for steps in range(2, length + 1)
        for turn in range(1, min(turns, steps - 1) + 1)
    )
    return math.log10(ways)


@cache
def _steps() -> dict[str, int]:
    """Pairs that may be in a sequence: the next or the next but one. Up or down."""
    codes = _CODES.items()
    steps = {one + other: there - here for one, here in codes for other, there in codes}
    return {pair: step for pair, step in steps.items() if abs(step) in (1, 2)}


@cache
def _keys() -> dict[str, int]:
    places: dict[str, tuple[float, int]] = {}
    for row, (offset, plain, shifted) in enumerate(_ROWS):
        for column, pair in enumerate(zip(plain, shifted, strict=True)):
            places.update(dict.fromkeys(pair, (offset + column, row)))
    return {
        key + other: way
        for key, here in places.items()
        for other, there in places.items()
        if (way := _way(here, there)) >= 0
    }


@cache
def _pad() -> dict[str, int]:
    places = {
        key: (float(column), row) for row, keys in enumerate(_PAD) for column, key in enumerate(keys) if key != " "
    }
    around = [(x, y) for y in (-1, 0, 1) for x in (-1, 0, 1) if (x, y) != (0, 0)]
    return {
        key + other: around.index((int(there[0] - here[0]), there[1] - here[1]))
        for key, here in places.items()
        for other, there in places.items()
        if other != key and abs(there[0] - here[0]) <= 1 and abs(there[1] - here[1]) <= 1
    }


def _way(here: tuple[float, int], there: tuple[float, int]) -> int:
    """Direction to a neighbouring key on slanted rows, one of six; -1 to any other."""
    across, down = there[0] - here[0], there[1] - here[1]
    if down == 0:
        return {-1.0: 0, 1.0: 1}.get(across, -1)
    if abs(down) == 1 and abs(across) <= 1:
        return 2 + (down > 0) * 2 + (across > 0)
    return -1
