"""Trust in the installation: as root, whether another account could change what Postigo runs.

Whoever can change one file of it is root as soon as somebody types `sudo postigo`. So as root it steps down to the one
that asked for these rights, and where nobody did, it does not run.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import postigo
from postigo.system import file_owners

GOES_ON: Final = "POSTIGO_GROUND_SAID"
"""Variable by which the test command tells that it has warned, and goes on."""

_IMPORTED: Final = {"jeepney", "packaging", "psutil", "tomli_w"}  # what each audit imports beside us


def weak_ground(environ: Mapping[str, str]) -> str | None:
    """First place of what root runs here that another account could change. None if there is none, or no root."""
    if sys.platform == "win32" or os.geteuid() != 0 or environ.get(GOES_ON):
        return None
    accounts = file_owners.trusted(environ)
    for place, groups in _ways():
        weak = file_owners.weak_point(place, accounts, groups=groups)
        if weak is not None:
            return weak
    return next((weak for weak in _weak_inside(accounts) if weak is not None), None)


def _ways() -> Iterator[tuple[str, bool]]:
    """Places of this Python and its path. Each has whether one's own group may write there."""
    yield sys.executable, True
    yield sys.prefix, not _is_in_environment(sys.prefix)
    for folder in _folders():
        yield folder, not _is_in_environment(folder)


def _weak_inside(accounts: frozenset[int]) -> Iterator[str | None]:
    """Contents of the path's folders. All that is ours or imported; of the rest, its beginning."""
    tree = Path(postigo.__file__).resolve().parents[2]
    for folder in _folders():
        groups = not _is_in_environment(folder)
        if (
            not groups or tree not in Path(folder).resolve().parents
        ):  # of the tree itself only its beginning is imported
            yield file_owners.weak_beside(folder, accounts, groups=groups)
            inner = [
                path for path in Path(folder).iterdir() if path.name in _IMPORTED or path.name.startswith("postigo")
            ]
            yield file_owners.weak_within([str(path) for path in inner if path.is_dir()], accounts, groups=groups)
        else:
            yield file_owners.weak_within([folder], accounts, groups=groups)


def _folders() -> list[str]:
    """Path of this Python, but for the standard library. That is the system's, and Python is on its way."""
    own = Path(os.__file__).parent
    found = [folder for folder in dict.fromkeys(sys.path) if Path(folder).is_absolute() and Path(folder).is_dir()]
    return [folder for folder in found if Path(folder) not in {own, own / "lib-dynload"}]


def _is_in_environment(folder: str) -> bool:
    """Whether a folder is a part of a virtual environment. Set-up makes those without a right for any group."""
    return sys.prefix != sys.base_prefix and Path(folder).is_relative_to(sys.prefix)


def can_step_down(environ: Mapping[str, str]) -> bool:
    """Whether somebody asked root for its rights whom this system knows."""
    number = file_owners.asker(environ)
    if sys.platform == "win32" or number is None:
        return False
    import pwd  # noqa: PLC0415 - not on Windows

    try:
        pwd.getpwuid(number)
    except KeyError:
        return False
    return True


def step_down(environ: Mapping[str, str]) -> None:
    """Become the one that asked root for its rights, for good, and begin again. Comes back only if that cannot be."""
    number = file_owners.asker(environ)
    if sys.platform == "win32" or number is None:
        return
    import pwd  # noqa: PLC0415 - not on Windows

    with contextlib.suppress(KeyError, OSError):  # gone in between; a folder that they may not even look into
        person = pwd.getpwuid(number)
        surroundings = file_owners.surroundings(person.pw_uid, person.pw_name, person.pw_dir, environ)
        os.initgroups(person.pw_name, person.pw_gid)
        os.setgid(person.pw_gid)  # as root these set the real and the saved one too: there is no way back
        os.setuid(number)
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], surroundings)  # noqa: S606 - no shell is wanted
