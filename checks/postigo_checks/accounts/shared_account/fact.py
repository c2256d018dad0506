"""Fact of `password.shared-account`: how many accounts there are, and whether a guest may come in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import CannotTell


class Guest(Enum):
    """Whether somebody without an account may come in."""

    OFF = "off"
    FORGETS = "on, and everything goes when it ends"
    KEEPS = "on, and it keeps what is done"


@dataclass(frozen=True, slots=True)
class Accounts:
    """Numbers of people's accounts, and of those named as if for several."""

    people: int | CannotTell
    for_several: int
    guest: Guest | CannotTell
