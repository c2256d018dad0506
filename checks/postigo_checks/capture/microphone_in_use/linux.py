"""Probe of `camera.microphone` on Linux."""

from __future__ import annotations

from postigo.api import CaptureKind, Data, System
from postigo_checks.capture.in_use.fact import DeviceUse
from postigo_checks.capture.in_use.linux import use


def linux(system: System, data: Data) -> DeviceUse:
    """Programs that have a recording channel open, or get sound from the sound server."""
    return use(system, data, CaptureKind.MICROPHONE)
