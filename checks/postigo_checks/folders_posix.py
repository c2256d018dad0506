"""Who may look into the pictures folder on Linux and macOS: the permission bits from the home down to it.

Whoever may pass through each folder (x) and list the last one (r) can look. A home of 0711 hides its names, and the
name of the pictures folder is easily guessed: so the last folder's own bits count. Group bits are left out: nearly
everywhere a person's group has no other member. Extended access lists are not seen.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from postigo.api import CannotTell, Data, System, Unknown, attempt
from postigo_checks import accounts_linux, accounts_macos
from postigo_checks.cloud_linux import pictures
from postigo_checks.folders_fact import PicturesFolder

_PASS: Final = 0o001
_LIST: Final = 0o005


def linux(system: System, data: Data) -> PicturesFolder:
    """The folder that `user-dirs.dirs` names."""
    del data
    found = _look(system, pictures(system))
    if not (found.open or found.home_listed):
        return found
    return _with_others(found, attempt(accounts_linux.people, system))


def macos(system: System, data: Data) -> PicturesFolder:
    """On macOS it is always called so; the name that is shown is translated, not the folder's.

    Every home is 0755 there and its folders 0700: that others see the names of those few folders is nobody's fault.
    """
    del data
    found = replace(_look(system, "~/Pictures"), home_listed=False)
    return _with_others(found, attempt(accounts_macos.people, system)) if found.open else found


def _look(system: System, folder: str) -> PicturesFolder:
    steps = ["~"] if folder.startswith("~") else []
    for part in folder.split("/")[1:]:
        steps.append(f"{steps[-1] if steps else ''}/{part}")
    bits = [_bits(system, step) for step in steps]
    if bits[0] is None:
        raise CannotTell(Unknown.MISSING, f"{steps[0]} is not there")
    home = bits[0] if folder.startswith("~") else 0
    listed = home & _LIST == _LIST
    if bits[-1] is None:  # no such folder: there are no pictures in it
        return PicturesFolder(open=False, home_listed=listed)
    passed = all(bit is not None and bit & _PASS for bit in bits[:-1])
    is_open = passed and bits[-1] & _LIST == _LIST
    return PicturesFolder(open=is_open, home_listed=listed and not is_open)


def _bits(system: System, folder: str) -> int | None:
    """The permission bits of a folder; None where there is none."""
    entries = system.glob(re.sub(r"([*?[])", r"[\1]", folder))
    if not entries:
        return None
    if len(entries) != 1 or entries[0].kind != "folder" or entries[0].mode is None:
        raise CannotTell(Unknown.UNREADABLE, f"{folder} is no folder, or has no permission bits")
    return entries[0].mode


def _with_others(found: PicturesFolder, people: tuple[object, ...] | CannotTell) -> PicturesFolder:
    if isinstance(people, CannotTell):
        return replace(found, missed=(people,))
    return replace(found, others=len(people) > 1)
