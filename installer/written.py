"""Lists written by hand: `famous.txt`, `everyday.txt`, `said.txt`, by reason. They are of what people know and say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import Final, NamedTuple

from installer.word_sources import said
from postigo.passwords.sandbox.strength.fold import fold

_HERE: Final = Path(__file__).parent
_SECTION: Final = re.compile(r"\[(\d+) (\w+)\]")
_FEWEST: Final = 4  # characters; of three only with a digit among them (cr7), for three letters are chance
_MOST: Final = 50
_PART: Final = 10  # a part of a name or a phrase is not the first thing that comes to mind
_LONG: Final = 4  # words; a longer phrase comes after the short ones
_BETTER: Final = 8  # so much sooner must it come to mind than by the frequency of the word, or that holds


class Written(NamedTuple):
    """Entry written by hand, with accents and spaces; its guesses; its kind."""

    phrase: str
    guesses: int
    reason: str


def written() -> Iterator[Written]:
    """All that we wrote, templates spelled out."""
    for saying in said((_HERE / "said.txt").read_text("utf-8")):
        yield Written(saying, 300 if saying.count(" ") < _LONG - 1 else 1000, "love")
    for name in ("famous.txt", "everyday.txt"):
        guesses, reason = 0, ""
        for line in (_HERE / name).read_text("utf-8").splitlines():
            if found := _SECTION.match(line):
                guesses, reason = int(found[1]), found[2]
            elif line and not line.startswith("#"):
                for template in re.split(r",\s*", line):
                    for phrase in said(template):
                        long = phrase.count(" ") >= _LONG - 1 and reason == "love"
                        yield Written(phrase, guesses * (3 if long else 1), reason)


def lists_by_reason(counted: Mapping[str, int], more: Iterable[Written]) -> dict[str, dict[str, int]]:
    """Words and phrases of each reason, as they are looked up, with their guesses.

    They are those that the counted lists do not have, or much later. `more` comes beside what we wrote.

    A single word is a "word" also where phrases are collected. The parts of a phrase that nobody counted are known too.
    """
    lists: dict[str, dict[str, int]] = {}

    def add(spelled: str, guesses: int, reason: str) -> None:
        enough = len(spelled) >= _FEWEST or (len(spelled) == _FEWEST - 1 and not spelled.isalpha())
        if not enough or len(spelled) > _MOST or counted.get(spelled, guesses * _BETTER) < guesses * _BETTER:
            return
        words = lists.setdefault(reason, {})
        words[spelled] = min(guesses, words.get(spelled, guesses))

    for phrase, guesses, reason in chain(written(), more):
        words = [_spelled(word) for word in re.split(r"[\s'’·-]+", phrase)]
        whole = "".join(words)
        alone = len(words) == 1
        add(whole, guesses * (3 if alone and reason == "love" else 1), "word" if alone and reason == "love" else reason)
        if not alone:
            for word in words:
                if word not in counted:
                    add(word, guesses * _PART, "word" if reason == "love" else reason)
    known: set[str] = set()
    for reason in sorted(lists, key=["fame", "name", "love", "word"].index):  # each in one list only
        lists[reason] = {word: guesses for word, guesses in lists[reason].items() if word not in known}
        known.update(lists[reason])
    return lists


def _spelled(word: str) -> str:
    folded = fold(word)
    return "".join(sign for sign in folded if sign.isalnum() and sign.isascii())
