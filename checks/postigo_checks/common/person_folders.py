r"""The folders that a person's own files lie in, where that person has put them.

Linux: `user-dirs.dirs`, since their names are translated; one that is the home itself stands for "none". Windows:
`User Shell Folders`, unexpanded, since they may have been moved. macOS: always the same names on disk.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import Final

from postigo.api import Absent, CannotTell, Platform, System, Unknown

USER_DIRS: Final = "~/.config/user-dirs.dirs"
SHELL_FOLDERS: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"


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
_VALUES: Final = {
    Folder.DESKTOP: "Desktop",
    Folder.DOCUMENTS: "Personal",
    Folder.PICTURES: "My Pictures",
    Folder.DOWNLOADS: "{374DE290-123F-4565-9164-39C4925E467B}",
}
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
    values = system.registry(SHELL_FOLDERS).values
    found = [values.get(_VALUES[folder], rf"%USERPROFILE%\{folder.value}") for folder in wanted]
    paths = [path for path in found if isinstance(path, str) and path]
    if len(paths) != len(found):
        raise CannotTell(Unknown.UNREADABLE, "a folder of the person that is no text")
    return paths
