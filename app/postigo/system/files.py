"""Files: paths as recordings write them, contents, and entries under a pattern. Never opens a device."""

# ruff: noqa: PTH111, PTH116, PTH117 - `Path` would tidy paths, lists folders whole, and raises what it likes; here each call is chosen

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import translate
from functools import lru_cache
from typing import Final

from postigo.core.system import ABSENT, Absent, CannotTell, Entry, Unknown
from postigo.system import remote_paths

MATCHES: Final = 20_000
"""Entries after which a pattern is given up."""

_VISITED: Final = 200_000  # names looked at on the way; a package database has some 20,000 files in one folder

_NOT_THERE: Final = {errno.ENOENT, errno.ENOTDIR}
_REFUSED: Final = {errno.EACCES, errno.EPERM}


def home() -> str:
    """The home folder of the person, as the environment or else the account database says."""
    folder = os.path.expanduser("~")
    if not os.path.isabs(folder):
        raise CannotTell(Unknown.MISSING, "this account has no home folder")
    return folder.rstrip("/\\") or folder


def real(path: str) -> str:
    """The path behind `~` and `%NAME%`. Other computers' shares are refused: an audit stays on this machine."""
    if path == "~" or path.startswith(("~/", "~\\")):
        path = home() + path[1:]
    if sys.platform == "win32":
        path = re.sub(r"%([^%\\/]+)%", _variable, path)
        remote_paths.refuse(path)
    try:
        path.encode()
    except UnicodeEncodeError:
        raise CannotTell(Unknown.UNREADABLE, f"{path!r} is not text") from None
    return path


def told(path: str) -> str:
    """Path as recordings write it. A person's own folders begin with `~`, on systems where home holds a name.

    Not on Windows, where paths are compared with those in the registry, which stand there in full.
    """
    if sys.platform != "win32":
        own = os.path.expanduser("~").rstrip("/")
        for folder in {own, os.path.realpath(own)} - {"", "/", "~"}:
            if path == folder or path.startswith(folder + "/"):
                return "~" + path[len(folder) :]
    return path


def _variable(match: re.Match[str]) -> str:
    value = os.environ.get(match[1])
    if value is None:
        raise CannotTell(Unknown.MISSING, f"there is no variable {match[1]}")
    return value


def why_not(problem: OSError | ValueError, path: str) -> CannotTell | Absent:
    """Meaning of an error of the system: absent, DENIED, or UNREADABLE with its own words."""
    code = getattr(problem, "errno", None)
    if code in _NOT_THERE:
        return ABSENT
    if code in _REFUSED:
        return CannotTell(Unknown.DENIED, path)
    return CannotTell(Unknown.UNREADABLE, f"{path}: {getattr(problem, 'strerror', None) or problem}")


def regular(path: str) -> int | Absent:
    """Descriptor for reading a regular file, without waiting. Absent, DENIED, or UNREADABLE for anything else.

    The kind is asked before opening, since opening a device can do something, and again after, since names can be
    given to another file in between.
    """
    flags = os.O_RDONLY
    if sys.platform == "win32":
        flags |= os.O_BINARY | os.O_NOINHERIT
    else:  # a pipe that took the name in between must not hold us, nor a terminal become ours; /proc/kmsg waits too
        flags |= os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
    try:
        info = os.stat(path)
        if _lies_elsewhere(info):
            raise CannotTell(Unknown.MISSING, f"{path} lies in a cloud; reading it would fetch it")
        if stat.S_ISREG(info.st_mode):
            file = os.open(path, flags)
            if stat.S_ISREG(os.fstat(file).st_mode):
                return file
            os.close(file)
    except (OSError, ValueError) as problem:
        reason = why_not(problem, path)
        if isinstance(reason, Absent):
            return reason
        raise reason from None
    raise CannotTell(Unknown.UNREADABLE, f"{path} is not a file")


