r"""Devices of a Windows. Nothing is opened, so nothing lights up.

Windows is asked for its cameras and sound inputs, and the registry for the cameras that a program adds for older programs
(DirectShow), of 64 and of 32 bits. In class `Image` older webcams and those with their maker's driver lie among scanners: they
are told from them by their interface, the driver or the name, and what is neither may be one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from postigo.api import ABSENT, CannotTell, CaptureKind, Data, Key, System, Unknown, Unseen, attempt
from postigo.windows_calls.cameras import CAMERAS, Camera, DeviceClass
from postigo.windows_calls.microphones import MICROPHONES
from postigo_checks.capture.devices.fact import Devices, Eye, devices, eye

DIRECTSHOW: Final = (
    r"HKLM\SOFTWARE\Classes\CLSID\{860BB310-5D01-11d0-BD3B-00A0C911CE86}\Instance",
    r"HKLM\SOFTWARE\Classes\WOW6432Node\CLSID\{860BB310-5D01-11d0-BD3B-00A0C911CE86}\Instance",
)
"""Cameras that programs add (CLSID_VideoInputDeviceCategory, uuids.h), of 64 bits and of 32."""

_MADE: Final = ("ROOT\\", "SWD\\VCAMDEVAPI")
"""Fronts of ids of devices that no hardware stands behind."""
_SCANNERS: Final = frozenset({"usbscan", "wsdscan", "scsiscan", "serscan", "stillcam"})
"""Windows' own drivers of scanners and of photo cameras. An old webcam may have its maker's driver."""
_FILMS: Final = re.compile(r"usbvideo|\w*uvc\w*|snpstd\w*|snp2\w*|manycam\w*")
"""Drivers of webcams.

Windows' own, and those that makers call after the standard (Logitech LVUVC64, Sunplus SPUVCbv).
"""
_NAMED: Final = re.compile(r"web-?\s?[ck]am|c[aàá]mera|cam[eé]ra|cámara|kamera|\bcam\b", re.IGNORECASE)


def windows(system: System, data: Data) -> Devices:
    """Devices of a Windows. One without a name is there, and cannot be told."""
    del data
    eyes: list[Eye] = []
    unseen: list[Unseen[CaptureKind]] = []
    looks: tuple[tuple[CaptureKind, Callable[[System], list[Eye]]], ...] = (
        (CaptureKind.CAMERA, _cameras),
        *((CaptureKind.CAMERA, partial(_directshow, place)) for place in DIRECTSHOW),
        (CaptureKind.MICROPHONE, _microphones),
    )
    for lens, look in looks:
        found = attempt(look, system)
        if isinstance(found, CannotTell):
            unseen.append(Unseen(lens, found.why))
            continue
        eyes += [one for one in found if one.name]
        unseen += [Unseen(lens, Unknown.UNREADABLE) for one in found if not one.name]
    return devices(eyes, unseen)


def _cameras(system: System) -> list[Eye]:
    return [found for camera in system.call(CAMERAS) if (found := _camera(camera)) is not None]


def _camera(camera: Camera) -> Eye | None:
    """Camera, or a device of class `Image` that may be one. One without a driver does nothing: it is known by its name only."""
    made = camera.virtual or camera.device.upper().startswith(_MADE)
    if camera.setup is not DeviceClass.IMAGE or camera.colour or camera.sensor:
        return eye(CaptureKind.CAMERA, camera.name, virtual=made, off=camera.off)
    driver = camera.driver.casefold()
    if driver in _SCANNERS:
        return None
    sure = _FILMS.fullmatch(driver) is not None or _NAMED.search(camera.name) is not None
    if not sure and not driver:
        return None
    return eye(CaptureKind.CAMERA, camera.name, virtual=made, maybe=not sure, off=camera.off)


def _microphones(system: System) -> list[Eye]:
    return [eye(CaptureKind.MICROPHONE, one.name, off=one.off) for one in system.call(MICROPHONES)]


def _directshow(place: str, system: System) -> list[Eye]:
    listed = system.registry(place, optional=True)
    names = () if listed is ABSENT else listed.subkeys
    return [_filter(system.registry(rf"{place}\{name}")) for name in names]


def _filter(key: Key) -> Eye:
    name = key.values.get("FriendlyName")
    return eye(CaptureKind.CAMERA, name if isinstance(name, str) else "", virtual=True)
