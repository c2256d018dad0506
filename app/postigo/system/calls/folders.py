"""Answers about folders: GetNamedSecurityInfoW of aclapi.h, and SHGetKnownFolderPath of shlobj_core.h.

A folder's list may be read by whom it lets in. Nobody's name is looked up: SDDL has identifiers and fixed letters.
"""

from __future__ import annotations

import ctypes
import re
from ctypes import wintypes
from typing import Final
from uuid import UUID

from postigo.core.system import CannotTell, Unknown
from postigo.system.calls import errors
from postigo.system.calls.answering import answers
from postigo.system.calls.libraries import function, last_error
from postigo.windows_calls.folders import FOLDER_ACCESS, KNOWN_FOLDERS, KnownFolders

_FILE_OBJECT: Final = 1  # SE_FILE_OBJECT, accctrl.h
_PARTS: Final = 1 | 2 | 4  # OWNER_, GROUP_ and DACL_SECURITY_INFORMATION, winnt.h
_REVISION: Final = 1  # SDDL_REVISION_1
_SHORT: Final = 248  # letters of a folder's path that every Windows takes as it is
_DRIVE: Final = re.compile(r"[A-Za-z]:\\")
_DONT_VERIFY: Final = 0x4000  # KF_FLAG_DONT_VERIFY
_NOWHERE: Final = {0x80070002, 0x80070003, 0x80070490}  # not found, no such path, no such element: no place is known

PROFILE: Final = "{5E6C858F-0E22-4760-9AFE-EA3317B67173}"
FOLDERS: Final = {
    "desktop": "{B4BFCC3A-DB2C-424C-B029-7FE99A87C641}",
    "documents": "{FDD39AD0-238F-46AF-ADB4-6C85480369C7}",
    "pictures": "{33E28130-4E1E-4676-835A-98395C3BC3BB}",
    "downloads": "{374DE290-123F-4565-9164-39C4925E467B}",
    "screenshots": "{B7BEDE81-DF94-4682-A7D8-57A52620B86F}",
}
"""Identifiers of knownfolders.h, by the fields of the answer."""


class Guid(ctypes.Structure):
    """GUID, guiddef.h."""

    _fields_ = (
        ("data1", ctypes.c_uint32),
        ("data2", ctypes.c_uint16),
        ("data3", ctypes.c_uint16),
        ("data4", ctypes.c_ubyte * 8),
    )


def guid(text: str) -> Guid:
    """GUID of its text in braces."""
    return Guid.from_buffer_copy(UUID(text).bytes_le)


def plain_path(folder: str) -> str:
    r"""Path as every Windows takes it. A long one of a drive has `\\?\` before it (MAX_PATH)."""
    path = folder.replace("/", "\\")
    return f"\\\\?\\{path}" if len(path) >= _SHORT and _DRIVE.match(path) else path


@answers(FOLDER_ACCESS)
def folder_access(folder: str) -> str:
    """Owner, group and access list."""
    if "\0" in folder:  # Windows would ask about what stands before it
        raise CannotTell(Unknown.UNREADABLE, "a path that ends within itself")
    ask = function(
        "advapi32", "GetNamedSecurityInfoW", wintypes.DWORD, wintypes.LPCWSTR, ctypes.c_int, wintypes.DWORD,
        *[ctypes.POINTER(ctypes.c_void_p)] * 5,
    )  # fmt: skip
    descriptor = ctypes.c_void_p()
    failed = ask(plain_path(folder), _FILE_OBJECT, _PARTS, None, None, None, None, ctypes.byref(descriptor))
    if failed:
        errors.refuse(failed, "GetNamedSecurityInfoW")
    try:
        return _in_words(descriptor)
    finally:
        _free(descriptor)


@answers(KNOWN_FOLDERS)
def known_folders() -> KnownFolders:
    """Places of the person's folders."""
    profile = _place(PROFILE)
    if profile is None:
        raise CannotTell(Unknown.UNREADABLE, "Windows knows no place for the profile")
    return KnownFolders(profile, **{name: _place(identifier) for name, identifier in FOLDERS.items()})


def _in_words(descriptor: ctypes.c_void_p) -> str:
    """SDDL of a security descriptor."""
    ask = function(
        "advapi32", "ConvertSecurityDescriptorToStringSecurityDescriptorW", wintypes.BOOL, ctypes.c_void_p,
        wintypes.DWORD, wintypes.DWORD, ctypes.POINTER(ctypes.c_void_p), ctypes.POINTER(wintypes.ULONG),
    )  # fmt: skip
    text = ctypes.c_void_p()
    if not ask(descriptor, _REVISION, _PARTS, ctypes.byref(text), None) or not text.value:
        errors.refuse(last_error(), "ConvertSecurityDescriptorToStringSecurityDescriptorW")
    try:
        return ctypes.wstring_at(text.value)
    finally:
        _free(text)


def _place(identifier: str) -> str | None:
    """Path of a known folder."""
    ask = function(
        "shell32", "SHGetKnownFolderPath", ctypes.c_long, ctypes.POINTER(Guid), wintypes.DWORD, wintypes.HANDLE,
        ctypes.POINTER(ctypes.c_void_p),
    )  # fmt: skip
    path = ctypes.c_void_p()
    try:
        result = ask(ctypes.byref(guid(identifier)), _DONT_VERIFY, None, ctypes.byref(path))
        if result & 0xFFFFFFFF in _NOWHERE:
            return None
        if result != 0 or not path.value:
            errors.refuse(result, "SHGetKnownFolderPath")
        return ctypes.wstring_at(path.value)
    finally:  # also after a failure (the page of SHGetKnownFolderPath)
        if path.value:
            function("ole32", "CoTaskMemFree", None, ctypes.c_void_p)(path)


def _free(memory: ctypes.c_void_p) -> None:
    if memory.value:
        function("kernel32", "LocalFree", ctypes.c_void_p, ctypes.c_void_p)(memory)
