"""Functions of Windows' libraries, with their types. MISSING where this Windows has no such library or function."""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

from postigo.core.system import CannotTell, Unknown


def function(library: str, name: str, result: Any, *arguments: Any) -> Callable[..., Any]:  # noqa: ANN401 - types of ctypes
    """Function of a system library with its result and all its arguments declared.

    The library is loaded from Windows' own folder only (LOAD_LIBRARY_SEARCH_SYSTEM32, libloaderapi.h); its last error is
    kept for `ctypes.get_last_error`.
    """
    if sys.platform != "win32":
        raise CannotTell(Unknown.MISSING, "this is no Windows")
    try:
        loaded = ctypes.WinDLL(library, use_last_error=True, winmode=0x800)
    except OSError:
        raise CannotTell(Unknown.MISSING, f"this Windows has no {library}") from None
    try:
        found = getattr(loaded, name)
    except AttributeError:
        raise CannotTell(Unknown.MISSING, f"{library} of this Windows has no {name}") from None
    found.restype = result
    found.argtypes = arguments
    asked: Callable[..., Any] = found
    return asked


def last_error() -> int:
    """Number of Win32 that the last function left in this thread."""
    if sys.platform != "win32":
        return 0
    return ctypes.get_last_error()
