"""Where things of ours live on each system, and the language that the person chose.

Standard library only, and little of it: help wants the language before anything is loaded, and set-up loads this file by
its path.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path  # 6 ms, which help has no need of

SETTINGS: Final = "settings.toml"
LONGEST: Final = 1 << 14  # ours has some hundred bytes; a longer one can keep the parser busy for minutes
MOST_DOTS: Final = 1000  # a dotted key costs the square of its dots; 16 kB of them ten seconds


def settings_folder() -> Path:
    """Where the settings lie: %APPDATA%, ~/Library/Application Support, or XDG's configuration folder."""
    return _path("APPDATA", "XDG_CONFIG_HOME", ".config")


def data_folder() -> Path:
    """Folder of what is kept of audits: %LOCALAPPDATA%, ~/Library/…, or XDG's data folder.

    On Windows not the roaming one, for they are about this machine.
    """
    return _path("LOCALAPPDATA", "XDG_DATA_HOME", ".local/share")


def chosen_language() -> str | None:
    """Language in the person's settings; None if there is none, or they cannot be read.

    In the second case the caller says so.
    """
    file = "/".join([_of_system("APPDATA", "XDG_CONFIG_HOME", ".config", os.path.expanduser("~")), SETTINGS])  # noqa: PTH111 - as above
    try:
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as opened:
            content = opened.read(LONGEST + 1)
        if len(content) > LONGEST or content.count(b".") > MOST_DOTS:
            return None
        import tomllib  # noqa: PLC0415 - most people have no settings, and help answers sooner

        kept = tomllib.loads(content.decode()).get("language")
    except (OSError, ValueError, RecursionError):
        return None
    return kept if isinstance(kept, str) else None


def _path(windows: str, xdg: str, otherwise: str) -> Path:
    from pathlib import Path  # noqa: PLC0415 - see above

    return Path(_of_system(windows, xdg, otherwise, str(Path.home())))


def _of_system(windows: str, xdg: str, otherwise: str, home: str) -> str:
    if sys.platform == "win32":
        roaming = {"APPDATA": "Roaming", "LOCALAPPDATA": "Local"}[windows]
        return f"{os.environ.get(windows) or f'{home}/AppData/{roaming}'}/Postigo"
    if sys.platform == "darwin":
        return f"{home}/Library/Application Support/Postigo"
    named = os.environ.get(xdg, "")
    # The XDG Base Directory Specification: "All paths … must be absolute. If … relative … ignore it."
    return f"{named if named.startswith('/') else f'{home}/{otherwise}'}/postigo"
