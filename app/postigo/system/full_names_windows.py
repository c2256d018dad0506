r"""Full names of people, by the list of accounts of this Windows. Nobody else is asked.

`NetUserGetInfo` without a server's name reads the list of this computer, in a domain too. The person's own account is
looked up only if it is of this computer: one of a domain would be somebody else's namesake there.

Run under Wine, never on a real Windows. Facts: secext.h (GetUserNameExW returns BOOLEAN, one byte; NameSamCompatible
2 is "DOMAIN\name", from the session, without a question to a server), lmaccess.h (USER_INFO_10: four texts, the full
name the last, at 24 of 32 bytes), lmapibuf.h (NetApiBufferFree).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Final

_SAM_COMPATIBLE: Final = 2
_LEVEL: Final = 10
_LONGEST: Final = 512  # letters: DNLEN 15 and UNLEN 256 (lmcons.h), and room
_NAME: Final = 32  # letters of a computer's NetBIOS name, and room


def own_account() -> str:
    """Name of the person's account if it is one of this computer, else nothing."""
    if sys.platform != "win32":
        return ""
    import ctypes  # noqa: PLC0415 - Windows only
    from ctypes import wintypes  # noqa: PLC0415 - Windows only

    size = ctypes.POINTER(wintypes.DWORD)
    whose = ctypes.WinDLL("secur32").GetUserNameExW
    whose.argtypes, whose.restype = (ctypes.c_int, wintypes.LPWSTR, size), ctypes.c_ubyte
    here = ctypes.WinDLL("kernel32").GetComputerNameW
    here.argtypes, here.restype = (wintypes.LPWSTR, size), wintypes.BOOL
    account, computer = ctypes.create_unicode_buffer(_LONGEST), ctypes.create_unicode_buffer(_NAME)
    if not whose(_SAM_COMPATIBLE, account, ctypes.byref(wintypes.DWORD(_LONGEST))):
        return ""
    if not here(computer, ctypes.byref(wintypes.DWORD(_NAME))):
        return ""
    return of_this_computer(account.value, computer.value)


def of_this_computer(account: str, computer: str) -> str:
    r"""The name in `COMPUTER\name` if it is this computer's. Nothing for one of a domain, of Entra, or without either."""
    domain, _, name = account.rpartition("\\")
    return name if domain and domain.casefold() == computer.casefold() else ""


def full_names(accounts: Iterable[str]) -> list[str]:
    """Full names of some accounts, by the list of this computer. Those that it does not know are left out."""
    if sys.platform != "win32":
        return []
    import ctypes  # noqa: PLC0415 - Windows only
    from ctypes import wintypes  # noqa: PLC0415 - Windows only

    class UserInfo10(ctypes.Structure):
        _fields_ = tuple((name, wintypes.LPWSTR) for name in ("name", "comment", "usr_comment", "full_name"))

    list_of_accounts = ctypes.WinDLL("netapi32")
    ask, free = list_of_accounts.NetUserGetInfo, list_of_accounts.NetApiBufferFree
    place = ctypes.POINTER(ctypes.POINTER(UserInfo10))
    ask.argtypes, ask.restype = (wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD, place), wintypes.DWORD
    free.argtypes, free.restype = (ctypes.c_void_p,), wintypes.DWORD
    found = []
    for account in accounts:
        told = ctypes.POINTER(UserInfo10)()
        if ask(None, account, _LEVEL, ctypes.byref(told)) == 0:
            found.append(told.contents.full_name or "")
            free(told)
    return [name for name in found if name]
