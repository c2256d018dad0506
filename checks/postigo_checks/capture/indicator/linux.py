"""Probe of `camera.indicator` on Linux."""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, Platform, Process, System
from postigo_checks.capture.devices.linux_cameras import NODES
from postigo_checks.capture.indicator.fact import Indicator, Notice
from postigo_checks.common.known_programs import Where, basename, where
from postigo_checks.common.program_names import readings

DESKTOPS: Final = {"gnome-shell", "plasmashell"}


def linux(system: System, data: Data) -> Indicator:
    """Sign of the desktop."""
    del data
    try:
        if not system.glob(NODES):
            return Indicator(Notice.NO_CAMERA)
        shown = any(_shows_a_sign(process) for process in system.processes())
    except CannotTell as unknown:
        return Indicator(None, unknown.why)
    return Indicator(Notice.SOMETIMES if shown else Notice.NONE)


def _shows_a_sign(process: Process) -> bool:
    """Whether a process is a desktop that shows a sign. Under other spellings only where an administrator put it."""
    if process.name in DESKTOPS or process.path is None:
        return process.name in DESKTOPS
    installed = where(process.path, Platform.LINUX) is Where.INSTALLED
    return installed and bool(DESKTOPS.intersection(readings(basename(process.path))))
