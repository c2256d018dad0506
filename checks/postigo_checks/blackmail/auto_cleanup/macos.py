"""Trash of macOS, by Finder's switch "Remove items from the Trash after 30 days"."""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, System, Unknown
from postigo_checks.blackmail.auto_cleanup.fact import Cleaned, Cleaning, Place

FINDER: Final = "~/Library/Preferences/com.apple.finder.plist"
KEY: Final = "FXRemoveOldTrashItems"

_DAYS: Final = 30


def macos(system: System, data: Data) -> Cleaning:
    """By the one switch. It is off until somebody turns it on."""
    del data
    settings = system.plist(FINDER)
    if not isinstance(settings, dict):
        raise CannotTell(Unknown.UNREADABLE, f"{FINDER} is not a dictionary")
    value = settings.get(KEY, False)
    if not isinstance(value, int) or value not in {True, False}:  # 0 and 1 are equal to them
        raise CannotTell(Unknown.UNREADABLE, f"{KEY} is neither on nor off")
    return Cleaning((Cleaned(Place.BIN, _DAYS),) if value else ())
