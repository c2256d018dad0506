"""Engines: zxcvbn in Rust where it is installed, in Python everywhere. They count guesses as its authors do."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

MOST: Final = 19.26
"""Most guesses that both engines count, as a power of ten. The Rust one holds its guesses in 64 bits."""

_READS: Final = 40
"""Characters that are read, the same by both engines. What 40 characters cost, all of them cost at least."""

# What zxcvbn may read as another letter. It tries the readings against each other: with all of these in 72 characters
# Rust takes 4 s and Python minutes. Sixteen of anything are strong if they are strong at all.
_LEET: Final = frozenset("4@8({[<369!1i|7l0$5+%2x")
_LEET_KINDS: Final = 10
_LEET_READS: Final = 16
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_SCORE_STARTS: Final = (1e3 + 5, 1e6 + 5, 1e8 + 5, 1e10 + 5)  # zxcvbn's own, from time_estimates.py


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine by the name of its package. `measure` gives log10 of the guesses, from 0 to `MOST`, for any text."""

    name: str
    measure: Callable[[str], float]


def score_of(guesses_log10: float) -> int:
    """The score of zxcvbn, 0 to 4, for a number of guesses."""
    guesses = 10.0**guesses_log10
    return sum(guesses >= start for start in _SCORE_STARTS)


def engine(today: date) -> Engine:
    """The fastest engine that is installed."""
    return rust() or python(today)


def rust() -> Engine | None:
    """zxcvbn-rs-py, ten times as fast; None where there is no wheel for this system. It takes the year from the clock."""
    try:
        import zxcvbn_rs_py  # noqa: PLC0415 - optional
    except ImportError:
        return None

    def measure(password: str) -> float:
        if not password:
            return 0.0
        # A lone surrogate would raise. One replacement character guesses as well.
        text = _SURROGATE.sub("\ufffd", _head(password))
        return _within(zxcvbn_rs_py.zxcvbn(text, []).guesses_log10)

    return Engine("zxcvbn-rs-py", measure)


def python(today: date) -> Engine:
    """The reference, zxcvbn in Python. It has 2017 for today: `Verano2024` would pass. So its two years are set here.

    Its word lists are module globals, and it writes the words it is handed beside them and leaves them there. It is handed none.
    """
    from zxcvbn import matching, scoring, zxcvbn  # noqa: PLC0415 - reads its lists when it is imported

    matching.REGEXEN["recent_year"] = re.compile(r"19\d\d|20\d\d")
    scoring.REFERENCE_YEAR = today.year

    def measure(password: str) -> float:
        if not password:
            return 0.0
        return _within(float(zxcvbn(_head(password), [])["guesses_log10"]))

    return Engine("zxcvbn", measure)


def _head(password: str) -> str:
    """As much of a password as an engine reads in a moment."""
    head = password[:_READS]
    if len(head) <= _LEET_READS:
        return head
    kinds: set[str] = set()
    for place, letter in enumerate(head.lower()):
        if letter in _LEET:
            kinds.add(letter)
            if len(kinds) > _LEET_KINDS:
                return head[: max(place, _LEET_READS)]
    return head


def _within(guesses_log10: float) -> float:
    return min(max(guesses_log10, 0.0), MOST) if math.isfinite(guesses_log10) else 0.0
