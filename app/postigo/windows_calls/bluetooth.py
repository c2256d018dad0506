"""Calls about Bluetooth."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from postigo.core.windows_call import WindowsCall


class Sight(StrEnum):
    """Sight of this computer by Bluetooth. NO_RADIO: Windows has none that is on."""

    NO_RADIO = "no-radio"
    HIDDEN = "hidden"
    VISIBLE = "visible"


BLUETOOTH_VISIBLE: Final = WindowsCall("bluetooth-visible", Sight)
"""BluetoothFindFirstRadio and BluetoothIsDiscoverable, bthprops.cpl. Nothing is sent, and nobody is looked for."""

CALLS: Final = (BLUETOOTH_VISIBLE,)
