"""Fact of `camera.indicator`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import CannotTell, Handle, HandleKind

SWITCH: Final = Handle(HandleKind.REGISTRY_VALUE, "NoPhysicalCameraLED", r"HKLM\SOFTWARE\Microsoft\OEM\Device\Capture")
"""The value by which Windows shows a notice (learn.microsoft.com, "Camera privacy controls")."""


class Notice(Enum):
    """Signs on the screen while the camera is on."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"  # for programs that film through PipeWire
    NONE = "none"
    NO_CAMERA = "no-camera"


@dataclass(frozen=True, slots=True)
class Indicator:
    """Sign on the screen, or why it could not be seen."""

    notice: Notice | CannotTell
