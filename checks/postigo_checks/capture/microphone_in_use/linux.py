"""Probe of `camera.microphone` on Linux."""

from __future__ import annotations

from postigo.api import CaptureKind, Data, System
from postigo_checks.capture.in_use import linux as linux_capture
from postigo_checks.capture.in_use.fact import DeviceUse


def linux(system: System, data: Data) -> DeviceUse:
    """Who has a recording channel open, and whom the sound server gives a microphone's sound to."""
    return linux_capture.use(system, data, CaptureKind.MICROPHONE)
