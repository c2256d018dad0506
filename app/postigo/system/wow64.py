"""Whether this Python sees only half of its Windows.

A 32-bit program on a 64-bit Windows (WOW64) is shown `SysWOW64` where it says `System32`, and another Program Files:
what is there looks absent, and absent is a fact that judgements rest on. `IsWow64Process2` tells it (wow64apiset.h:
process machine 0 means that it is no such program; Windows 10 1511 and later), before that the environment of every
such program (PROCESSOR_ARCHITEW6432, "WOW64 Implementation Details").
"""

from __future__ import annotations

import os
import sys


def sees_half() -> bool:
    """Whether this is a 32-bit Python on a 64-bit Windows. Standard library only: set-up asks too, by this file's path."""
    if sys.platform != "win32" or sys.maxsize > 2**32:
        return False
    import ctypes  # noqa: PLC0415 - Windows only
    from ctypes import wintypes  # noqa: PLC0415 - Windows only

    kernel = ctypes.WinDLL("kernel32")
    try:
        ask = kernel.IsWow64Process2
    except AttributeError:
        return "PROCESSOR_ARCHITEW6432" in os.environ
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    machine, native = wintypes.USHORT(), wintypes.USHORT()
    ask.argtypes = (wintypes.HANDLE, ctypes.POINTER(wintypes.USHORT), ctypes.POINTER(wintypes.USHORT))
    ask.restype = wintypes.BOOL
    if not ask(kernel.GetCurrentProcess(), ctypes.byref(machine), ctypes.byref(native)):
        return "PROCESSOR_ARCHITEW6432" in os.environ
    return machine.value != 0
