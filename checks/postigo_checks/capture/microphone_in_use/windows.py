"""Probe of `camera.microphone` on Windows."""

from __future__ import annotations

from postigo.api import CaptureKind, Data, Platform, System
from postigo_checks.capture.in_use.fact import DeviceUse
from postigo_checks.capture.in_use.windows import in_use
from postigo_checks.common import known_programs


def windows(system: System, data: Data) -> DeviceUse:
    """Programs that Windows noted as using the microphone without an end, and that run."""
    return in_use(system, known_programs.load(data, Platform.WINDOWS), CaptureKind.MICROPHONE)
