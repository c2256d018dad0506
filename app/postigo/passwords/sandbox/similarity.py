"""Similarity of passwords: another number, year, sign, accent or l33t, or one sign of difference. That is: on one base.

Nothing here keeps a password. What is kept are Python's own hashes of text: 64 bits, under a key that each process draws for
itself, and never written anywhere. Two different texts meet in one of them about once in 10^9 audits of 10,000 entries.
"""

from __future__ import annotations

import string
from array import array
from collections.abc import Iterable, Iterator
from typing import Final

from postigo.core.letters import without_accents

_AROUND: Final = string.digits + string.punctuation + string.whitespace + "¡¿ºª€·´¨«»–—…"
_LEET: Final = str.maketrans("0134578@$!|+€", "oieastbasilte")
_LEAST_BASE: Final = 4  # letters: fewer are shared by chance
_LEAST_DROPPED: Final = 5
_SHORTEST: Final = 6  # two PINs differ in one digit by chance
_LONGEST: Final = 40
_LEAST_NAME: Final = 3
_HOLE: Final = "\0"


def fold(password: str) -> str:
    """A password without accents and capitals."""
    return without_accents(password).casefold()


def bases(folded: str) -> set[str]:
    """Bases of a folded password: without numbers and signs around it.

    Of l33t both readings: as letters, or left out.
    """
    core = folded.strip(_AROUND)
    whole = folded.translate(_LEET)
    read = "".join(filter(str.isalpha, core.translate(_LEET)))
    dropped = "".join(filter(str.isalpha, core))
    found = {read, whole} if whole.isalpha() else {read}  # l33t at the ends: the whole is a word when it is read
    return {base for base in found if len(base) >= _LEAST_BASE} | (
        {dropped} if len(dropped) >= _LEAST_DROPPED else set()
    )


def names(host: str) -> Iterator[str]:
    """The names in a host: `netflix` of `netflix.com`."""
    parts = host.split(".")
    return (part for part in parts[: max(1, len(parts) - 1)] if len(part) >= _LEAST_NAME)


def without(folded: str, names: Iterable[str]) -> str:
    """Folded password without the names of its site; "" where none is in there."""
    rest = folded
    for name in names:
        rest = rest.replace(name, " ")
    return "" if rest == folded else rest


def differ_in_one(one: str, other: str) -> bool:
    """Whether one sign changed, came or went between two folded passwords."""
    if not _comparable(one) or not _comparable(other) or abs(len(one) - len(other)) > 1:
        return False
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    return one[same + (len(one) >= len(other)) :] == other[same + (len(other) >= len(one)) :]


def is_near(one: str, other: str) -> bool:
    """Whether two passwords are nearly the same, and not the same."""
    if one == other:
        return False
    one, other = fold(one), fold(other)
    return differ_in_one(one, other) or not bases(one).isdisjoint(bases(other))


def _comparable(folded: str) -> bool:
    return _SHORTEST <= len(folded) <= _LONGEST


class Nearness:
    """Groups of passwords that are nearly the same, as numbers.

    One sign changed: both leave the same text with a hole in it, so that equal hashes are enough. One sign more: the longer
    one without it is the shorter one. In all, as many steps as the passwords have signs.
    """

    def __init__(self) -> None:
        self._group: list[int] = []
        self._by_base: dict[int, int] = {}
        self._by_hole: dict[int, int] = {}
        self._by_whole: dict[int, int] = {}
        self._shortened: dict[int, array[int]] = {}

    def add(self, number: int, password: str) -> None:
        """A password that was not there before."""
        self._room(number)
        folded = fold(password)
        self._base(number, folded)
        if not _comparable(folded):
            return
        self._join(number, self._by_whole.setdefault(hash(folded), number))
        around = [(folded[:place], folded[place + 1 :]) for place in range(len(folded))]
        for hole in [hash(before + _HOLE + after) for before, after in around]:
            if (first := self._by_hole.setdefault(hole, number)) != number:
                self._join(number, first)
        self._shortened[number] = array("q", [hash(before + after) for before, after in around])

    def add_at(self, number: int, password: str, names: Iterable[str]) -> None:
        """Add the same password at a site, whose names it may carry. `facebook-Luna7` is on the base `luna`."""
        if rest := without(fold(password), names):
            self._base(number, rest)

    def skip(self, number: int) -> None:
        """A password that is near to none, because it was drawn by lot."""
        self._room(number)

    def group(self, number: int) -> int:
        """Group of a password: a number, the same for all that are nearly the same. To be asked when all are in."""
        for longer, shortened in self._shortened.items():
            for each in shortened:
                if (shorter := self._by_whole.get(each)) is not None:
                    self._join(longer, shorter)
        self._shortened.clear()
        return self._root(number)

    def _base(self, number: int, folded: str) -> None:
        for base in bases(folded):
            self._join(number, self._by_base.setdefault(hash(base), number))

    def _room(self, number: int) -> None:
        self._group.extend(range(len(self._group), number + 1))

    def _root(self, number: int) -> int:
        while self._group[number] != number:
            self._group[number] = self._group[self._group[number]]
            number = self._group[number]
        return number

    def _join(self, one: int, other: int) -> None:
        if one != other:
            self._group[self._root(one)] = self._root(other)
