"""Parts of a password, in the cheapest way: known ones, and single characters."""

from __future__ import annotations

import string
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from operator import itemgetter
from typing import Final, NamedTuple

from postigo.passwords.model import Reason
from postigo.passwords.sandbox.strength.fold import fold
from postigo.passwords.sandbox.strength.letters import sayable

ANOTHER: Final = 0.3
"""Cost of guessing that one more part follows, as log10: twice as many guesses."""

_DIGIT: Final = 1.0
_HABIT: Final = 0.6  # what of it tells of lots where there are letters too: a number behind a word is a habit
_CAPITAL: Final = 0.14
_SIGNS_AT_THE_END: Final = frozenset("!.*?¡¿+-_@#$")


class Part(NamedTuple):
    """Part of a password: characters `start` to `end`, their kind, log10 of their guesses."""

    start: int
    end: int
    cost: float
    reason: Reason


class Gap(NamedTuple):
    """Gap of characters that no list knows: how many, and the unsayable cost. The cost is log10."""

    size: int
    by_lot: float


class Cheapest(NamedTuple):
    """Cheapest way to guess a password: log10 of guesses, known parts, and gaps. The parts are in order.

    `by_lot` is what of the cost of its letters, if none were known, is for what nobody could say; `small` what of the cost the small words of a phrase save.
    """

    cost: float
    parts: tuple[Part, ...]
    gaps: tuple[Gap, ...] = ()
    by_lot: float = 0.0
    small: float = 0.0


def cheapest(text: str, parts: Iterable[Part], between: Mapping[int, float] | None = None) -> Cheapest:
    """The parts of `text` whose guesses, multiplied, are fewest. `between` has the places of what only stands between words, and what each costs."""
    costs, by_lot = spelled(text)
    for place, cost in (between or {}).items():
        costs[place], by_lot[place] = cost, 0.0
    upto = [0.0, *accumulate(costs)]  # what the text costs up to each place, letter by letter
    known = sorted(parts, key=itemgetter(1))  # by their ends
    # At each of `ends`, with the part that ends there, a way is by `saved` cheaper than letter by letter, and than any way before.
    ends, saved, ways = [0], [0.0], [_Way(None, None)]
    for part in known:
        start, end, alone, _ = part
        before = bisect_right(ends, start) - 1
        spared = saved[before] + upto[end] - upto[start] - alone - (ANOTHER if start else 0.0)
        if spared > saved[-1]:
            if ends[-1] == end:
                del ends[-1], saved[-1], ways[-1]
            ends.append(end)
            saved.append(spared)
            ways.append(_Way(part, ways[before]))
    found: list[Part] = []
    gaps: list[Gap] = []
    way: _Way | None = ways[-1]
    drawn = [0.0, *accumulate(by_lot)]
    after = len(text)
    while way is not None and way.part is not None:
        start, end, _, _ = way.part
        if end < after:
            gaps.append(Gap(_unknown(end, after, between), drawn[after] - drawn[end]))
        found.append(_named(way.part, known))
        after = start
        way = way.before
    if after:
        gaps.append(Gap(_unknown(0, after, between), drawn[after]))
    return Cheapest(upto[-1] - saved[-1], tuple(reversed(found)), tuple(gaps), drawn[-1])


def _unknown(start: int, end: int, between: Mapping[int, float] | None) -> int:
    """How many characters from `start` to `end` are more than something between words."""
    return end - start if between is None else sum(place not in between for place in range(start, end))


class _Way(NamedTuple):
    """A way through a text: its last part, and the way before that."""

    part: Part | None
    before: _Way | None


_MADE_BY_HANDS: Final = (Reason.KEYBOARD, Reason.SEQUENCE, Reason.REPEATED)


def _named(part: Part, known: Sequence[Part]) -> Part:
    """The part, under the name that tells most.

    A "word" that lies side by side on the keys is one because many type it. And where all that is known is that it is common, another
    that is nearly as long may say what it is.
    """
    start, end, _, reason = part
    if reason is Reason.WORD:
        alike = (each.reason for each in known if each[:2] == part[:2] and each.reason in _MADE_BY_HANDS)
        return part._replace(reason=next(alike, reason))
    if reason is not Reason.GUESSABLE:
        return part
    within = (each for each in known if each.start >= start and each.end <= end and each.reason is not reason)
    longest = max(within, key=lambda each: each.end - each.start, default=part)
    enough = 3 * (longest.end - longest.start) >= 2 * (end - start)
    return part._replace(reason=longest.reason) if enough else part


def letter_by_letter(text: str) -> Sequence[float]:
    """Cost of each unknown character: the size of its kind, as log10. A sign or two at the end is a habit."""
    costs = [*map(_SINGLE.__getitem__, text)]
    for place in range(len(text) - 1, max(len(text) - 3, 0), -1):
        if text[place] not in _SIGNS_AT_THE_END:
            break
        costs[place] = 0.7
    return costs


def spelled(text: str) -> tuple[list[float], list[float]]:
    """Cost of each unknown character, as log10, and what of it is for unsayable ones."""
    costs = [*letter_by_letter(text)]
    by_lot = costs.copy()
    if not text.isdecimal():
        by_lot = [_HABIT if cost == _DIGIT else cost for cost in costs]
    for start, said, lots in sayable(fold(text)):
        end = start + len(said)
        capitals = [*map(str.isupper, text[start:end])]
        costs[start:end] = (
            [cost + _CAPITAL * upper for cost, upper in zip(said, capitals, strict=True)] if any(capitals) else said
        )
        by_lot[start:end] = lots
    return costs, by_lot


class _Single(dict[str, float]):
    def __missing__(self, letter: str) -> float:
        return 1.5 if letter < "\x7f" else 2.0  # 33 signs; what else there is in the world


_SINGLE: Final = _Single(
    {
        **dict.fromkeys(string.ascii_lowercase, 1.42),  # 26
        **dict.fromkeys(string.ascii_uppercase, 1.42 + _CAPITAL),  # 26, and not the first case one thinks of
        **dict.fromkeys(string.digits, _DIGIT),
    }
)
