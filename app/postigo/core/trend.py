"""Trend of several looks: a row of small houses, one a look. No score, and no line between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from postigo.core.report import DOOR, TIPS, Shutter

WINDOWS: Final = tuple(tip for tip in TIPS if tip != DOOR)
"""Tips that a house has a window for. The sixth is the way to help, and never a state."""

_UNSEEN: Final = frozenset({Shutter.BARE, Shutter.FOGGED})


@dataclass(frozen=True, slots=True)
class House:
    """House of one look: when it began, and how each of `WINDOWS` stood."""

    when: datetime
    windows: tuple[Shutter, ...]


def house(when: datetime, shutters: Mapping[int, Shutter]) -> House:
    """The house of a look. A window that nobody looked through is fogged, whatever it was in the look before."""
    stood = (shutters.get(tip, Shutter.FOGGED) for tip in WINDOWS)
    return House(when, tuple(Shutter.FOGGED if shutter in _UNSEEN else shutter for shutter in stood))
