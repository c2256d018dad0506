"""Places of our own files on each system, and the settings that lie there.

Standard library only, and little of it: help wants the language before anything is loaded, and set-up loads this file by
its path.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pathlib import Path  # 6 ms, which help has no need of

SETTINGS: Final = "settings.toml"
LONGEST: Final = 1 << 14  # ours has some hundred bytes; a longer one can keep the parser busy for minutes
MOST_DOTS: Final = 1000  # a dotted key costs the square of its dots; 16 kB of them ten seconds


_NOWHERE: list[bool] = []


def keep_nothing() -> None:
    """Let no folder of ours be known from here on, for a class.

    Whoever asks for one gets the `RuntimeError` of an account without a home.
    """
    _NOWHERE.append(True)


def keeps_nothing() -> bool:
    """Whether this process keeps nothing."""
    return bool(_NOWHERE)


def settings_folder() -> Path:
    """Where the settings lie: %APPDATA%, ~/Library/Application Support, or XDG's configuration folder."""
    return _path("APPDATA", "XDG_CONFIG_HOME", ".config")


def data_folder() -> Path:
    """Folder of what is kept of audits: %LOCALAPPDATA%, ~/Library/…, or XDG's data folder.

    On Windows not the roaming one, for they are about this machine.
    """
    return _path("LOCALAPPDATA", "XDG_DATA_HOME", ".local/share")


class Kept:
    """Settings file as it was read, once: what TOML makes of it, or the error. `file` is its path."""

    __slots__ = ("content", "error", "file")  # a dataclass or a named tuple would cost help a millisecond or five

    def __init__(self, file: str, content: dict[str, Any], error: Exception | None = None) -> None:
        self.file, self.content, self.error = file, content, error

    @property
    def language(self) -> str | None:
        """The language that the person chose; None if there is none."""
        chosen = self.content.get("language")
        return chosen if isinstance(chosen, str) else None


def kept(file: str | None = None) -> Kept:
    """The person's settings, read now. No content where there is no file, or it cannot be read, or nothing is kept."""
    if _NOWHERE:
        return Kept("", {})
    home = os.path.expanduser("~")  # noqa: PTH111 - pathlib costs 6 ms
    file = file or "/".join([_of_system("APPDATA", "XDG_CONFIG_HOME", ".config", home), SETTINGS])
    try:
        if file.startswith("~"):
            raise OSError(errno.ENXIO, "there is no home directory")  # noqa: TRY301 - one error among those of reading
        return Kept(file, _read(file))
    except FileNotFoundError:
        return Kept(file, {})
    except (OSError, ValueError, RecursionError) as error:  # not TOML, nested without end, or not UTF-8
        return Kept(file, {}, error)


def _read(file: str) -> dict[str, Any]:
    """The content of an ordinary file of a decent size."""
    handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as opened:
        if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is not an ordinary file")
        content = opened.read(LONGEST + 1)
    if len(content) > LONGEST:
        raise OSError(errno.EFBIG, "it is too large")
    if content.count(b".") > MOST_DOTS:
        raise ValueError(f"more than {MOST_DOTS} dots")
    import tomllib  # noqa: PLC0415 - most people have no settings, and help answers sooner

    return tomllib.loads(content.decode())


def _path(windows: str, xdg: str, otherwise: str) -> Path:
    if _NOWHERE:
        raise RuntimeError("nothing is kept")
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
