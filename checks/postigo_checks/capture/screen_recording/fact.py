"""Permissions to record the screen, read keys or steer, which `camera.screen-recording` judges."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import Unseen
from postigo_checks.capture.in_use.fact import User
from postigo_checks.capture.permissions.fact import App


class Power(Enum):
    """Powers of an app."""

    SCREEN = "screen"  # record what the screen shows
    KEYS = "keys"  # read what is typed
    STEER = "steer"  # use the computer in the person's place


KDE_TABLE: Final = "kde-authorized"
"""Plasma's table of permissions in the portal's store. Its id "" is every program outside a sandbox."""


class Free(Enum):
    """Programs that need no permission."""

    DESKTOP = "desktop"  # Windows: whatever is not from the Store
    ALL_OLD = "all-old"  # Windows before the permission existed
    POLICY = "policy"  # Windows: all from the Store, an administrator said
    X11 = "x11"  # Linux with the old display
    WAYLAND = "wayland"  # Linux with a desktop that gives the screen to whoever asks
    KDE = "kde"  # Plasma, told to ask about no program outside a sandbox


class Part(Enum):
    """A place that can fail by itself."""

    LIST = "list"  # macOS's database
    STORE = "store"  # Windows' consents
    PORTAL = "portal"  # Linux's permission store
    DISPLAY = "display"  # which display is in use
    USE = "use"  # Windows' notes of who records the screen


@dataclass(frozen=True, slots=True)
class Recorders:
    """Apps that may see the screen, those that record it now, and parts unseen.

    `unframed`: apps for whom Windows draws no frame around it.
    """

    apps: tuple[tuple[Power, App], ...] = ()
    free: tuple[Free, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()
    unframed: tuple[App, ...] = ()
    recording: tuple[User, ...] = ()
