"""The whole machines with Windows."""

from __future__ import annotations

from postigo.core.system import Platform
from postigo_checks.windows_update import SEARCH
from tests.machines.recipe import Recipe, holds, program

ORDINARY = {
    "camera.in-use": "video-call",
    "camera.microphone": "video-call",
    "camera.remote-control": "family",
    "camera.app-permissions": "family",
    "camera.screen-recording": "snipping-tool",
    "camera.browser-sites": "calls-only",
    "camera.recent-use": "calls",
    "camera.lock-screen": "nobody-said",
    "camera.indicator": "no-value",
    "camera.devices": "laptop",
    "update.os-pending": "advise",
    "update.os-supported": "25h2-home-good",
    "update.browser": "good",
    "update.auto": "on",
    "update.reboot": "good",
    "update.apps": "default",
    "boot.secure": "on",
    "av.active": "good-defender",
    "av.exclusions": "not-administrator",
    "av.tamper": "protected",
    "firewall.enabled": "good",
    "browser.safe-browsing": "on",
    "net.listening": "home",
    "net.wifi": "11-consent",
    "net.hosts-proxy-dns": "usual",
    "image.open-shares": "shared-family",
    "image.screen-memory": "good-unused",
    "image.screen-lock": "note-modern",
    "image.disk-encryption": "good",
    "image.folders": "good",
    "image.screenshot-sync": "onedrive",
    "image.photo-sync": "onedrive",
    "disk.backup": "note-none",
    "password.blank-or-auto": "good",
    "password.shared-account": "good",
    "accounts.unused": "good",
    "password.admin-daily": "administrator-filtered-es",
    "info.extensions": "known",
    "info.discoverable": "good",
    "info.location": "family",
    "info.nearby": "good-own-devices",
    "info.device-name": "named",
    "info.lockscreen": "shown-family",
}
"""The recordings of a PC at home. A machine names those that are others."""

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

_OWN_FOLDER = "O:S-1-5-21-0-0-0-1001G:S-1-5-21-0-0-0-1001D:(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIID;FA;;;S-1-5-21-0-0-0-1001)"
_CHROME = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe"

FAMILY = Recipe(
    Platform.WINDOWS,
    "windows-11-family",
    "Windows 11 Home 24H2 of a family, in Spanish, in a video call in the browser: facts captures windows/registry/"
    "family_pc_video_call.reg, and the recordings of each check. Nobody's computer; all values made up.",
    {
        **ORDINARY,
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
        "powershell (Get-Acl -LiteralPath 'c:\\users\\ana\\onedrive\\imágenes').Sddl": {"value": _OWN_FOLDER},
        f"powershell {SEARCH}": {
            "value": {
                "result": 2,
                "count": 2,
                "looked": "2026-11-16T17:40:00.0000000Z",  # then somebody paused the updates
                "updates": [
                    {
                        "severity": severity,
                        "optional": False,
                        "published": "2026-11-10T18:00:00.0000000Z",
                        "categories": ["0fa1201d-4330-4fa8-8ae9-b877473b6441"],
                    }
                    for severity in ("Critical", "Important")
                ],
            }
        },
    },
    TRUSTED,
    {
        "update.os-pending": holds("advise", "security-updates-waiting: advise"),
        "update.browser": holds(None, gaps=("missing",) * 4),  # the table of versions is too old by then
        "image.folders": holds("advise", "pictures-shared: advise"),
    },
)

MACHINES = (FAMILY,)
