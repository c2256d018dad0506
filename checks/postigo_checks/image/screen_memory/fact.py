"""Fact of `image.screen-memory`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from postigo.api import Unseen


class Memory(StrEnum):
    """How the screen history of Windows stands for this account."""

    NONE = "none"  # this Windows has none
    FORBIDDEN = "forbidden"  # a policy keeps it off
    OFF = "off"
    UNUSED = "unused"  # it could be turned on; this account never did
    ON = "on"
    ONCE = "once"  # it was on; whether it still is cannot be told


class Part(Enum):
    """Parts of a look that may stay unseen."""

    POLICY = "a policy over it"
    FEATURE = "the part of Windows"
    PICTURES = "the pictures that are kept"
    SWITCH = "the switch of this account"


@dataclass(frozen=True, slots=True)
class ScreenMemory:
    """Screen history of Windows. `memory` is None where that could not be told."""

    memory: Memory | None
    unseen: tuple[Unseen[Part], ...] = ()
