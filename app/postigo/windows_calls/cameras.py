"""Calls about cameras: which there are, and which programs film with them now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from postigo.core.system import Unknown
from postigo.core.windows_call import WindowsCall


class DeviceClass(StrEnum):
    """Class under which a device was set up. devguid.h."""

    CAMERA = "camera"  # GUID_DEVCLASS_CAMERA, since Windows 10 1709
    IMAGE = "image"  # GUID_DEVCLASS_IMAGE: scanners, and older webcams
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Camera:
    r"""Device that is a camera, or of class Image, where older webcams lie among scanners.

    `device` is the front of its id, which tells maker and model ("USB\VID_04F2&PID_B6D0&MI_00"): what follows may be a serial
    number. `driver` is its service, "" where it has none. `colour` and `sensor` (infra-red, depth) are the kinds of pictures
    that it offers (KSCATEGORY_VIDEO_CAMERA, KSCATEGORY_SENSOR_CAMERA; ks.h). `virtual`: a program makes it
    (DEVPKEY_DeviceInterface_IsVirtualCamera). `off`: switched off by somebody in Windows (CM_PROB_DISABLED).
    """

    name: str
    device: str
    setup: DeviceClass
    driver: str = ""
    colour: bool = False
    sensor: bool = False
    virtual: bool = False
    off: bool = False


class Mode(StrEnum):
    """Way in which a process has a camera. MFSensorDeviceMode of mfidl.h: 0 controller, 1 shared."""

    CONTROLLER = "controller"
    SHARED = "shared"


@dataclass(frozen=True, slots=True)
class CameraProcess:
    """Process that has a camera. `streaming`: pictures flow to it.

    `reported` is when Windows reported that, None where it tells no time. `family` is the package that the process was started
    with (GetPackageFamilyName), "" for none, or where it could not be asked.
    """

    pid: int
    streaming: bool
    mode: Mode
    reported: datetime | None = None
    family: str = ""


@dataclass(frozen=True, slots=True)
class ActiveCamera:
    """Camera of which Windows reported. `device` as in `Camera`; two alike have one `device`."""

    name: str
    device: str
    processes: tuple[CameraProcess, ...] = ()


@dataclass(frozen=True, slots=True)
class CameraReport:
    """Cameras of which Windows reported while we listened. `missed`: why parts of it could not be read."""

    cameras: tuple[ActiveCamera, ...] = ()
    missed: tuple[Unknown, ...] = ()


CAMERA_ACTIVITY: Final = WindowsCall("camera-activity", CameraReport)
"""MFCreateSensorActivityMonitor, mfsensorgroup.dll, Windows 10 1703 and later. No camera is opened, so no lamp lights up.

What it reports was told by others who use it; its silence was never compared with a real camera.
"""

CAMERAS: Final = WindowsCall("cameras", tuple[Camera, ...])
"""Devices that are plugged in, by cfgmgr32. Nothing is opened."""

CALLS: Final = (CAMERA_ACTIVITY, CAMERAS)
