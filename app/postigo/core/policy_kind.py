"""Kinds of values in a policy, and sentences for misfits.

They are named tuples: a computer with a policy pays for them at each start, and a dataclass costs half a millisecond.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, TypeAlias

from postigo.core.values import Quoted, Text

Value: TypeAlias = bool | int | str | tuple[str, ...] | None

_ABSOLUTE: Final = r"/|[A-Za-z]:[\\/]|\\\\[^\\/]"
_CONTROL: Final = r"[\x00-\x1f\x7f-\x9f\u2028\u2029]"


class Misfit(ValueError):  # noqa: N818 - what it is
    """Value that its key does not take. `text` says what it takes."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.one)
        self.text = text


class Flag(NamedTuple):
    """Yes or no."""


class Number(NamedTuple):
    """A whole number within bounds, both included."""

    least: int
    most: int


class Choice(NamedTuple):
    """One of a few words, each with what it means."""

    options: Mapping[str, Text]


class Line(NamedTuple):
    """A line of text of 1 to `longest` letters. `pattern` is one of regular expressions, and `says` what it means."""

    longest: int
    pattern: str = ""
    says: Text | None = None


class Lines(NamedTuple):
    """A list of 1 to `most` lines, of `longest` letters at most."""

    longest: int
    most: int = 200


class Folder(NamedTuple):
    """A folder by its whole path, of any of the three systems. A file may be written for another one."""

    longest: int = 1000


Kind: TypeAlias = Flag | Number | Choice | Line | Lines | Folder


def taken(kind: Kind, raw: object) -> Value:
    """Value of this kind out of what a file has.

    `raw` is a value as TOML, JSON or a property list gives it. Raises `Misfit`.
    """
    value: Any = raw
    match kind:
        case Flag():
            fits = isinstance(raw, bool)
            expected = Text("It has to be true or false.")
        case Number(least, most):
            fits = isinstance(raw, int) and not isinstance(raw, bool) and least <= raw <= most
            expected = Text(
                "It has to be a whole number from {least} to {most}.", values={"least": least, "most": most}
            )
        case Choice(options):
            fits = isinstance(raw, str) and raw in options
            words = [Quoted(one) for one in options]
            expected = Text("It has to be one of these words: {known}.", values={"known": words})
        case Line(longest, pattern, says):
            value = _line(raw, longest)
            fits = not pattern or re.fullmatch(pattern, value) is not None
            expected = says or Text("It does not have the right form.")
        case Lines(longest, most):
            fits = isinstance(raw, list) and 1 <= len(raw) <= most
            value = tuple(dict.fromkeys(_line(one, longest) for one in value)) if fits else raw
            expected = Text("It has to be a list of 1 to {n} texts.", values={"n": most})
        case Folder(longest):
            value = _line(raw, longest)
            fits = re.match(_ABSOLUTE, value) is not None and ".." not in re.split(r"[\\/]", value)
            expected = Text("It has to be a folder with its whole path, without “..”.")
    if not fits:
        raise Misfit(expected)
    taken_as: Value = value
    return taken_as


def _line(raw: object, longest: int) -> str:
    if isinstance(raw, str) and 0 < len(raw.strip()) <= longest and re.search(_CONTROL, raw) is None:
        return raw.strip()
    raise Misfit(Text("It has to be one line of text, of {n} letters at most.", values={"n": longest}))
