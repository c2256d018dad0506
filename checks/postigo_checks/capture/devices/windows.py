r"""Devices of a Windows. Nothing is opened, so nothing lights up.

One question to CIM; every computer has a device "Computer", so a list without it is none. Cameras stand in four
places: class `Camera`; class `Image`, where older webcams and those with their maker's driver lie among scanners, and are
told from them by the driver or the name (what is neither may be one); `SWD\VCAMDEVAPI\…`, those that programs add on Windows
11, of class SoftwareDevice; and, in the registry, those that a program adds for older programs (DirectShow), of 64 bits and of 32. Audio endpoints
whose id has `{0.0.1.` are inputs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from postigo.api import ABSENT, CannotTell, CaptureKind, Data, Json, System, Unknown, Unseen
from postigo_checks.capture.devices.fact import Devices, Eye, devices, eye
from postigo_checks.common.json_answers import records

QUESTION: Final = (
    "Get-CimInstance Win32_PnPEntity"
    " -Filter \"PNPClass='Camera' OR PNPClass='Image' OR PNPClass='AudioEndpoint' OR PNPClass='Computer'"
    " OR PNPDeviceID LIKE 'SWD_VCAMDEVAPI%'\""  # `_` is any letter, here the backslash
    " | Select-Object Name,PNPClass,PNPDeviceID,Service"
)
DIRECTSHOW: Final = (
    r"HKLM\SOFTWARE\Classes\CLSID\{860BB310-5D01-11d0-BD3B-00A0C911CE86}\Instance",
    r"HKLM\SOFTWARE\Classes\WOW6432Node\CLSID\{860BB310-5D01-11d0-BD3B-00A0C911CE86}\Instance",
)
"""Cameras that programs add (CLSID_VideoInputDeviceCategory, uuids.h), of 64 bits and of 32."""

_BY_A_PROGRAM: Final = "SWD\\VCAMDEVAPI\\"
_MADE: Final = ("ROOT\\", _BY_A_PROGRAM)
_INPUT: Final = "{0.0.1."
_SCANNERS: Final = frozenset({"usbscan", "wsdscan", "scsiscan", "serscan", "stillcam"})
"""Windows' own drivers of scanners and of photo cameras. An old webcam may have its maker's driver."""
_FILMS: Final = re.compile(r"usbvideo|\w*uvc\w*|snpstd\w*|snp2\w*|manycam\w*")
"""Drivers of webcams.

Windows' own, and those that makers call after the standard (Logitech LVUVC64, Sunplus SPUVCbv).
"""
_NAMED: Final = re.compile(r"web-?\s?[ck]am|c[aàá]mera|cam[eé]ra|cámara|kamera|\bcam\b", re.IGNORECASE)


def windows(system: System, data: Data) -> Devices:
    """Devices of a Windows."""
    del data
    eyes: list[Eye] = []
    unseen: list[Unseen[CaptureKind]] = []
    try:
        listed = records(system.powershell(QUESTION))
        if not any(record.get("PNPClass") == "Computer" for record in listed):
            unseen += [Unseen(lens, Unknown.UNREADABLE) for lens in CaptureKind]
        for record in listed:
            try:
                eyes += _entity(record)
            except CannotTell as unknown:
                unseen += [Unseen(lens, unknown.why) for lens in CaptureKind]
    except CannotTell as unknown:
        unseen += [Unseen(lens, unknown.why) for lens in CaptureKind]
    for key in DIRECTSHOW:
        try:
            eyes += _directshow(system, key)
        except CannotTell as unknown:
            unseen.append(Unseen(CaptureKind.CAMERA, unknown.why))
    return devices(eyes, unseen)


def _entity(record: Mapping[str, Json]) -> Iterator[Eye]:
    match record:
        case {"Name": str(name), "PNPClass": str(kind), "PNPDeviceID": str(id_), "Service": str() | None as driver}:
            made = id_.upper().startswith(_MADE)
            if kind == "Camera" or id_.upper().startswith(_BY_A_PROGRAM):
                yield eye(CaptureKind.CAMERA, name, virtual=made)
            elif kind == "Image":
                yield from _image(name, (driver or "").casefold(), made=made)
            elif kind == "AudioEndpoint" and _INPUT in id_:
                yield eye(CaptureKind.MICROPHONE, name)
        case _:
            raise CannotTell(Unknown.UNREADABLE, f"a device of an odd shape: {sorted(record)}")


def _image(name: str, driver: str, *, made: bool) -> Iterator[Eye]:
    """A device of class `Image`, if it may be a camera. One without a driver does nothing, and is shown by its name only."""
    if driver in _SCANNERS:
        return
    sure = _FILMS.fullmatch(driver) is not None or _NAMED.search(name) is not None
    if sure or driver:
        yield eye(CaptureKind.CAMERA, name, virtual=made, maybe=not sure)


def _directshow(system: System, key: str) -> list[Eye]:
    listed = system.registry(key, optional=True)
    if listed is ABSENT:
        return []
    found = []
    for name in listed.subkeys:
        friendly = system.registry(rf"{key}\{name}").values.get("FriendlyName")
        if not isinstance(friendly, str) or not friendly:
            raise CannotTell(Unknown.UNREADABLE, f"{name} has no name")
        found.append(eye(CaptureKind.CAMERA, friendly, virtual=True))
    return found
