"""A machine with Linux."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from postigo.core.system import Bus, BusError, CaptureKind, DeviceUsers, Json, Platform
from postigo.system.machine import Machine

_ALL_ACCOUNTS: Final = ["0", "0", "4294967295"]


class Linux(Machine):
    """See `Machine`."""

    platform = Platform.LINUX

    @property
    def elevated(self) -> bool:
        """See `System.elevated`. Root of a container that is nobody outside of it does not count."""
        if sys.platform == "win32" or os.geteuid() != 0:
            return False
        try:
            return Path("/proc/self/uid_map").read_text(encoding="ascii").split()[:3] == _ALL_ACCOUNTS
        except (OSError, ValueError):
            return True  # a kernel without user namespaces: root is root

    def dbus(
        self,
        bus: Bus,
        destination: str,
        path: str,
        interface: str,
        member: str,
        signature: str = "",
        *arguments: Json,
        timeout: float = 3.0,
    ) -> Json | BusError:
        """See `System.dbus`."""
        from postigo.system import bus as buses  # noqa: PLC0415 - it needs jeepney

        return buses.ask(bus, (destination, path, interface, member), signature, arguments, timeout)

    def holders(self, lens: CaptureKind) -> DeviceUsers:
        """See `System.holders`."""
        from postigo.system import linux_holders  # noqa: PLC0415 - one or two checks ask

        return linux_holders.holders(lens)
