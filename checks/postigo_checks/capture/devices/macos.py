"""Devices of a Mac. Nothing is opened, so nothing lights up.

system_profiler as JSON; the words of its keys changed with macOS 13, `_name` did not. Two entries there are no devices
of their own: the Desk View, the lens of a Mac, a screen or a phone once more, and an aggregate, in which a person put
sound devices together ("unknown" with inputs and outputs: a phone's microphone has that word too, and inputs alone).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from postigo.api import CannotTell, CaptureKind, Data, Json, System, Unknown, Unseen
from postigo_checks.capture.devices.fact import Devices, Eye, devices, eye
from postigo_checks.common.json_answers import told

PROFILER: Final = ("system_profiler", "-json", "SPCameraDataType", "SPAudioDataType")


def macos(system: System, data: Data) -> Devices:
    """Devices of a Mac."""
    del data
    report = told(system.run(*PROFILER, timeout=15.0), "system_profiler")
    eyes: list[Eye] = []
    unseen: list[Unseen[CaptureKind]] = []
    for lens, look in ((CaptureKind.CAMERA, _mac_cameras), (CaptureKind.MICROPHONE, _mac_inputs)):
        try:
            eyes += look(report)
        except CannotTell as unknown:
            unseen.append(Unseen(lens, unknown.why))
    return devices(eyes, unseen)


def _mac_cameras(report: Mapping[str, Json]) -> list[Eye]:
    listed = [(_name(item), item.get("spcamera_model-id")) for item in _items(report, "SPCameraDataType")]
    lenses = {model: name for name, model in reversed(listed) if isinstance(model, str) and not _DESK.search(name)}
    return [
        eye(CaptureKind.CAMERA, name, virtual=isinstance(model, str) and model.endswith(_EXTENSION))
        for name, model in listed
        if not (isinstance(model, str) and model in lenses and _is_a_view(name, model, lenses[model]))
    ]


_EXTENSION: Final = "Camera Extension"
_DESK: Final = re.compile(
    r"desk ?view|schreibtisch|scrivania|escritorio|escriptori|secretária|\bmesa\b|\bbureau|skrivbord|skrivebord|biurk|デスク|데스크|桌",
    re.IGNORECASE,
)
"""Desk View in Apple's languages. In one that is missing, that of a Mac's or a screen's own camera is told by its model alone."""
_ITS_OWN: Final = re.compile(r"(?:MacBook|FaceTime|iMac|Studio Display)\b")
_NUMBERED: Final = re.compile(r"\s*[#(]?\d+\)?$")


def _is_a_view(name: str, model: str, first: str) -> bool:
    """Whether a camera shows what the lens of its model shows already. Two that are the same have the same name."""
    if _NUMBERED.sub("", name) == _NUMBERED.sub("", first):
        return False
    return bool(_DESK.search(name) or _ITS_OWN.match(model))


def _mac_inputs(report: Mapping[str, Json]) -> list[Eye]:
    found = []
    for group in _items(report, "SPAudioDataType"):
        for item in _items(group, "_items"):
            channels = item.get("coreaudio_device_input", 0)
            if not isinstance(channels, int):
                raise CannotTell(Unknown.UNREADABLE, "coreaudio_device_input is no number")
            if channels > 0:
                found.append(eye(CaptureKind.MICROPHONE, _name(item), virtual=_is_made(item)))
    return found


_TRANSPORT: Final = "coreaudio_device_type_"
_MADE_BY_SOMEBODY: Final = {f"{_TRANSPORT}virtual", f"{_TRANSPORT}aggregate"}


def _is_made(item: Mapping[str, Json]) -> bool:
    """Whether a program makes a sound input, or a person put it together from others."""
    transport = item.get("coreaudio_device_transport")
    outputs = item.get("coreaudio_device_output", 0)
    together = transport == f"{_TRANSPORT}unknown" and isinstance(outputs, int) and outputs > 0
    return together or (isinstance(transport, str) and transport in _MADE_BY_SOMEBODY)


def _items(report: Mapping[str, Json], name: str) -> list[dict[str, Json]]:
    listed = report.get(name)
    if not isinstance(listed, list):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is no list")
    found = [item for item in listed if isinstance(item, dict)]
    if len(found) != len(listed):
        raise CannotTell(Unknown.UNREADABLE, f"{name} has something else in it")
    return found


def _name(item: Mapping[str, Json]) -> str:
    name = item.get("_name")
    if not isinstance(name, str) or not name:
        raise CannotTell(Unknown.UNREADABLE, "a device without a name")
    return name
