"""Fact of `camera.lock-screen`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LockScreenCamera:
    """Whether the camera is forbidden on the lock screen."""

    forbidden: bool
