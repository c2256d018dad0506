"""Folders that are copied on Linux, by the settings of four programs.

An account of GNOME's (Google, Nextcloud) is a look at files far away, no copy of one's own.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import ABSENT, CannotTell, Program, System, Unknown, Unseen
from postigo_checks.common.cloud_folders.fact import CloudFolders, Part
from postigo_checks.common.cloud_folders.settings_files import by_settings, dropbox, nextcloud, set_up

MOUNTS: Final = "/proc/mounts"
DROPBOX: Final = "~/.dropbox/info.json"
NEXTCLOUD: Final = (
    "~/.config/Nextcloud/nextcloud.cfg",
    "~/.var/app/com.nextcloud.desktopclient.nextcloud/config/Nextcloud/nextcloud.cfg",
)
ONEDRIVE: Final = "~/.config/onedrive/config"
UNCLEAR: Final = {
    "~/.config/Insync": Program("Insync"),
    "~/.local/share/data/Mega Limited/MEGAsync": Program("MEGA"),
    "~/.config/pCloud": Program("pCloud"),
}
"""Folders that programs leave where they were set up, and whose settings cannot be read."""

_SYNC_DIR: Final = re.compile(r'^\s*sync_dir\s*=\s*"([^"]*)"\s*$', re.MULTILINE)


def cloud_folders(system: System) -> CloudFolders:
    """Each program by its settings; what cannot be read is unseen."""
    unseen: list[Unseen[Part]] = []
    sources = [
        *(("Nextcloud", nextcloud, path) for path in NEXTCLOUD),
        ("Dropbox", dropbox, DROPBOX),
        ("OneDrive", _onedrive, ONEDRIVE),
        ("rclone", _rclone, MOUNTS),
    ]
    copied = by_settings(system, sources, unseen)
    unclear = set_up(system, UNCLEAR, unseen)
    return CloudFolders(tuple(copied), unclear, tuple(unseen))


def _onedrive(system: System, path: str) -> list[str]:
    """The folder of the free OneDrive client; without a setting it is `~/OneDrive`."""
    content = system.read(path, optional=True)
    if content is ABSENT:
        return []
    try:
        found = _SYNC_DIR.findall(content.decode())
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None
    return [str(found[-1])] if found else ["~/OneDrive"]


def _rclone(system: System, path: str) -> list[str]:
    """Folders that are far away by rclone. A space in their name is written by its octal number."""
    mounts = [line.split(" ") for line in system.read(path).decode("utf-8", "replace").splitlines()]
    if not mounts or any(len(mount) < 3 for mount in mounts):
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not a list of mounts")
    return [mount[1].replace("\\040", " ") for mount in mounts if mount[2] == "fuse.rclone"]
