"""The whole machines with Linux."""

from __future__ import annotations

from postigo.core.system import Platform
from tests.machines.recipe import Recipe, holds, program

TRUSTED = (
    "update.os-supported",
    "update.os-pending",
    "camera.in-use",
    "camera.devices",
    "camera.app-permissions",
    "camera.browser-sites",
    "browser.safe-browsing",
    "update.apps",
    "image.disk-encryption",
    "image.photo-sync",
    "image.folders",
    "image.screen-lock",
    "password.blank-or-auto",
    "info.discoverable",
)
"""Whose recording is believed first, where two differ."""

SCHOOL = Recipe(
    Platform.LINUX,
    "linux-school",
    "A school's computer with Debian 12, looked at by a pupil's account without special rights: captures of Debian 12, "
    "through the recordings of each check. Nobody's computer; names made up.",
    {
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
        "info.device-name": "good",
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
    kind="mixed",
)

_LAPTOP = [
    program(1, "systemd", None, "2026-11-23T07:02:11+00:00", own=False),
    program(702, "NetworkManager", None, "2026-11-23T07:02:15+00:00", own=False),
    program(1290, "gnome-shell", "/usr/bin/gnome-shell", "2026-11-23T07:55:02+00:00"),
    program(1344, "pipewire", "/usr/bin/pipewire", "2026-11-23T07:55:03+00:00"),
]

UBUNTU = Recipe(
    Platform.LINUX,
    "ubuntu-24-04",
    "A laptop at home with Ubuntu 24.04, as it comes, looked at by its administrator: through the recordings of each "
    "check. Nobody's computer; names made up.",
    {
        "camera.in-use": "user-asleep",
        "camera.app-permissions": "snap",
        "update.auto": "apt-ubuntu-on",
        "update.os-pending": "apt-ubuntu-good",
        "update.os-supported": "ubuntu2404-good",
        "update.browser": "ubuntu-snap-good",
        "update.apps": "snap-good",
        "update.firmware": "level-1-runtime",
        "firewall.enabled": "off-ufw",
        "image.disk-encryption": "off",
        "image.photo-sync": "nextcloud",
        "disk.backup": "good-deja-dup",
        "password.blank-or-auto": "automatic-gdm-ubuntu",
        "info.extensions": "unknown",
        "info.device-name": "named",
        "info.lockscreen": "shown-gnome-one-program",
    },
    {
        "now": "2026-11-23T09:00:00+00:00",
        "processes": _LAPTOP,
        'dbus system org.bluez /org/bluez/hci0 org.freedesktop.DBus.Properties.Get ["org.bluez.Adapter1", "Alias"]': {
            "value": ["portatil-de-ana"]
        },
        "glob ~/Imágenes": [
            {
                "kind": "folder",
                "mode": 0o755,
                "modified": "2026-11-20T10:00:00+00:00",
                "path": "~/Imágenes",
                "size": 4096,
            }
        ],
    },
    ("update.os-pending", "update.auto", *TRUSTED),
    {
        "info.extensions": holds("advise", "reads-all: advise"),
        "info.device-name": holds("advise", "bluetooth-named-after-a-person: advise", "named-after-a-person: advise"),
    },
    kind="mixed",
)

FEDORA = Recipe(
    Platform.LINUX,
    "fedora-44",
    "A laptop at home with Fedora Workstation 44, well kept: through the recordings of each check. Nobody's computer; "
    "names made up.",
    {
        "camera.in-use": "user-asleep",
        "camera.screen-recording": "nobody",
        "camera.browser-sites": "none-allowed",
        "update.os-pending": "dnf-good",
        "update.os-supported": "fedora44-good",
        "update.browser": "fedora-chrome-good",
        "update.auto": "dnf-workstation",
        "update.reboot": "fedora-good",
        "update.apps": "flatpak-recent",
        "firewall.enabled": "note-fedora-workstation",
        "disk.backup": "good-pika",
        "password.admin-daily": "administrator-wheel",
        "info.extensions": "none",
    },
    {"now": "2026-11-23T09:00:00+00:00", "processes": _LAPTOP},
    TRUSTED,
    kind="mixed",
)

ARCH = Recipe(
    Platform.LINUX,
    "arch",
    "A laptop with Arch and KDE, in a call, with things left open: through the recordings of each check. Nobody's "
    "computer; names made up.",
    {
        "camera.remote-control": "krfb-partial",
        "camera.screen-recording": "x11",
        "update.os-pending": "pacman-waiting",
        "update.os-supported": "arch-rolls",
        "update.browser": "arch-good",
        "update.auto": "arch-by-hand",
        "update.reboot": "arch-kernel-gone",
        "boot.secure": "off",
        "update.firmware": "level-0",
        "firewall.enabled": "unknown-nothing-known",
        "net.listening": "http-server",
        "net.hosts-proxy-dns": "kde-none",
        "image.open-shares": "open-media",
        "image.screen-lock": "late-kde",
        "image.folders": "open-nobody-else",
        "disk.backup": "vorta-not-locked",
        "password.blank-or-auto": "automatic-sddm",
        "password.admin-daily": "administrator-wheel",
        "info.extensions": "past-the-shop",
        "info.discoverable": "visible",
        "info.location": "good-no-service",
        "info.lockscreen": "unknown-kde",
    },
    {
        "now": "2026-11-23T09:00:00+00:00",
        "processes": [
            program(1, "systemd", None, "2026-11-20T15:00:00+00:00", own=False),
            program(640, "minidlnad", None, "2026-11-20T15:00:04+00:00", own=False),
            program(900, "Xorg", None, "2026-11-20T15:00:05+00:00", own=False),
            program(700, "pipewire", "/usr/bin/pipewire", "2026-11-20T15:02:00+00:00"),
            program(701, "wireplumber", "/usr/bin/wireplumber", "2026-11-20T15:02:00+00:00"),
            program(1100, "plasmashell", "/usr/bin/plasmashell", "2026-11-20T15:02:01+00:00"),
            program(2300, "krfb", "/usr/bin/krfb", "2026-11-20T15:02:09+00:00"),
            program(3344, "firefox-bin", "/usr/lib/firefox/firefox-bin", "2026-11-23T08:40:00+00:00"),
            program(20170, "gst-launch-1.0", "/usr/bin/gst-launch-1.0", "2026-11-23T08:41:00+00:00"),
        ],
    },
    TRUSTED,
    kind="mixed",
)

MACHINES = (SCHOOL, UBUNTU, FEDORA, ARCH)
