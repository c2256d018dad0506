"""Fact of `net.wifi`: how the networks are protected that this computer is in. Their names are never asked for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Unseen


class Lock(Enum):
    """How a network is protected."""

    OPEN = "open"
    WEP = "WEP"
    WEAK = "WPA of 2003, alone"
    GOOD = "good"


class Part(Enum):
    """Parts of a look that may stay unseen."""

    LOCK = "how a network is protected"
    CARD = "in which network a card is"


@dataclass(frozen=True, slots=True)
class Joined:
    """The networks that this computer is in; None where it has no Wi-Fi at all."""

    locks: tuple[Lock, ...] | None
    unseen: tuple[Unseen[Part], ...] = ()
