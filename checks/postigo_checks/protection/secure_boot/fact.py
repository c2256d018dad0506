"""Fact of `boot.secure`: how this computer starts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import CannotTell


class Way(Enum):
    """How this computer starts."""

    ON = "on"
    OFF = "off"
    UNCHECKED = "on, and what the firmware starts checks nothing"
    OLDER = "in the older way"
    OWN = "in a way of its own kind"
    UNTOLD = "by UEFI, and nothing is told of Secure Boot"


@dataclass(frozen=True, slots=True)
class SecureBoot:
    """Start of this computer. `renewed`: whether it has the certificates of 2023, None where that is not looked at."""

    way: Way
    renewed: bool | CannotTell | None = None
