r"""Sync programs of Windows, by its list of synced folders and four settings.

`SyncRootManager` lists what registered itself as a cloud folder, one key per program and account; the paths of other
accounts cannot hold our pictures, so they fall out. OneDrive, Dropbox and Nextcloud name their folders in settings of their
own: Nextcloud without virtual files registers nothing. Google Drive keeps its list of other folders in a database of its
own, but what lies on its own disk (`G:\My Drive`), or in the folder of that name in the home, is copied.

Which folder is meant by "Pictures" Windows tells itself, wherever it was moved; a folder without a place of its own for
screenshots has them below the pictures. A path inside a synced folder is the proof; OneDrive's mask of protected folders
only repeats it.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, Program, System, Unknown, Unseen, attempt
from postigo.windows_calls.folders import KNOWN_FOLDERS
from postigo_checks.common.known_programs import folded_path
from postigo_checks.image.photo_sync.fact import CloudCopies, Part, overlap
from postigo_checks.image.photo_sync.settings_files import dropbox, nextcloud

ROOTS: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
ONEDRIVE: Final = r"HKCU\Software\Microsoft\OneDrive\Accounts"
GOOGLE: Final = r"HKCU\Software\Google\DriveFS"
DROPBOX: Final = (r"%LOCALAPPDATA%\Dropbox\info.json", r"%APPDATA%\Dropbox\info.json")
NEXTCLOUD: Final = (r"%APPDATA%\Nextcloud\nextcloud.cfg", r"%LOCALAPPDATA%\Nextcloud\nextcloud.cfg")
"""Places of the settings, today's first. The older is looked at where there is nothing in the first."""

_NAMES: Final = {"iCloudDrive": "iCloud", "iCloudPhotos": "iCloud", "GoogleDriveFS": "Google Drive"}
_GOOGLES_OWN: Final = re.compile(
    r"(?:[a-z]:|c:/users/[^/]+)/(?:"
    r"my drive|mi unidad|la meva unitat|a miña unidade|o meu disco|meu drive|mon drive|meine ablage|il mio drive|mijn drive"
    r"|mój dysk|min enhet|mit drev|min disk|oma drive|drive'ım|мой диск|мій диск|我的云端硬盘|我的雲端硬碟|マイドライブ|내 드라이브"
    r")(?:/|$)"
)
"""Folder of one's own files on Google Drive, in each language. On its disk, or in the home."""
_WHOLE: Final = re.compile(r"[a-z]:/|//[^/]")
_MOST: Final = 64


def windows(system: System, data: Data) -> CloudCopies:
    """Where the pictures and the screenshots lie, and who copies those places."""
    del data
    photos_at, shots_at = _folders(system)
    photos: list[Program] = []
    shots: list[Program] = []
    unseen: list[Unseen[Part]] = []
    unclear: list[Program] = []
    for ask in (_roots, _onedrive, _dropbox, _nextcloud):
        roots = attempt(ask, system)
        if isinstance(roots, CannotTell):
            unseen.append(Unseen(Part.SETTINGS, roots.why))
            continue
        if not all(_WHOLE.match(folded_path(root)) for _, root in roots):
            unseen.append(Unseen(Part.SETTINGS, Unknown.UNREADABLE))
        for name, root in roots:
            if overlap(photos_at, folded_path(root)):
                photos.append(Program(name))
            if overlap(shots_at, folded_path(root)):
                shots.append(Program(name))
    google = attempt(system.registry, GOOGLE, optional=True)
    if isinstance(google, CannotTell):
        unseen.append(Unseen(Part.SETTINGS, google.why))
    elif google is not ABSENT:
        drive = Program("Google Drive")
        unclear.append(drive)
        photos += [drive] if _GOOGLES_OWN.match(photos_at) else []
        shots += [drive] if _GOOGLES_OWN.match(shots_at) else []
    return CloudCopies(
        tuple(dict.fromkeys(photos)),
        tuple(dict.fromkeys(shots)),
        tuple(unclear),
        shots_at=Handle(HandleKind.PATH, shots_at.replace("/", "\\")),
        unseen=tuple(unseen),
    )


def pictures(system: System) -> str:
    """The pictures folder, written as `folded_path` does."""
    return _folders(system)[0]


def _folders(system: System) -> tuple[str, str]:
    known = system.call(KNOWN_FOLDERS)
    photos = known.pictures or ""
    found = folded_path(photos), folded_path(known.screenshots or rf"{photos}\Screenshots")
    if not all(_WHOLE.match(folder) for folder in found):
        raise CannotTell(Unknown.UNREADABLE, "a folder of the person that is no whole path")
    return found


def _roots(system: System) -> list[tuple[str, str]]:
    manager = system.registry(ROOTS, optional=True)
    found: list[tuple[str, str]] = []
    for key in () if manager is ABSENT else manager.subkeys[:_MOST]:
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
    for account in () if accounts is ABSENT else accounts.subkeys[:_MOST]:
        folder = system.registry(rf"{ONEDRIVE}\{account}").values.get("UserFolder", "")
        if not isinstance(folder, str):
            raise CannotTell(Unknown.UNREADABLE, "UserFolder is no text")
        if folder:  # an account that was never signed in has none
            found.append(("OneDrive", folder))
    return found


def _dropbox(system: System) -> list[tuple[str, str]]:
    return [("Dropbox", root) for path in DROPBOX for root in dropbox(system, path)]


def _nextcloud(system: System) -> list[tuple[str, str]]:
    for path in NEXTCLOUD:
        folders = nextcloud(system, path)
        if folders:
            return [("Nextcloud", folder) for folder in folders]
    return []
