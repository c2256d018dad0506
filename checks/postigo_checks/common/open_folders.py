"""Entries of the folders that this account may enter. A pattern as a whole is refused for one that it may not.

`/etc/firewalld` is 0750 wherever firewalld is, so a pattern like `/etc/*/policies/*` is DENIED to every ordinary account there. What the
account may not enter is read by no program of it either: for what its browser reads, that folder is as good as empty.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Entry, Found, System, Unknown, attempt

_LISTED_BY_ALL: Final = 0o004
_FOLDERS: Final = "/*/"


def entries(system: System, pattern: str) -> tuple[Entry, ...] | CannotTell:
    """Entries under a pattern, sorted by path, without closed folders."""
    found = attempt(system.glob, pattern)
    above, each, below = pattern.partition(_FOLDERS)
    if not isinstance(found, CannotTell) or found.why is not Unknown.DENIED or not each:
        return found
    folders = attempt(system.glob, f"{above}/*")
    if isinstance(folders, CannotTell):
        return folders
    within: list[Entry] = []
    for folder in _worth_a_look(system, above, folders, below.partition("/")[0]):
        inner = entries(system, f"{folder}/{below}")
        if not isinstance(inner, CannotTell):
            within += inner
        elif inner.why is not Unknown.DENIED:
            return inner
    return tuple(sorted(within, key=lambda entry: entry.path))


def _worth_a_look(system: System, above: str, folders: tuple[Entry, ...], name: str) -> list[str]:
    """The folders in which something has that name, as one walk tells. And those that may be entered but not listed."""
    there = [folder for folder in folders if folder.kind == "folder"]
    named = attempt(system.find, above, (name,), depth=1) if not re.search(r"[*?[]", name) else None
    if not isinstance(named, Found) or named.cut:
        return [folder.path for folder in there]
    has = {entry.path.rpartition("/")[0] for entry in named.entries}
    unlisted = {folder.path for folder in there if not (folder.mode or 0) & _LISTED_BY_ALL} | {*named.closed}
    return [folder.path for folder in there if folder.path in has | unlisted]
