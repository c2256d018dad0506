"""Vocabulary that is tried before anything else, with guesses and kinds, from the resources.

A quarter of a million words would take longer to take apart than to look up. So the lists are kept by the first four letters,
and only the lines that a password touches are taken apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from functools import cache
from importlib import resources
from typing import Final, NamedTuple, Protocol

from postigo.passwords.model import Reason

# A later list has the last word: what we wrote ourselves comes after what was counted.
_COUNTED: Final = {
    "words-eu.txt": Reason.WORD,
    "words-gl.txt": Reason.WORD,
    "words.txt": Reason.WORD,
    "family-names.txt": Reason.NAME,
    "names.txt": Reason.NAME,
    "places.txt": Reason.PLACE,
    "more-names.txt": Reason.NAME,
    "everyday.txt": Reason.WORD,
    "famous.txt": Reason.FAME,
    "said.txt": Reason.LOVE,
}
_WRITTEN: Final = ("people.txt", "lands.txt", "clubs.txt", "first.txt", "keyboard.txt", "published.txt")
_COMMON: Final = "common.txt"

START: Final = 4
"""By how many letters the words are kept."""


class Known(NamedTuple):
    """Kind and cost of a word. `cost` is log10 of the guesses it takes."""

    cost: float
    reason: Reason


class Words(NamedTuple):
    """Words with one start: the longest length, each word, and whole common passwords."""

    longest: int
    known: Mapping[str, Known]
    common: frozenset[str] = frozenset()


class Lexicon(Protocol):
    """Words, folded, by their first four letters; those of two and three by themselves."""

    @property
    def starts(self) -> AbstractSet[str]:
        """The first four letters of all longer words."""

    @property
    def short(self) -> Mapping[str, Known]:
        """The words of two and three letters."""

    @property
    def starting(self) -> Mapping[str, Words]:
        """The words that begin with each of `starts`."""


class Vocabulary:
    """All words that are known, folded; none of a person."""

    def __init__(self) -> None:
        self._lists = [(reason, _lines(name)) for name, reason in _COUNTED.items()]
        self._lists += _written()
        self._lists.append((Reason.COMMON, _lines(_COMMON)))
        self._lists.sort(
            key=lambda listed: listed[0] is Reason.COMMON
        )  # what is common is told of words that are known by then
        self.starting = _Apart(self._lists)
        """The words that begin with each of `starts`; to be asked for no others."""
        self.starts: frozenset[str] = frozenset().union(*(lines for _, lines in self._lists)) - {""}
        """First four letters of all longer words. Almost nothing in a random password is among them."""
        self.short: dict[str, Known] = {}
        """Words of two and three letters."""
        for reason, lines in self._lists:
            if reason is not Reason.COMMON:
                self.short.update(_words("", reason, lines.get("", "")))

    def known(self, folded: str) -> Known | None:
        """Known meaning of a text as a whole, if any."""
        start = folded[:START]
        return self.starting[start].known.get(folded) if start in self.starts else None

    def is_common(self, folded: str) -> bool:
        """Whether this is, as a whole, a password that everybody tries."""
        start = folded[:START]
        return start in self.starts and folded in self.starting[start].common


class _Apart(dict[str, Words]):
    """Words by their first four letters. A line is taken apart when it is first asked for."""

    def __init__(self, lists: list[tuple[Reason, dict[str, str]]]) -> None:
        self._lists = lists

    def __missing__(self, start: str) -> Words:
        touched = [(reason, lines[start]) for reason, lines in self._lists if start in lines]
        found = self[start] = _apart(start, touched)
        return found


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of this process."""
    return Vocabulary()


def _lines(name: str) -> dict[str, str]:
    """A counted list: each line by its start. The line of short words has none and comes first, after the heading; it goes by ""."""
    _, _, text = _read(name).partition("\n\n")
    lines = text.rstrip("\n").split("\n")
    found = {"": lines.pop(0)} if lines[0].startswith("\t") else {}
    found.update(zip([line[:START] for line in lines], lines, strict=True))
    return found


def _written() -> list[tuple[Reason, dict[str, str]]]:
    """The lists that we wrote, in the form of the counted ones."""
    lists: dict[Reason, dict[str, str]] = {}
    for name in _WRITTEN:
        for line in _read(name).splitlines():
            if line.startswith("#"):
                continue
            guesses, reason, words = line.split(" ", 2)
            starts = lists.setdefault(Reason(reason), {})
            for word in words.split(" "):
                start = word[:START] if len(word) >= START else ""
                starts[start] = f"{starts.get(start, start)}\t{guesses} {word[len(start) :]}"
    return list(lists.items())


def _read(name: str) -> str:
    return (resources.files("postigo_resources") / "data" / "passwords" / name).read_text("utf-8")


def _apart(start: str, lists: list[tuple[Reason, str]]) -> Words:
    known: dict[str, Known] = {}
    common: set[str] = set()
    for reason, line in lists:
        if reason is not Reason.COMMON:
            known.update(_words(start, reason, line))
            continue
        for word, (cost, _) in _words(start, reason, line):
            common.add(word)
            before = known.get(word)
            # Within a longer one a common password counts for what it is, if we know; else there is no better word than "guessable".
            if before is None:
                known[word] = Known(cost, Reason.GUESSABLE)
            elif before.cost > cost:
                known[word] = Known(cost, before.reason)
    return Words(max(map(len, known)), known, frozenset(common))


def _words(start: str, reason: Reason, line: str) -> Iterator[tuple[str, Known]]:
    for step in line.split("\t")[1:]:
        guesses, *words = step.split(" ")
        known = Known(math.log10(int(guesses)), reason)
        for word in words:
            yield start + word, known
