"""The whole machines with macOS."""

from __future__ import annotations

from postigo.core.system import Platform
from tests.machines.recipe import Recipe

ORDINARY = {
    "camera.in-use": "off",
    "camera.microphone": "off",
    "camera.remote-control": "nothing",
    "camera.app-permissions": "no-full-disk-access",
    "camera.screen-recording": "no-full-disk-access",
    "camera.browser-sites": "calls-only",
    "camera.devices": "two-cameras",
    "update.os-pending": "good",
    "update.os-supported": "26-good",
    "update.browser": "safari-only",
    "update.auto": "on",
    "update.apps": "by-itself",
    "av.active": "good",
    "firewall.enabled": "off",
    "browser.safe-browsing": "on",
    "net.listening": "own-only",
    "net.wifi": "wpa3",
    "net.hosts-proxy-dns": "usual",
    "image.open-shares": "good",
    "image.screen-lock": "note-default",
    "image.disk-encryption": "good",
    "image.folders": "good",
    "image.screenshot-sync": "icloud",
    "image.photo-sync": "icloud",
    "disk.backup": "note-none",
    "password.blank-or-auto": "good",
    "password.shared-account": "good",
    "password.admin-daily": "administrator",
    "info.extensions": "known",
    "info.discoverable": "good",
    "info.nearby": "good-contacts",
    "info.device-name": "named",
    "info.lockscreen": "shown",
}
"""The recordings of a laptop at home, looked at without Full Disk Access. A machine names those that are others."""

TRUSTED = (
    "update.os-supported",
    "camera.browser-sites",
    "browser.safe-browsing",
    "image.photo-sync",
    "image.folders",
    "camera.remote-control",
    "password.shared-account",
)
"""Whose recording is believed first, where two differ."""

LAPTOP = Recipe(
    Platform.MACOS,
    "macos-laptop",
    "A laptop with macOS 26 whose terminal has no Full Disk Access: public samples of each tool's answers, through the "
    "recordings of each check. Nobody's computer; all values made up.",
    {**ORDINARY, "update.auto": "waits"},
    {
        "now": "2026-11-23T09:00:00+00:00",
        "plist /Library/Preferences/com.apple.SoftwareUpdate.plist": {  # nothing waits, and it installs only when asked
            "value": {
                "AutomaticCheckEnabled": True,
                "AutomaticDownload": True,
                "AutomaticallyInstallAppUpdates": True,
                "AutomaticallyInstallMacOSUpdates": False,
                "ConfigDataInstall": True,
                "CriticalUpdateInstall": True,
                "LastAttemptSystemVersion": "26.6.2 (25G83)",
                "LastFullSuccessfulDate": "2026-11-22T08:14:00Z",
                "LastRecommendedUpdatesAvailable": 0,
                "LastResultCode": 0,
                "LastSessionSuccessful": True,
                "LastSuccessfulDate": "2026-11-22T08:14:00Z",
                "LastUpdatesAvailable": 0,
                "RecommendedUpdates": [],
            }
        },
        "plist /System/Library/CoreServices/SystemVersion.plist": {
            "value": {"ProductBuildVersion": "25G83", "ProductName": "macOS", "ProductVersion": "26.6.2"}
        },
    },
    TRUSTED,
)

MACHINES = (LAPTOP,)
