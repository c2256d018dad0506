"""Clock of macOS, by the settings of `timed`.

`TMAutomaticTimeOnlyEnabled` is the switch "Set time and date automatically". Apple documents it nowhere; the macOS Security Compliance Project asks for it. The file lies in a folder of its own that may be closed to
an ordinary account: then it is unknown, never off.
"""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, System, Unknown
from postigo_checks.blackmail.clock.fact import Clock

TIMED: Final = "/private/var/db/timed/Library/Preferences/com.apple.timed.plist"
KEY: Final = "TMAutomaticTimeOnlyEnabled"


def macos(system: System, data: Data) -> Clock:
    """By the one switch."""
    del data
    settings = system.plist(TIMED)
    value = settings.get(KEY) if isinstance(settings, dict) else None
    if not isinstance(value, int) or value not in {True, False}:  # 0 and 1 are equal to them
        raise CannotTell(Unknown.UNREADABLE, f"{KEY} is neither on nor off")
    return Clock(by_itself=bool(value))
