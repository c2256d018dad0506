"""Fact of `av.exclusions`: what Microsoft Defender leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Unseen


class Part(Enum):
    """Part of the look that can fail by itself."""

    RULE = "what a rule of a school or firm takes away, which we do not know"


@dataclass(frozen=True, slots=True)
class Exclusions:
    """Exclusions of Defender. Places and programs by path, kinds of files, and a number of addresses."""

    paths: tuple[str, ...]
    kinds: tuple[str, ...]
    addresses: int
    unseen: tuple[Unseen[Part], ...] = ()
