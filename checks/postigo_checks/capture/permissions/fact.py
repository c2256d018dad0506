"""Permissions for the camera or the microphone. Three platforms learn them in their own ways."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Handle, Unseen


class Maker(Enum):
    """Makers of an app that may use the device, as far as they are known."""

    KNOWN = "known"  # a program of the table that is expected to use the device
    SYSTEM = "system"  # from the maker of the operating system, who vouches for the name
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class App:
    """An app that may use the device without asking again.

    `wide`: it has the device along with more that it was built for, as a game controller or sound.
    """

    name: str
    maker: Maker
    wide: bool = False
    path: str | None = None
    permission: Handle | None = None
    """The permission as the system keeps it, where it can be taken away alone."""


class Group(Enum):
    """Programs that have no permission of their own."""

    UNSANDBOXED = "unsandboxed"  # Linux and the camera: whatever is not in a sandbox needs no permission
    UNASKED = "unasked"  # Linux and the microphone: nobody asks, in a sandbox neither
    DESKTOP = "desktop"  # Windows: one switch for all programs that are not from the Store
    BY_POLICY = "by policy"  # Windows: a policy allows all apps from the Store


class Off(Enum):
    """Apps and accounts that a switch keeps from the device."""

    COMPUTER = "computer"  # every app of every account
    ACCOUNT = "account"  # every app of this account
    SANDBOXED = "sandboxed"  # Linux: the desktop's switch, for sandboxed apps
    STORE = "store"  # Windows: a policy, for apps from the Store


class Part(Enum):
    """A place where permissions stand, that can fail by itself."""

    PORTAL = "portal"
    FLATPAK = "flatpak"
    SNAP = "snap"
    DESKTOP_SWITCH = "desktop switch"
    COMPUTER_SWITCH = "computer switch"
    ACCOUNT_SWITCH = "account switch"
    DESKTOP_PROGRAMS = "desktop programs"
    POLICY = "policy"
    APP = "app"
    LIST = "list"
    NEW_MACOS = "new macOS"
    MACOS_VERSION = "macOS version"


@dataclass(frozen=True, slots=True)
class Permissions:
    """Apps that may use a device. `off` are switches that keep apps from it, `free` groups that may without more."""

    apps: tuple[App, ...] = ()
    free: tuple[Group, ...] = ()
    off: tuple[Off, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()
