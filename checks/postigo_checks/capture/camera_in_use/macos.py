"""Probe of `camera.in-use` on macOS."""

from __future__ import annotations

from postigo.api import CaptureKind, Data, System
from postigo_checks.capture.in_use.fact import DeviceUse, running


def macos(system: System, data: Data) -> DeviceUse:
    """Whether a camera runs. macOS has no open way to tell for whom."""
    del data
    return running(system.holders(CaptureKind.CAMERA))
