"""Letters that no list knows: what anybody could say is a word somewhere, and costs less than letters drawn by lot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import accumulate
from typing import Final

STEPS: Final = 32
"""Of the table: one power of ten. See installer/letters.py, which makes it."""

_RUN: Final = re.compile(r"[a-z]{4,}")
_WINDOW: Final = 5  # letters that are looked at together: by one alone nobody can tell
# By the table, as log10, a letter of words that we do not list costs 1.1 (nine of ten words: 1.35 or less), one drawn by lot 2.1
# (ninety-nine of a hundred runs of ten: 1.46 or more).
_SAID: Final = 1.05
_BY_LOT: Final = 1.6
_CHEAPEST: Final = 0.8  # what a letter costs that could be said
_DEAREST: Final = 1.42  # 26


def sayable(folded: str) -> Iterator[tuple[int, list[tuple[float, float]]]]:
    """The runs of letters in a folded text: where each begins; and of each letter what it costs, as log10, and what of that because nobody could say it."""
    charges = _charges()
    for found in _RUN.finditer(folded):
        costs = _costs(found[0].encode())
        sums = [0, *accumulate(costs)]
        size = len(costs)
        if size <= _WINDOW:
            yield found.start(), [charges[sums[-1] * _WINDOW // size]] * size
            continue
        whole = sums[-1] * _WINDOW // size  # a whole run tells more than five letters of it
        within = [charges[(there - here + whole) // 2] for here, there in zip(sums, sums[_WINDOW:], strict=False)]
        ends = _WINDOW // 2
        yield found.start(), [within[0]] * ends + within + [within[-1]] * ends


def _costs(run: bytes) -> list[int]:
    table = _table()
    codes = [code - 96 for code in run]
    before = [0, 0, 0, *codes]
    return [
        table[((one * 27 + two) * 27 + three) * 26 + letter - 1]
        for one, two, three, letter in zip(before, before[1:], before[2:], codes, strict=False)
    ]


@cache
def _table() -> bytes:
    return (resources.files("postigo_resources") / "data" / "passwords" / "letters.bin").read_bytes()


@cache
def _charges() -> list[tuple[float, float]]:
    """What each letter costs in a window of so many steps, and what of that because nobody could say it."""
    charges = []
    for steps in range(_WINDOW * 256):
        mean = steps / _WINDOW / STEPS
        share = min(max((mean - _SAID) / (_BY_LOT - _SAID), 0.0), 1.0)
        cost = _CHEAPEST + share * (_DEAREST - _CHEAPEST)
        charges.append((cost, share * cost))
    return charges
