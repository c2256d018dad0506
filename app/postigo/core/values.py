"""Typed values of a sentence, so that no name slips into a shared text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Version:
    """A version, or a product with its version: "12.4", "Debian 12". May be given away."""

    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Technical word out of a small closed set that the check knows beforehand: "apt", "ufw". May be given away.

    Never wrap a word that came from the machine and that somebody could have chosen.
    """

    word: str


@dataclass(frozen=True, slots=True)
class Program:
    """A program of this machine, by the name a person would know it under. Gets a stand-in when given away."""

    name: str


@dataclass(frozen=True, slots=True)
class Site:
    """A web site or a server. Gets a stand-in when given away."""

    name: str


@dataclass(frozen=True, slots=True)
class Path:
    """A file or folder. Gets a stand-in when given away."""

    text: str


@dataclass(frozen=True, slots=True)
class Device:
    """A camera, a microphone, a disk, a network. Gets a stand-in when given away."""

    name: str


@dataclass(frozen=True, slots=True)
class Account:
    """A user account. Gets a stand-in when given away."""

    name: str


Personal: TypeAlias = Program | Site | Path | Device | Account
"""Values that name something of the person. A copy to give away shows a stand-in by kind ("program A")."""

Value: TypeAlias = int | date | datetime | Version | Choice | Program | Site | Path | Device | Account
"""Everything a sentence may carry. A bare `str` is not among them, on purpose."""

VALUE_TYPES = (int, date, datetime, Version, Choice, Program, Site, Path, Device, Account)


@dataclass(frozen=True, slots=True)
class Text:
    """Sentence in English with `{names}` for its values, translated only where it is shown.

    `many` is the English plural and `n` the number that chooses between the two. A value may be another Text, or a
    sequence of values (shown as "a, b and c"). A bare string is refused: say what it is (Program, Path, …).
    """

    one: str
    many: str | None = None
    n: int | None = None
    values: Mapping[str, Value | Text | Sequence[Value | Text]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what could not be shown or could give a name away."""
        if not self.one:
            raise ValueError("a Text needs its English sentence")
        if (self.many is None) != (self.n is None):
            raise TypeError("a Text with a plural needs both `many` and `n`")
        for name, value in self.values.items():
            items = value if isinstance(value, (list, tuple)) else (value,)
            for item in items:
                if not isinstance(item, (*VALUE_TYPES, Text)):
                    raise TypeError(f"{{{name}}} of {self.one!r} is a {type(item).__name__}; wrap it in what it is")


def values_within(item: Value | Text | Sequence[Value | Text]) -> Iterator[Value]:
    """Every value in a sentence, in the sentences that it carries, and in their lists."""
    if isinstance(item, Text):
        for value in item.values.values():
            yield from values_within(value)
    elif isinstance(item, Sequence):
        for value in item:
            yield from values_within(value)
    else:
        yield item
