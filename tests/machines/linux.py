"""The whole machines with Linux."""

from __future__ import annotations

from postigo.core.system import Platform
from tests.machines.recipe import Recipe, holds, program

ORDINARY = {
    "camera.in-use": "pipewire-firefox",
    "camera.microphone": "nobody",
    "camera.remote-control": "nothing",
    "camera.app-permissions": "gnome-camera",
    "camera.screen-recording": "call",
    "camera.browser-sites": "calls-only",
    "camera.indicator": "gnome",
    "camera.devices": "laptop",
    "update.os-pending": "apt-good",
    "update.os-supported": "debian13-good",
    "update.browser": "debian-good",
    "update.auto": "apt-on",
    "update.reboot": "debian-good",
    "update.apps": "none",
    "boot.secure": "on",
    "update.firmware": "level-2",
    "av.active": "none",
    "firewall.enabled": "good-ufw",
    "browser.safe-browsing": "on",
    "net.listening": "desktop-user",
    "net.wifi": "wpa2",
    "net.hosts-proxy-dns": "usual",
    "image.open-shares": "good-nothing-runs",
    "image.screen-lock": "good-gnome",
    "image.disk-encryption": "good-luks-lvm",
    "image.folders": "good-debian-12",
    "image.photo-sync": "good",
    "disk.backup": "note-none",
    "password.blank-or-auto": "good-gdm",
    "password.shared-account": "good",
    "password.admin-daily": "administrator-sudo",
    "info.extensions": "known",
    "info.discoverable": "good-hidden",
    "info.location": "good-nobody",
    "info.device-name": "good",
    "info.lockscreen": "good-gnome",
}
"""The recordings of a laptop at home with GNOME. A machine names those that are others."""

TRUSTED = (
    "update.os-supported",
    "camera.in-use",
    "camera.app-permissions",
    "camera.browser-sites",
    "browser.safe-browsing",
    "image.photo-sync",
    "image.folders",
    "image.screen-lock",
    "password.blank-or-auto",
)
"""Whose recording is believed first, where two differ."""

SCHOOL = Recipe(
    Platform.LINUX,
    "linux-school",
    "A school's computer with Debian 12, looked at by a pupil's account without special rights: captures of Debian 12, "
    "through the recordings of each check. Nobody's computer; names made up.",
    {
        **ORDINARY,
        "camera.in-use": "user-asleep",
        "camera.microphone": "partial",
        "update.os-pending": "apt-stale-good",
        "update.os-supported": "debian12-lts",
        "update.auto": "apt-main-switch-off",
        "update.firmware": "not-installed",
        "net.wifi": "no-card",
        "image.disk-encryption": "off",
        "password.admin-daily": "good",
        "info.discoverable": "no-bluetooth",
    },
    {
        "now": "2026-12-21T08:00:00+00:00",
        "read /etc/group": "root:x:0:\nsudo:x:27:\nusers:x:100:\nana:x:1000:\n",  # the pupil is no administrator
        "processes": [
            program(1, "systemd", None, "2026-12-21T07:02:11+00:00", own=False),
            program(611, "dbus-daemon", None, "2026-12-21T07:02:14+00:00", own=False),
            program(702, "NetworkManager", None, "2026-12-21T07:02:15+00:00", own=False),
            program(1290, "gnome-shell", "/usr/bin/gnome-shell", "2026-12-21T07:55:02+00:00"),
            program(1344, "pipewire", "/usr/bin/pipewire", "2026-12-21T07:55:03+00:00"),
            program(2210, "firefox-esr", "/usr/lib/firefox-esr/firefox-esr", "2026-12-21T07:57:41+00:00"),
        ],
    },
    TRUSTED,
    {"update.browser": holds("advise", "old: advise")},
    kind="mixed",
)

MACHINES = (SCHOOL,)
