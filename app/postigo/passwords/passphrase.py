"""Phrases of words that do not go together: easy to remember, hard to guess. Drawn by `secrets`, and kept nowhere."""

from __future__ import annotations

import math
import secrets
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Final

from postigo.core.values import Text

FEWEST, USUAL, MOST = 4, 6, 10
"""How many words a phrase may have. Six of one list of thousands hold against whoever stole a page's data."""

LISTS: Final = ("es", "en")
"""The languages of the lists, as `languages.LANGUAGES` names them."""

_JOINT: Final = "-"  # most pages take it, and a double click still selects a word


@dataclass(frozen=True, slots=True)
class Passphrase:
    """A phrase, and how many even choices went into it."""

    text: str = field(repr=False)
    bits: float


@cache
def words(language: str) -> tuple[str, ...]:
    """The list of a language: each word once, in lower case."""
    file = resources.files("postigo_resources") / "data" / "passphrases" / f"{language}.txt"
    lines = (line.strip() for line in file.read_text("utf-8").splitlines())
    # "yo-yo" would look like two words between our hyphens
    return tuple(dict.fromkeys(line for line in lines if line.isalpha()))


def make(count: int, language: str) -> Passphrase:
    """A new phrase of `count` words. ValueError for a count or a language that there is not."""
    if not FEWEST <= count <= MOST or language not in LISTS:
        raise ValueError("no such phrase")
    known = words(language)
    drawn = _JOINT.join(secrets.choice(known) for _ in range(count))
    return Passphrase(drawn, count * math.log2(len(known)))


def strength(bits: float) -> Text:
    """Meaning of that many bits, against somebody who knows the list and the method.

    10^12 guesses a second is what stolen, badly kept passwords see from a room of graphics cards; half the phrases have to
    be tried before the right one is met.
    """
    years = 2 ** (bits - 1) / 1e12 / (365.25 * 86400)
    values = {"bits": math.floor(bits)}
    if years < 1:
        return Text("{bits} bits: good where a page locks after a few wrong tries.", values=values)
    if years < 100:
        return Text("{bits} bits: good. A room full of fast computers needs years to guess it.", values=values)
    return Text(
        "{bits} bits: very good. A room full of fast computers needs more than a life to guess it.", values=values
    )
