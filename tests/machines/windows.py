"""The whole machines with Windows."""

from __future__ import annotations

from postigo.core.system import Platform
from postigo.system.recording import call_key
from tests.machines.recipe import Recipe, holds, program

TRUSTED = (
    "update.os-supported",
    "camera.in-use",
    "camera.app-permissions",
    "camera.browser-sites",
    "browser.safe-browsing",
    "info.location",
    "image.photo-sync",
    "image.screenshot-sync",
    "image.open-shares",
    "password.admin-daily",
    "accounts.unused",
    "password.blank-or-auto",
)
"""Whose recording is believed first, where two differ."""

_RIGHTS = call_key("folder-access", {"folder": "c:\\users\\ana\\onedrive\\imágenes"})
_OWN_FOLDER = "O:S-1-5-21-0-0-0-1001G:S-1-5-21-0-0-0-1001D:(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FA;;;S-1-5-21-0-0-0-1001)"
_CHROME = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"

_VERSION = r"registry HKLM\SOFTWARE\Microsoft\Windows NT\CurrentVersion"
_PACKAGES = r"registry HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Component Based Servicing\Packages"
_ROLLUP = "Package_for_RollupFix~31bf3856ad364e35~amd64~~"

FAMILY = Recipe(
    Platform.WINDOWS,
    "windows-11-family",
    "Windows 11 Home 24H2 of a family, in Spanish, in a video call in the browser: facts captures windows/registry/"
    "family_pc_video_call.reg, and the recordings of each check. Nobody's computer; all values made up.",
    {
        "update.os-supported": "24h2-home-ended",
        "update.auto": "paused",
        "av.active": "stale-defender",
        "firewall.enabled": "partly-off-public",
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
        _RIGHTS: _OWN_FOLDER,
        _VERSION: {
            "values": {
                "CurrentBuild": "26100",
                "CurrentBuildNumber": "26100",
                "EditionID": "Core",
                "InstallationType": "Client",
                "ProductName": "Windows 10 Home",  # so says Windows 11 to this day
                "UBR": 9700,
            }
        },
        _PACKAGES: {"values": {}, "subkeys": [f"{_ROLLUP}26100.9700.1.9"]},
        rf"{_PACKAGES}\{_ROLLUP}26100.9700.1.9": {  # installed on 2026-10-15
            "values": {"CurrentState": 112, "InstallTimeHigh": 31284306, "InstallTimeLow": 2851943424}
        },
        "call waiting-updates": {
            "result": 2,
            "count": 2,
            "looked": "2026-11-16T17:40:00+00:00",  # then somebody paused the updates
            "updates": [
                {
                    "severity": severity,
                    "optional": False,
                    "published": "2026-11-10T18:00:00+00:00",
                    "categories": ["0fa1201d-4330-4fa8-8ae9-b877473b6441"],
                }
                for severity in ("Critical", "Important")
            ],
        },
    },
    (*TRUSTED, "av.active"),
    {
        "update.os-pending": holds("advise", "security-updates-waiting: advise"),
    },
)

_WEBCAM = r"HKCU\Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore\webcam\NonPackaged"

OLD_TEN = Recipe(
    Platform.WINDOWS,
    "windows-10-old",
    "Windows 10 Home 22H2 in Spanish, more than a year after its support ended: facts captures windows/registry/"
    "win10_home_es_out_of_support.reg, and the recordings of each check. Nobody's computer; all values made up.",
    {
        "camera.in-use": "never-used",
        "camera.microphone": "nobody",
        "camera.remote-control": "nothing",
        "camera.app-permissions": "old-10",
        "camera.screen-recording": "too-old",
        "camera.browser-sites": "none-allowed",
        "camera.recent-use": "nothing-lately",
        "camera.devices": "one",
        "update.os-pending": "feature-update-only",
        "update.os-supported": "10-home-ended",
        "update.browser": "firefox-old",
        "update.reboot": "waits",
        "boot.secure": "older",
        "av.active": "good-security-center-lags-behind-defender",
        "av.tamper": "old-platform",
        "browser.safe-browsing": "off",
        "net.listening": "stranger",
        "net.wifi": "10-wep",
        "image.open-shares": "open-no-password",
        "image.screen-memory": "good-old-windows",
        "image.screen-lock": "never-family",
        "image.disk-encryption": "off",
        "password.blank-or-auto": "automatic",
        "accounts.unused": "unused",
        "info.extensions": "unknown",
        "info.discoverable": "public-visible",
        "info.nearby": "everybody",
    },
    {
        "now": "2026-11-23T09:00:00+00:00",
        _VERSION: {
            "values": {
                "ProductName": "Windows 10 Home",
                "EditionID": "Core",
                "CurrentBuild": "19045",
                "CurrentBuildNumber": "19045",
                "UBR": 6456,
                "DisplayVersion": "22H2",
                "ReleaseId": "2009",
                "InstallationType": "Client",
            }
        },
        _PACKAGES: {"values": {}, "subkeys": [f"{_ROLLUP}19041.6456.1.6"]},
        rf"{_PACKAGES}\{_ROLLUP}19041.6456.1.6": {  # installed on 2025-10-15
            "values": {"CurrentState": 112, "InstallTimeHigh": 31210881, "InstallTimeLow": 825652224}
        },
        rf"registry {_WEBCAM}\C:#Archivos de programa#Programa de cámara#cámara.exe": {
            "values": {"LastUsedTimeStart": 134354340000000000, "LastUsedTimeStop": 134354346000000000}
        },
        r"read %APPDATA%\Mozilla\Firefox\Profiles\ab12.default\prefs.js": (
            'user_pref("browser.safebrowsing.malware.enabled", false);\n'
            'user_pref("browser.safebrowsing.phishing.enabled", false);\n'
        ),
        _RIGHTS: _OWN_FOLDER,
        "processes": [
            program(4, "System", None, "2026-11-23T08:00:00+00:00", own=False),
            program(912, "svchost.exe", None, "2026-11-23T08:00:02+00:00", own=False),
            program(2960, "MsMpEng.exe", None, "2026-11-23T08:00:10+00:00", own=False),
            program(4012, "explorer.exe", "C:\\Windows\\explorer.exe", "2026-11-23T08:01:12+00:00"),
        ],
    },
    ("camera.app-permissions", "camera.microphone", *TRUSTED, "info.lockscreen", "av.tamper"),
    {
        "update.os-pending": holds("act", "long-without-updates: act", "other-updates-waiting: note"),
        "update.os-supported": holds("act", "ended: act"),  # its revision tells that it is not enrolled
        "browser.safe-browsing": holds("advise", "off: advise", "on: good"),
    },
)

