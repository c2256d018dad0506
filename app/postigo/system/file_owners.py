"""Owners of a file: the accounts that could change it on its whole path. Root runs only what is root's.

*Another account* is one that is neither root nor the one that asks: who looks, and behind sudo or pkexec the person who
typed it. Whoever owns a folder on the way can put another file in the place, and so can whoever may write in it; in a
sticky folder (/tmp) only what lies in it counts. Standard library only: set-up loads this file by its path, before
anything is installed.
"""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from typing import Final, TypeVar

T = TypeVar("T")
_MOST_LINKS: Final = 40  # as many as Linux follows
_ALL_ACCOUNTS: Final = ["0", "0", "4294967295"]
_UNMAPPED: Final = 65534


def asker(environ: Mapping[str, str]) -> int | None:
    """Account behind sudo, pkexec or doas. None where there is none, or where it is root itself."""
    numbers = [environ.get(name, "") for name in ("SUDO_UID", "PKEXEC_UID")]
    if environ.get("DOAS_USER") and sys.platform != "win32":
        import pwd  # noqa: PLC0415 - not on Windows

        with contextlib.suppress(KeyError):
            numbers.append(str(pwd.getpwnam(environ["DOAS_USER"]).pw_uid))
    return next((int(number) for number in numbers if number.isdecimal() and 0 < int(number) < 2**32), None)


def as_account(number: int, do: Callable[[], T]) -> T:
    """Result of doing something as root with another account's rights. By root itself where that account is gone."""
    if sys.platform == "win32":
        return do()
    import pwd  # noqa: PLC0415 - not on Windows

    try:
        account = pwd.getpwuid(number)
    except KeyError:
        return do()
    own, groups = os.getegid(), os.getgroups()
    os.initgroups(account.pw_name, account.pw_gid)
    os.setegid(account.pw_gid)
    os.seteuid(number)
    try:
        return do()
    finally:
        os.seteuid(0)
        os.setegid(own)
        os.setgroups(groups)


def trusted(environ: Mapping[str, str]) -> frozenset[int]:
    """Accounts that may change what we run. Root, who looks, and whoever asked root for it."""
    if sys.platform == "win32":
        return frozenset()
    asked = asker(environ) if os.geteuid() == 0 else None
    return frozenset({0, os.geteuid(), *([] if asked is None else [asked])}) | _outside()


def roots() -> frozenset[int]:
    """Accounts that may change a tool.

    As root only root, for it is run with root's rights; else also the one that looks.
    """
    if sys.platform == "win32":
        return frozenset()
    return frozenset({0, os.geteuid()}) | _outside()


def _outside() -> frozenset[int]:
    """Owner of everything from outside a container. Its kernel shows only some accounts there (user namespaces)."""
    try:
        with open("/proc/self/uid_map", encoding="ascii") as accounts:  # noqa: PTH123 - before anything is loaded
            limited = accounts.read().split()[:3] != _ALL_ACCOUNTS
    except (OSError, ValueError):
        return frozenset()
    return frozenset({_UNMAPPED}) if limited else frozenset()


def weak_point(path: str, trusted: Container[int], *, groups: bool = True) -> str | None:
    """First place on the way to a file that another account could change. None if none. Links are followed.

    What cannot be looked at counts as weak. With `groups`, a group in which there is nobody else does not count: many
    systems give each person a group of their own, and let it write.
    """
    at, ahead, links = "/", _parts(path), 0
    if _is_weak(os.lstat("/"), trusted, groups=groups):
        return "/"
    while ahead:
        name = ahead.pop()
        if name == "..":
            at = os.path.dirname(at)  # noqa: PTH120 - see above
            continue
        place = os.path.join(at, name)  # noqa: PTH118 - see above
        try:
            found = os.lstat(place)
            if _is_weak(found, trusted, groups=groups):
                return place
            if stat.S_ISLNK(found.st_mode):
                links += 1
                target = os.readlink(place)  # noqa: PTH115 - see above
                at = "/" if target.startswith("/") else at
                ahead += _parts(target)
            else:
                at = place
        except (OSError, ValueError):
            return place
        if links > _MOST_LINKS:
            return place
    return None


def weak_beside(folder: str, trusted: Container[int], *, groups: bool = True) -> str | None:
    """First thing right in this folder that another account could change. None if there is none."""
    try:
        with os.scandir(folder) as entries:
            weak = (
                entry.path for entry in entries if _is_weak(entry.stat(follow_symlinks=False), trusted, groups=groups)
            )
            return next(weak, None)
    except OSError:
        return folder


def surroundings(
    uid: int, name: str, home: str, environ: Mapping[str, str], exists: Callable[[str], bool] = os.path.exists
) -> dict[str, str]:
    """Environment as without `sudo`: their home, and their session bus if they have one."""
    kept = {
        key: value
        for key, value in environ.items()
        if not key.startswith("SUDO_") and key not in {"PKEXEC_UID", "DOAS_USER"}
    }
    kept.update(HOME=home, USER=name, LOGNAME=name)
    runtime = f"/run/user/{uid}"
    for key, path, value in (
        ("XDG_RUNTIME_DIR", runtime, runtime),
        ("DBUS_SESSION_BUS_ADDRESS", f"{runtime}/bus", f"unix:path={runtime}/bus"),
    ):
        kept.pop(key, None)
        if exists(path):
            kept[key] = value
    return kept


def weak_within(folders: Iterable[str], trusted: Container[int], *, groups: bool = True) -> str | None:
    """First thing anywhere in these folders that another account could change. None if there is none."""
    for folder in folders:
        for place, found in _everything(folder):
            if found is None or _is_weak(found, trusted, groups=groups):
                return place
    return None


def _everything(folder: str) -> Iterator[tuple[str, os.stat_result | None]]:
    """All that is in a folder, however deep; None for what cannot be looked at. Links are not followed."""
    ahead = [folder]
    while ahead:
        here = ahead.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    yield entry.path, entry.stat(follow_symlinks=False)
                    if entry.is_dir(follow_symlinks=False):
                        ahead.append(entry.path)
        except OSError:
            yield here, None


def _parts(path: str) -> list[str]:
    """The names on a way, the first one last."""
    return [name for name in path.split("/") if name not in {"", "."}][::-1]


def _is_weak(found: os.stat_result, trusted: Container[int], *, groups: bool) -> bool:
    """Whether another account could change this very thing. As its owner, by its group, or as anybody."""
    if found.st_uid not in trusted:
        return True
    mode = found.st_mode
    if stat.S_ISLNK(mode) or (stat.S_ISDIR(mode) and mode & stat.S_ISVTX):
        return False
    if mode & stat.S_IWOTH:
        return True
    return bool(mode & stat.S_IWGRP) and not (groups and _is_nobody_elses(found.st_gid, trusted))


def _is_nobody_elses(group: int, trusted: Container[int]) -> bool:
    """Whether nobody is in a group but accounts that are trusted. A group that is not known is somebody's."""
    if sys.platform == "win32":
        return False
    import grp  # noqa: PLC0415 - not on Windows
    import pwd  # noqa: PLC0415 - not on Windows

    try:
        members = [pwd.getpwnam(name).pw_uid for name in grp.getgrgid(group).gr_mem]
        return all(uid in trusted for uid in members) and all(
            account.pw_uid in trusted for account in pwd.getpwall() if account.pw_gid == group
        )
    except (KeyError, OSError):
        return False
