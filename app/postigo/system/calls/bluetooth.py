"""Answers about Bluetooth: bluetoothapis.h. A Windows without its parts has no bthprops.cpl: MISSING."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Final

from postigo.system.calls import errors
from postigo.system.calls.answering import answers
from postigo.system.calls.libraries import function, last_error
from postigo.windows_calls.bluetooth import BLUETOOTH_VISIBLE, Sight

_LIBRARY: Final = "bthprops.cpl"
_NO_MORE_ITEMS: Final = 259  # ERROR_NO_MORE_ITEMS: the page of BluetoothFindFirstRadio, where there is no radio


class FindRadioParams(ctypes.Structure):
    """BLUETOOTH_FIND_RADIO_PARAMS: its own size."""

    _fields_ = (("size", ctypes.c_uint32),)


@answers(BLUETOOTH_VISIBLE)
def bluetooth_visible() -> Sight:
    """Sight by any radio."""
    find = function(
        _LIBRARY,
        "BluetoothFindFirstRadio",
        wintypes.HANDLE,
        ctypes.POINTER(FindRadioParams),
        ctypes.POINTER(wintypes.HANDLE),
    )
    radio = wintypes.HANDLE()
    search = find(ctypes.byref(FindRadioParams(ctypes.sizeof(FindRadioParams))), ctypes.byref(radio))
    if not search:
        failed = last_error()
        if failed == _NO_MORE_ITEMS:
            return Sight.NO_RADIO
        errors.refuse(failed, "BluetoothFindFirstRadio")
    try:
        shown = function(_LIBRARY, "BluetoothIsDiscoverable", wintypes.BOOL, wintypes.HANDLE)(None)
        return Sight.VISIBLE if shown else Sight.HIDDEN
    finally:
        function("kernel32", "CloseHandle", wintypes.BOOL, wintypes.HANDLE)(radio)
        function(_LIBRARY, "BluetoothFindRadioClose", wintypes.BOOL, wintypes.HANDLE)(search)
