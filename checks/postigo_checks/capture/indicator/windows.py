"""Probe of `camera.indicator` on Windows."""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Data, System, Unknown, attempt
from postigo_checks.capture.indicator.fact import SWITCH, Indicator, Notice

KEY: Final = SWITCH.within
VALUE: Final = SWITCH.id


def windows(system: System, data: Data) -> Indicator:
    """Sign of Windows."""
    del data
    return Indicator(attempt(_sign, system))


def _sign(system: System) -> Notice:
    key = system.registry(KEY, optional=True)
    value = 0 if key is ABSENT else key.values.get(VALUE, 0)
    if not isinstance(value, int) or value not in {0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"{VALUE} is {value!r:.40}")
    return Notice.ALWAYS if value else Notice.NONE