_NOT_HERE: Final = 0x1000 | 0x400000  # FILE_ATTRIBUTE_OFFLINE, _RECALL_ON_DATA_ACCESS
_RECALL_ON_OPEN: Final = (
    0x40000  # in the listing of a folder only: asked of a file itself, the bit is FILE_ATTRIBUTE_EA
)
_DATALESS: Final = 0x40000000  # SF_DATALESS of macOS


def _lies_elsewhere(info: os.stat_result) -> bool:
    """Whether a file lies in a cloud only. Reading it would reach the network, and fill the disk."""
    if sys.platform == "win32":
        return bool(info.st_file_attributes & _NOT_HERE)
    if sys.platform == "darwin":
        return bool(info.st_flags & _DATALESS)
    return False


def is_virtual(listed: os.stat_result) -> bool:
    """Whether opening a folder would fetch it, by the listing of the folder above.

    winnt.h gives the bit two names; Microsoft's page on file attributes says that listings alone have it in this meaning.
    """
    return bool(getattr(listed, "st_file_attributes", 0) & _RECALL_ON_OPEN)


def read(path: str, limit: int, head: int | None = None) -> bytes | Absent:
    """A whole file, or its first `head` bytes; UNREADABLE if it is longer than `limit`. See `System.read`."""
    most = limit + 1 if head is None else head
    file = regular(real(path))
    if isinstance(file, Absent):
        return file
    content = bytearray()
    try:
        while len(content) < most and (chunk := os.read(file, min(most - len(content), 1 << 20))):
            content += chunk
    except OSError as problem:
        reason = why_not(problem, path)
        raise reason if isinstance(reason, CannotTell) else CannotTell(Unknown.UNREADABLE, f"{path} has gone") from None
    finally:
        os.close(file)
    if head is None and len(content) > limit:
        raise CannotTell(Unknown.UNREADABLE, f"{path} is longer than {limit} bytes")
    return bytes(content)


# --- patterns --------------------------------------------------------------------------------------------------------


def glob(pattern: str) -> tuple[Entry, ...]:
    """Entries under a pattern. See `System.glob`.

    Hidden names match like any other. `**` stands for any number of folders and follows no link, so no circle can hold
    it. A folder that had to be listed and could not is DENIED as a whole: part of an answer would look like all of it.
    """
    windows = sys.platform == "win32"
    parts = (pattern.replace("\\", "/") if windows else pattern).split("/")
    separator = "\\" if windows else "/"
    fixed = [parts.pop(0)]  # "~", a drive, a variable, or nothing before the root
    while parts and not re.search(r"[*?[]", parts[0]):
        fixed.append(parts.pop(0))
    shown = separator.join(fixed)
    walk = _Walk(separator)
    found: dict[str, Entry] = {}
    for match in walk.matches(shown, real(shown or separator).rstrip(separator), [part for part in parts if part]):
        entry = described(*match, separator)
        if entry is not None:
            found[entry.path] = entry
        if len(found) > MATCHES:
            raise CannotTell(Unknown.UNREADABLE, f"more than {MATCHES} entries under {pattern}")
    return tuple(found[path] for path in sorted(found))


