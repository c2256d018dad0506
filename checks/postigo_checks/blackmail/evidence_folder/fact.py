"""The fact behind `blackmail.evidence-folder`: which of the person's folders leave the computer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Program, Unseen
from postigo_checks.common.person_folders import Folder


class Part(Enum):
    """Parts of a look that may stay unseen."""

    COPIES = "the settings of a program that copies"
    SHARES = "the shared folders"


@dataclass(frozen=True, slots=True)
class ProofFolders:
    """Folders of the person: those that are copied, each with its program, and the shared.

    Of those in `copied_in_part` and `shared_in_part` only folders inside them are. `unclear` are programs that are here and keep to
    themselves which folders they copy.
    """

    copied: tuple[tuple[Folder, Program], ...] = ()
    copied_in_part: tuple[tuple[Folder, Program], ...] = ()
    shared: tuple[Folder, ...] = ()
    shared_in_part: tuple[Folder, ...] = ()
    unclear: tuple[Program, ...] = ()
    unseen: tuple[Unseen[Part], ...] = ()
