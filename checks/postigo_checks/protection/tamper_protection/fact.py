"""Fact of `av.tamper`: how the guard of Microsoft Defender stands."""

from __future__ import annotations

from enum import Enum


class Tamper(Enum):
    """Whether Defender lets its own switches be moved."""

    PROTECTED = "protected"
    OPEN = "open"
    ASIDE = "Defender does not watch"
