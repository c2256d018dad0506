"""Probe of `camera.microphone` on macOS."""

from __future__ import annotations

from postigo.api import CaptureKind, Data, Platform, System
from postigo_checks.capture.in_use.fact import DeviceUse, merged, running, unplaced
from postigo_checks.capture.in_use.macos import user
from postigo_checks.common import known_programs


def macos(system: System, data: Data) -> DeviceUse:
    """Programs that record (from macOS 14.2), or else whether a microphone runs."""
    held = system.holders(CaptureKind.MICROPHONE)
    if not held.holders or any(holder.pid is None for holder in held.holders):
        return running(held)
    table = known_programs.load(data, Platform.MACOS)
    users = merged(*(user(system, table, one, CaptureKind.MICROPHONE) for one in held.holders))
    return DeviceUse(here=True, users=users, unseen=unplaced(users))
