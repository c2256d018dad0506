"""The fact behind `image.photo-sync` and `image.screenshot-sync`: which programs copy those folders to the internet."""

from __future__ import annotations

from dataclasses import dataclass

from postigo.api import Handle, Program, Unseen
from postigo_checks.common.cloud_folders.fact import Part


@dataclass(frozen=True, slots=True)
class CloudCopies:
    """Programs by what they copy. `unclear` are here too, and keep to themselves which folders they copy.

    `photos` are the programs that copy the pictures, `shots` those that copy the folder where screenshots are saved. Of
    those in `photos_unclear` only the pictures are not known. `shots_at` is the folder of the screenshots.
    """

    photos: tuple[Program, ...] = ()
    shots: tuple[Program, ...] = ()
    unclear: tuple[Program, ...] = ()
    photos_unclear: tuple[Program, ...] = ()
    shots_at: Handle | None = None
    unseen: tuple[Unseen[Part], ...] = ()
