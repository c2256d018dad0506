"""Fact of `av.gatekeeper`: how the two locks of macOS stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import CannotTell


class Integrity(Enum):
    """How System Integrity Protection stands."""

    ON = "enabled"
    OFF = "disabled"
    PARTLY = "Custom Configuration"


@dataclass(frozen=True, slots=True)
class Locks:
    """The two locks, each with its own gap."""

    asks_first: bool | CannotTell
    integrity: Integrity | CannotTell
