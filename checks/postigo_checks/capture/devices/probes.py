r"""Cameras and microphones that there are. Nothing is opened, so nothing lights up.

Linux: `linux_cameras` for cameras. Sound: `/proc/asound/pcm`, where a line with `capture` is an input, whether or not
something is plugged in. The kernel writes each line as `CC-DD: id : name : playback N : capture N` (sound/core/pcm.c,
snd_pcm_proc_read), where the last two stand only if there are such: anything else is no line of it.

Windows: one question to CIM; every computer has a device "Computer", so a list without it is none. Cameras stand in four
places: class `Camera`; class `Image`, where older webcams and those with their maker's driver lie among scanners, and are
told from them by the driver or the name (what is neither may be one); `SWD\VCAMDEVAPI\…`, those that programs add on Windows
11, of class SoftwareDevice; and, in the registry, those that a program adds for older programs (DirectShow). Audio endpoints
whose id has `{0.0.1.` are inputs. macOS: system_profiler as JSON; the words of its keys changed with
macOS 13, `_name` did not. Two entries there are no devices of their own: the Desk View, the lens of a Mac, a screen or a phone
once more, and an aggregate, in which a person put sound devices together ("unknown" with inputs and outputs: a phone's
microphone has that word too, and inputs alone).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from postigo.api import ABSENT, CannotTell, CaptureKind, Data, Json, System, Unknown, Unseen
from postigo_checks.capture.devices.fact import Devices, Eye, devices, eye
from postigo_checks.capture.devices.linux_cameras import cameras
from postigo_checks.common.json_answers import records, told

# --- Linux -----------------------------------------------------------------------------------------------------------

PCM: Final = "/proc/asound/pcm"
CARDS: Final = "/proc/asound/cards"

_PCM_LINE: Final = re.compile(r"(\d\d+)-\d\d+: (?:(?! : ).)* : (?:(?! : ).)*( : playback \d+)?( : capture \d+)?")
_CARD_LINE: Final = re.compile(r"\s*(\d+) \[(.{15})\]: (.+?) - (.+)")


def linux(system: System, data: Data) -> Devices:
    """Devices of a Linux."""
    del data
    eyes: list[Eye] = []
    unseen: list[Unseen[CaptureKind]] = []
    for lens, look in ((CaptureKind.CAMERA, cameras), (CaptureKind.MICROPHONE, _sound)):
        try:
            eyes += look(system)
        except CannotTell as unknown:
            unseen.append(Unseen(lens, unknown.why))
    return devices(eyes, unseen)


def _sound(system: System) -> list[Eye]:
    listed = system.read(PCM, optional=True)
    if listed is ABSENT:
        return []  # a kernel without sound
    inputs = set()
    for line in _lines(listed, PCM):
        found = _PCM_LINE.fullmatch(line)
        if found is None or not (found[2] or found[3]):
            raise CannotTell(Unknown.UNREADABLE, f"{PCM}: {line!r:.60}")
        if found[3]:
            inputs.add(int(found[1]))
    if not inputs:
        return []
    cards = [found for line in _lines(system.read(CARDS), CARDS) if (found := _CARD_LINE.fullmatch(line))]
    names = {int(card[1]): (card[4], card[3] in {"Loopback", "Dummy"}) for card in cards}
    if not inputs <= names.keys():
        raise CannotTell(Unknown.UNREADABLE, f"{CARDS} does not name every card")
    return [eye(CaptureKind.MICROPHONE, names[card][0], virtual=names[card][1]) for card in sorted(inputs)]


def _lines(content: bytes, path: str) -> list[str]:
    try:
        return content.decode().splitlines()
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None


# --- Windows ---------------------------------------------------------------------------------------------------------

QUESTION: Final = (
    "Get-CimInstance Win32_PnPEntity"
    " -Filter \"PNPClass='Camera' OR PNPClass='Image' OR PNPClass='AudioEndpoint' OR PNPClass='Computer'"
    " OR PNPDeviceID LIKE 'SWD_VCAMDEVAPI%'\""  # `_` is any letter, here the backslash
    " | Select-Object Name,PNPClass,PNPDeviceID,Service"
)
DIRECTSHOW: Final = r"HKLM\SOFTWARE\Classes\CLSID\{860BB310-5D01-11d0-BD3B-00A0C911CE86}\Instance"

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
    try:
        eyes += _directshow(system)
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


def _directshow(system: System) -> list[Eye]:
    listed = system.registry(DIRECTSHOW, optional=True)
    if listed is ABSENT:
        return []
    found = []
    for name in listed.subkeys:
        friendly = system.registry(rf"{DIRECTSHOW}\{name}").values.get("FriendlyName")
        if not isinstance(friendly, str) or not friendly:
            raise CannotTell(Unknown.UNREADABLE, f"{name} has no name")
        found.append(eye(CaptureKind.CAMERA, friendly, virtual=True))
    return found


# --- macOS -----------------------------------------------------------------------------------------------------------

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
