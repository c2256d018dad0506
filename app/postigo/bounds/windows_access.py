"""Access list of this process on Windows: what others of its account may do.

Without one they may do anything, and read its memory too. The list names the rights that stay. The last entry is about the
owner, who could else write another list (winnt.h: S-1-3-4, OWNER RIGHTS). An administrator may do everything all the same
(SeDebugPrivilege), and a handle that somebody had before keeps its rights (learn.microsoft.com, Process Security and Access
Rights). KeePassXC closes itself in the same way.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from postigo.bounds import win32
from postigo.bounds.windows_process import opened

END_OR_WAIT: Final = 0x101001  # SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_TERMINATE
ASK: Final = 0x0400  # PROCESS_QUERY_INFORMATION: a screen reader asks for it

_OF_A_CLOSED_ONE: Final = (
    *(0x0002, 0x0008, 0x0010, 0x0020),  # CREATE_THREAD, VM_OPERATION, VM_READ, VM_WRITE
    *(0x0040, 0x0080, 0x0200, 0x0800),  # DUP_HANDLE, CREATE_PROCESS, SET_INFORMATION, SUSPEND_RESUME
    *(0x00040000, 0x00080000),  # WRITE_DAC, WRITE_OWNER: another list
)
_ACCESS_LIST: Final = 4  # DACL_SECURITY_INFORMATION
_REVISION: Final = 1  # SDDL_REVISION_1
_QUERY: Final = 0x0008  # TOKEN_QUERY
_USER: Final = 1  # TokenUser
_TOKEN_USER: Final = 256  # bytes: a pointer to the SID and its attributes, 16, and the SID, 68 at most
_ROOM: Final = 1 << 16  # bytes: no access list is longer (ACL.AclSize is a WORD)


def close(rights: int) -> Callable[[], None]:
    """Leave these rights to programs of this account, and none to others. Returns what brings the old list back.

    OSError where Windows refuses it: then nothing has changed.
    """
    this = win32.call("GetCurrentProcess")
    before, used = ctypes.create_string_buffer(_ROOM), win32.DWORD()
    win32.do("GetKernelObjectSecurity", this, _ACCESS_LIST, before, len(before), ctypes.byref(used))
    wanted = ctypes.c_void_p()
    text = f"D:P(A;;0x{rights:x};;;{_own_sid(this)})(A;;RC;;;OW)"
    made = "ConvertStringSecurityDescriptorToSecurityDescriptorW"
    win32.do(made, text, _REVISION, ctypes.byref(wanted), None)
    try:
        win32.do("SetKernelObjectSecurity", this, _ACCESS_LIST, wanted)
    finally:
        win32.call("LocalFree", wanted)

    def undo() -> None:
        with suppress(OSError):  # it stays closed
            win32.do("SetKernelObjectSecurity", this, _ACCESS_LIST, before)

    return undo


def is_closed(pid: int) -> bool:
    """Whether this account is refused all that leads into the memory of a process.

    Each right is asked for, as such a program would: Windows refuses a process to itself, too. Wine knows no entry about the
    owner, so there it is never closed. OSError where it cannot be asked.
    """
    for right in _OF_A_CLOSED_ONE:
        with suppress(PermissionError), opened(pid, right):
            return False
    return True


def _own_sid(this: object) -> str:
    """Identifier of the account of this process, `S-1-…`."""
    token = win32.HANDLE()
    win32.do("OpenProcessToken", this, _QUERY, ctypes.byref(token))
    try:
        user, used = ctypes.create_string_buffer(_TOKEN_USER), win32.DWORD()
        win32.do("GetTokenInformation", token, _USER, user, len(user), ctypes.byref(used))
    finally:
        win32.call("CloseHandle", token)
    text = ctypes.c_void_p()
    win32.do("ConvertSidToStringSidW", ctypes.c_void_p.from_buffer(user), ctypes.byref(text))
    try:
        return ctypes.wstring_at(text.value or 0)
    finally:
        win32.call("LocalFree", text)
