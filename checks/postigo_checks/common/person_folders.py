r"""The folders that a person's own files lie in, where that person has put them.

Linux: `user-dirs.dirs`, since their names are translated; one that is the home itself stands for "none". Windows:
what Windows itself says, since they may have been moved; below the profile they are written with `%USERPROFILE%`. macOS:
always the same names on disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import Final

from postigo.api import Absent, CannotTell, Platform, System, Unknown
from postigo.windows_calls.folders import KNOWN_FOLDERS, KnownFolders

USER_DIRS: Final = "~/.config/user-dirs.dirs"


class Folder(Enum):
    """One of them, with its name in English."""

    DESKTOP = "Desktop"
    DOCUMENTS = "Documents"
    PICTURES = "Pictures"
    DOWNLOADS = "Downloads"


_XDG: Final = {
    Folder.DESKTOP: "DESKTOP",
    Folder.DOCUMENTS: "DOCUMENTS",
    Folder.PICTURES: "PICTURES",
    Folder.DOWNLOADS: "DOWNLOAD",
}
_SEPARATOR: Final = "\\"
_HOME: Final = re.compile(r"(?:/(?:home/[^/]+|var/home/[^/]+|Users/[^/]+|root)|~)(?=/|$)")
_LINE: Final = re.compile(r'^XDG_([A-Z]+)_DIR="(\$HOME(?:/[^"]*)?|/[^"]*)"\s*$', re.MULTILINE)


def folders(system: System, wanted: Iterable[Folder]) -> tuple[str, ...]:
    """Where the wanted folders lie, each place once."""
    match system.platform:
        case Platform.LINUX:
            found = _linux(system, wanted)
        case Platform.WINDOWS:
            found = _windows(system, wanted)
        case Platform.MACOS:
            found = [f"~/{folder.value}" for folder in wanted]
    return tuple(dict.fromkeys(found))


def from_home(path: str) -> str:
    """Path on Linux or macOS with `~` for a home. So recordings and `$HOME` have it."""
    return _HOME.sub("~", path, count=1).rstrip("/")


def _linux(system: System, wanted: Iterable[Folder]) -> list[str]:
    content = system.read(USER_DIRS, optional=True)
    try:
        named = {} if isinstance(content, Absent) else dict(_LINE.findall(content.decode()))
    except UnicodeDecodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{USER_DIRS} is not text") from None
    paths = [named.get(_XDG[folder], f"$HOME/{folder.value}").rstrip("/") for folder in wanted]
    return [from_home(path.replace("$HOME", "~", 1)) for path in paths if path != "$HOME"]


def _windows(system: System, wanted: Iterable[Folder]) -> list[str]:
    known = system.call(KNOWN_FOLDERS)
    places = known_places(known)
    found = [places[folder] for folder in wanted]
    paths = [_from_profile(path, known.profile) for path in found if path]
    if len(paths) != len(found):
        raise CannotTell(Unknown.UNREADABLE, "Windows knows no place for a folder of the person")
    return paths


def known_places(known: KnownFolders) -> dict[Folder, str | None]:
    """Place of each folder by Windows' own answer, or None."""
    return {
        Folder.DESKTOP: known.desktop,
        Folder.DOCUMENTS: known.documents,
        Folder.PICTURES: known.pictures,
        Folder.DOWNLOADS: known.downloads,
    }


def _from_profile(path: str, profile: str) -> str:
    """Path with `%USERPROFILE%` for the person's profile, in which Windows tells no capitals."""
    inside = f"{profile.rstrip(_SEPARATOR)}{_SEPARATOR}"
    within = path[: len(inside)].casefold() == inside.casefold()
    return rf"%USERPROFILE%\{path[len(inside) :]}" if within else path
