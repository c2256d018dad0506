"""Fact of `update.reboot`: what was installed and works only after the next start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from postigo.api import Unseen


class Reason(Enum):
    """Reason for a restart: what waits for it."""

    KERNEL = "the kernel"
    BASE = "a base part of the system"
    FLAG = "the system's own mark"
    COMPONENTS = "components of Windows"
    UPDATES = "Windows Update"


class Part(Enum):
    """Part of the look that can fail by itself."""

    FLAG = "the system's own mark"
    START = "when the computer was started"
    INSTALLED = "when parts were installed"
    KERNEL = "the installed kernels"
    IMAGE = "a new system as a whole"
    COMPONENTS = "components of Windows"
    UPDATES = "Windows Update"


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that waits for a restart, since when, if that is known."""

    reason: Reason
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Restart:
    """Restart that waits. `older_kernel`: a newer one was there before the start, and was not started."""

    now: datetime
    waiting: tuple[Wait, ...]
    older_kernel: bool = False
    unseen: tuple[Unseen[Part], ...] = ()
