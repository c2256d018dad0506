"""Locks of browsers: whether one that keeps its profile in a folder is open. Nothing is changed, and nothing is broken.

Chromium (chrome/browser/process_singleton_posix.cc, …_win.cc): `SingletonLock` in the folder of all profiles is a link to `host-process`, left
behind by a crash; on Windows a `lockfile` that goes with the process. Firefox (toolkit/profile/nsProfileLock.cpp): in the profile, a lock by
fcntl(2) on `.parentlock`, or where that cannot be a link `lock` to `address:process`; on Windows `parent.lock`, which nobody else may open.
"""

from __future__ import annotations

import os
import platform
import re
import stat
import sys
from typing import Final

_CHROMIUM: Final = re.compile(r"(.+)-(\d+)")
_FIREFOX: Final = re.compile(r"[^:]*:\+?(\d+)")
_OWN_NUMBERS: Final = "/.var/app/"
"""Homes of Flatpak's programs. Their numbers of processes are their own, and tell nothing here."""


def held(folder: str) -> bool:
    """Whether a browser holds this folder, as far as anybody can tell. What cannot be told counts as held."""
    if sys.platform == "win32":
        return os.path.lexists(rf"{folder}\lockfile") or _is_closed_to_us(rf"{folder}\parent.lock")
    return (
        _links_to_the_living(f"{folder}/SingletonLock", _CHROMIUM)
        or _is_locked(f"{folder}/.parentlock")
        or _links_to_the_living(f"{folder}/lock", _FIREFOX)
    )


def _links_to_the_living(link: str, form: re.Pattern[str]) -> bool:
    try:
        words = os.readlink(link)  # noqa: PTH115 - paths are the system's own words here
    except FileNotFoundError:
        return False
    except OSError:
        return _is_link(link)
    found = form.fullmatch(words)
    if found is None or _OWN_NUMBERS in link:
        return True
    if form is _CHROMIUM and found[1] != platform.node():
        return True  # another computer has it open, in a home that both can reach
    return _lives(int(found[found.lastindex or 1]))


def _is_link(path: str) -> bool:
    """Whether it is a link, as locks are. A file of the same name is none."""
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except OSError:
        return True


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _is_locked(file: str) -> bool:
    """Whether another process has a lock for writing on a file."""
    if sys.platform == "win32":
        return False
    import fcntl  # noqa: PLC0415 - Windows has none

    try:
        opened = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        fcntl.lockf(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(opened)
    return False


def _is_closed_to_us(file: str) -> bool:
    try:
        os.close(os.open(file, os.O_RDONLY))
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
