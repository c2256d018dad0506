"""Folders that others on the network can reach, which `image.open-shares` judges."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Keyword, Path, Unseen


class Part(Enum):
    """Parts of a look that may stay unseen."""

    PROCESSES = "the servers that run"
    OWN = "what the system itself shares"
    SAMBA = "the folders of Samba"
    KSMBD = "the folders of the kernel's own server"
    PEOPLE = "what people shared by themselves"
    NFS = "the folders of NFS"
    PASSWORDS = "whether a password is asked for"


@dataclass(frozen=True, slots=True)
class Shared:
    """A folder that is shared, by the name it has on the network. `freely`: without a password, to everybody.

    `by_person`: a person shares it by themselves.
    """

    name: Path
    freely: bool
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Shares:
    """Folders and programs that share.

    `guests` is for a system that tells only that sharing is on: whether it lets strangers in.

    `showing` are programs that show pictures and films to every device on the network, `handing_out` those that share
    files by rules of their own. `by_gnome`: GNOME is one of those, for the account that looks.
    """

    folders: tuple[Shared, ...] = ()
    guests: bool | None = None
    showing: tuple[Keyword, ...] = ()
    handing_out: tuple[Keyword, ...] = ()
    by_gnome: bool = False
    unseen: tuple[Unseen[Part], ...] = ()
