"""Presence of the place in which something was looked for. Without it, nothing found is no answer.

A kernel without /proc, a container without /sys, an account without a home, an unmounted drive: what they do not show
may be there all the same. So *absent* is an answer only below a place that is there, and MISSING elsewhere.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Final

from postigo.core.system import CannotTell, Unknown
from postigo.system import files

_LINUX: Final = {"proc": "/proc/self", "dev": "/dev/null", "run": "/run", "etc": "/etc", "usr": "/usr", "var": "/var"}
"""Witnesses of each part of the tree; of folders, with something in them.

The first three are made when a system starts (proc(5), null(4), file-hierarchy(7)); no system lives without the others.
/opt, /srv, /home and the like may really be missing.
"""
_MACOS: Final = {
    "Library": "/Library",
    "System": "/System",
    "Applications": "/Applications",
    "Users": "/Users",
    "private": "/private",
    "var": "/private/var",
    "etc": "/private/etc",
}


def require(path: str) -> None:
    """MISSING where the place of `path` is not there. `path` may be a pattern, written as in `System.glob`."""
    if path == "~" or path.startswith(("~/", "~\\")):
        place: str | None = files.home()
        is_there = os.path.lexists(files.home())  # a new home may be empty
    else:
        place = _place(path)
        is_there = place is None or _has_something(place)
    if place is not None and not is_there:
        raise CannotTell(Unknown.MISSING, f"{files.told(place)} is not there, or empty")
    hidden = _hidden(path)
    if hidden and not _has_something(hidden):
        raise CannotTell(Unknown.MISSING, f"{hidden} is empty: a container hides it")


def _hidden(path: str) -> str:
    """Folder of /proc that is empty only where a container covers it. So it does with /proc/asound."""
    parts = path.split("/")
    if sys.platform != "linux" or not path.startswith("/proc/") or len(parts) < 4 or set(parts[2]) & set("*?["):
        return ""
    folder = f"/proc/{parts[2]}"
    return folder if Path(folder).is_dir() else ""


def _place(path: str) -> str | None:
    """Place of a path that is no home's. None where its absence is an answer too."""
    if sys.platform == "win32":
        drive, _ = os.path.splitdrive(files.real(path))
        return drive + "\\" if drive else None
    parts = path.split("/")
    if not path.startswith("/") or len(parts) < 2:
        return None
    if sys.platform == "darwin":
        return _MACOS.get(parts[1])
    if parts[1] == "sys":  # a sandbox shows parts of it: /sys/class, and no /sys/firmware
        fixed = parts[2] if len(parts) > 2 and not set(parts[2]) & set("*?[") else ""
        return f"/sys/{fixed}".rstrip("/")
    return _LINUX.get(parts[1])


def _has_something(place: str) -> bool:
    """Whether a place is a folder with a name in it, or anything else. What may not be listed is there."""
    try:
        with os.scandir(place) as entries:
            return any(True for _ in entries)
    except NotADirectoryError:
        return True
    except OSError as problem:
        return isinstance(files.why_not(problem, place), CannotTell)
