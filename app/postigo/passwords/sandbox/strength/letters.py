"""Letters that no list knows. What anybody could say is a word somewhere, and costs less than letters drawn by lot."""

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


def sayable(folded: str) -> Iterator[tuple[int, list[float], list[float]]]:
    """Runs of letters in a folded text: start, costs, and cost of unsayable ones.

    Costs are log10, one for each letter.
    """
    for found in _RUN.finditer(folded):
        steps = _costs(found[0].encode())
        sums = [0, *accumulate(steps)]
        size = len(steps)
        whole = sums[-1] * _WINDOW // size  # a whole run tells more than five letters of it
        within = [(there - here + whole) // 2 for here, there in zip(sums, sums[_WINDOW:], strict=False)] or [whole]
        before = min(_WINDOW, size) - 1
        windows = within[:1] * (before // 2) + within + within[-1:] * (before - before // 2)
        costs, by_lot = _charges()
        yield found.start(), [costs[window] for window in windows], [by_lot[window] for window in windows]


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
def _charges() -> tuple[list[float], list[float]]:
    """Cost of each letter in a window, and what of it is for unsayable ones."""
    span = (_BY_LOT - _SAID) * STEPS * _WINDOW
    shares = [min(max((steps - _SAID * STEPS * _WINDOW) / span, 0.0), 1.0) for steps in range(_WINDOW * 256)]
    costs = [_CHEAPEST + share * (_DEAREST - _CHEAPEST) for share in shares]
    return costs, [share * cost for share, cost in zip(shares, costs, strict=True)]
