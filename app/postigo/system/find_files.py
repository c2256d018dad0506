"""Search for names below a folder on one walk, bounded in folders, names and time. No closed folder ends it."""

# ruff: noqa: PTH116 - as in `files`: each call is chosen, and none raises what it likes

from __future__ import annotations

import os
import re
import stat
import sys
import threading
import time
from collections.abc import Collection, Iterator
from fnmatch import fnmatch, translate
from typing import Final

from postigo.core.system import ABSENT, Absent, CannotTell, Entry, Found, Unknown
from postigo.system import files

FOLDERS: Final = 20_000
NAMES: Final = 200_000
SECONDS: Final = 4.0
"""Folders listed, names seen and seconds after which a walk is cut."""
SECONDS_KEPT: Final = 10.0
"""How long the same walk is not taken again."""


class Kept:
    """Cache of walks that several checks ask for within one audit. Each is taken once, and forgotten soon after."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._walks: dict[object, tuple[threading.Lock, list[tuple[float, Found | Absent]]]] = {}

    def find(self, folder: str, names: tuple[str, ...], depth: int, only: str, skip: Collection[str]) -> Found | Absent:
        """See `find`. Whoever asks while another walks waits for that walk."""
        with self._lock:
            lock, kept = self._walks.setdefault((folder, names, depth, only, frozenset(skip)), (threading.Lock(), []))
        with lock:
            if not kept or time.monotonic() - kept[0][0] > SECONDS_KEPT:
                kept[:] = [(time.monotonic(), find(folder, names, depth, only, skip))]
            return kept[0][1]


def find(folder: str, names: tuple[str, ...], depth: int, only: str, skip: Collection[str]) -> Found | Absent:
    """Entries that bear one of the names. See `System.find`."""
    walk = _Walk(names, frozenset(skip))
    top = files.real(folder)
    separator = "\\" if sys.platform == "win32" else "/"
    try:
        if not stat.S_ISDIR(os.stat(top or separator).st_mode):
            return ABSENT
    except (OSError, ValueError) as problem:
        reason = files.why_not(problem, folder)
        if isinstance(reason, Absent):
            return reason
        raise reason from None
    todo = [(folder, top, 0)]
    while todo and not walk.cut:
        shown, path, level = todo.pop()
        listed = list(walk.listed(shown, path))
        if not level and folder in walk.closed:
            raise CannotTell(Unknown.DENIED, folder)
        for name in listed:
            below = (f"{shown}{separator}{name}", f"{path}{separator}{name}")
            if level < depth and (level or fnmatch(name, only)):
                todo.append((*below, level + 1))
    entries = tuple(sorted(walk.entries(separator), key=_path))
    return Found(entries, tuple(sorted(walk.closed)), walk.cut)


def _path(entry: Entry) -> str:
    return entry.path


class _Walk:
    """One walk, which counts what it sees and enters no folder twice."""

    def __init__(self, names: tuple[str, ...], skip: frozenset[str]) -> None:
        windows = sys.platform == "win32"
        self._fold = str.casefold if windows else str
        self._names = {self._fold(name) for name in names}
        wild = [translate(self._fold(name)) for name in sorted(skip) if re.search(r"[*?[]", name)]
        self._skip = {self._fold(name) for name in skip}
        self._skip_like = re.compile("|".join(wild) or "(?!)")
        self._entered: set[tuple[int, int]] = set()
        self._visited = 0
        self._folders = 0
        self._ends = time.monotonic() + SECONDS
        self.matches: list[tuple[str, str]] = []
        self.closed: list[str] = []
        self.cut = False

    def listed(self, shown: str, path: str) -> Iterator[str]:
        """Folders in a folder that may be entered. What bears one of the names is kept."""
        separator = "\\" if sys.platform == "win32" else "/"
        self._folders += 1
        try:
            if self._was_entered(path):
                return
            with os.scandir(path or separator) as entries:
                if self._folders > FOLDERS or time.monotonic() > self._ends:
                    self.cut = True
                    return
                for entry in entries:
                    self._visited += 1
                    if self._visited > NAMES:
                        self.cut = True
                        return
                    name = self._fold(entry.name)
                    if name in self._names:
                        self.matches.append((f"{shown}{separator}{entry.name}", f"{path}{separator}{entry.name}"))
                    if name in self._skip or self._skip_like.match(name) or not _is_folder(entry):
                        continue
                    if _is_elsewhere(entry):
                        self.closed.append(f"{shown}{separator}{entry.name}")
                    else:
                        yield entry.name
        except (OSError, ValueError) as problem:
            reason = files.why_not(problem, shown)
            if isinstance(reason, CannotTell) and _is_own(path):
                self.closed.append(shown)

    def entries(self, separator: str) -> Iterator[Entry]:
        """Entries that were found, unchanged."""
        for shown, path in self.matches:
            try:
                entry = files.described(shown, path, separator)
            except CannotTell:  # a name that is no text, or a date that is none
                self.closed.append(shown.rpartition(separator)[0].encode(errors="replace").decode())
                continue
            if entry is not None:
                yield entry

    def _was_entered(self, path: str) -> bool:
        if sys.platform == "win32":  # links are not followed there, and to ask would open each folder
            return False
        info = os.stat(path or "/")
        key = (info.st_dev, info.st_ino)
        if key in self._entered:
            return True
        self._entered.add(key)
        return False


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        if sys.platform == "win32":
            info = entry.stat(follow_symlinks=False)
            return stat.S_ISDIR(info.st_mode) and not info.st_reparse_tag
        return entry.is_dir()
    except OSError:
        return False  # a link in a circle, or one that leads to a place that is gone


def _is_elsewhere(entry: os.DirEntry[str]) -> bool:
    """Whether a folder of Windows would be fetched by listing it."""
    return sys.platform == "win32" and files.is_virtual(entry.stat(follow_symlinks=False))


def _is_own(path: str) -> bool:
    """Whether a folder that could not be listed is this account's. Somebody else's holds nothing of its."""
    if sys.platform == "win32":
        return True
    try:
        return os.lstat(path).st_uid == os.geteuid()
    except OSError:
        return True