class _Walk:
    """One walk under a pattern, which counts the names that it sees."""

    def __init__(self, separator: str) -> None:
        self._separator = separator
        self._visited = 0

    def matches(self, shown: str, path: str, parts: list[str]) -> Iterator[tuple[str, str]]:
        """Matches, each as it is shown and as it is. `parts` are what is left of the pattern."""
        todo = [(shown, path, parts)]
        while todo:
            shown, path, parts = todo.pop()
            if not parts:
                yield shown, path
            elif parts[0] == "**":
                if parts[1:]:
                    todo.append((shown, path, parts[1:]))
                for name, is_folder in self._names(path):
                    below = (f"{shown}{self._separator}{name}", f"{path}{self._separator}{name}")
                    if not parts[1:]:
                        yield below
                    if is_folder:
                        todo.append((*below, parts))
            else:
                todo.extend(
                    (f"{shown}{self._separator}{name}", f"{path}{self._separator}{name}", parts[1:])
                    for name in self._fitting(path, parts[0])
                )

    def _fitting(self, folder: str, part: str) -> Iterator[str]:
        """Names in a folder that fit one part of a pattern. A part without a wildcard is not looked for yet."""
        if not re.search(r"[*?[]", part):
            yield part
            return
        fits = _fits(part)
        yield from (name for name, _ in self._names(folder) if fits.match(name))

    def _names(self, folder: str) -> list[tuple[str, bool]]:
        """Names in a folder, each with whether it is a folder itself. Links, junctions and folders of a cloud are not."""
        names = []
        try:
            with os.scandir(folder if folder.strip(":") != folder[:1] else folder + self._separator) as entries:
                for entry in entries:
                    self._visited += 1
                    if self._visited > _VISITED:
                        raise CannotTell(Unknown.UNREADABLE, f"more than {_VISITED} names under {folder}")
                    names.append((entry.name, _is_true_folder(entry)))
        except (OSError, ValueError) as problem:
            reason = why_not(problem, folder)
            if isinstance(reason, CannotTell):
                raise reason from None
        return names


def _is_true_folder(entry: os.DirEntry[str]) -> bool:
    if sys.platform == "win32":
        info = entry.stat(follow_symlinks=False)
        return stat.S_ISDIR(info.st_mode) and not info.st_reparse_tag and not is_virtual(info)
    return entry.is_dir(follow_symlinks=False)


@lru_cache(maxsize=64)
def _fits(part: str) -> re.Pattern[str]:
    return re.compile(translate(part), re.IGNORECASE if sys.platform == "win32" else re.NOFLAG)


def described(shown: str, path: str, separator: str) -> Entry | None:
    """One thing that is there; None if it has gone meanwhile. A link that leads nowhere is there, as "other"."""
    try:
        shown.encode()
    except UnicodeEncodeError:
        raise CannotTell(Unknown.UNREADABLE, f"a name that is not UTF-8: {shown!r}") from None
    path = path or separator
    try:
        info = itself = os.lstat(path)
        if _is_link(itself):
            try:
                info = os.stat(path)
            except OSError as problem:
                if problem.errno not in {*_NOT_THERE, errno.ELOOP}:
                    raise
    except (OSError, ValueError) as problem:
        if isinstance(problem, OSError) and problem.errno == errno.ELOOP:
            return None  # a folder on the way is a link in a circle: there is nothing behind it
        reason = why_not(problem, shown)
        if isinstance(reason, CannotTell):
            raise reason from None
        return None
    return Entry(
        shown or separator,
        "file" if stat.S_ISREG(info.st_mode) else "folder" if stat.S_ISDIR(info.st_mode) else "other",
        info.st_size,
        _moment(info.st_mtime_ns, shown),
        writable_by_others=_is_writable_by_others(info.st_mode),
        mode=None if sys.platform == "win32" or stat.S_ISLNK(info.st_mode) else stat.S_IMODE(info.st_mode),
        link=_is_link(itself),
    )


def _is_link(info: os.stat_result) -> bool:
    """Whether it is a symbolic link, or a junction of Windows. A cloud's file has a reparse tag too, and is none."""
    if sys.platform == "win32" and info.st_reparse_tag == stat.IO_REPARSE_TAG_MOUNT_POINT:
        return True
    return stat.S_ISLNK(info.st_mode)


def _is_writable_by_others(mode: int) -> bool:
    """See `Entry`. A link's own rights mean nothing."""
    return sys.platform != "win32" and not stat.S_ISLNK(mode) and bool(mode & (stat.S_IWGRP | stat.S_IWOTH))


def _moment(nanoseconds: int, path: str) -> datetime:
    try:
        return datetime.fromtimestamp(nanoseconds // 1000 / 1e6, tz=UTC)
    except (OverflowError, ValueError, OSError):
        raise CannotTell(Unknown.UNREADABLE, f"{path} has a date that is none") from None
