"""Folders that are copied to the internet, each with its program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from unicodedata import normalize

from postigo.api import Program, Unseen


class Part(Enum):
    """Parts of a look that may stay unseen."""

    SETTINGS = "the settings of a program"
    TRACES = "whether a program was set up"


@dataclass(frozen=True, slots=True)
class CloudFolders:
    """Folders that are copied, each with its program. Paths with `/`, in one spelling.

    `unclear` are programs that are here and keep to themselves which folders they copy. `folds`: this system tells no
    capitals from small letters in paths.
    """

    copied: tuple[tuple[Program, str], ...] = ()
    unclear: tuple[Program, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()
    folds: bool = False

    def touching(self, folder: str) -> Iterator[Program]:
        """Programs of which a copied folder holds this one, or lies in it."""
        return (program for program, root in self.copied if overlap(self._spelled(folder), self._spelled(root)))

    def holding(self, folder: str) -> Iterator[Program]:
        """Programs of which a copied folder holds this one whole."""
        return (program for program, root in self.copied if inside(self._spelled(folder), self._spelled(root)))

    def _spelled(self, folder: str) -> str:
        return normalize("NFC", folder).casefold() if self.folds else folder


def inside(one: str, other: str) -> bool:
    """Whether one folder lies in the other, or is it."""
    return f"{one.rstrip('/')}/".startswith(f"{other.rstrip('/')}/")


def overlap(one: str, other: str) -> bool:
    """Whether one of two folders lies in the other, or both are one."""
    return inside(one, other) or inside(other, one)
