"""Probe of `camera.indicator` on Windows."""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Data, System, Unknown
from postigo_checks.capture.indicator.fact import Indicator, Notice

KEY: Final = r"HKLM\SOFTWARE\Microsoft\OEM\Device\Capture"
VALUE: Final = "NoPhysicalCameraLED"


def windows(system: System, data: Data) -> Indicator:
    """Sign of Windows."""
    del data
    try:
        key = system.registry(KEY, optional=True)
    except CannotTell as unknown:
        return Indicator(None, unknown.why)
    value = 0 if key is ABSENT else key.values.get(VALUE, 0)
    if not isinstance(value, int) or value not in {0, 1}:
        return Indicator(None, Unknown.UNREADABLE)
    return Indicator(Notice.ALWAYS if value else Notice.NONE)
