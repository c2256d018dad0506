"""Export after the audit: where it lies, and how it is deleted. It holds every password in plain text."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from postigo.core.values import Path as PathValue
from postigo.core.values import Text
from postigo.passwords.model import Source

VAULTS: Final = frozenset({Source.KDBX})
"""Sources that are no copy: the person's own vault, which is never deleted."""
OWN_LISTS: Final = frozenset({Source.SPREADSHEET, Source.DOCUMENT})
"""Sources that may be somebody's only list of passwords. They are never deleted either, but are open to everybody."""
LOCKED: Final = frozenset({Source.BITWARDEN_PROTECTED})
"""Exports that have a password of their own."""


class Lies(StrEnum):
    """Where an export lies that it had better not."""

    DOWNLOADS = "downloads"
    ONEDRIVE = "onedrive"
    ICLOUD = "icloud"
    DROPBOX = "dropbox"
    GOOGLE_DRIVE = "google-drive"
    NEXTCLOUD = "nextcloud"
    OTHER_CLOUD = "other-cloud"


WHERE: Final[Mapping[Lies, Text]] = {
    Lies.DOWNLOADS: Text("It lies in your downloads, where others look first."),
    Lies.ONEDRIVE: Text("It lies in OneDrive: there is a copy on the internet too."),
    Lies.ICLOUD: Text("It lies in iCloud Drive: there is a copy on the internet too."),
    Lies.DROPBOX: Text("It lies in Dropbox: there is a copy on the internet too."),
    Lies.GOOGLE_DRIVE: Text("It lies in Google Drive: there is a copy on the internet too."),
    Lies.NEXTCLOUD: Text("It lies in Nextcloud: there is a copy on its server too."),
    Lies.OTHER_CLOUD: Text("It lies in a folder that is copied to other devices too."),
}

_FOLDERS: Final[Mapping[str, Lies]] = {
    "downloads": Lies.DOWNLOADS,
    "download": Lies.DOWNLOADS,
    "descargas": Lies.DOWNLOADS,
    "baixades": Lies.DOWNLOADS,
    "descàrregues": Lies.DOWNLOADS,
    "deskargak": Lies.DOWNLOADS,
    "téléchargements": Lies.DOWNLOADS,
    "transferências": Lies.DOWNLOADS,
    "scaricati": Lies.DOWNLOADS,
    "com~apple~clouddocs": Lies.ICLOUD,  # ~/Library/Mobile Documents/com~apple~CloudDocs
    "mobile documents": Lies.ICLOUD,
    "iclouddrive": Lies.ICLOUD,  # iCloud for Windows
    "dropbox": Lies.DROPBOX,
    "google drive": Lies.GOOGLE_DRIVE,
    "googledrive": Lies.GOOGLE_DRIVE,
    "my drive": Lies.GOOGLE_DRIVE,
    "mi unidad": Lies.GOOGLE_DRIVE,
    "nextcloud": Lies.NEXTCLOUD,
    "owncloud": Lies.OTHER_CLOUD,
    "mega": Lies.OTHER_CLOUD,
    "megasync": Lies.OTHER_CLOUD,
    "pcloud drive": Lies.OTHER_CLOUD,
    "syncthing": Lies.OTHER_CLOUD,
    "box sync": Lies.OTHER_CLOUD,
}
_BEGINS: Final[Mapping[str, Lies]] = {  # "OneDrive - Colegio", "Dropbox (Personal)", "GoogleDrive-ana@…"
    "onedrive": Lies.ONEDRIVE,
    "dropbox (": Lies.DROPBOX,
    "googledrive-": Lies.GOOGLE_DRIVE,
    "icloud": Lies.ICLOUD,
    "nextcloud": Lies.NEXTCLOUD,
}


def lies(path: str) -> tuple[Lies, ...]:
    """Folders of these in which a file lies, told by its path.

    It is looked at as it is given, and with links followed.
    """
    here = Path(path)
    folders = [*here.parts[:-1], *Path(os.path.realpath(here)).parts[:-1]]
    found = {place for name in folders if (place := _place(name.casefold())) is not None}
    return tuple(place for place in Lies if place in found)


