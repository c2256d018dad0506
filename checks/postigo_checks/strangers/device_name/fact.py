"""Fact of `info.device-name`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import CannotTell, Data, Handle, Unknown, Unseen
from postigo_checks.common.casefolding import plain

ORDINARY: Final = "ordinary_words.json"
SHARED: Final = "shared_names.json"

_SHORTEST: Final = 3
_INSIDE: Final = 5  # letters from which a name counts inside a longer word


NOBODY: Final = CannotTell(Unknown.MISSING, "no account of a person in the list of this computer")
"""Where a school or firm keeps all accounts, nothing can be compared."""


class Part(Enum):
    """Parts of a look that may stay unseen."""

    FULL_NAMES = "full names of people"


@dataclass(frozen=True, slots=True)
class Called:
    """Whether a person's name is in the computer's name or its Bluetooth's.

    Bluetooth is None where there is none, or where it has the computer's name. `setting` is where the computer's name
    is set, `adapter` the one with a name of its own.
    """

    network: bool | CannotTell
    bluetooth: bool | CannotTell | None = None
    setting: Handle | None = None
    adapter: Handle | None = None
    unseen: tuple[Unseen[Part], ...] = ()


def is_named_after(
    device: str, people: Iterable[str], ordinary: frozenset[str], shared: frozenset[str] = frozenset()
) -> bool:
    """Whether a device's name has in it a word of a person's.

    A whole name that accounts of several people have is nobody's. As a word of a longer name it is a surname ("Lukas Gast").
    """
    people = [person for person in people if re.sub(r"[\W\d_]", "", plain(person)) not in shared]
    apart = re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])", " ", device)
    tokens = {bare for token in _words(apart) for bare in (token, _without_ends(token, ordinary))}
    joined = "".join(_words(device))
    for word in {word for person in people for word in _words(person)} - ordinary:
        if len(word) >= _INSIDE and any(common.startswith(word) for common in ordinary):
            continue
        if len(word) >= _SHORTEST and tokens & {word, f"{word}s"}:
            return True
        if len(word) >= _INSIDE and word in joined:
            return True
    return False


def _without_ends(token: str, ordinary: frozenset[str]) -> str:
    """Word without the ordinary words at its ends. The word itself where nothing would be left."""
    by_length = sorted((word for word in ordinary if len(word) >= 2), key=len, reverse=True)
    while True:
        end = next((word for word in by_length if word != token and token.startswith(word)), "")
        shorter = token.removeprefix(end)
        if not end:
            end = next((word for word in by_length if word != token and token.endswith(word)), "")
            shorter = token.removesuffix(end) if end else token
        if shorter == token:
            return token
        token = shorter


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+", plain(name)))


def one_line(content: bytes) -> str:
    """A name in a file of one line."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, "a name that is not text") from None
    if not re.fullmatch(r"[^\x00-\x1f\x7f]+\n", text):
        raise CannotTell(Unknown.UNREADABLE, "a name that is not one line")
    return text.strip()


def nobodys(data: Data) -> tuple[frozenset[str], frozenset[str]]:
    """Words that are in nobody's name, and whole names of accounts of several people."""
    words, names = json.loads(data.read(ORDINARY))["words"], json.loads(data.read(SHARED))["names"]
    return frozenset(words), frozenset(names)
