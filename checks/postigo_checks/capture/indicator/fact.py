"""Fact of `camera.indicator`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Unknown


class Notice(Enum):
    """Signs on the screen while the camera is on."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"  # for programs that film through PipeWire
    NONE = "none"
    NO_CAMERA = "no-camera"


@dataclass(frozen=True, slots=True)
class Indicator:
    """Sign on the screen. None where it could not be read, and why."""

    notice: Notice | None
    why: Unknown | None = None
