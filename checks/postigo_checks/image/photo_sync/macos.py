"""Sync programs of macOS: which of them copy the pictures, and which the screenshots.

iCloud Photos has no setting that is known for sure: an entry that says it is on is believed, anything else of an account
that is signed in is unclear.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, System, Unknown, attempt
from postigo_checks.common.cloud_folders.macos import ICLOUD, by_its_place, cloud_folders, icloud_services
from postigo_checks.common.macos.preferences import dictionary
from postigo_checks.common.person_folders import from_home
from postigo_checks.image.photo_sync.fact import CloudCopies

SHOTS: Final = "~/Library/Preferences/com.apple.screencapture.plist"

_PHOTOS: Final = "com.apple.Dataclass.CloudPhotos"


def macos(system: System, data: Data) -> CloudCopies:
    """Copies by iCloud first, then by the others."""
    del data
    shots_at = _shots_at(system)
    services = attempt(icloud_services, system)
    signed_in = isinstance(services, dict)
    copies_photos = isinstance(services, dict) and services.get(_PHOTOS) is True
    known = cloud_folders(system, services)
    return CloudCopies(
        ((ICLOUD,) if copies_photos else ()) + tuple(dict.fromkeys(known.touching("~/Pictures"))),
        tuple(dict.fromkeys((*known.touching(shots_at), *by_its_place(shots_at)))),
        known.unclear,
        (ICLOUD,) if signed_in and not copies_photos else (),
        Handle(HandleKind.PATH, shots_at),
        known.unseen,
    )


def _shots_at(system: System) -> str:
    """The folder where screenshots are saved: the desktop, unless somebody chose another."""
    said = system.plist(SHOTS, optional=True)
    folder = "~/Desktop" if said is ABSENT else dictionary(said, SHOTS).get("location", "~/Desktop")
    if not isinstance(folder, str):
        raise CannotTell(Unknown.UNREADABLE, f"location in {SHOTS} is no text")
    return from_home(folder)
