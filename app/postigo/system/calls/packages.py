"""Package of a running program, as Windows itself tells it."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Final

from postigo.system.calls.libraries import function

_QUERY_LIMITED: Final = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION, winnt.h
_LONGEST: Final = 65  # PACKAGE_FAMILY_NAME_MAX_LENGTH and its end, appmodel.h
_OTHERS: Final = 5  # 0 is no process, 4 is Windows itself: the numbers of processes are multiples of four


def family_of(pid: int) -> str:
    """Package family of a process. "" for one without a package, and for one that may not be asked.

    `LONG GetPackageFamilyName(HANDLE, UINT32*, PWSTR)`, appmodel.h:154: 0, or 15700 where the process has no package.
    """
    if pid < _OTHERS:
        return ""
    opened = function("kernel32", "OpenProcess", wintypes.HANDLE, wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)(
        _QUERY_LIMITED, False, pid
    )
    if not opened:
        return ""
    try:
        length = ctypes.c_uint32(_LONGEST)
        name = ctypes.create_unicode_buffer(_LONGEST)
        ask = function(
            "kernel32",
            "GetPackageFamilyName",
            wintypes.LONG,
            wintypes.HANDLE,
            ctypes.POINTER(ctypes.c_uint32),
            wintypes.LPWSTR,
        )
        return "" if ask(opened, ctypes.byref(length), name) else name.value
    finally:
        function("kernel32", "CloseHandle", wintypes.BOOL, wintypes.HANDLE)(opened)
