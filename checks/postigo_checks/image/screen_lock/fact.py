"""Time until an untouched computer locks, which `image.screen-lock` judges."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Handle, Unseen


class Part(Enum):
    """A way to lock that can fail to be seen by itself."""

    LIMIT = "the limit of the whole computer"
    SAVER = "the screen saver"
    DISPLAY = "the display that goes off"
    SLEEP = "the computer that goes to sleep"


@dataclass(frozen=True, slots=True)
class ScreenLock:
    """Seconds from the last touch to the lock, or None. None is never, or, with something unseen, not known.

    With something unseen, `after` is the longest that it can be. `setting` is what would have to change for a lock, or for a sooner one.
    """

    after: int | None
    setting: Handle | None = None
    unseen: tuple[Unseen[Part], ...] = ()


def soonest(*times: int | None) -> int | None:
    """The first of several ways to lock; None are those that never do."""
    return min((time for time in times if time is not None), default=None)
