"""Links to the pages of the system's settings. The person changes something there; Postigo only opens the page.

Facts: learn.microsoft.com launch-settings-app (ms-settings), Apple's x-apple.systempreferences addresses from macOS 13
on, desktop files of GNOME and KDE. Linux was tried with stand-ins only, Windows and macOS not at all.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from postigo.core.model import Place
from postigo.core.system import CannotTell, Platform
from postigo.system import commands


@dataclass(frozen=True, slots=True)
class Way:
    """One way to open a page: a command, or on Windows an address. `needs` is a desktop file that must be there."""

    words: tuple[str, ...]
    needs: str = ""


_WINDOWS: Final = {
    Place.CAMERA: ("ms-settings:privacy-webcam",),
    Place.MICROPHONE: ("ms-settings:privacy-microphone",),
    Place.UPDATES: ("ms-settings:windowsupdate",),
    Place.ANTIVIRUS: ("windowsdefender:", "ms-settings:windowsdefender"),
    Place.FIREWALL: ("windowsdefender://network", "ms-settings:windowsdefender"),
    Place.ABOUT: ("ms-settings:about",),
    Place.ENCRYPTION: ("ms-settings:deviceencryption",),
    Place.SCREEN_LOCK: ("ms-settings:signinoptions",),
    Place.SHARING: ("ms-settings:network-advancedsettings", "ms-settings:network"),
    Place.BACKUP: ("ms-settings:backup",),  # on Windows 11 it opens the home page; the steps say the way in words
    Place.SCREEN_MEMORY: ("ms-settings:privacy-recall", "ms-settings:privacy"),
    Place.REMOTE_CONTROL: ("ms-settings:remotedesktop",),
    Place.SCREEN_CAPTURE: ("ms-settings:privacy-graphicscaptureprogrammatic", "ms-settings:privacy"),
    Place.ACCOUNTS: ("ms-settings:otherusers",),
    Place.LOCATION: ("ms-settings:privacy-location",),
    Place.NOTIFICATIONS: ("ms-settings:notifications",),
    Place.BLUETOOTH: ("ms-settings:bluetooth",),
    Place.NEARBY: ("ms-settings:crossdevice",),
    Place.NETWORK: ("ms-settings:network-status",),
}

_PANE: Final = "x-apple.systempreferences:"
_PRIVACY: Final = f"{_PANE}com.apple.settings.PrivacySecurity.extension"
_OLD_PRIVACY: Final = f"{_PANE}com.apple.preference.security"
_MACOS: Final = {  # no page for an antivirus: macOS has none of its own that could be set
    Place.CAMERA: (f"{_PRIVACY}?Privacy_Camera", f"{_OLD_PRIVACY}?Privacy_Camera"),
    Place.MICROPHONE: (f"{_PRIVACY}?Privacy_Microphone", f"{_OLD_PRIVACY}?Privacy_Microphone"),
    Place.UPDATES: (f"{_PANE}com.apple.Software-Update-Settings.extension",),
    Place.FIREWALL: (f"{_PANE}com.apple.Network-Settings.extension", f"{_OLD_PRIVACY}?Firewall"),
    Place.ABOUT: (f"{_PANE}com.apple.SystemProfiler.AboutExtension",),
    Place.ENCRYPTION: (f"{_PRIVACY}?FileVault", f"{_OLD_PRIVACY}?FDE"),
    Place.SCREEN_LOCK: (f"{_PANE}com.apple.Lock-Screen-Settings.extension",),
    Place.SHARING: (f"{_PANE}com.apple.Sharing-Settings.extension",),
    Place.BACKUP: (f"{_PANE}com.apple.Time-Machine-Settings.extension",),
    Place.REMOTE_CONTROL: (f"{_PANE}com.apple.Sharing-Settings.extension",),
    Place.SCREEN_CAPTURE: (f"{_PRIVACY}?Privacy_ScreenCapture", f"{_OLD_PRIVACY}?Privacy_ScreenCapture"),
    Place.ACCOUNTS: (f"{_PANE}com.apple.Users-Groups-Settings.extension",),
    Place.LOCATION: (f"{_PRIVACY}?Privacy_LocationServices", f"{_OLD_PRIVACY}?Privacy_LocationServices"),
    Place.NOTIFICATIONS: (f"{_PANE}com.apple.Notifications-Settings.extension",),
    Place.BLUETOOTH: (f"{_PANE}com.apple.BluetoothSettings",),
    Place.NEARBY: (f"{_PANE}com.apple.AirDrop-Handoff-Settings.extension",),
    Place.NETWORK: (f"{_PANE}com.apple.Network-Settings.extension",),
}

# From GNOME 46 some panels are pages of others. Which form holds is told by the desktop files that are installed.
_NEW_PRIVACY: Final = "gnome-privacy-panel.desktop"
_GNOME: Final[dict[Place, tuple[Way, ...]]] = {
    Place.CAMERA: (
        Way(("gnome-control-center", "privacy", "camera"), _NEW_PRIVACY),
        Way(("gnome-control-center", "camera"), "gnome-camera-panel.desktop"),
    ),
    Place.MICROPHONE: (
        Way(("gnome-control-center", "microphone"), "gnome-microphone-panel.desktop"),
        Way(("gnome-control-center", "privacy"), _NEW_PRIVACY),  # GNOME 48 has no page for the microphone alone
    ),
    Place.ABOUT: (
        Way(("gnome-control-center", "system", "about"), "gnome-system-panel.desktop"),
        Way(("gnome-control-center", "info-overview")),
    ),
    Place.UPDATES: (Way(("gnome-software", "--mode=updates")), Way(("update-manager",))),
    Place.SCREEN_LOCK: (
        Way(("gnome-control-center", "privacy", "screenlock"), _NEW_PRIVACY),
        Way(("gnome-control-center", "lock"), "gnome-lock-panel.desktop"),
    ),
    Place.SHARING: (Way(("gnome-control-center", "sharing"), "gnome-sharing-panel.desktop"),),
    Place.REMOTE_CONTROL: (
        Way(("gnome-control-center", "system", "remote-desktop"), "gnome-system-panel.desktop"),
        Way(("gnome-control-center", "sharing"), "gnome-sharing-panel.desktop"),
    ),
    Place.ACCOUNTS: (
        Way(("gnome-control-center", "system", "users"), "gnome-system-panel.desktop"),
        Way(("gnome-control-center", "user-accounts")),
    ),
    Place.LOCATION: (
        Way(("gnome-control-center", "privacy", "location"), _NEW_PRIVACY),
        Way(("gnome-control-center", "location"), "gnome-location-panel.desktop"),
    ),
    Place.NOTIFICATIONS: (Way(("gnome-control-center", "notifications")),),
    Place.BLUETOOTH: (Way(("gnome-control-center", "bluetooth")),),
    Place.NETWORK: (Way(("gnome-control-center", "network")),),
}
_KDE: Final[dict[Place, tuple[Way, ...]]] = {
    Place.UPDATES: (Way(("plasma-discover", "--mode", "update")),),
    Place.FIREWALL: (
        Way(("systemsettings", "kcm_firewall"), "kcm_firewall.desktop"),
        Way(("systemsettings5", "kcm_firewall"), "kcm_firewall.desktop"),
    ),
    Place.ABOUT: (Way(("kinfocenter",)),),
    Place.SCREEN_LOCK: (
        Way(("systemsettings", "kcm_screenlocker"), "kcm_screenlocker.desktop"),
        Way(("systemsettings5", "kcm_screenlocker"), "kcm_screenlocker.desktop"),
    ),
    Place.ACCOUNTS: (Way(("systemsettings", "kcm_users")), Way(("systemsettings5", "kcm_users"))),
    Place.NOTIFICATIONS: (Way(("systemsettings", "kcm_notifications")), Way(("systemsettings5", "kcm_notifications"))),
    Place.BLUETOOTH: (Way(("systemsettings", "kcm_bluetooth")), Way(("systemsettings5", "kcm_bluetooth"))),
    Place.NETWORK: (
        Way(("systemsettings", "kcm_networkmanagement")),
        Way(("systemsettings5", "kcm_networkmanagement")),
    ),
}
_CINNAMON: Final[dict[Place, tuple[Way, ...]]] = {
    Place.UPDATES: (Way(("mintupdate",)),),
    Place.ABOUT: (Way(("cinnamon-settings", "info")),),
    Place.SCREEN_LOCK: (Way(("cinnamon-settings", "screensaver")),),
    Place.ACCOUNTS: (Way(("cinnamon-settings", "user")),),
    Place.NOTIFICATIONS: (Way(("cinnamon-settings", "notifications")),),
}
_DESKTOPS: Final[dict[str, dict[Place, tuple[Way, ...]]]] = {
    "UBUNTU": {Place.UPDATES: (Way(("update-manager",)),)},
    "GNOME": _GNOME,
    "UNITY": _GNOME,
    "BUDGIE": {Place.UPDATES: _GNOME[Place.UPDATES]},
    "KDE": _KDE,
    "X-CINNAMON": _CINNAMON,
    "MATE": {Place.ABOUT: (Way(("mate-about",)),), Place.SCREEN_LOCK: (Way(("mate-screensaver-preferences",)),)},
    "XFCE": {Place.ABOUT: (Way(("xfce4-about",)),), Place.SCREEN_LOCK: (Way(("xfce4-screensaver-preferences",)),)},
}
_ANY_DESKTOP: Final = {
    Place.UPDATES: (
        Way(("update-manager",)),
        Way(("mintupdate",)),
        Way(("gnome-software", "--mode=updates")),
        Way(("plasma-discover", "--mode", "update")),
        Way(("pamac-manager", "--updates")),
    ),
    Place.FIREWALL: (Way(("gufw",)), Way(("firewall-config",))),
    Place.ANTIVIRUS: (Way(("clamtk",)),),
    Place.BACKUP: (Way(("deja-dup",)), Way(("pika-backup",)), Way(("timeshift-launcher",))),
}


def ways(place: Place, platform: Platform, desktop: str = "") -> tuple[Way, ...]:
    """The ways to open a page, best first; `desktop` is XDG_CURRENT_DESKTOP. There may be none."""
    match platform:
        case Platform.WINDOWS:
            return tuple(Way((address,)) for address in _WINDOWS.get(place, ()))
        case Platform.MACOS:
            return tuple(Way(("open", address)) for address in _MACOS.get(place, ()))
        case Platform.LINUX:
            names = [name for name in desktop.upper().split(":") if name in _DESKTOPS]
            found = [way for name in names for way in _DESKTOPS[name].get(place, ())]
            return tuple(dict.fromkeys([*found, *_ANY_DESKTOP.get(place, ())]))


def open_settings(place: Place) -> bool:
    """Open a page of this system's settings, detached. False when there is no way, or none worked."""
    if sys.platform == "win32":
        return any(_open_address(way.words[0]) for way in ways(place, Platform.WINDOWS))
    platform = Platform.MACOS if sys.platform == "darwin" else Platform.LINUX
    found = ways(place, platform, os.environ.get("XDG_CURRENT_DESKTOP", ""))
    return any(_start(way.words) for way in found if not way.needs or _is_installed(way.needs, _applications()))


def _open_address(address: str) -> bool:
    if sys.platform != "win32":
        raise NotImplementedError
    try:
        os.startfile(address)  # noqa: S606 - an address of ours
    except OSError:
        return False
    return True


def _applications() -> list[Path]:
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return [Path(folder) / "applications" for folder in shared.split(":") if folder.startswith("/")]


def _is_installed(desktop_file: str, folders: Iterable[Path]) -> bool:
    for folder in folders:
        with suppress(OSError):
            if (folder / desktop_file).is_file():
                return True
    return False


def _start(words: Sequence[str]) -> bool:
    """Start a program of the person's desktop. False if it is not there, or fails at once."""
    try:
        path = commands.find(words[0])
        program = subprocess.Popen(
            words,
            executable=path,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # it stays when our window is closed
        )
    except (CannotTell, OSError):
        return False
    try:
        return program.wait(0.3) == 0
    except subprocess.TimeoutExpired:
        threading.Thread(target=program.wait, daemon=True).start()  # so that it leaves no zombie when it is closed
        return True
