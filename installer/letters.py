"""Letter table: how often each letter follows three others in what people can say.

By it the password audit tells a word that nobody listed from letters drawn by lot.
"""

from __future__ import annotations

import json
import math
import re
import string
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from postigo.passwords.sandbox.strength.fold import fold

_LETTERS: Final = string.ascii_lowercase
_START: Final = "`"  # stands before `a`: the beginning of a word
_END: Final = "{"
_BEFORE: Final = 3
_ANOTHER_WORD: Final = 0.05  # anywhere, for words are written together
_KINDS: Final = 2.0  # how much a letter that was never seen is believed in, after Witten and Bell
STEPS: Final = 32
"""By how many steps the table counts one power of ten."""


# How much the words of a language tell, and how many of them; those of people who live here tell most.
LANGUAGES: Final = {
    "large_es": (3.0, 120_000), "large_en": (1.5, 60_000), "large_ca": (2.0, 60_000), "large_pt": (1.0, 40_000),
    "large_fr": (1.0, 40_000), "large_it": (1.0, 30_000), "large_de": (0.7, 30_000), "small_ro": (1.5, 20_000),
    "small_id": (0.3, 20_000), "small_tr": (0.3, 20_000), "small_pl": (0.3, 20_000), "small_nl": (0.3, 20_000),
    "small_fil": (0.3, 20_000),
}  # fmt: skip
_COUNTRIES: Final = {
    "ES": 3.0, "MA": 4.0, "DZ": 2.0, "TN": 2.0, "RO": 3.0, "MD": 2.0, "PK": 3.0, "IN": 1.0, "CN": 3.0, "JP": 4.0, "TW": 2.0,
    "KR": 2.0, "NG": 1.0, "SN": 2.0,
}  # fmt: skip
_ELSEWHERE: Final = 0.5
Weighed = Iterable[tuple[str, float]]


def weighed(*sources: Weighed) -> dict[str, float]:
    """Each word as it is looked up, with the most that it tells."""
    weights: dict[str, float] = {}
    for word, weight in (pair for source in sources for pair in source):
        spelled = fold(word)
        if 2 < len(spelled) <= 20 and spelled.isascii() and spelled.isalpha():
            weights[spelled] = max(weight, weights.get(spelled, 0.0))
    return weights


def of_a_language(ranked: Iterable[tuple[str, int]], weight: float, most: int) -> Iterator[tuple[str, float]]:
    """Words by rank. A frequent one tells more, but hardly: what no list knows is none of the frequent ones."""
    rarest = most / 4 if most > 20_000 else most
    for word, rank in ranked:
        if rank <= most:
            yield word, weight * (1 + 2 * max(0.0, math.log10(rarest / rank)))


def towns(path: Path) -> Iterator[tuple[str, float]]:
    """Words in the names of towns. So Arabic, Chinese, Japanese and Urdu are written in our letters."""
    for city in json.loads(path.read_text("utf-8")).values():
        weight = _COUNTRIES.get(city["countrycode"], _ELSEWHERE)
        yield from ((word, weight) for word in re.split(r"[\s/(),'’.-]+", city["name"]))


def table(weights: Mapping[str, float]) -> bytes:
    """Table of chances as -log10, in steps, up to 255: three letters, then one. A word's beginning is a letter too.

    Row after row: 27 times 27 times 27 rows, `_START` first, of 26 letters each.
    """
    chances = _chances(_counts(weights))
    kinds = _START + _LETTERS
    rows = (_row(chances, one + two + three) for one in kinds for two in kinds for three in kinds)
    return b"".join(rows)


Counts = tuple[defaultdict[str, defaultdict[str, float]], ...]


def _counts(weights: Mapping[str, float]) -> Counts:
    """Counts of what follows up to three letters, by how many they are."""
    counts: Counts = tuple(defaultdict(lambda: defaultdict(float)) for _ in range(_BEFORE + 1))
    for word, weight in weights.items():
        text = f"{_START}{word}{_END}"
        for place in range(1, len(text)):
            for size in range(min(place, _BEFORE) + 1):
                counts[size][text[place - size : place]][text[place]] += weight
    return counts


def _chances(counts: Counts) -> dict[str, dict[str, float]]:
    """Chances of what follows each start that was seen.

    They are what was counted, and as far as that is little, what follows the shorter start.
    """
    signs = _LETTERS + _END
    chances: dict[str, dict[str, float]] = {}
    for size, starts in enumerate(counts):
        for start, after in starts.items():
            shorter = chances[start[1:]] if size else dict.fromkeys(signs, 1 / len(signs))
            total, doubt = sum(after.values()), _KINDS * len(after)
            chances[start] = {sign: (after.get(sign, 0.0) + doubt * shorter[sign]) / (total + doubt) for sign in signs}
    return chances


def _row(chances: Mapping[str, Mapping[str, float]], start: str) -> bytes:
    start = _START + start.rpartition(_START)[2] if _START in start else start
    while start not in chances:
        start = start[1:]
    goes_on = 1 - chances[start][_END]
    row = bytearray()
    for letter in _LETTERS:
        chance = (1 - _ANOTHER_WORD) * chances[start][letter] / goes_on + _ANOTHER_WORD * chances[_START][letter]
        row.append(min(round(-math.log10(chance) * STEPS), 255))
    return bytes(row)
