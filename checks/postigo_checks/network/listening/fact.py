"""Fact of `net.listening`: who can be reached from other devices."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Keyword, Unseen


@dataclass(frozen=True, slots=True)
class Stranger:
    """A program that is in no table, and where it can be reached."""

    program: str
    path: str | None
    ports: tuple[int, ...]


class Part(Enum):
    """Parts of a look that may stay unseen."""

    CONTAINERS = "on which ports containers are reached"
    NETWORK = "the computer's own network"
    ACCOUNTS = "the programs of other accounts"


@dataclass(frozen=True, slots=True)
class Listening:
    """Programs that can be reached from other devices. `hidden`: TCP ports whose program is not told.

    `passed_on`: ports on which containers are reached.
    """

    known: tuple[Keyword, ...]
    strangers: tuple[Stranger, ...]
    hidden: int
    passed_on: tuple[int, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()
