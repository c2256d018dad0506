"""Versions of RPM packages in their own order, as rpm-version(7) describes it."""

from __future__ import annotations

import re

from postigo.api import CannotTell, Unknown

_SHAPE = re.compile(r"([0-9]+):([!-,.-~]+)-([!-,.-~]+)")
_PARTS = re.compile(r"[0-9]+|[A-Za-z]+|~|\^")


def compare(one: str, other: str) -> int:
    """Order of two versions: below zero if `one` is older, above if newer. Both as `epoch:version-release`."""
    left, right = _split(one), _split(other)
    if left[0] != right[0]:
        return left[0] - right[0]
    return _compare_parts(left[1], right[1]) or _compare_parts(left[2], right[2])


def _split(version: str) -> tuple[int, str, str]:
    whole = _SHAPE.fullmatch(version)
    if whole is None:
        raise CannotTell(Unknown.UNREADABLE, "not a version of an RPM package")
    return int(whole[1]), whole[2], whole[3]


def _compare_parts(one: str, other: str) -> int:
    """Numbers and words in turn; whatever else stands between them only separates."""
    left, right = _weights(one), _weights(other)
    return (left > right) - (left < right)


def _weights(text: str) -> list[tuple[int, int, str]]:
    """A tilde sorts before the end, the end before a caret, then words, then numbers."""
    weights = []
    for part in _PARTS.findall(text):
        match part:
            case "~":
                weights.append((-1, 0, ""))
            case "^":
                weights.append((1, 0, ""))
            case _ if part.isdigit():
                weights.append((3, int(part), ""))
            case _:
                weights.append((2, 0, part))
    return [*weights, (0, 0, "")]
