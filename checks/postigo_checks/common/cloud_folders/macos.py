"""Folders that are copied on macOS, iCloud first, by settings that any program may read.

"Desktop & Documents" is told by Finder; the keys may be left over from an account that is
gone, so they count only with one. What somebody put into iCloud Drive itself lies in `Mobile Documents`, and folders that
other programs copy lie in `CloudStorage`, in one called after the program (`OneDrive-Personal`). Trap: the settings of OneDrive lie in a group container, and from macOS 15 on merely
reading there makes macOS ask the person; so they are left alone.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import ABSENT, CannotTell, Json, Program, System, Unknown, Unseen, attempt
from postigo_checks.common.cloud_folders.fact import CloudFolders, Part
from postigo_checks.common.cloud_folders.settings_files import by_settings, dropbox, nextcloud, set_up
from postigo_checks.common.macos.preferences import dictionary, switch

ACCOUNTS: Final = "~/Library/Preferences/MobileMeAccounts.plist"
FINDER: Final = "~/Library/Preferences/com.apple.finder.plist"
DROPBOX: Final = "~/.dropbox/info.json"
NEXTCLOUD: Final = {
    "Nextcloud": "~/Library/Preferences/Nextcloud/nextcloud.cfg",
    "ownCloud": "~/Library/Preferences/ownCloud/owncloud.cfg",
    "OpenCloud": "~/Library/Preferences/OpenCloud/opencloud.cfg",
}
"""Settings of Nextcloud and of its kin, in one form."""
UNCLEAR: Final = {
    "/Applications/Google Drive.app": Program("Google Drive"),
    "/Applications/OneDrive.app": Program("OneDrive"),
    "/Applications/MEGAsync.app": Program("MEGA"),
    "/Applications/pCloud Drive.app": Program("pCloud"),
    "/Applications/Synology Drive Client.app": Program("Synology Drive"),
    "/Applications/Syncthing.app": Program("Syncthing"),
}
_SPOKEN: Final = {"GoogleDrive": "Google Drive", "ProtonDrive": "Proton Drive", "SynologyDrive": "Synology Drive"}
ICLOUD: Final = Program("iCloud")

_DRIVE: Final = "~/Library/Mobile Documents"
_STORAGE: Final = re.compile(r"~/Library/CloudStorage/([^/]+?)(?:-[^/]*)?(?:/|$)", re.IGNORECASE)
_FOLDERS: Final = {"FXICloudDriveDesktop": "~/Desktop", "FXICloudDriveDocuments": "~/Documents"}


def cloud_folders(system: System, services: dict[str, Json] | CannotTell | None) -> CloudFolders:
    """Copies by iCloud first, then by the others. `services` is the answer of `icloud_services`, or why there is none."""
    copied: list[tuple[Program, str]] = [(ICLOUD, _DRIVE)]
    unseen: list[Unseen[Part]] = []
    in_icloud = attempt(_in_icloud, system) if isinstance(services, dict) else services
    if isinstance(in_icloud, CannotTell):
        unseen.append(Unseen(Part.SETTINGS, in_icloud.why))
    else:
        copied += [(ICLOUD, folder) for folder in in_icloud or ()]
    kin = ((name, nextcloud, path) for name, path in NEXTCLOUD.items())
    sources = (("Dropbox", dropbox, DROPBOX), *kin)
    copied += by_settings(system, sources, unseen)
    unclear = set_up(system, UNCLEAR, unseen)
    return CloudFolders(tuple(copied), unclear, tuple(unseen), folds=True)


def by_its_place(folder: str) -> tuple[Program, ...]:
    """Program that copies a folder which lies where macOS keeps folders of the cloud. None elsewhere."""
    found = _STORAGE.match(folder)
    return (Program(_SPOKEN.get(found[1], found[1])),) if found else ()


def icloud_services(system: System) -> dict[str, Json] | None:
    """Services of the iCloud account that is signed in. None without an account."""
    said = system.plist(ACCOUNTS, optional=True)
    accounts = [] if said is ABSENT else dictionary(said, ACCOUNTS).get("Accounts", [])
    if not isinstance(accounts, list):
        raise CannotTell(Unknown.UNREADABLE, f"{ACCOUNTS} has no list of accounts")
    services: dict[str, Json] = {}
    for account in accounts:
        listed = dictionary(account, ACCOUNTS).get("Services", [])
        for service in listed if isinstance(listed, list) else []:
            entry = dictionary(service, ACCOUNTS)
            services[str(entry.get("ServiceID"))] = entry.get("Enabled")
    return services if accounts else None


def _in_icloud(system: System) -> list[str]:
    """Desktop and Documents, where iCloud Drive copies them."""
    settings = dictionary(system.plist(FINDER), FINDER)
    return [folder for key, folder in _FOLDERS.items() if switch(settings, key, usual=False)]
