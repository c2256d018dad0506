"""Answers about the firmware."""

from __future__ import annotations

import ctypes

from postigo.system.calls import errors
from postigo.system.calls.answering import answers
from postigo.system.calls.libraries import function, last_error
from postigo.windows_calls.firmware import FIRMWARE_TYPE, FirmwareType

_TYPES = {1: FirmwareType.BIOS, 2: FirmwareType.UEFI}  # FIRMWARE_TYPE, winnt.h:14719; 0 unknown, 3 is no type


@answers(FIRMWARE_TYPE)
def firmware_type() -> FirmwareType:
    """`BOOL GetFirmwareType(FIRMWARE_TYPE*)`, winbase.h."""
    ask = function("kernel32", "GetFirmwareType", ctypes.c_int, ctypes.POINTER(ctypes.c_int))
    told = ctypes.c_int()
    if not ask(ctypes.byref(told)):
        errors.refuse(last_error(), "GetFirmwareType")
    return _TYPES.get(told.value, FirmwareType.UNKNOWN)
