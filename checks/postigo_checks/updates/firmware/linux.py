"""Probe of `update.firmware` on Linux: fwupd's Host Security ID, 0 to 5.

Its makers call 1 the least that is safe. A mark behind the number (`!`) tells of the running system. Its service ends by itself after
two hours, and asking `fwupdmgr` would start it, which wakes disks and buses: so it is asked by D-Bus only, where it runs. In a
virtual machine it answers `HSI:INVALID…`.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, System, Unknown, attempt
from postigo_checks.common.linux import dbus_property
from postigo_checks.updates.firmware.fact import Firmware

FWUPD: Final = "org.freedesktop.fwupd"
TOOL: Final = "fwupdmgr"
_HSI: Final = re.compile(r"HSI:([0-5])(?:\+[A-Z]+)?(!?)(?: \(v[\d.]+\))?")


def linux(system: System, data: Data) -> Firmware:
    """Firmware by fwupd, if that runs."""
    del data
    said = attempt(dbus_property.get, system, FWUPD, "/", FWUPD, "HostSecurityId")
    if isinstance(said, CannotTell):
        if said.why is Unknown.MISSING and system.which(TOOL, optional=True) is ABSENT:
            return Firmware(None)
        raise said
    found = _HSI.fullmatch(said) if isinstance(said, str) else None
    if found is None:
        why = Unknown.MISSING if isinstance(said, str) and said.startswith("HSI:INVALID") else Unknown.UNREADABLE
        raise CannotTell(why, "fwupd has no level for this computer")
    return Firmware(int(found[1]), bool(found[2]))
