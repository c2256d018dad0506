"""Probe of `image.location` on macOS."""

from __future__ import annotations

from postigo.api import Data, System
from postigo_checks.image.photo_location.fact import PlacedPictures, counted


def macos(system: System, data: Data) -> PlacedPictures:
    """They are called so on disk in every language."""
    del data
    return counted(system, "/")
