"""Bluetooth on Linux: its adapters, asked one property at a time.

BlueZ's whole list of objects would hold the names of everything that was ever paired. Where no adapter is, bluetoothd
is not asked at all: without one it ends at once, and the bus says strange things (`Spawn.ChildExited`).
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Json, System, Unknown
from postigo_checks.common.linux import dbus_property

ADAPTERS: Final = "/sys/class/bluetooth/hci*"
DEVICES: Final = "/sys/class/net"  # there on every Linux, as long as /sys is
_ADAPTER: Final = re.compile(r"hci\d+")  # "hci0:256" is a connection


def adapters(system: System) -> tuple[str, ...]:
    """The adapters of this computer: hci0 and so on. MISSING where the kernel shows no devices at all."""
    names = [entry.path.rpartition("/")[2] for entry in system.glob(ADAPTERS)]
    if not names and not system.glob(DEVICES):
        raise CannotTell(Unknown.MISSING, "the kernel shows no devices (/sys is empty)")
    return tuple(name for name in names if _ADAPTER.fullmatch(name))


def about(system: System, adapter: str, name: str) -> Json:
    """One property of an adapter."""
    return dbus_property.get(system, "org.bluez", f"/org/bluez/{adapter}", "org.bluez.Adapter1", name)
