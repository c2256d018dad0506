"""Fact of `image.screen-memory`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from postigo.api import CannotTell


class Memory(StrEnum):
    """How the screen history of Windows stands for this account."""

    NONE = "none"  # this Windows has none
    FORBIDDEN = "forbidden"  # a policy keeps it off
    OFF = "off"
    UNUSED = "unused"  # it could be turned on; this account never did
    ON = "on"
    ONCE = "once"  # it was on; whether it still is cannot be told


@dataclass(frozen=True, slots=True)
class ScreenMemory:
    """What was learned; `memory` is None where that could not be told."""

    memory: Memory | None
    missed: tuple[CannotTell, ...] = ()
