"""The buttons that open a page of the system's settings: what each says."""

from __future__ import annotations

from typing import Final

from postigo.core.model import Place
from postigo.core.values import Text

BUTTONS: Final = {
    Place.CAMERA: Text("Open camera settings"),
    Place.MICROPHONE: Text("Open microphone settings"),
    Place.UPDATES: Text("Open updates"),
    Place.ANTIVIRUS: Text("Open antivirus settings"),
    Place.FIREWALL: Text("Open firewall settings"),
    Place.ABOUT: Text("Open system information"),
    Place.ENCRYPTION: Text("Open encryption settings"),
    Place.SCREEN_LOCK: Text("Open screen lock settings"),
    Place.SHARING: Text("Open sharing settings"),
    Place.BACKUP: Text("Open backup settings"),
    Place.SCREEN_MEMORY: Text("Open screen history settings"),
    Place.REMOTE_CONTROL: Text("Open remote desktop settings"),
    Place.SCREEN_CAPTURE: Text("Open screen recording settings"),
    Place.ACCOUNTS: Text("Open account settings"),
    Place.LOCATION: Text("Open location settings"),
    Place.NOTIFICATIONS: Text("Open notification settings"),
    Place.BLUETOOTH: Text("Open Bluetooth settings"),
    Place.NEARBY: Text("Open nearby sharing settings"),
    Place.NETWORK: Text("Open network settings"),
}
"""Verb first, and it says what will open."""

NOT_OPENED: Final = Text("That page could not be opened from here. Look for it in your system's settings.")
