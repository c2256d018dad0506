r"""Sync programs of Windows: which of them copy the pictures, and which the screenshots.

Which folder is meant by "Pictures" Windows tells itself, wherever it was moved; a folder without a place of its own for
screenshots has them below the pictures.
"""

from __future__ import annotations

from postigo.api import CannotTell, Data, Handle, HandleKind, System, Unknown
from postigo.windows_calls.folders import KNOWN_FOLDERS
from postigo_checks.common.cloud_folders.windows import WHOLE, cloud_folders, on_google_drive
from postigo_checks.common.known_programs import folded_path
from postigo_checks.image.photo_sync.fact import CloudCopies


def windows(system: System, data: Data) -> CloudCopies:
    """Where the pictures and the screenshots lie, and who copies those places."""
    del data
    photos_at, shots_at = _folders(system)
    known = cloud_folders(system)
    return CloudCopies(
        tuple(dict.fromkeys((*known.touching(photos_at), *on_google_drive(known, photos_at)))),
        tuple(dict.fromkeys((*known.touching(shots_at), *on_google_drive(known, shots_at)))),
        known.unclear,
        shots_at=Handle(HandleKind.PATH, shots_at.replace("/", "\\")),
        unseen=known.unseen,
    )


def pictures(system: System) -> str:
    """The pictures folder, written as `folded_path` does."""
    return _folders(system)[0]


def _folders(system: System) -> tuple[str, str]:
    known = system.call(KNOWN_FOLDERS)
    photos = known.pictures or ""
    found = folded_path(photos), folded_path(known.screenshots or rf"{photos}\Screenshots")
    if not all(WHOLE.match(folder) for folder in found):
        raise CannotTell(Unknown.UNREADABLE, "a folder of the person that is no whole path")
    return found
