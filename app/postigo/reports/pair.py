"""Pair of copies: the file with which both are made, `postigo.pair/1`.

It has the key of the references, and in which order things got their stand-ins, by keyed hashes. Who has the file and a
copy can test a guess of a name, so it stays with the person, and is deleted when both copies are made.
"""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from postigo.core.codec import DecodeError, decode, encode
from postigo.core.values import Path as PathValue
from postigo.core.values import Personal, Text, kind_of
from postigo.store.document.ref import KEY_BYTES, mark_of
from postigo.store.plain import read_plain

SCHEMA: Final = "postigo.pair/1"
LONGEST: Final = 1 << 20
"""Bytes of such a file. Each thing has some twenty."""


class PairTrouble(Exception):  # noqa: N818 - what it is
    """The file of a pair cannot be used. `text` says so to a person, and what to do. The file is as it was."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.one)
        self.text = text


@dataclass(slots=True)
class Pair:
    """Key of a pair, and for each kind the hashes of its things, in order."""

    key: bytes = field(default_factory=lambda: secrets.token_bytes(KEY_BYTES), repr=False)
    things: dict[str, list[str]] = field(default_factory=dict)

    def number(self, value: Personal) -> int:
        """Number of a thing in its stand-in: that of its first copy, or the next."""
        known = self.things.setdefault(kind_of(value), [])
        mark = mark_of(self.key, kind_of(value), encode(value))
        if mark not in known:
            known.append(mark)
        return known.index(mark) + 1

    def continues(self, earlier: Pair) -> bool:
        """Whether it is the same pair, and begins with all things of the earlier state."""
        return self.key == earlier.key and all(
            self.things.get(kind, [])[: len(marks)] == marks for kind, marks in earlier.things.items()
        )

    def content(self) -> bytes:
        """The file, in JSON."""
        return json.dumps({"schema": SCHEMA, "key": self.key.hex(), "things": self.things}).encode()


def read(content: bytes) -> Pair:
    """The pair in a file; `ValueError` for what is none."""
    data: Any = json.loads(content)
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise ValueError(f"its schema is not {SCHEMA}")
    try:
        key = bytes.fromhex(decode(str, data.get("key")))
        things: dict[str, list[str]] = decode(dict[str, list[str]], data.get("things"))
    except DecodeError as misfit:
        raise ValueError(str(misfit)) from None
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    return Pair(key, things)


def opened(place: Path) -> Pair:
    """The pair in a file, or a new one where there is none yet. `PairTrouble` for another file, or one that cannot be read."""
    if not os.path.lexists(place):
        return Pair()
    try:
        return read(read_plain(place, LONGEST))
    except (OSError, ValueError, RecursionError):
        raise PairTrouble(
            Text(
                "{file} is no file of a pair, or it is damaged. Name a new one: Postigo makes it.",
                values={"file": PathValue(str(place))},
            )
        ) from None


def refuse_another(place: Path, pair: Pair) -> None:
    """Raise `PairTrouble` if a file lies there that this pair does not go on from."""
    if os.path.lexists(place) and not pair.continues(opened(place)):
        raise PairTrouble(
            Text(
                "{file} has changed meanwhile, and was left as it is. Choose it again.",
                values={"file": PathValue(str(place))},
            )
        )
