"""The fact that `image.screen-lock` judges: how long an untouched computer stays open to whoever comes by."""

from __future__ import annotations

from dataclasses import dataclass

from postigo.api import CannotTell


@dataclass(frozen=True, slots=True)
class ScreenLock:
    """Seconds from the last touch to the lock; None for never, or, with something missed, for not known.

    With something missed, `after` is the longest that it can be.
    """

    after: int | None
    missed: tuple[CannotTell, ...] = ()


def soonest(*times: int | None) -> int | None:
    """The first of several ways to lock; None are those that never do."""
    return min((time for time in times if time is not None), default=None)
