"""Fact of `accounts.unused`: how many accounts have lain unused."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Unseen


class Part(Enum):
    """Parts of a look that may stay unseen."""

    LIST = "the list of local accounts"
    CLOCK = "how long ago a day is"


@dataclass(frozen=True, slots=True)
class Idle:
    """Numbers of accounts: with a date, unused for a year, and without a date.

    `untold` is how many there are beside them whose day could not be told.
    """

    looked_at: int
    unused: int
    undated: int
    untold: int = 0
    unseen: tuple[Unseen[Part], ...] = ()
