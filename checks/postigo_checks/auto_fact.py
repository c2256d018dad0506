"""The fact behind `update.auto`: whether the machine installs its updates by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from postigo.api import CannotTell, Instruct, Text

RESUME = Instruct(Text("Are updates paused there? Choose “Resume updates” first."))
"""The step without which no other one on the page of Windows' updates works."""


class Mode(StrEnum):
    """What happens without anybody doing anything."""

    INSTALLS = "installs"
    WAITS = "waits"  # looks for updates, then waits for the person
    OFF = "off"
    PAUSED = "paused"
    BY_HAND = "by hand"  # a system that is meant to be updated by its owner (Arch)


@dataclass(frozen=True, slots=True)
class AutoUpdates:
    """How updates are installed. `mode` is None where that could not be told; `doubts` say why.

    `managed`: an organisation decides. `repairs_off`: small security repairs (macOS) are switched off on their own.
    `fix` is the plan that turns automatic updates on.
    """

    mode: Mode | None
    fix: str
    today: datetime
    until: datetime | None = None
    managed: bool = False
    repairs_off: bool = False
    doubts: tuple[CannotTell, ...] = ()
