"""File sharing of macOS: whether its service may run, whether it lets guests in, and programs that share.

Which folders are shared is known to administrators only. `sysadminctl` speaks on its standard error. From macOS 26 on
`system_profiler SPSharingDataType` answers nothing, with status 0, so it is not asked.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, System, Unknown, Unseen, attempt
from postigo_checks.common.macos import launchd
from postigo_checks.image.open_shares import programs
from postigo_checks.image.open_shares.fact import Part, Shares

SERVICE: Final = "com.apple.smbd"
GUESTS: Final = ("sysadminctl", "-smbGuestAccess", "status")

_SAID: Final = re.compile(r"SMB guest access (enabled|disabled)\.?\s*$", re.MULTILINE)


def macos(system: System, data: Data) -> Shares:
    """What macOS itself shares, and what programs do."""
    del data
    unseen: list[Unseen[Part]] = []
    guests = attempt(_guests, system)
    if isinstance(guests, CannotTell):
        unseen.append(Unseen(Part.OWN, guests.why))
        guests = None
    processes = programs.look(system, unseen)
    return Shares(
        guests=guests,
        showing=programs.showing(processes),
        handing_out=programs.handing_out(processes),
        unseen=tuple(unseen),
    )


def _guests(system: System) -> bool | None:
    """Whether guests may come in; asked only where the service is on. None where it is off."""
    if not launchd.is_on(system, attempt(launchd.switches, system), SERVICE):
        return None
    output = system.run(*GUESTS)
    said = _SAID.findall(f"{output.err}\n{output.out}")
    if output.code != 0 or len(said) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"sysadminctl: status {output.code}, {output.err!r:.80}")
    return bool(said[0] == "enabled")
