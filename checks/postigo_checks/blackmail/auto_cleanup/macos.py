"""Trash of macOS, by Finder's switch "Remove items from the Trash after 30 days"."""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, Data, System
from postigo_checks.blackmail.auto_cleanup.fact import Cleaned, Cleaning, Place
from postigo_checks.common.macos.preferences import dictionary, switch

FINDER: Final = "~/Library/Preferences/com.apple.finder.plist"
MANAGED: Final = "/Library/Managed Preferences/com.apple.finder.plist"
KEY: Final = "FXRemoveOldTrashItems"

_DAYS: Final = 30


def macos(system: System, data: Data) -> Cleaning:
    """By the one switch. It is off until somebody turns it on; what a school sets from afar goes before it."""
    del data
    settings = dictionary(system.plist(FINDER), FINDER)
    managed = system.plist(MANAGED, optional=True)
    if managed is not ABSENT:
        settings = settings | dictionary(managed, MANAGED)
    return Cleaning((Cleaned(Place.BIN, _DAYS),) if switch(settings, KEY, usual=False) else ())
