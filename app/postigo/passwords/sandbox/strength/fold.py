"""Letters without case, accents and l33t: how words are looked up."""

from __future__ import annotations

import unicodedata
from operator import add
from typing import Final

_ALSO: Final = {"ß": "s", "ø": "o", "œ": "o", "æ": "a", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "t", "’": "'"}
SEPARATORS: Final = frozenset(" .,-_/·'\"+:;\t")
"""Separators between words, or between the parts of a number."""


class _Folding(dict[int, int]):
    """The base letter of each character; one for one, so that places stay. Filled as characters come up."""

    def __missing__(self, code: int) -> int:
        lower = chr(code).lower()[0]
        base = unicodedata.normalize("NFKD", _ALSO.get(lower, lower))[0]
        self[code] = found = ord(base.lower()[0])
        return found


_FOLDING: Final = _Folding()
_SQUEEZING: Final = str.maketrans(dict.fromkeys(SEPARATORS))
# Read as letters, one reading at a time: 1 is an i or an l.
_LEET: Final = {
    "4": "a", "@": "a", "3": "e", "€": "e", "1": "i", "!": "i", "¡": "i", "0": "o", "5": "s", "$": "s", "7": "t", "+": "t",
    "8": "b", "9": "g", "6": "g", "2": "z", "|": "l",
}  # fmt: skip
_UNLEET: Final = (str.maketrans(_LEET), str.maketrans({**_LEET, "1": "l", "!": "l"}))
LEET: Final = frozenset(_LEET)
"""Signs that may stand for a letter."""


def whole(text: str) -> str:
    """The text with each accent on its letter: `n` and a tilde are an `ñ`."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """As many characters, lower case and without accents: `Ñandú` is `nandu`."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def squeeze(text: str) -> str:
    """The text without what stands between words: spaces, points, dashes."""
    return text if SEPARATORS.isdisjoint(text) else text.translate(_SQUEEZING)


def unleet(folded: str) -> tuple[str, ...]:
    """Readings of a folded text with digits and signs as letters; none without such."""
    if LEET.isdisjoint(folded):
        return ()
    first, second = folded.translate(_UNLEET[0]), folded.translate(_UNLEET[1])
    return (first,) if first == second else (first, second)


def twos(text: str) -> list[str]:
    """Each character of a text with the next. Made by C alone: there are more of these than of anything else in an audit."""
    return [*map(add, text, text[1:])]


def fours(pairs: list[str]) -> list[str]:
    """Each character with the next three, from the `twos` of a text."""
    return [*map(add, pairs, pairs[2:])]


class Writing:
    """Text as it is looked through: `twos`, folded, `folded_twos`, `folded_threes`, and `readings` of l33t.

    The first are those of itself.
    """

    __slots__ = ("folded", "folded_threes", "folded_twos", "readings", "text", "twos")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.twos = twos(text)
        self.folded_twos = self.twos if self.folded == text else twos(self.folded)
        self.folded_threes = [*map(add, self.folded_twos, self.folded[2:])]
        self.readings = unleet(self.folded)
