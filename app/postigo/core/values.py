"""Typed values of a sentence, so that no name slips into a shared text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final, TypeAlias

_NUMERAL: Final = re.compile(r"0x[0-9a-fA-F]+|[0-9][0-9 ,.:/…-]*")


@dataclass(frozen=True, slots=True)
class Version:
    """A version, or a product with its version: "12.4", "Debian 12". May be given away."""

    text: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """A technical word of a closed set known beforehand: "apt", "ufw". May be given away.

    It is a literal where it is made, or a member of an enumeration (`of`), never a word that came from the machine
    (decision 0622).
    """

    word: str

    @classmethod
    def of(cls, member: StrEnum) -> Keyword:
        """The word of a member; `TypeError` for what is none."""
        if not isinstance(member, StrEnum):
            raise TypeError(f"{member!r} is no member of an enumeration of words")
        return cls(member.value)


@dataclass(frozen=True, slots=True)
class Numeral:
    """Number that is a name and no amount: a port, a telephone, an error's code. May be given away.

    Digits with what stands between them ("443, 8080", "08:00", "900 123 123", "0x80070643"); `ValueError` for anything else.
    """

    text: str

    def __post_init__(self) -> None:
        """Refuse letters: they could be a name."""
        if not _NUMERAL.fullmatch(self.text):
            raise ValueError("a Numeral has digits only")


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


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words as they were typed or said, or are to be typed. Nothing is known of what is in them.

    The person's own screen and a full copy show them; any other copy has a stand-in.
    """

    text: str


Personal: TypeAlias = Program | Site | Path | Device | Account | Quoted
"""Values that name something of the person. A copy to give away shows a stand-in by kind ("program A")."""

Value: TypeAlias = int | date | datetime | Version | Keyword | Numeral | Personal
"""Everything a sentence may carry. A bare `str` is not among them, on purpose."""


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
                if not isinstance(item, Value | Text):
                    raise TypeError(f"{{{name}}} of {self.one!r} is a {type(item).__name__}; wrap it in what it is")

    @property
    def english(self) -> str:
        """The English template, of the number that `n` asks for."""
        return self.one if self.many is None or self.n == 1 else self.many


@dataclass(frozen=True, slots=True)
class StoredText(Text):
    """Sentence of a stored audit. It brings its templates by language, and no catalogue is asked.

    `one` is the English template, or the first if there is none. The plural was chosen when it was stored.
    """

    templates: Mapping[str, str] = field(default_factory=dict)


def kind_of(item: Value | Text) -> str:
    """Kind of a value as documents name it: "program", "number", "text"."""
    match item:
        case Text():
            return "text"
        case Version() | Keyword() | Numeral() | Program() | Site() | Path() | Device() | Account() | Quoted():
            return type(item).__name__.lower()
        case datetime():
            return "time"
        case date():
            return "day"
        case _:
            return "number"


def utc(when: datetime) -> str:
    """A time as documents hold it: ISO 8601, in UTC, to the second. `OverflowError` at the edge of the calendar."""
    return when.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


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
