"""Sync programs of macOS, iCloud first, by settings that any program may read.

iCloud Photos has no setting that is known for sure: an entry that says it is on is believed, anything else of an account
that is signed in is unclear. "Desktop & Documents" is told by Finder; the keys may be left over from an account that is
gone, so they count only with one. Trap: the settings of OneDrive lie in a group container, and from macOS 15 on merely
reading there makes macOS ask the person; so they are left alone.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, Json, Program, System, Unknown, Unseen, attempt
from postigo_checks.common.person_folders import from_home
from postigo_checks.image.photo_sync.fact import CloudCopies, Part, overlap
from postigo_checks.image.photo_sync.settings_files import dropbox, nextcloud, set_up

ACCOUNTS: Final = "~/Library/Preferences/MobileMeAccounts.plist"
FINDER: Final = "~/Library/Preferences/com.apple.finder.plist"
SHOTS: Final = "~/Library/Preferences/com.apple.screencapture.plist"
DROPBOX: Final = "~/.dropbox/info.json"
NEXTCLOUD: Final = "~/Library/Preferences/Nextcloud/nextcloud.cfg"
UNCLEAR: Final = {
    "/Applications/Google Drive.app": Program("Google Drive"),
    "/Applications/OneDrive.app": Program("OneDrive"),
}

_ICLOUD: Final = Program("iCloud")
_PHOTOS: Final = "com.apple.Dataclass.CloudPhotos"
_FOLDERS: Final = {"FXICloudDriveDesktop": "~/Desktop", "FXICloudDriveDocuments": "~/Documents"}


def macos(system: System, data: Data) -> CloudCopies:
    """Copies by iCloud first, then by the others."""
    del data
    shots_at = _shots_at(system)
    services, in_icloud = attempt(_services, system), None
    unseen = [Unseen(Part.SETTINGS, services.why)] if isinstance(services, CannotTell) else []
    photos: list[Program] = []
    shots: list[Program] = []
    photos_unclear: tuple[Program, ...] = ()
    if isinstance(services, dict):
        if services.get(_PHOTOS) is True:
            photos.append(_ICLOUD)
        else:
            photos_unclear = (_ICLOUD,)
        in_icloud = attempt(_in_icloud, system)
    if isinstance(in_icloud, CannotTell):
        unseen.append(Unseen(Part.SETTINGS, in_icloud.why))
    elif in_icloud and any(overlap(shots_at, folder) for folder in in_icloud):
        shots.append(_ICLOUD)
    for name, ask, path in (("Dropbox", dropbox, DROPBOX), ("Nextcloud", nextcloud, NEXTCLOUD)):
        roots = attempt(ask, system, path)
        if isinstance(roots, CannotTell):
            unseen.append(Unseen(Part.SETTINGS, roots.why))
            continue
        if any(overlap("~/Pictures", from_home(root)) for root in roots):
            photos.append(Program(name))
        if any(overlap(shots_at, from_home(root)) for root in roots):
            shots.append(Program(name))
    unclear = set_up(system, UNCLEAR, unseen)
    return CloudCopies(
        tuple(photos), tuple(shots), unclear, photos_unclear, Handle(HandleKind.PATH, shots_at), tuple(unseen)
    )


def _dictionary(value: Json, path: str) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not a dictionary")
    return value


def _services(system: System) -> dict[str, Json] | None:
    """Services of the iCloud account that is signed in. None without an account."""
    said = system.plist(ACCOUNTS, optional=True)
    accounts = [] if said is ABSENT else _dictionary(said, ACCOUNTS).get("Accounts", [])
    if not isinstance(accounts, list):
        raise CannotTell(Unknown.UNREADABLE, f"{ACCOUNTS} has no list of accounts")
    services: dict[str, Json] = {}
    for account in accounts:
        listed = _dictionary(account, ACCOUNTS).get("Services", [])
        for service in listed if isinstance(listed, list) else []:
            entry = _dictionary(service, ACCOUNTS)
            services[str(entry.get("ServiceID"))] = entry.get("Enabled")
    return services if accounts else None


def _in_icloud(system: System) -> list[str]:
    """Desktop and Documents, where iCloud Drive copies them."""
    settings = _dictionary(system.plist(FINDER), FINDER)
    found = []
    for key, folder in _FOLDERS.items():
        value = settings.get(key, False)
        if not isinstance(value, int) or value not in {True, False}:  # 0 and 1 are equal to them
            raise CannotTell(Unknown.UNREADABLE, f"{key} is neither on nor off")
        found += [folder] if value else []
    return found


def _shots_at(system: System) -> str:
    """The folder where screenshots are saved: the desktop, unless somebody chose another."""
    said = system.plist(SHOTS, optional=True)
    folder = "~/Desktop" if said is ABSENT else _dictionary(said, SHOTS).get("location", "~/Desktop")
    if not isinstance(folder, str):
        raise CannotTell(Unknown.UNREADABLE, f"location in {SHOTS} is no text")
    return from_home(folder)
