"""Fact of `update.auto`: whether the machine installs its updates by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum

from postigo.api import Handle, Unseen


class Mode(StrEnum):
    """Mode of the updates: what happens without anybody doing anything."""

    INSTALLS = "installs"
    WAITS = "waits"  # looks for updates, then waits for the person
    OFF = "off"
    PAUSED = "paused"
    BY_HAND = "by hand"  # a system that is meant to be updated by its owner (Arch)
    STAGES = "stages"  # fetches a new system by itself, which runs after the restart
    SOME = "some"  # installs by itself, and rules leave some programs out
    FEW = "few"  # installs by itself, but only a few programs
    NOTHING = "nothing"  # is switched on, and its rules let nothing through
    BROKEN = "broken"  # is switched on, and an interrupted installation stops it
    NOT_YET = "not yet"  # is switched on, and has not run to its end so far
    SERVER = "server"  # an organisation's own server brings them, and nobody saw that it answers
    STALLED = "stalled"  # is switched on, and has not worked for long


class Part(Enum):
    """Part of the look that can fail by itself."""

    WAY = "how this system renews itself"
    TIMERS = "the timers that came with the system"
    REMINDERS = "the programs of the desktop that show updates"
    RULES = "the rules that lie over the settings"
    SERVICES = "the services that bring the updates"
    PAUSE = "a pause on the page of the updates"
    SETTINGS = "the settings themselves"
    TRIES = "what is tried at night"
    FAILURES = "what failed of what was ordered"


@dataclass(frozen=True, slots=True)
class AutoUpdates:
    """Automatic updates of a machine. `mode` is None where that could not be told; `unseen` says why.

    `managed`: an organisation decides. `repairs_off`: small security repairs (macOS) are switched off on their own.
    `rules`: the names of the policy's values that decide; `pinned`: the version at which a policy keeps the system.
    `fix` is the plan that turns automatic updates on. `worked` is when they were last seen to work, where that was asked.
    `tries`: since when an update is tried at night that is not installed yet. `failed`: how often one failed of those that an
    organisation has ordered, up to these days (both of macOS).
    `setting`, `repairs` and `tried` are what would have to change, or is tried, where the machine has a name for it.
    """

    mode: Mode | None
    fix: str
    today: datetime
    until: datetime | None = None
    worked: datetime | None = None
    managed: bool = False
    repairs_off: bool = False
    tries: datetime | None = None
    failed: int = 0
    unseen: tuple[Unseen[Part], ...] = ()
    rules: tuple[str, ...] = ()
    pinned: str | None = None
    setting: Handle | None = None
    repairs: Handle | None = None
    tried: Handle | None = None
