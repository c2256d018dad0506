"""Former passwords of an entry, as its file tells them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

_MOST: Final = 50


def newest_first(past: Iterable[tuple[date | None, str]], now: str) -> tuple[str, ...]:
    """The former passwords, the newest first, each once. Without a date one is older than those that have one."""
    dated = sorted(past, key=lambda old: old[0] or date.min, reverse=True)
    return tuple(dict.fromkeys(password for _, password in dated if password and password != now))[:_MOST]


def latest(days: Iterable[date | None]) -> date | None:
    """The latest of the days that there are."""
    return max((day for day in days if day), default=None)
