"""Sync programs of Linux: which of them copy the pictures folder, by their own settings.

The pictures folder is what `user-dirs.dirs` says: its name is translated.
"""

from __future__ import annotations

from postigo.api import Data, System
from postigo_checks.common.cloud_folders.linux import cloud_folders
from postigo_checks.common.person_folders import Folder, folders
from postigo_checks.image.photo_sync.fact import CloudCopies


def pictures(system: System) -> str:
    """Pictures folder, with `~` for the home. The home itself where there is none of its own."""
    found = folders(system, (Folder.PICTURES,))
    return found[0] if found else "~"


def linux(system: System, data: Data) -> CloudCopies:
    """Each program by its settings; what cannot be read is unseen."""
    del data
    folder = pictures(system)
    folder = (
        "~/Pictures" if folder == "~" else folder
    )  # no folder of their own: what lies in the home is not all pictures
    known = cloud_folders(system)
    photos = tuple(dict.fromkeys(known.touching(folder)))
    return CloudCopies(photos, unclear=known.unclear, unseen=known.unseen)
