"""Versions of Debian packages in their own order, as deb-version(7) describes it.

`packaging.version` does not know epochs before a colon, revisions after a hyphen or the tilde, so it cannot be used.
"""

from __future__ import annotations

import re

from postigo.api import CannotTell, Unknown

_SHAPE = re.compile(r"(?:([0-9]+):)?([A-Za-z0-9.+~:-]*[A-Za-z0-9.+~:])")
_PARTS = re.compile(r"(\D*)(\d*)")


def compare(one: str, other: str) -> int:
    """Order of two versions: below zero if `one` is older, above if newer."""
    for left, right in zip(_split(one), _split(other), strict=True):
        if order := _compare_parts(left, right):
            return order
    return 0


def _split(version: str) -> tuple[str, str, str]:
    """Epoch, upstream version and revision; a missing epoch or revision counts as 0."""
    whole = _SHAPE.fullmatch(version)
    if whole is None or (whole[1] is None and ":" in version):
        raise CannotTell(Unknown.UNREADABLE, "not a version of a Debian package")
    upstream, hyphen, revision = whole[2].rpartition("-")
    return whole[1] or "0", upstream if hyphen else revision, revision if hyphen else "0"


def _compare_parts(one: str, other: str) -> int:
    """Words and numbers in turn: words by letter, numbers by value, until one differs."""
    for (word, number), (other_word, other_number) in _pairs(one, other):
        if word != other_word:
            left, right = _weights(word), _weights(other_word)
            if left != right:
                return -1 if left < right else 1
        if int(number or 0) != int(other_number or 0):
            return int(number or 0) - int(other_number or 0)
    return 0


def _pairs(one: str, other: str) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    left, right = _PARTS.findall(one), _PARTS.findall(other)
    length = max(len(left), len(right))
    empty = [("", "")]
    return list(zip(left + empty * (length - len(left)), right + empty * (length - len(right)), strict=True))


def _weights(word: str) -> list[int]:
    """Order of signs: tilde, end of the word, letters, all others."""
    signs = [-1 if sign == "~" else ord(sign) + (0 if sign.isalpha() else 256) for sign in word]
    return [*signs, 0]
