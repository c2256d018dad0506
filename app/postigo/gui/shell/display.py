"""Display check before Qt connects. Qt would wait for an answer without end, and nobody could stop it.

A display that refuses is told by Qt at once. One that takes the call and stays silent (what is left of a connection
from afar, a server that is stuck) is not. The libraries are those through which Qt itself speaks; without them Qt finds
no screen either.

A connection is held until Qt has its own (`let_go`): an X server may begin anew when the last one who was there has gone.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Thread

_HELD: list[Callable[[], object]] = []
PATIENCE = 10.0
"""Seconds. An answer takes some thousandths; a busy machine, or one far away, some tenths."""


def x11() -> bool:
    """Whether the X server of DISPLAY answers, be it with a refusal."""
    return bool(os.environ.get("DISPLAY")) and _ends(_greet_x11)


def wayland() -> bool:
    """Whether the compositor of WAYLAND_DISPLAY is there and answers. Its library complains aloud about a place that is none."""
    name = os.environ.get("WAYLAND_DISPLAY", "")
    place = Path(os.environ.get("XDG_RUNTIME_DIR", "")) / name
    return bool(name) and place.is_absolute() and place.exists() and _ends(_greet_wayland)


def let_go() -> None:
    """End the connections by which it was asked."""
    while _HELD:
        _HELD.pop()()


def _ends(greet: Callable[[], None]) -> bool:
    """Whether a call comes back. While it waits in C, it holds up nothing but its own thread."""
    thread = Thread(target=greet, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return not thread.is_alive()


def _greet_x11() -> None:
    try:
        library = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return
    connect, disconnect = library.xcb_connect, library.xcb_disconnect
    connect.argtypes, connect.restype = [ctypes.c_char_p, ctypes.c_void_p], ctypes.c_void_p
    disconnect.argtypes = [ctypes.c_void_p]
    _HELD.append(partial(disconnect, connect(None, None)))  # never NULL: an error is an object too (xcb.h)


def _greet_wayland() -> None:
    try:
        library = ctypes.CDLL("libwayland-client.so.0")
    except OSError:
        return
    connect, turn, disconnect = library.wl_display_connect, library.wl_display_roundtrip, library.wl_display_disconnect
    connect.argtypes, connect.restype = [ctypes.c_char_p], ctypes.c_void_p
    turn.argtypes = disconnect.argtypes = [ctypes.c_void_p]
    display = connect(None)
    if display is not None:
        turn(display)
        _HELD.append(partial(disconnect, display))
