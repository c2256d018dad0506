"""Probe of `camera.indicator` on Linux."""

from __future__ import annotations

from typing import Final

from postigo.api import Data, Platform, Process, System, attempt
from postigo_checks.capture.devices.linux_cameras import NODES
from postigo_checks.capture.indicator.fact import Indicator, Notice
from postigo_checks.common.known_programs import Where, basename, where
from postigo_checks.common.program_names import readings

DESKTOPS: Final = {"gnome-shell", "plasmashell"}


def linux(system: System, data: Data) -> Indicator:
    """Sign of the desktop."""
    del data
    return Indicator(attempt(_sign, system))


def _sign(system: System) -> Notice:
    if not system.glob(NODES):
        return Notice.NO_CAMERA
    return Notice.SOMETIMES if any(_shows_a_sign(process) for process in system.processes()) else Notice.NONE


def _shows_a_sign(process: Process) -> bool:
    """Whether a process is a desktop that shows a sign. Under other spellings only where an administrator put it."""
    if process.name in DESKTOPS or process.path is None:
        return process.name in DESKTOPS
    installed = where(process.path, Platform.LINUX) is Where.INSTALLED
    return installed and bool(DESKTOPS.intersection(readings(basename(process.path))))