def _place(name: str) -> Lies | None:
    begun = (place for begin, place in _BEGINS.items() if name.startswith(begin))
    return _FOLDERS.get(name) or next(begun, None)


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Paths of the files in full, each file once. Its entries are to be counted once, and have one owner."""
    found: dict[str, str] = {}
    for name in names:
        found.setdefault(os.path.realpath(name), str(Path(name).absolute()))
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Stamp:
    """Stamp of a file when it was read, to notice that another one stands there."""

    device: int
    inode: int
    size: int
    changed_ns: int


def stamp(path: str) -> Stamp | None:
    """The stamp of an ordinary file, links followed; None where there is none."""
    try:
        seen = os.stat(path)  # noqa: PTH116 - the same call with fewer steps
    except (OSError, ValueError):
        return None
    return _stamped(seen) if stat.S_ISREG(seen.st_mode) else None


def _stamped(seen: os.stat_result) -> Stamp:
    return Stamp(seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns)


class Deleted(StrEnum):
    """Result of deleting an export."""

    GONE = "gone"
    VAULT = "vault"  # no copy: the person's own vault
    OWN_LIST = "own-list"  # perhaps no copy: the person's own spreadsheet
    UNKNOWN = "unknown"  # never recognised as an export, so it is none of ours to delete
    CHANGED = "changed"  # since the audit read it
    MISSING = "missing"
    LINK = "link"  # deleting would take the link and leave the file
    DENIED = "denied"


def delete(path: str, source: Source | None, read: Stamp | None) -> Deleted:
    """Delete an export that still is what was read. `read` is its stamp from before the audit.

    Nothing else is ever deleted.
    """
    if source is None:
        return Deleted.UNKNOWN
    if source in VAULTS:
        return Deleted.VAULT
    if source in OWN_LISTS:
        return Deleted.OWN_LIST
    file = Path(path)
    try:
        seen = file.lstat()
    except FileNotFoundError:
        return Deleted.MISSING
    except (OSError, ValueError):
        return Deleted.DENIED
    if stat.S_ISLNK(seen.st_mode):
        return Deleted.LINK
    if read is None or not stat.S_ISREG(seen.st_mode) or _stamped(seen) != read:
        return Deleted.CHANGED
    try:
        file.unlink()
    except FileNotFoundError:
        return Deleted.MISSING
    except OSError:
        return Deleted.DENIED
    return Deleted.GONE


OWN_LIST: Final = Text(
    "Anybody who opens this file reads all your passwords. It may be your only list, so Postigo does not delete it: "
    "put them in a password manager first."
)

OUTCOMES: Final[Mapping[Deleted, Text]] = {
    Deleted.GONE: Text("The file is deleted."),
    Deleted.VAULT: Text("This is your own vault, not a copy. Postigo does not delete it."),
    Deleted.OWN_LIST: OWN_LIST,
    Deleted.UNKNOWN: Text("Postigo did not recognise this file, so it does not delete it."),
    Deleted.CHANGED: Text("The file has changed since it was read. Look at it yourself before you delete it."),
    Deleted.MISSING: Text("The file is no longer there."),
    Deleted.LINK: Text("This is only a link to the file. Delete the file itself."),
    Deleted.DENIED: Text("Your system does not let us delete it. Close other programs, or delete it yourself."),
}

COPIES: Final = Text("Copies may be elsewhere: a backup, a cloud folder, an e-mail, the recycle bin. Look there too.")
AFTER: Final = (
    Text(
        "It does not go through the recycle bin. But the disk may keep its content until something else is written there."
    ),
    Text("On an SSD nobody can be sure when that is. If the disk is encrypted, a thief cannot read it."),
    COPIES,
)
"""Sentences on what deleting can and cannot do."""

BEFORE: Final = Text("Anybody who opens this file reads all your passwords. Delete it when you no longer need it.")


def in_short(paths: Iterable[tuple[str, Source | None]]) -> tuple[Text, ...]:
    """Sentences on exports that anybody can read, for where nothing can be pressed.

    They also say what deleting does not reach.
    """
    known = [(path, source) for path, source in paths if source is not None and source not in VAULTS | LOCKED]
    if not known:
        return ()
    where = {place: None for path, _ in known for place in lies(path)}
    exports = [PathValue(path) for path, source in known if source not in OWN_LISTS]
    own = [PathValue(path) for path, source in known if source in OWN_LISTS]
    told = [WHERE[place] for place in where]
    if exports:
        told += [
            Text(
                "Delete {files} when you no longer need it: anybody who opens it reads all your passwords.",
                "Delete {files} when you no longer need them: anybody who opens one reads all the passwords in it.",
                len(exports),
                {"files": exports},
            ),
            COPIES,
        ]
    if own:
        told.append(
            Text(
                "Anybody who opens {files} reads all your passwords. Put them in a password manager, and then delete it.",
                "Anybody who opens {files} reads all your passwords. Put them in a password manager, and then delete them.",
                len(own),
                {"files": own},
            )
        )
    return tuple(told)
