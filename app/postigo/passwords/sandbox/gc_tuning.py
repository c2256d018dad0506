"""Memory that this process no longer needs."""

from __future__ import annotations

import ctypes
import gc
import sys


def give_back() -> None:
    """Free what only cycles hold, and give unused memory back to the system.

    The C library of Linux keeps it, and Python does not use it.
    """
    gc.collect()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
