"""Access of others to the pictures folder, which `image.folders` judges."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from postigo.api import Handle, Unseen


class Part(Enum):
    """Parts of a look that may stay unseen."""

    ACCESS = "who is let into a folder"
    SHARES = "what is shared"
    PEOPLE = "whether there are other people"


@dataclass(frozen=True, slots=True)
class PicturesFolder:
    """Powers of other accounts of this computer over the folder.

    `others`: whether there are any; None where that is not known.

    `named`: another account, or a group, was let in by its name.
    `home_listed`: they can see the names in the home, though not into the pictures. `shared`: the folder, or one around
    it, is shared on the network, as `share`.
    """

    open: bool
    home_listed: bool = False
    shared: bool = False
    named: bool = False
    others: bool | None = None
    folder: Handle | None = None
    share: Handle | None = None
    unseen: tuple[Unseen[Part], ...] = ()
