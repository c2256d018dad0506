"""Cameras and microphones of this computer. Three platforms learn them in their own ways."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from postigo.api import CaptureKind, Unseen


@dataclass(frozen=True, slots=True)
class Eye:
    """A camera, or a microphone.

    `virtual`: a program makes it, no hardware stands behind it. `maybe`: it could be one, and nothing tells. `off`: the system
    keeps it switched off, because somebody said so.
    """

    lens: CaptureKind
    name: str
    virtual: bool = False
    maybe: bool = False
    off: bool = False


@dataclass(frozen=True, slots=True)
class Devices:
    """Devices that there are, and the kinds that could not be seen."""

    eyes: tuple[Eye, ...] = ()
    unseen: tuple[Unseen[CaptureKind], ...] = ()


_MADE_BY_A_PROGRAM: Final = re.compile(
    r"virtual|\bobs\b|droidcam|snap camera|manycam|loopback|\bdummy\b|blackhole|vb-?(?:audio|cable)|soundflower|ndi\b"
    r"|screen ?capture|iriun|epoccam",
    re.IGNORECASE,
)


def eye(lens: CaptureKind, name: str, *, virtual: bool = False, maybe: bool = False, off: bool = False) -> Eye:
    """Device, told from a virtual one by the system's word, or else by its name."""
    name = _once(" ".join(name.split()))
    virtual = virtual or bool(_MADE_BY_A_PROGRAM.search(name))
    return Eye(lens, name, virtual, maybe and not virtual, off)


def _once(name: str) -> str:
    """Name without its second half, where that says the first again.

    So uvcvideo writes: "Integrated Camera: Integrated C".

    It puts the interface's name behind the device's, and both end at 31 letters (`struct v4l2_capability.card`). A half that
    says something else stays: "HP 5MP Camera: HP IR Camera".
    """
    first, _, second = name.partition(": ")
    return first if second and first.casefold().startswith(second.casefold()) else name


def devices(eyes: Iterable[Eye], unseen: Iterable[Unseen[CaptureKind]]) -> Devices:
    """The fact. Two real devices may have one name; a virtual one is often listed in two places."""
    listed: list[Eye] = []
    for item in eyes:
        if not item.virtual or item not in listed:
            listed.append(item)
    return Devices(tuple(listed), tuple(unseen))
