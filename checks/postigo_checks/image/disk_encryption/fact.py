"""Encryption of the disk, which `image.disk-encryption` judges."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from postigo.api import Handle, Keyword, Path, Unseen


class State(StrEnum):
    """How the disk stands."""

    ON = "on"
    OFF = "off"
    LOCKING = "locking"  # it is being encrypted now
    UNLOCKING = "unlocking"  # it is being decrypted now
    ANOTHER = "another"  # the system's own is off; another program's driver says that it encrypts the system
    NEXT_START = "next start"  # it will be encrypted from the next restart on
    KEY_OPEN = "key open"  # encrypted, and the key lies beside it
    PEOPLE_ONLY = "people only"  # the people's files are encrypted, the system is not
    SYSTEM_ONLY = "system only"  # the other way round
    SYSTEM = "system"  # the system is encrypted; of the people's files not all, or nobody can tell
    SOME_FOLDERS = "some folders"  # the disk is not; single folders are, and we cannot see whose


class Part(Enum):
    """Parts of a look that may stay unseen."""

    NOW = "whether the disk is locked now"
    PEOPLE = "whether a disk of the people is locked"
    HOMES = "whose home is locked by itself"
    SIGNS = "whether single folders can be locked"
    KEYS = "where a key lies"
    ANOTHER = "whether another program encrypts it"


@dataclass(frozen=True, slots=True)
class Encryption:
    """The disk that the system started from. `tool` is the system's own encryption, or the other one that was seen (ANOTHER).

    `at_start`: it was locked when the system started, and what came after could not be seen. `disk` is what would be locked.

    Beside a lock: `folders` of people and `others` (other disks, by where they are mounted) that are not locked, and
    whether what is put aside from memory lies open (`swap_open`).
    """

    tool: Keyword
    state: State | None
    unseen: tuple[Unseen[Part], ...] = ()
    folders: tuple[Path, ...] = ()
    others: tuple[Path, ...] = ()
    swap_open: bool = False
    at_start: bool = False
    disk: Handle | None = None
