"""Fields of a stored audit: each function gives what one stands for, or raises `DecodeError`."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any, Final, TypeVar

from postigo.core.aside import Aside, AsideKind
from postigo.core.codec import DecodeError, decode
from postigo.core.model import Level
from postigo.core.report import TIPS
from postigo.store.document.model import LEVELS

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

_REF: Final = re.compile(r"[0-9a-f]{16,64}", re.ASCII)  # a later version may need more digits


def or_none(read: Callable[[Any], T]) -> Callable[[Any], T | None]:
    """Reader of a field that may be null."""
    return lambda data: None if data is None else read(data)


def member(kind: type[E]) -> Callable[[Any], E]:
    """Reader of a word of a closed set."""

    def read(word: object) -> E:
        found: E = decode(kind, word)
        return found

    return read


def level(word: object) -> Level:
    """A level by its word."""
    if not isinstance(word, str) or word not in LEVELS:
        raise DecodeError("", "a level expected")
    return LEVELS[word]


def ref(data: object) -> str:
    """A reference, or the mark of a key."""
    if not isinstance(data, str) or not _REF.fullmatch(data):
        raise DecodeError("", "a reference expected")
    return data


def aside(data: object) -> Aside:
    """Mark of what was set aside. No document that Postigo keeps has the reason."""
    mark = named(data)
    kind: AsideKind = decode(AsideKind, mark.get("kind"), "kind")
    return Aside(kind, _day(mark.get("since")), _day(mark.get("until")))


def _day(data: object) -> date:
    found: date = decode(date, data)
    return found


def name(data: object) -> str:
    """A text that is not empty."""
    if not isinstance(data, str) or not data:
        raise DecodeError("", "a name expected")
    return data


def text(data: object) -> str:
    """A text."""
    found: str = decode(str, data)
    return found


def flag(data: object) -> bool:
    """True or false."""
    found: bool = decode(bool, data)
    return found


def version(data: object) -> int:
    """Version of a check."""
    found: int = decode(int, data)
    if found < 1:
        raise DecodeError("", "a version expected")
    return found


def items(data: object) -> list[Any]:
    """A list of whatever."""
    found: list[Any] = decode(list[Any], data)
    return found


def named(data: object) -> dict[str, Any]:
    """An object of whatever."""
    found: dict[str, Any] = decode(dict[str, Any], data)
    return found


def names(data: object) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(decode(tuple[str, ...], data))


def tips(data: object) -> tuple[int, ...]:
    """A list of tips."""
    found: tuple[int, ...] = decode(tuple[int, ...], data)
    if not set(found) <= set(TIPS):
        raise DecodeError("", "tips expected")
    return found
