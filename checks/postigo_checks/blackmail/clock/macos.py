"""Clock of macOS, by the settings of `timed`.

`TMAutomaticTimeOnlyEnabled` is the switch "Set time and date automatically". Apple documents it nowhere; the macOS Security Compliance Project asks for it. The file lies in a folder of its own that may be closed to
an ordinary account: then it is unknown, never off.
"""

from __future__ import annotations

from typing import Final

from postigo.api import Data, System
from postigo_checks.blackmail.clock.fact import Clock
from postigo_checks.common.macos.preferences import dictionary, switch

TIMED: Final = "/private/var/db/timed/Library/Preferences/com.apple.timed.plist"
KEY: Final = "TMAutomaticTimeOnlyEnabled"


def macos(system: System, data: Data) -> Clock:
    """By the one switch."""
    del data
    return Clock(by_itself=switch(dictionary(system.plist(TIMED), TIMED), KEY))
