r"""Sync programs of Windows: the folders that Windows itself knows to be synced, OneDrive's own, and Dropbox's.

`SyncRootManager` lists what registered itself as a cloud folder, one key per program and account; the paths of other
accounts cannot hold our pictures, so they fall out. Which folder is meant by "Pictures" stands in `User Shell Folders`,
unexpanded; names on disk are translated. A path inside a synced folder is the proof; OneDrive's mask of protected
folders only repeats it. Google Drive keeps its list of other folders in a database of its own.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Program, System, Unknown, attempt
from postigo_checks.cloud_fact import CloudCopies, overlap
from postigo_checks.cloud_files import dropbox

FOLDERS: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
ROOTS: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\SyncRootManager"
ONEDRIVE: Final = r"HKCU\Software\Microsoft\OneDrive\Accounts"
GOOGLE: Final = r"HKCU\Software\Google\DriveFS"
SESSION: Final = r"HKCU\Volatile Environment"
DROPBOX: Final = (r"%LOCALAPPDATA%\Dropbox\info.json", r"%APPDATA%\Dropbox\info.json")

_SHOTS: Final = "{B7BEDE81-DF94-4682-A7D8-57A52620B86F}"
_NAMES: Final = {"iCloudDrive": "iCloud", "iCloudPhotos": "iCloud", "GoogleDriveFS": "Google Drive"}
_VARIABLE: Final = re.compile(r"%[^%/]+%")
_MOST: Final = 64


def windows(system: System, data: Data) -> CloudCopies:
    """Where the pictures and the screenshots lie, and who copies those places."""
    del data
    photos_at, shots_at = _folders(system)
    photos: list[Program] = []
    shots: list[Program] = []
    missed: list[CannotTell] = []
    unclear: list[Program] = []
    for ask in (_roots, _onedrive, _dropbox):
        roots = attempt(ask, system)
        if isinstance(roots, CannotTell):
            missed.append(roots)
            continue
        for name, root in roots:
            if overlap(photos_at, plain(root)):
                photos.append(Program(name))
            if overlap(shots_at, plain(root)):
                shots.append(Program(name))
    google = attempt(system.registry, GOOGLE, optional=True)
    if isinstance(google, CannotTell):
        missed.append(google)
    elif google is not ABSENT:
        unclear.append(Program("Google Drive"))
    return CloudCopies(tuple(dict.fromkeys(photos)), tuple(dict.fromkeys(shots)), tuple(unclear), missed=tuple(missed))


def pictures(system: System) -> str:
    """The pictures folder, written as `plain` does."""
    return _folders(system)[0]


def _folders(system: System) -> tuple[str, str]:
    values = system.registry(FOLDERS).values
    photos = values.get("My Pictures", r"%USERPROFILE%\Pictures")
    shots = values.get(_SHOTS)
    if not isinstance(photos, str) or not isinstance(shots, str | None):
        raise CannotTell(Unknown.UNREADABLE, "a folder of the person that is no text")
    if shots is None:  # nobody has moved it: it lies below the pictures
        shots = rf"{photos}\Screenshots"
    profile = ""
    if "%" in photos + shots:
        told = system.registry(SESSION).values.get("USERPROFILE")
        if not isinstance(told, str):
            raise CannotTell(Unknown.UNREADABLE, "the session does not know the person's folder")
        profile = told
    folders = plain(photos, profile), plain(shots, profile)
    if any(_VARIABLE.search(folder) for folder in folders):
        raise CannotTell(Unknown.UNREADABLE, "a folder of the person by another variable")
    return folders


def plain(path: str, profile: str = "") -> str:
    """A path in small letters and with `/`, since Windows tells neither apart."""
    head, _, tail = path.partition("\\")
    if head.upper() == "%USERPROFILE%" and profile:
        path = rf"{profile}\{tail}"
    return path.replace("\\", "/").casefold()


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
