"""Elevation on Windows: UAC asks, and the helper's exit status is the answer (ShellExecuteExW, shellapi.h)."""

from __future__ import annotations

import sys

if sys.platform != "win32":
    raise ImportError("of Windows only")

import ctypes
import ntpath
import winreg
from ctypes import wintypes
from pathlib import Path
from typing import Final

from postigo.fixes.elevation import How

_KEEP_PROCESS: Final = 0x40  # SEE_MASK_NOCLOSEPROCESS
_NO_WINDOW_OF_ERRORS: Final = 0x400  # SEE_MASK_FLAG_NO_UI
_SAID_NO: Final = 1223  # ERROR_CANCELLED
_HIDE: Final = 0
_FOREVER: Final = 0xFFFFFFFF


class _Execute(ctypes.Structure):
    """SHELLEXECUTEINFOW."""

    _fields_ = (
        ("cbSize", wintypes.DWORD),
        ("fMask", wintypes.ULONG),
        ("hwnd", wintypes.HWND),
        ("lpVerb", wintypes.LPCWSTR),
        ("lpFile", wintypes.LPCWSTR),
        ("lpParameters", wintypes.LPCWSTR),
        ("lpDirectory", wintypes.LPCWSTR),
        ("nShow", ctypes.c_int),
        ("hInstApp", wintypes.HINSTANCE),
        ("lpIDList", ctypes.c_void_p),
        ("lpClass", wintypes.LPCWSTR),
        ("hkeyClass", wintypes.HKEY),
        ("dwHotKey", wintypes.DWORD),
        ("hIcon", wintypes.HANDLE),
        ("hProcess", wintypes.HANDLE),
    )


def program() -> str | None:
    r"""Place of the helper: `Postigo\postigo-fix.exe` in the folder of programs. None where it is not there."""
    path = r"SOFTWARE\Microsoft\Windows\CurrentVersion"
    rights = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
    try:
        with winreg.OpenKeyEx(winreg.HKEY_LOCAL_MACHINE, path, 0, rights) as key:
            place = ntpath.join(str(winreg.QueryValueEx(key, "ProgramFilesDir")[0]), "Postigo", "postigo-fix.exe")
    except OSError:
        return None
    return place if Path(place).is_file() else None


def run_elevated(tag: str, line: str) -> int | How:
    """Exit status of the helper, or why it did not run."""
    place = program()
    if place is None:
        return How.NOT_INSTALLED
    words = f'{tag} "{line.replace(chr(34), chr(92) + chr(34))}"'  # nothing of it ends in a backslash or holds one
    flags = _KEEP_PROCESS | _NO_WINDOW_OF_ERRORS
    wish = _Execute(ctypes.sizeof(_Execute), flags, None, "runas", place, words, ntpath.dirname(place), _HIDE)
    shell = ctypes.WinDLL("shell32", use_last_error=True)
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    if not shell.ShellExecuteExW(ctypes.byref(wish)) or not wish.hProcess:
        return How.REFUSED if ctypes.get_last_error() == _SAID_NO else How.DENIED
    status = wintypes.DWORD()
    process = wintypes.HANDLE(wish.hProcess)
    kernel.WaitForSingleObject(process, _FOREVER)
    kernel.GetExitCodeProcess(process, ctypes.byref(status))
    kernel.CloseHandle(process)
    return status.value