SCHOOL = Recipe(
    Platform.WINDOWS,
    "windows-11-school",
    "Windows 11 Education 25H2 of a school, joined and managed, with policies over contrary settings: facts captures "
    "windows/registry/hardened_school_pc.reg, and the recordings of each check. Nobody's computer; all values made up.",
    {
        "camera.in-use": "never-used",
        "camera.microphone": "deny-never-used",
        "camera.remote-control": "rdp-refused-by-policy",
        "camera.app-permissions": "school",
        "camera.microphone-permissions": "school",
        "camera.recent-use": "nothing-lately",
        "camera.lock-screen": "forbidden",
        "camera.indicator": "notice",
        "update.os-pending": "good",
        "update.os-supported": "25h2-education-good",
        "update.browser": "school-slow-channel",
        "update.auto": "school",
        "update.apps": "off-by-policy",
        "av.exclusions": "hidden-by-policy",
        "firewall.enabled": "good-policy-over-local-off",
        "browser.safe-browsing": "on-by-policy",
        "net.wifi": "10-cable",
        "net.hosts-proxy-dns": "school",
        "image.open-shares": "good-school",
        "image.screen-memory": "good-forbidden",
        "image.screen-lock": "good-school",
        "image.screenshot-sync": "good",
        "image.photo-sync": "good",
        "password.shared-account": "class",
        "password.admin-daily": "good-es",
        "info.extensions": "by-policy",
        "info.location": "good-policy",
        "info.nearby": "good-policy",
        "info.device-name": "good",
        "info.lockscreen": "good-school",
    },
    {
        "now": "2026-11-23T09:00:00+00:00",
        "elevated": False,
        _VERSION: {
            "values": {
                "ProductName": "Windows 10 Education",  # so says Windows 11 to this day
                "EditionID": "Education",
                "CurrentBuild": "26200",
                "CurrentBuildNumber": "26200",
                "UBR": 9991,
                "DisplayVersion": "25H2",
                "ReleaseId": "2009",
                "InstallationType": "Client",
            }
        },
        "registry HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\System": {
            "values": {"EnableCdp": 0, "DisableLockScreenAppNotifications": 1, "NoLocalPasswordResetQuestions": 1}
        },
        "registry HKLM\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System": {
            "values": {
                "EnableLUA": 1,
                "ConsentPromptBehaviorAdmin": 2,
                "ConsentPromptBehaviorUser": 0,
                "InactivityTimeoutSecs": 300,
                "NoConnectedUser": 3,
            }
        },
        "processes": [
            program(4, "System", None, "2026-11-23T07:30:00+00:00", own=False),
            program(1012, "svchost.exe", None, "2026-11-23T07:30:02+00:00", own=False),
            program(3340, "MsMpEng.exe", None, "2026-11-23T07:30:12+00:00", own=False),
            program(5204, "explorer.exe", "C:\\Windows\\explorer.exe", "2026-11-23T08:56:41+00:00"),
        ],
    },
    ("camera.app-permissions", "camera.microphone-permissions", "password.shared-account", *TRUSTED),
)

MACHINES = (FAMILY, OLD_TEN, SCHOOL)
