"""Numbers that make a machine one of a kind. They go into its stand-in, and nowhere else."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

from postigo.core.system import CannotTell, Key, Platform, System

_LINUX: Final = ("/etc/machine-id", "/sys/class/dmi/id/product_uuid", "/sys/class/dmi/id/board_serial")
_WINDOWS: Final = (
    (r"HKLM\SOFTWARE\Microsoft\Cryptography", "MachineGuid"),
    (r"HKLM\SYSTEM\HardwareConfig", "LastConfig"),  # the UUID that the firmware says (SMBIOS)
)


def numbers(system: System) -> tuple[str, ...]:
    """Numbers of a machine in a fixed order: the system's own, then the board's. "" for one that nobody could learn.

    Only an administrator may read all of them (Linux), so only then are they the same each time.
    """
    match system.platform:
        case Platform.LINUX:
            return tuple(_line(system, path) for path in _LINUX)
        case Platform.WINDOWS:
            return tuple(_value(system, key, name) for key, name in _WINDOWS)
        case Platform.MACOS:
            return (_of_apple(system),)


def _line(system: System, path: str) -> str:
    with suppress(CannotTell):
        return system.read(path).decode(errors="replace").strip()
    return ""


def _value(system: System, key: str, name: str) -> str:
    with suppress(CannotTell):
        found = system.registry(key, optional=True)
        value = found.values.get(name) if isinstance(found, Key) else None
        return value if isinstance(value, str) else ""
    return ""


def _of_apple(system: System) -> str:
    with suppress(CannotTell):
        said = system.run("ioreg", "-rd1", "-c", "IOPlatformExpertDevice").out
        found = re.search(r'"IOPlatformUUID" = "([^"]+)"', said)
        return found[1] if found else ""
    return ""
