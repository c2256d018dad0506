"""Probe of `image.location` on Windows."""

from __future__ import annotations

from postigo.api import Data, System
from postigo_checks.image.photo_location.fact import PlacedPictures, counted


def windows(system: System, data: Data) -> PlacedPictures:
    """The folders that the person may have moved."""
    del data
    return counted(system, "\\")
