"""File sharing of macOS: whether its service may run, and whether it lets guests in.

Which folders are shared is known to administrators only. `sysadminctl` speaks on its standard error. From macOS 26 on
`system_profiler SPSharingDataType` answers nothing, with status 0, so it is not asked.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, System, Unknown, attempt
from postigo_checks.common.macos import launchd
from postigo_checks.image.open_shares.fact import Shares

SERVICE: Final = "com.apple.smbd"
GUESTS: Final = ("sysadminctl", "-smbGuestAccess", "status")

_SAID: Final = re.compile(r"SMB guest access (enabled|disabled)\.?\s*$", re.MULTILINE)


def macos(system: System, data: Data) -> Shares:
    """Guests are asked about only where the service is on."""
    del data
    if not launchd.is_on(system, attempt(launchd.switches, system), SERVICE):
        return Shares()
    output = system.run(*GUESTS)
    said = _SAID.findall(f"{output.err}\n{output.out}")
    if output.code != 0 or len(said) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"sysadminctl: status {output.code}, {output.err!r:.80}")
    return Shares(guests=said[0] == "enabled")
