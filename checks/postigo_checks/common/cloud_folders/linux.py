"""Folders that are copied on Linux, or lie far away.

The free OneDrive client needs no settings (then it copies `~/OneDrive`), and has a folder of them for each account. An account of GNOME's (Google, Nextcloud) is a look at files far away, no copy of one's own.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Program, System, Unknown, Unseen, attempt
from postigo_checks.common.cloud_folders.fact import CloudFolders, Part
from postigo_checks.common.cloud_folders.settings_files import by_settings, dropbox, nextcloud, set_up
from postigo_checks.common.person_folders import from_home

MOUNTS: Final = "/proc/mounts"
DROPBOX: Final = ("~/.dropbox/info.json", "~/.var/app/com.dropbox.Client/.dropbox/info.json")
NEXTCLOUD: Final = {
    "~/.config/Nextcloud/nextcloud.cfg": "Nextcloud",
    "~/.var/app/com.nextcloud.desktopclient.nextcloud/config/Nextcloud/nextcloud.cfg": "Nextcloud",
    "~/.config/ownCloud/owncloud.cfg": "ownCloud",
    "~/.config/OpenCloud/opencloud.cfg": "OpenCloud",
}
"""Settings of Nextcloud and of its kin, in one form."""
ONEDRIVE: Final = "~/.config/onedrive*/config"
ONEDRIVE_SIGNED_IN: Final = "~/.config/onedrive/refresh_token"
UNCLEAR: Final = {
    "~/.config/Insync": Program("Insync"),
    "~/.local/share/data/Mega Limited/MEGAsync": Program("MEGA"),
    "~/.pcloud": Program("pCloud"),
    "~/.SynologyDrive": Program("Synology Drive"),
    "~/.local/state/syncthing": Program("Syncthing"),
    "~/.config/syncthing": Program("Syncthing"),  # up to version 1.26
}
"""Folders that programs leave where they were set up, and whose settings cannot be read."""

_FAR: Final = {
    "fuse.rclone": Program("rclone"),
    "fuse.onedriver": Program("OneDrive"),
    "fuse.google-drive-ocamlfuse": Program("Google Drive"),
    "fuse.seadrive": Program("SeaDrive"),
    "fuse.s3fs": Program("s3fs"),
}
"""File systems that show what lies on the internet."""
_SYNC_DIR: Final = re.compile(r'^\s*sync_dir\s*=\s*"([^"]*)"\s*$', re.MULTILINE)


def cloud_folders(system: System) -> CloudFolders:
    """Each program by its settings; what cannot be read is unseen."""
    unseen: list[Unseen[Part]] = []
    sources = [
        *((name, nextcloud, path) for path, name in NEXTCLOUD.items()),
        *(("Dropbox", dropbox, path) for path in DROPBOX),
        ("OneDrive", _onedrive, ONEDRIVE),
    ]
    copied = by_settings(system, sources, unseen)
    far = attempt(_far, system)
    if isinstance(far, CannotTell):
        unseen.append(Unseen(Part.SETTINGS, far.why))
    else:
        copied += far
    unclear = tuple(dict.fromkeys(set_up(system, UNCLEAR, unseen)))
    return CloudFolders(tuple(copied), unclear, tuple(unseen))


def _onedrive(system: System, pattern: str) -> list[str]:
    """Folders of the free OneDrive client, one of each account. Without a setting it is `~/OneDrive`."""
    settings = system.glob(pattern)
    folders = []
    if not any(entry.path.endswith("/onedrive/config") for entry in settings) and system.glob(ONEDRIVE_SIGNED_IN):
        folders.append("~/OneDrive")
    for entry in settings:
        try:
            found = _SYNC_DIR.findall(system.read(entry.path).decode())
        except UnicodeDecodeError:
            raise CannotTell(Unknown.UNREADABLE, f"{entry.path} is not text") from None
        folders.append(str(found[-1]) if found else "~/OneDrive")
    return folders


def _far(system: System) -> list[tuple[Program, str]]:
    """Folders that are far away. A space in their name is written by its octal number."""
    mounts = [line.split(" ") for line in system.read(MOUNTS).decode("utf-8", "replace").splitlines()]
    if not mounts or any(len(mount) < 3 for mount in mounts):
        raise CannotTell(Unknown.UNREADABLE, f"{MOUNTS} is not a list of mounts")
    return [(_FAR[mount[2]], from_home(mount[1].replace("\\040", " "))) for mount in mounts if mount[2] in _FAR]
