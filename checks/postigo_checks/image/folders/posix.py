"""Access to the pictures folder on Linux and macOS, by permission bits. They count from the home down to it.

Whoever may pass through each folder (x) and list the last one (r) can look. A home of 0711 hides its names, and the
name of the pictures folder is easily guessed: so the last folder's own bits count. A person's group has no other member
nearly everywhere; on macOS (`staff`) and on a Linux where people have their main group in common, its bits let all of
them in. Extended access lists are not seen. A link leads to folders of which nothing is known here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, System, Unknown, Unseen, attempt
from postigo_checks.common.user_accounts import linux as accounts_linux
from postigo_checks.common.user_accounts import macos as accounts_macos
from postigo_checks.image.folders.fact import Part, PicturesFolder
from postigo_checks.image.photo_sync.linux import pictures

_PASS: Final = 0o1
_LIST: Final = 0o5
_OTHERS, _GROUP = 0, 3  # where their three bits begin


def linux(system: System, data: Data) -> PicturesFolder:
    """The folder that `user-dirs.dirs` names."""
    del data
    folder = pictures(system)
    steps = _steps(system, folder)
    found, by_group = _look(steps, _OTHERS), _look(steps, _GROUP)
    if not (found.open or found.home_listed or by_group.open):
        return found
    people = attempt(accounts_linux.people, system)
    if isinstance(people, CannotTell):
        return replace(found, unseen=(Unseen(Part.PEOPLE, people.why),), folder=Handle(HandleKind.PATH, folder))
    if not people and not found.open:  # a school keeps its accounts elsewhere, and they often have one group in common
        return replace(found, unseen=(Unseen(Part.PEOPLE, Unknown.MISSING),), folder=Handle(HandleKind.PATH, folder))
    groups = [account.group for account in people]
    together = len(set(groups)) < len(groups)
    return replace(
        found,
        open=found.open or (by_group.open and together),
        others=len(people) > 1 if people else None,
        folder=Handle(HandleKind.PATH, folder),
    )


def macos(system: System, data: Data) -> PicturesFolder:
    """Access to `~/Pictures`. On macOS it is always called so; the name that is shown is translated, not the folder's.

    Every home is 0755 or 0750 there and its folders 0700: that others see the names of those few is nobody's fault.
    """
    del data
    folder = "~/Pictures"
    steps = _steps(system, folder)
    is_open = _look(steps, _OTHERS).open or _look(steps, _GROUP).open
    found = PicturesFolder(is_open, folder=Handle(HandleKind.PATH, folder))
    if not found.open:
        return found
    people = attempt(accounts_macos.people, system)
    if isinstance(people, CannotTell):
        return replace(found, unseen=(Unseen(Part.PEOPLE, people.why),))
    return replace(found, others=len(people) > 1 if people else None)


def _steps(system: System, folder: str) -> list[int | None]:
    """Permission bits of each folder on the way down. From the home, or the root; None for one that is not there."""
    steps = ["~"] if folder.startswith("~") else []
    for part in folder.split("/")[1:]:
        steps.append(f"{steps[-1] if steps else ''}/{part}")
    bits = [_bits(system, step) for step in steps]
    if bits[0] is None:
        raise CannotTell(Unknown.MISSING, f"{steps[0]} is not there")
    return bits if folder.startswith("~") else [None, *bits]


def _look(steps: Sequence[int | None], shift: int) -> PicturesFolder:
    """Access of one class of accounts. A first step of None stands for a folder that lies in no home."""
    bits = [None if bit is None else bit >> shift for bit in steps]
    listed = bits[0] is not None and bits[0] & _LIST == _LIST
    *way, last = bits if bits[0] is not None else bits[1:]
    passed = all(bit is not None and bit & _PASS for bit in way)
    is_open = passed and last is not None and last & _LIST == _LIST  # no such folder: there are no pictures in it
    return PicturesFolder(open=is_open, home_listed=listed and not is_open)


def _bits(system: System, folder: str) -> int | None:
    """The permission bits of a folder; None where there is none."""
    entries = system.glob(re.sub(r"([*?[])", r"[\1]", folder))
    if not entries:
        return None
    if len(entries) != 1 or entries[0].kind != "folder" or entries[0].mode is None or entries[0].link:
        raise CannotTell(Unknown.UNREADABLE, f"{folder} is a link, or no folder, or has no permission bits")
    return entries[0].mode
