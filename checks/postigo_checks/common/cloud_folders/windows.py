r"""Folders that are copied on Windows, by its list of synced folders and four settings.

`SyncRootManager` lists what registered itself as a cloud folder, one key per program and account; the paths of other
accounts cannot hold what is ours, so they fall out. OneDrive, Dropbox and Nextcloud name their folders in settings of their
own: Nextcloud without virtual files registers nothing. Google Drive keeps its list of other folders in a database of its
own, but what lies on its own disk (`G:\My Drive`), or in the folder of that name in the home, is copied.

A path inside a synced folder is the proof; OneDrive's mask of protected folders only repeats it.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import ABSENT, Absent, CannotTell, Key, Program, System, Unknown, Unseen, attempt
from postigo_checks.common.cloud_folders.fact import CloudFolders, Part
from postigo_checks.common.cloud_folders.settings_files import dropbox, nextcloud, set_up
from postigo_checks.common.known_programs import folded_path

ROOTS: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
ONEDRIVE: Final = r"HKCU\Software\Microsoft\OneDrive\Accounts"
GOOGLE: Final = r"HKCU\Software\Google\DriveFS"
DROPBOX: Final = (r"%LOCALAPPDATA%\Dropbox\info.json", r"%APPDATA%\Dropbox\info.json")
NEXTCLOUD: Final = {
    "Nextcloud": (r"%APPDATA%\Nextcloud\nextcloud.cfg", r"%LOCALAPPDATA%\Nextcloud\nextcloud.cfg"),
    "ownCloud": (r"%APPDATA%\ownCloud\owncloud.cfg", r"%LOCALAPPDATA%\ownCloud\owncloud.cfg"),
    "OpenCloud": (r"%APPDATA%\OpenCloud\opencloud.cfg",),
}
"""Settings of Nextcloud and of its kin, today's place first. The older is looked at where there is nothing in the first."""
UNCLEAR: Final = {
    r"%LOCALAPPDATA%\Mega Limited\MEGAsync": Program("MEGA"),
    r"%LOCALAPPDATA%\pCloud": Program("pCloud"),
    r"%LOCALAPPDATA%\SynologyDrive": Program("Synology Drive"),
    r"%LOCALAPPDATA%\Syncthing": Program("Syncthing"),
    r"%APPDATA%\Insync": Program("Insync"),
}
"""Folders that programs make where they were set up, and whose lists of other folders cannot be read."""
WHOLE: Final = re.compile(r"[a-z]:/|//[^/]")
"""Begin of a whole path, as `folded_path` writes it."""

_DRIVE: Final = Program("Google Drive")
_NAMES: Final = {"iCloudDrive": "iCloud", "iCloudPhotos": "iCloud", "GoogleDriveFS": "Google Drive"}
_GOOGLES_OWN: Final = re.compile(
    r"(?:[a-z]:|c:/users/[^/]+)/(?:"
    r"my drive|mi unidad|la meva unitat|a miña unidade|o meu disco|meu drive|mon drive|meine ablage|il mio drive|mijn drive"
    r"|mój dysk|min enhet|mit drev|min disk|oma drive|drive'ım|мой диск|мій диск|我的云端硬盘|我的雲端硬碟|マイドライブ|내 드라이브"
    r")(?:/|$)"
)
"""Folder of one's own files on Google Drive, in each language. On its disk, or in the home."""
_MOST: Final = 64


def cloud_folders(system: System) -> CloudFolders:
    """Each list and each program by its settings; what cannot be read is unseen."""
    copied: list[tuple[Program, str]] = []
    unseen: list[Unseen[Part]] = []
    for ask in (_roots, _onedrive, _dropbox, _nextcloud):
        roots = attempt(ask, system)
        if isinstance(roots, CannotTell):
            unseen.append(Unseen(Part.SETTINGS, roots.why))
            continue
        if not all(WHOLE.match(folded_path(root)) for _, root in roots):
            unseen.append(Unseen(Part.SETTINGS, Unknown.UNREADABLE))
        copied += [(Program(name), folded_path(root)) for name, root in roots]
    google = attempt(system.registry, GOOGLE, optional=True)
    if isinstance(google, CannotTell):
        unseen.append(Unseen(Part.SETTINGS, google.why))
    here = not isinstance(google, CannotTell) and google is not ABSENT
    unclear = set_up(system, UNCLEAR, unseen)
    return CloudFolders(tuple(copied), (*((_DRIVE,) if here else ()), *unclear), tuple(unseen))


def on_google_drive(known: CloudFolders, folder: str) -> tuple[Program, ...]:
    """Google Drive, where it is here and the folder lies among its own files."""
    return (_DRIVE,) if _DRIVE in known.unclear and _GOOGLES_OWN.match(folder) else ()


def _subkeys(key: Key | Absent) -> tuple[str, ...]:
    """Names of the keys below. UNREADABLE for more than will be looked at."""
    below = () if key is ABSENT else tuple(key.subkeys)
    if len(below) > _MOST:
        raise CannotTell(Unknown.UNREADABLE, f"more than {_MOST} cloud folders or accounts")
    return below


def _roots(system: System) -> list[tuple[str, str]]:
    manager = system.registry(ROOTS, optional=True)
    found: list[tuple[str, str]] = []
    for key in _subkeys(manager):
        folders = system.registry(rf"{ROOTS}\{key}\UserSyncRoots", optional=True)
        name = key.split("!", 1)[0]
        values = {} if folders is ABSENT else folders.values
        for path in values.values():
            if not isinstance(path, str):
                raise CannotTell(Unknown.UNREADABLE, "a cloud folder that is no text")
            found.append((_NAMES.get(name, name), path))
    return found


def _onedrive(system: System) -> list[tuple[str, str]]:
    accounts = system.registry(ONEDRIVE, optional=True)
    found: list[tuple[str, str]] = []
    for account in _subkeys(accounts):
        folder = system.registry(rf"{ONEDRIVE}\{account}").values.get("UserFolder", "")
        if not isinstance(folder, str):
            raise CannotTell(Unknown.UNREADABLE, "UserFolder is no text")
        if folder:  # an account that was never signed in has none
            found.append(("OneDrive", folder))
    return found


def _dropbox(system: System) -> list[tuple[str, str]]:
    return [("Dropbox", root) for path in DROPBOX for root in dropbox(system, path)]


def _nextcloud(system: System) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, places in NEXTCLOUD.items():
        folders = next((folders for path in places if (folders := nextcloud(system, path))), [])
        found += [(name, folder) for folder in folders]
    return found
