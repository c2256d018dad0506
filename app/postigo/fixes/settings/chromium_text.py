"""Text of a Chromium's `Preferences`, changed in one entry.

Every other byte stays. Chromium writes it without a blank, and the entries of a dictionary in the order of their names (base::Value::Dict, JSONWriter; tried on
Chromium 156). So an entry that is put back stands where it stood. A text of another form is left alone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from postigo.core.change import CannotChange, Refusal
from postigo.core.system import Json

_DECODER: Final = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Member:
    """Entry of a dictionary. `text` is all of it, as it stands; `start` and `end` are where its value does."""

    name: str
    value: Json
    text: str
    start: int
    end: int


def members(text: str, start: int = 0) -> tuple[Member, ...]:
    """Entries of the dictionary that begins at `start`. `CannotChange(UNREADABLE)` where it is not as Chromium writes it."""
    found: list[Member] = []
    at = start + 1
    try:
        while text[at - 1 : at] == ("," if found else "{") and text[at] == '"':
            name, colon = _DECODER.raw_decode(text, at)
            if text[colon] != ":":
                raise _odd()
            value, end = _DECODER.raw_decode(text, colon + 1)
            found.append(Member(name, value, text[at:end], colon + 1, end))
            at = end + 1
    except (ValueError, IndexError, RecursionError):
        raise _odd() from None
    last = at - 1 if found else at
    names = [one.name for one in found]
    if text[start : start + 1] != "{" or text[last : last + 1] != "}" or names != sorted(set(names)):
        raise _odd()
    return tuple(found)


def inside(text: str, way: Sequence[str]) -> int:
    """Start of a dictionary, by the way to it. It is -1 where the way ends early."""
    at = 0
    for name in way:
        found = next((one for one in members(text, at) if one.name == name), None)
        if found is None:
            return -1
        at = found.start
    return at


def without(text: str, start: int, name: str) -> str:
    """The text without one entry of the dictionary at `start`."""
    return _rewritten(text, start, [one.text for one in members(text, start) if one.name != name])


def with_member(text: str, start: int, member: str) -> str:
    """The text with one entry more, in its place. `CannotChange(CHANGED)` where another one has its name."""
    new = members(f"{{{member}}}")
    there = {one.name: one.text for one in members(text, start)}
    if len(new) != 1 or new[0].name in there:
        raise CannotChange(Refusal.CHANGED)
    there[new[0].name] = member
    return _rewritten(text, start, [there[name] for name in sorted(there)])


def _rewritten(text: str, start: int, left: list[str]) -> str:
    there = members(text, start)
    end = (there[-1].end if there else start + 1) + 1
    return f"{text[:start]}{{{','.join(left)}}}{text[end:]}"


def _odd() -> CannotChange:
    return CannotChange(Refusal.UNREADABLE, "not as Chromium writes it")
