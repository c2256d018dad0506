"""The whole machines with macOS."""

from __future__ import annotations

from postigo.core.system import Platform
from tests.machines.recipe import SHORT, Recipe, holds

TRUSTED = (
    "update.os-supported",
    "camera.browser-sites",
    "browser.safe-browsing",
    "image.photo-sync",
    "password.shared-account",
    "image.folders",
    "camera.remote-control",
)
"""Whose recording is believed first, where two differ."""

_UPDATES = "plist /Library/Preferences/com.apple.SoftwareUpdate.plist"
_NOTHING_WAITS = {
    "AutomaticCheckEnabled": True,
    "AutomaticDownload": True,
    "AutomaticallyInstallAppUpdates": True,
    "AutomaticallyInstallMacOSUpdates": True,
    "ConfigDataInstall": True,
    "CriticalUpdateInstall": True,
    "LastFullSuccessfulDate": "2026-11-22T08:14:00Z",
    "LastRecommendedUpdatesAvailable": 0,
    "LastResultCode": 0,
    "LastSessionSuccessful": True,
    "LastSuccessfulDate": "2026-11-22T08:14:00Z",
    "LastUpdatesAvailable": 0,
    "RecommendedUpdates": [],
}

_SYSTEM = "plist /System/Library/CoreServices/SystemVersion.plist"


def _version(version: str, build: str) -> SHORT:
    return {"value": {"ProductBuildVersion": build, "ProductName": "macOS", "ProductVersion": version}}


LAPTOP = Recipe(
    Platform.MACOS,
    "macos-laptop",
    "A laptop with macOS 26 whose terminal has no Full Disk Access: public samples of each tool's answers, through the "
    "recordings of each check. Nobody's computer; all values made up.",
    {"update.auto": "waits"},
    {
        "now": "2026-11-23T09:00:00+00:00",
        _UPDATES: {
            "value": {
                **_NOTHING_WAITS,
                "AutomaticallyInstallMacOSUpdates": False,  # nothing waits, and it installs only when asked
                "LastAttemptSystemVersion": "26.6.2 (25G83)",
            }
        },
        _SYSTEM: _version("26.6.2", "25G83"),
    },
    TRUSTED,
)

OLD_13 = Recipe(
    Platform.MACOS,
    "macos-13-old",
    "A laptop with macOS 13, whose support has ended, looked at with Full Disk Access: public samples of each tool's "
    "answers, through the recordings of each check. Nobody's computer; all values made up.",
    {
        "camera.in-use": "on",
        "camera.microphone": "on",
        "camera.remote-control": "rustdesk",
        "camera.app-permissions": "limited-stranger",
        "camera.screen-recording": "strangers",
        "camera.browser-sites": "two-browsers",
        "update.os-supported": "13-ended",
        "update.browser": "firefox-old",
        "update.auto": "off",
        "update.apps": "brew-old",
        "av.active": "stale-sonoma",
        "av.gatekeeper": "both-off",
        "net.listening": "stranger",
        "net.wifi": "open",
        "image.open-shares": "guests",
        "image.screen-lock": "off",
        "image.disk-encryption": "off",
        "image.folders": "open",
        "image.photo-sync": "dropbox-in-pictures",
        "image.screenshot-sync": "good-no-account",
        "disk.backup": "old-and-open",
        "password.blank-or-auto": "automatic",
        "info.extensions": "unknown",
        "info.discoverable": "visible",
        "info.nearby": "everybody",
    },
    {
        "now": "2026-11-23T09:00:00+00:00",
        _SYSTEM: _version("13.7.8", "22H730"),
        _UPDATES: {
            "value": {
                **_NOTHING_WAITS,
                "AutomaticDownload": False,
                "AutomaticallyInstallAppUpdates": False,
                "AutomaticallyInstallMacOSUpdates": False,
                "ConfigDataInstall": False,
                "CriticalUpdateInstall": False,
                "LastAttemptSystemVersion": "13.7.8 (22H730)",
            }
        },
    },
    ("image.open-shares", "image.folders", *TRUSTED),
    {
        "camera.remote-control": holds(
            "advise", "remote-starts: advise", "screen-sharing-on: advise", "ssh-on: advise"
        ),
        "update.auto": holds("advise", "small-repairs-off: advise", "waits-for-you: note"),
        "update.apps": holds("advise", "not-renewed: advise", "others: note", "switched-off: advise"),
    },
)

CAREFUL_15 = Recipe(
    Platform.MACOS,
    "macos-15-careful",
    "A computer with macOS 15 that somebody looks after, seen with Full Disk Access: public samples of each tool's "
    "answers, through the recordings of each check. Nobody's computer; all values made up.",
    {
        "camera.app-permissions": "zoom",
        "camera.screen-recording": "none",
        "camera.browser-sites": "none-allowed",
        "update.os-supported": "15-good",
        "firewall.enabled": "good",
        "image.screen-lock": "good",
        "image.screenshot-sync": "good-no-account",
        "image.photo-sync": "good-no-account",
        "disk.backup": "good",
        "password.admin-daily": "good",
        "info.extensions": "none",
        "info.location": "good-off",
        "info.nearby": "good-off",
        "info.device-name": "good",
        "info.lockscreen": "good-never",
    },
    {
        "now": "2026-11-23T09:00:00+00:00",
        _SYSTEM: _version("15.7.9", "24G830"),
        _UPDATES: {"value": {**_NOTHING_WAITS, "LastAttemptSystemVersion": "15.7.9 (24G830)"}},
    },
    TRUSTED,
)

MACHINES = (LAPTOP, OLD_13, CAREFUL_15)
