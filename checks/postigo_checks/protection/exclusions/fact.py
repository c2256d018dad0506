"""Fact of `av.exclusions`: what Microsoft Defender leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Unseen


class Part(Enum):
    """Parts of a look that may stay unseen."""

    RULE = "what a rule of a school or firm takes away, which we do not know"


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Exclusions of Defender: places and programs by path, kinds of files, number of addresses."""

    paths: tuple[str, ...]
    kinds: tuple[str, ...]
    addresses: int
    unseen: tuple[Unseen[Part], ...] = ()
