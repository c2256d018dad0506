"""Sealing on Windows: access list, what may be loaded, what a crash leaves.

Not forbidden are code that is made at run time (ctypes and cffi make some) and libraries without a signature (no wheel has
one). What a Windows does not know is left out, and the rest is done: each step stands alone. Numbers of winnt.h, libloaderapi.h,
errhandlingapi.h and werapi.h; never tried on a real Windows.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final

from postigo.bounds import win32, windows_access

_STRICT_HANDLES: Final = 3  # PROCESS_MITIGATION_POLICY: ProcessStrictHandleCheckPolicy
_EXTENSION_POINTS: Final = 6  # ProcessExtensionPointDisablePolicy
_IMAGE_LOAD: Final = 10  # ProcessImageLoadPolicy

_NO_REMOTE_IMAGES: Final = 1
_NO_LOW_IMAGES: Final = 2  # of which a program with few rights could have written
_SYSTEM_FIRST: Final = 4

_DEFAULT_FOLDERS: Final = 0x1000  # LOAD_LIBRARY_SEARCH_DEFAULT_DIRS: not the current one, not those of PATH
_REMOTE: Final = 4  # DRIVE_REMOTE
_NO_FAULT_BOXES: Final = 0x0001 | 0x0002  # SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX
_REPORTS: Final = (1 | 32 | 64 | 128, 1 | 32, 1)
"""WER_FAULT_REPORTING_FLAG_NOHEAP, _NO_UI, _NO_HEAP_ON_QUEUE, _DISABLE_SNAPSHOT; then what an older Windows knows of them."""


def seal() -> bool:
    """Close this process. Returns whether Windows refuses other programs of this account, asked as they would ask."""
    with suppress(OSError):
        windows_access.close(windows_access.END_OR_WAIT)
    harden()
    with suppress(OSError):
        return windows_access.is_closed(os.getpid())
    return False


def harden() -> tuple[str, ...]:
    """Take every other step. Returns the names of those that this Windows refused or does not know."""
    return tuple(name for name, step in _STEPS.items() if not _done(step))


def _done(step: Callable[[], object]) -> bool:
    try:
        step()
    except OSError:
        return False
    return True


def _mitigate(policy: int, flags: int) -> None:
    value = win32.DWORD(flags)
    win32.do("SetProcessMitigationPolicy", policy, ctypes.byref(value), ctypes.sizeof(value))


def _load_from_here() -> None:
    """Refuse libraries of other computers and of programs with few rights; prefer Windows' own.

    Where Python itself or a package lies on another computer, those may be loaded: else nothing could be read.
    """
    elsewhere = any(map(is_remote, (sys.base_prefix, *sys.path)))
    _mitigate(_IMAGE_LOAD, _NO_LOW_IMAGES | _SYSTEM_FIRST | (0 if elsewhere else _NO_REMOTE_IMAGES))


def is_remote(folder: str) -> bool:
    """Whether a folder lies on another computer, by its real path. OSError where Windows cannot tell."""
    drive = os.path.splitdrive(os.path.realpath(folder))[0]
    return drive.startswith("\\\\") or win32.call("GetDriveTypeW", drive + "\\") == _REMOTE


def _report_no_memory(flags: Iterable[int] = _REPORTS) -> None:
    if all(win32.call("WerSetFlags", each) for each in flags):  # HRESULT: 0 is well
        raise OSError("WerSetFlags failed")


_STEPS: Final[dict[str, Callable[[], object]]] = {
    "SetErrorMode": lambda: win32.call("SetErrorMode", _NO_FAULT_BOXES),
    "WerSetFlags": _report_no_memory,
    "SetDllDirectoryW": lambda: win32.do("SetDllDirectoryW", ""),
    "SetDefaultDllDirectories": lambda: win32.do("SetDefaultDllDirectories", _DEFAULT_FOLDERS),
    "image load": _load_from_here,
    "extension points": lambda: _mitigate(_EXTENSION_POINTS, 1),
    "strict handles": lambda: _mitigate(_STRICT_HANDLES, 1 | 2),
}
