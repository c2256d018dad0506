"""Fact of `password.plain-file`: names of files, and no word of what is in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Unseen


class Part(Enum):
    """Parts of a look that may stay unseen."""

    FOLDER = "a folder of the person"


@dataclass(frozen=True, slots=True)
class PlainFiles:
    """The files that were found. What is unseen is a folder, by its path."""

    files: tuple[str, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()
