"""Probe of `camera.lock-screen` on Windows."""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Data, System, Unknown
from postigo_checks.capture.lock_screen_camera.fact import LockScreenCamera

KEY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\Personalization"
VALUE: Final = "NoLockScreenCamera"


def windows(system: System, data: Data) -> LockScreenCamera:
    """Word of the policy."""
    del data
    key = system.registry(KEY, optional=True)
    value = 0 if key is ABSENT else key.values.get(VALUE, 0)
    if not isinstance(value, int) or value not in {0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"{VALUE} is {value!r:.40}")
    return LockScreenCamera(value == 1)
