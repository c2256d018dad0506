"""JSON of strangers, in which anything may be anything. What is not as it should be is as good as absent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from postigo.passwords.model import ReadProblem
from postigo.passwords.sandbox.entry import Unreadable

_MOST: Final = 3_000_000  # lists and objects: each takes twenty times the room that its signs take in the file


def load(text: str) -> dict[str, object]:
    """The object that the text is; `Unreadable` if it is none."""
    document = load_any(text)
    if not isinstance(document, dict):
        raise Unreadable(ReadProblem.UNKNOWN_KIND)
    return document


def load_any(text: str) -> object:
    """The object or list that the text is; `Unreadable` if it is no JSON."""
    if text.count("{") + text.count("[") > _MOST:
        raise Unreadable(ReadProblem.TOO_BIG)
    try:
        document: object = json.loads(text)
    except (ValueError, RecursionError):
        raise Unreadable(ReadProblem.DAMAGED) from None
    return document


def node(value: object, *path: str) -> dict[str, object]:
    """Object at the end of a path of names; an empty one if none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def nodes(value: object) -> Iterator[dict[str, object]]:
    """The objects of a list, or of an object's values."""
    several = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (one for one in several if isinstance(one, dict))


def words(value: object) -> str:
    """A text; an empty one if it is none."""
    return value if isinstance(value, str) else ""


def texts(*values: object) -> tuple[str, ...]:
    """The texts among the values that say something, each once, in their order."""
    return tuple(dict.fromkeys(value for value in values if isinstance(value, str) and value.strip()))


_PASSKEY = re.compile(r"passkey|fido|webauthn", re.IGNORECASE)
_DEEP_ENOUGH: Final = 8


def has_passkey(value: object, depth: int = 0) -> bool:
    """Whether a passkey is kept in it, by the names of its parts. Then there need be no password."""
    if depth > _DEEP_ENOUGH:
        return False
    if isinstance(value, dict):
        return any((one and _PASSKEY.search(key)) or has_passkey(one, depth + 1) for key, one in value.items()) or (
            isinstance(value.get("type"), str) and bool(_PASSKEY.search(value["type"]))
        )
    return isinstance(value, list) and any(has_passkey(one, depth + 1) for one in value)
