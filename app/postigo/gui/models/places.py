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

STEPS: Final = {
    Place.CAMERA: Text("Open the camera page of your system's settings."),
    Place.MICROPHONE: Text("Open the microphone page of your system's settings."),
    Place.UPDATES: Text("Open the updates of your system."),
    Place.ANTIVIRUS: Text("Open the antivirus page of your system."),
    Place.FIREWALL: Text("Open the firewall page of your system."),
    Place.ABOUT: Text("Open the page that says which system this is."),
    Place.ENCRYPTION: Text("Open the page about disk encryption in your system's settings."),
    Place.SCREEN_LOCK: Text("Open the page about the screen lock in your system's settings."),
    Place.SHARING: Text("Open the page about sharing in your system's settings."),
    Place.BACKUP: Text("Open the page about backups in your system's settings."),
    Place.SCREEN_MEMORY: Text("Open the page about screen history in your system's settings."),
    Place.REMOTE_CONTROL: Text("Open the page about remote desktop in your system's settings."),
    Place.SCREEN_CAPTURE: Text("Open the page about screen recording in your system's settings."),
    Place.ACCOUNTS: Text("Open the page about accounts in your system's settings."),
    Place.LOCATION: Text("Open the page about location in your system's settings."),
    Place.NOTIFICATIONS: Text("Open the page about notifications in your system's settings."),
    Place.BLUETOOTH: Text("Open the page about Bluetooth in your system's settings."),
    Place.NEARBY: Text("Open the page about nearby sharing in your system's settings."),
    Place.NETWORK: Text("Open the page about the network in your system's settings."),
}
"""The same as a numbered step."""

NOT_OPENED: Final = Text("That page could not be opened from here. Look for it in your system's settings.")
