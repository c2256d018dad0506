"""A Mac as it comes: set up by a person with an Apple Account in Spanish, brought up to date, and otherwise left alone.

| what | as it comes | rests on |
|---|---|---|
| version, build | 26.6.2, 25G83 | sources M-E, endoflife.date |
| updates: keys that are written | as a real MacBook Air with 26.5.2 holds them | fs 68292258039 |
| updates of the App Store | nobody wrote it: a gap | the same Mac has no such key |
| services for others (launchctl) | no line, none loaded | captures macos/launchctl/print_disabled_empty |
| programs, launchd files | Apple's only; the folders of /Library are empty | fs 68292258039; captures macos/launchctl |
| firewall | off | captures macos/firewall; Apple's page on it |
| disk | locked: the set-up of 26 switches FileVault on | captures macos/filevault/on; Apple's page on FileVault |
| Gatekeeper, SIP, XProtect | on | captures macos/gatekeeper, macos/xprotect |
| screen | 2 minutes on battery, 10 plugged in, the password after 5 seconds | captures macos/screenlock and pmset |
| account | one, an administrator; no guest | captures macos/users, guest; Apple's page on accounts |
| name | "MacBook Air de Ana" | captures; Apple's page on the name |
| homes | 0755, the folders in them 0700 | sources M-E |
| browser | Safari alone, whose list is not read | facts; recordings of browser-sites |
| iCloud | photos, desktop and documents | captures macos/icloud; Apple's page on desktop and documents |
| AirDrop, messages on the lock screen | nobody wrote either: gaps | captures macos/airdrop, notifications |
| Bluetooth | on, not to be found | captures macos/bluetooth, words genuine on 27 |
| place | on, the list is closed to programs | text ids 55625141237, 55613146285 |
| waiting for connections | AirPlay on 5000 and 7000, rapportd on 50501, of this account only | text ids 55238043561, 71321831290; the rest is a gap |
| cameras | two, as the sample has them: one more than a MacBook | captures macos/camera |
| permissions | closed to a program without Full Disk Access: gaps | captures macos/tcc |
| Wi-Fi | WPA3 | captures macos/wifi |

Where nothing is said to be a default, the worse of two is taken (iCloud keeps the desktop).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from postigo.core.system import Platform
from tests.machines.macos import TRUSTED
from tests.machines.recipe import Recipe, holds, program

_STARTED = "2026-11-23T07:30:00+00:00"
_SUPPORT = "~/Library/Application Support"
_CORE = "/System/Library/CoreServices"
_VERSION = f"plist {_CORE}/SystemVersion.plist"
_UPDATES = "plist /Library/Preferences/com.apple.SoftwareUpdate.plist"


def _processes() -> list[dict[str, Any]]:
    """What runs a few minutes after somebody signed in: Apple's own."""
    apps = ("Finder", "Dock", "ControlCenter", "NotificationCenter", "Spotlight", "SystemUIServer", "WindowManager")
    own = {name: f"{_CORE}/{name}.app/Contents/MacOS/{name}" for name in apps}
    own |= {name: f"/usr/libexec/{name}" for name in ("rapportd", "sharingd", "secd", "trustd", "nsurlsessiond")}
    found = [program(1, "launchd", None, _STARTED, own=False)]
    found += [
        program(100 + at, name, None, _STARTED, own=False)
        for at, name in enumerate(("logd", "WindowServer", "loginwindow", "bluetoothd", "locationd", "mds", "configd"))
    ]
    found += [program(500 + at, name, path, _STARTED) for at, (name, path) in enumerate(own.items())]
    return found


_AS_IT_COMES = {
    "camera.remote-control": "no-lines",
    "camera.browser-sites": "safari-only",
    "update.apps": "not-set",
    "image.open-shares": "good-no-line",
    "image.folders": "good-default",
    "info.extensions": "none",
    "info.nearby": "unknown-not-written",
    "info.lockscreen": "unknown-not-written",
    "info.monitoring-software": "nothing-known",
    "blackmail.evidence-folder": "usual",
    "blackmail.auto-cleanup": "usual",
    "blackmail.clock": "usual",
    "image.location": "good",
    "password.saved-on-shared": "good-no-browser",
    "password.plain-file": "good",
}

_OWN: dict[str, Any] = {
    "elevated": False,
    "now": "2026-11-23T09:00:00+00:00",
    "processes": _processes(),
    _VERSION: {"value": {"ProductBuildVersion": "25G83", "ProductName": "macOS", "ProductVersion": "26.6.2"}},
    _UPDATES: {
        "value": {
            "AutomaticDownload": 1,
            "AutomaticallyInstallMacOSUpdates": 1,
            "ConfigDataInstall": 1,
            "CriticalUpdateInstall": 1,
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
    "listeners": {
        "complete": False,  # only root is told about all
        "found": [
            {
                "own": True,
                "path": path,
                "port": port,
                "program": path.rpartition("/")[2],
                "protocol": "tcp",
                "reach": "everywhere",
            }
            for path, port in (
                (f"{_CORE}/ControlCenter.app/Contents/MacOS/ControlCenter", 5000),
                (f"{_CORE}/ControlCenter.app/Contents/MacOS/ControlCenter", 7000),
                ("/usr/libexec/rapportd", 50501),
            )
        ],
    },
    "glob ~/Pictures/*": [],
    f"glob {_SUPPORT}/Firefox/Profiles/*/prefs.js": [],
    f"glob {_SUPPORT}/Firefox/Profiles/*/extensions.json": [],
    f"glob {_SUPPORT}/Google/Chrome/*/Preferences": [],
    f"glob {_SUPPORT}/Microsoft Edge/*/Preferences": [],
}

TWENTY_SIX = Recipe(
    Platform.MACOS,
    "macos-26-untouched",
    "A MacBook with macOS 26 in Spanish as it comes; what each part rests on stands in tests/machines/"
    "untouched_macos.py. Nobody's computer.",
    _AS_IT_COMES,
    _OWN,
    ("camera.browser-sites", *TRUSTED),
    {
        "browser.safe-browsing": holds("note", "safari-not-read: note"),
        "info.extensions": holds("note", "safari-not-read: note"),
        "image.location": {**holds(None), "not_here": True},  # no picture yet
    },
)


def _with(version: str, build: str, **other: str) -> Recipe:
    """The same Mac with another macOS, whose `other` recordings are named by check."""
    release = version.partition(".")[0]
    return replace(
        TWENTY_SIX,
        name=f"macos-{release}-untouched",
        source=TWENTY_SIX.source.replace("macOS 26", f"macOS {release}"),
        recordings={**_AS_IT_COMES, "update.os-supported": f"{release}-good", **other},
        own={
            **_OWN,
            _VERSION: {"value": {"ProductBuildVersion": build, "ProductName": "macOS", "ProductVersion": version}},
            _UPDATES: {"value": {**_OWN[_UPDATES]["value"], "LastAttemptSystemVersion": f"{version} ({build})"}},
        },
    )


FIFTEEN = _with("15.7.9", "24G830")
TWENTY_SEVEN = _with("27.0", "26A428", **{"camera.app-permissions": "27", "camera.microphone-permissions": "27"})

MACHINES = (FIFTEEN, TWENTY_SIX, TWENTY_SEVEN)
