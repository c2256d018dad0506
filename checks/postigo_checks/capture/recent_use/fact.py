"""Fact of `camera.recent-use`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from postigo.api import Unseen
from postigo_checks.capture.in_use.fact import Part, User

DAYS: Final = 30


@dataclass(frozen=True, slots=True)
class PastUse:
    """The last time that a program began to use the camera, in UTC."""

    user: User
    when: datetime


@dataclass(frozen=True, slots=True)
class CameraHistory:
    """Uses noted in the last days, the newest first, and parts unseen."""

    uses: tuple[PastUse, ...]
    unseen: tuple[Unseen[Part], ...] = ()
