"""Probe of `info.lockscreen` on macOS."""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, System, Unknown, attempt
from postigo_checks.strangers.lock_screen_notices.fact import Notices

MAC: Final = "~/Library/Preferences/com.apple.ncprefs.plist"
MAC_KEY: Final = "content_visibility"

_SHOWS: Final = {1: False, 2: False, 3: True}


def macos(system: System, data: Data) -> Notices:
    """The account's own setting."""
    del data
    return Notices(attempt(_mac, system), Handle(HandleKind.DEFAULTS, MAC_KEY, "com.apple.ncprefs"))


def _mac(system: System) -> bool:
    settings = system.plist(MAC)
    value = settings.get(MAC_KEY) if isinstance(settings, dict) else None
    if value is None:
        raise CannotTell(Unknown.MISSING, f"{MAC_KEY} is not written")
    if type(value) is not int or value not in _SHOWS:
        raise CannotTell(Unknown.UNREADABLE, f"{MAC_KEY} is {value!r:.40}")
    return _SHOWS[value]
