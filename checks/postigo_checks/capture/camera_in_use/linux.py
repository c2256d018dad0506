"""Probe of `camera.in-use` on Linux."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from postigo.api import CannotTell, CaptureKind, Data, DeviceUsers, System
from postigo_checks.capture.devices.linux_cameras import NODES
from postigo_checks.capture.in_use.fact import DeviceUse
from postigo_checks.capture.in_use.linux import use

WEBCAMS: Final = "/sys/bus/usb/drivers/uvcvideo/*/video4linux/video*"


def linux(system: System, data: Data) -> DeviceUse:
    """Programs that have a camera open, or get its pictures from PipeWire."""
    return use(system, data, CaptureKind.CAMERA, _asleep)


def _asleep(system: System, held: DeviceUsers) -> bool:
    """Whether every camera is a webcam that the kernel has put to sleep. What cannot be read is not asleep."""
    try:
        webcams = [PurePosixPath(entry.path) for entry in system.glob(WEBCAMS)]
        nodes = {PurePosixPath(entry.path).name for entry in system.glob(NODES)}
        if not nodes or {camera.name for camera in webcams} != nodes:
            return False  # some camera has another driver, whose sleep proves nothing
        if not nodes.issuperset(PurePosixPath(device).name for device in held.devices):
            return False  # a node that the kernel does not know
        interfaces = sorted({camera.parent.parent for camera in webcams})
        return all(system.read(f"{at}/power/runtime_status").strip() == b"suspended" for at in interfaces)
    except CannotTell:
        return False
