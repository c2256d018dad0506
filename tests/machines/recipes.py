"""The three whole machines: one recording for each check, and what is the machine's own.

A machine is not another truth. Each answer in it comes out of a recording that a check is tested with; where two
recordings answer one question in different ways, or one computer must hang together (its clock, its programs), the
recipe says which answer holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from postigo_checks.windows_update import SEARCH

SHORT = dict[str, Any]


@dataclass(frozen=True)
class Recipe:
    """How one machine is put together. `verdicts` are those that differ from what the recordings themselves hold."""

    name: str
    source: str
    recordings: Mapping[str, str]  # check: its recording, without ".json"
    own: Mapping[str, Any]  # answers of the machine itself
    without: frozenset[str] = frozenset()  # answers of the recordings that this machine is never asked
    verdicts: Mapping[str, SHORT] = field(default_factory=dict)
    kind: str = "documented"


def program(pid: int, name: str, path: str | None, started: str, *, own: bool = True) -> SHORT:
    """A running program."""
    return {"pid": pid, "name": name, "path": path, "started": started, "own": own}


_CHROME = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"

_STORE = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\webcam"

WINDOWS = Recipe(
    "windows-11-family",
    "Windows 11 Home 24H2 of a family, in a video call in the browser: facts captures windows/registry/"
    "family_pc_video_call.reg, and the recordings of each check. Nobody's computer; all values made up.",
    {
        "camera.in-use": "windows-video-call",
        "camera.microphone": "windows-video-call",
        "camera.app-permissions": "windows-family",
        "update.os-pending": "windows-advise",
        "update.os-supported": "windows-24h2-home-ended",
        "update.auto": "windows-paused",
        "av.active": "windows-stale-defender",
        "firewall.enabled": "windows-partly-off-public",
    },
    {
        "now": "2026-11-20T17:05:00+00:00",
        "processes": [
            program(4, "System", None, "2026-11-20T15:00:00+00:00", own=False),
            program(880, "svchost.exe", None, "2026-11-20T15:00:02+00:00", own=False),
            program(3044, "MsMpEng.exe", None, "2026-11-20T15:00:09+00:00", own=False),
            program(4410, "explorer.exe", "C:\\Windows\\explorer.exe", "2026-11-20T15:01:40+00:00"),
            program(5120, "chrome.exe", _CHROME, "2026-11-20T16:30:00+00:00"),
            program(5300, "chrome.exe", _CHROME, "2026-11-20T16:52:10+00:00"),
        ],
        f"registry {_STORE}": {"values": {"Value": "Allow"}, "subkeys": ["NonPackaged"]},
        f"powershell {SEARCH}": {
            "value": {
                "result": 2,
                "count": 2,
                "looked": "2026-11-16T17:40:00.0000000Z",  # then somebody paused the updates
                "updates": [
                    {
                        "severity": "Critical",
                        "optional": False,
                        "published": "2026-11-10T18:00:00.0000000Z",
                        "categories": ["0fa1201d-4330-4fa8-8ae9-b877473b6441"],
                    },
                    {
                        "severity": "Important",
                        "optional": False,
                        "published": "2026-11-10T18:00:00.0000000Z",
                        "categories": ["0fa1201d-4330-4fa8-8ae9-b877473b6441"],
                    },
                ],
            }
        },
    },
    verdicts={
        "update.os-pending": {"level": "advise", "findings": ["security-updates-waiting: advise"], "gaps": []},
    },
)

MACOS = Recipe(
    "macos-laptop",
    "A laptop with macOS 26 whose terminal has no Full Disk Access: public samples of each tool's answers, through the "
    "recordings of each check. Nobody's computer; all values made up.",
    {
        "camera.in-use": "macos-off",
        "camera.microphone": "macos-off",
        "camera.app-permissions": "macos-no-full-disk-access",
        "update.os-pending": "macos-good",
        "update.os-supported": "macos-26-good",
        "update.auto": "macos-waits",
        "av.active": "macos-good",
        "firewall.enabled": "macos-off",
    },
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
)

LINUX = Recipe(
    "linux-school",
    "A school's computer with Debian 12, looked at by a pupil's account without special rights: captures of Debian 12, "
    "through the recordings of each check. Nobody's computer; names made up.",
    {
        "camera.in-use": "linux-user-asleep",
        "camera.microphone": "linux-partial",
        "camera.app-permissions": "linux-gnome-camera",
        "update.os-pending": "linux-apt-stale-good",
        "update.os-supported": "linux-debian12-lts",
        "update.auto": "linux-apt-main-switch-off",
        "av.active": "linux-none",
        "firewall.enabled": "linux-good-ufw",
    },
    {
        "now": "2026-12-21T08:00:00+00:00",
        "processes": [
            program(1, "systemd", None, "2026-12-21T07:02:11+00:00", own=False),
            program(611, "dbus-daemon", None, "2026-12-21T07:02:14+00:00", own=False),
            program(702, "NetworkManager", None, "2026-12-21T07:02:15+00:00", own=False),
            program(1290, "gnome-shell", "/usr/bin/gnome-shell", "2026-12-21T07:55:02+00:00"),
            program(1344, "pipewire", "/usr/bin/pipewire", "2026-12-21T07:55:03+00:00"),
            program(2210, "firefox-esr", "/usr/lib/firefox-esr/firefox-esr", "2026-12-21T07:57:41+00:00"),
        ],
    },
    kind="mixed",
)

RECIPES = (WINDOWS, MACOS, LINUX)
