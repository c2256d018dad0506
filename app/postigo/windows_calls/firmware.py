"""Calls about the firmware of a Windows."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from postigo.core.windows_call import WindowsCall


class FirmwareType(StrEnum):
    """Firmware that started Windows. FIRMWARE_TYPE of winnt.h: 1 BIOS, 2 UEFI, 0 unknown."""

    BIOS = "bios"
    UEFI = "uefi"
    UNKNOWN = "unknown"


FIRMWARE_TYPE: Final = WindowsCall("firmware-type", FirmwareType)
"""GetFirmwareType, kernel32, Windows 8 and later."""

CALLS: Final = (FIRMWARE_TYPE,)
