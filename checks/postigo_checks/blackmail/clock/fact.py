"""The fact behind `blackmail.clock`: whether the clock goes with the time of the network."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Unseen


class Part(Enum):
    """Parts of a look that may stay unseen."""

    LAST = "when the clock was set last"


@dataclass(frozen=True, slots=True)
class Clock:
    """How the clock is set. None where the system does not tell that part.

    `by_itself`: whether the system sets it. `in_step`: whether it goes with the network's time now. `days`: whole days since
    it was set by the network.
    """

    by_itself: bool | None = None
    in_step: bool | None = None
    days: int | None = None
    unseen: tuple[Unseen[Part], ...] = ()
