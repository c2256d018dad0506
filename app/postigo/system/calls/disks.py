"""Answers about disks."""

from __future__ import annotations

import sys

assert sys.platform == "win32"  # noqa: S101 - tells mypy too

import os  # noqa: E402
from typing import Final  # noqa: E402

from postigo.system.calls import com  # noqa: E402
from postigo.system.calls.answering import answers  # noqa: E402
from postigo.system.calls.values import number  # noqa: E402
from postigo.windows_calls.disks import DISK_PROTECTION  # noqa: E402

_PROPERTY: Final = "System.Volume.BitLockerProtection"


@answers(DISK_PROTECTION)
def disk_protection() -> int:
    """`Shell.NameSpace(drive).Self.ExtendedProperty(name)`, shldisp.h. The drive is on this computer: nothing leaves it."""
    drive = com.late("Shell.Application").call("NameSpace", os.environ["SYSTEMDRIVE"] + "\\")
    return number(drive.get("Self").call("ExtendedProperty", _PROPERTY), _PROPERTY)
