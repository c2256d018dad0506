"""Calls about the disks of a Windows."""

from __future__ import annotations

from typing import Final

from postigo.core.windows_call import WindowsCall

DISK_PROTECTION: Final = WindowsCall("disk-protection", int)
"""System.Volume.BitLockerProtection of the drive that Windows starts from, as the shell tells it to everybody.

The number is documented nowhere. Several sources agree on 1 on, 2 off, 3 and 4 being locked and unlocked, 8 key in the open;
0, 5, 6 and 7 mean different things to different ones.
"""

CALLS: Final = (DISK_PROTECTION,)
