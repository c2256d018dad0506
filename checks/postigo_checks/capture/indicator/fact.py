"""Fact of `camera.indicator`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import CannotTell


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
