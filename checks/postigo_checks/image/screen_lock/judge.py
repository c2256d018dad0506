"""Judge of `image.screen-lock`."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil
from typing import Final

from postigo.api import Finding, Gap, Handle, Level, Text, gaps
from postigo_checks.image.screen_lock.fact import ScreenLock

SOON: Final = 5 * 60
LATE: Final = 15 * 60
_GRACE: Final = 10
"""Seconds that the time may be longer. KDE's own default is 5 minutes and 5 seconds."""

_FIXES: Final = ("lock",)


def judge(fact: ScreenLock) -> Iterator[Finding | Gap]:
    """By the minutes until the lock."""
    if fact.after is not None:
        yield _after(fact.after, fact.setting)
    elif not fact.unseen:
        text = Text("The screen does not lock by itself. Someone near you could use the computer as if they were you.")
        yield Finding("never", Level.ADVISE, text, fixes=_FIXES, handle=fact.setting)
    yield from gaps(fact.unseen, lambda _: Text("We could not see all that decides when the screen locks."))


def _after(seconds: int, setting: Handle | None) -> Finding:
    minutes = max(1, ceil((seconds - _GRACE) / 60))
    values = {"n": minutes}
    if seconds <= SOON + _GRACE:
        text = Text(
            "The screen locks by itself within {n} minute.",
            "The screen locks by itself within {n} minutes.",
            minutes,
            values,
        )
        return Finding("locks", Level.GOOD, text)
    if seconds <= LATE + _GRACE:
        text = Text(
            "The screen locks by itself after {n} minute. 5 minutes or less is better.",
            "The screen locks by itself after {n} minutes. 5 minutes or less is better.",
            minutes,
            values,
        )
        return Finding("locks-after-a-while", Level.NOTE, text, fixes=_FIXES, handle=setting)
    text = Text(
        "The screen locks by itself only after {n} minute. Someone near you could use the computer as if they were you.",
        "The screen locks by itself only after {n} minutes. Someone near you could use the computer as if they were you.",
        minutes,
        values,
    )
    return Finding("locks-late", Level.ADVISE, text, fixes=_FIXES, handle=setting)
