"""The token of this process, on Windows: whose it is, and which groups it has. Only identifiers: a name could ask a server.

Never run on a real Windows but under Wine. Facts: winnt.h (TokenUser 1, TokenGroups 2; TOKEN_GROUPS is a DWORD count, then
from the next pointer's place on pairs of a pointer to a SID and a DWORD), sddl.h (ConvertSidToStringSidW, LocalFree).
"""

from __future__ import annotations

import sys
from typing import Final

from postigo.core.system import CannotTell, Token, Unknown

_USER: Final = 1
_GROUPS: Final = 2
_QUERY: Final = 0x8
_ROOM: Final = 1 << 16  # bytes: a thousand groups, more than Windows lets anybody sign in with


def token() -> Token:
    """See `System.token`. UNREADABLE with the number of the error that Windows gives."""
    if sys.platform != "win32":
        raise CannotTell(Unknown.MISSING, "there are no tokens here")
    import ctypes  # noqa: PLC0415 - Windows only
    from ctypes import wintypes  # noqa: PLC0415 - Windows only

    class Attributed(ctypes.Structure):
        _fields_ = (("sid", ctypes.c_void_p), ("attributes", wintypes.DWORD))

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    rights = ctypes.WinDLL("advapi32", use_last_error=True)
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
    kernel.LocalFree.argtypes = (ctypes.c_void_p,)
    rights.OpenProcessToken.argtypes = (wintypes.HANDLE, wintypes.DWORD, ctypes.POINTER(wintypes.HANDLE))
    kind = (wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD, ctypes.POINTER(wintypes.DWORD))
    rights.GetTokenInformation.argtypes = kind
    rights.ConvertSidToStringSidW.argtypes = (ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p))

    def checked(well: int, what: str) -> None:
        if not well:
            raise CannotTell(Unknown.UNREADABLE, f"{what}: error {ctypes.get_last_error()}")

    def written(sid: int | None) -> str:
        text = ctypes.c_void_p()
        checked(rights.ConvertSidToStringSidW(sid, ctypes.byref(text)), "ConvertSidToStringSidW")
        try:
            return ctypes.wstring_at(text.value or 0)
        finally:
            kernel.LocalFree(text)

    handle = wintypes.HANDLE()
    checked(rights.OpenProcessToken(kernel.GetCurrentProcess(), _QUERY, ctypes.byref(handle)), "OpenProcessToken")
    try:
        buffer, used = ctypes.create_string_buffer(_ROOM), wintypes.DWORD()
        asked = (buffer, len(buffer), ctypes.byref(used))
        checked(rights.GetTokenInformation(handle, _USER, *asked), "TokenUser")
        user = written(Attributed.from_buffer(buffer).sid)
        checked(rights.GetTokenInformation(handle, _GROUPS, *asked), "TokenGroups")
        count = wintypes.DWORD.from_buffer(buffer).value
        groups = (Attributed * count).from_buffer(buffer, ctypes.sizeof(ctypes.c_void_p))
        return Token(user, tuple(written(group.sid) for group in groups))
    finally:
        kernel.CloseHandle(handle)
