"""Write side of this machine, as far as three systems are alike."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
from collections.abc import Mapping
from typing import Final, NoReturn

from postigo.core.change import CannotChange, FileState, Refusal, RegistryData, Setting
from postigo.core.system import ABSENT, Absent, Bus, BusError, CannotTell, Json, Output, Platform, Unknown
from postigo.system import commands, files
from postigo.system.changes import locks

LIMIT: Final = 16 << 20
"""Most bytes of a file that is changed."""

_REASONS: Final = {
    errno.EACCES: Refusal.DENIED,
    errno.EPERM: Refusal.DENIED,
    errno.ENOENT: Refusal.MISSING,
    errno.ENOTDIR: Refusal.MISSING,
    errno.EROFS: Refusal.READ_ONLY,
    errno.ENOSPC: Refusal.FULL,
    errno.EDQUOT: Refusal.FULL,
    errno.ELOOP: Refusal.NO_WAY,
}


class MachineChanges:
    """Base of the three. `commands` are the words with which a command of the closed list begins."""

    platform: Platform
    commands: tuple[tuple[str, ...], ...] = ()

    def registry_data(self, key: str, name: str) -> RegistryData | Absent:
        """See `Changes.registry_data`."""
        del key, name
        self._has_no("registry")

    def set_registry(
        self, key: str, name: str, to: RegistryData | Absent, *, expected: RegistryData | Absent
    ) -> RegistryData | Absent:
        """See `Changes.set_registry`."""
        del key, name, to, expected
        self._has_no("registry")

    def drop_key(self, key: str) -> bool:
        """See `Changes.drop_key`."""
        del key
        self._has_no("registry")

    def file_state(self, path: str) -> FileState | Absent:
        """See `Changes.file_state`."""
        try:
            handle = os.open(real_path(path), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        except FileNotFoundError:
            return ABSENT
        except OSError as why:
            raise refused(why) from None
        with os.fdopen(handle, "rb") as opened:
            about = os.fstat(opened.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise CannotChange(Refusal.NO_WAY, "not an ordinary file")
            content = opened.read(LIMIT + 1)
        if len(content) > LIMIT:
            raise CannotChange(Refusal.UNREADABLE, "too large")
        return FileState(content, None if self.platform is Platform.WINDOWS else stat.S_IMODE(about.st_mode))

    def set_file(self, path: str, to: FileState | Absent, *, expected: FileState | Absent) -> FileState | Absent:
        """See `Changes.set_file`."""
        found = self.file_state(path)
        if found != expected:
            raise CannotChange(Refusal.CHANGED)
        real = real_path(path)
        try:
            if isinstance(to, Absent):
                os.unlink(real)  # noqa: PTH108 - paths are the system's own words here
            else:
                _replace(real, to)
        except OSError as why:
            raise refused(why) from None
        return found

    def make_folder(self, path: str) -> None:
        """See `Changes.make_folder`."""
        try:
            os.mkdir(real_path(path), 0o700)  # noqa: PTH102 - paths are the system's own words here
        except OSError as why:
            raise refused(why) from None

    def drop_folder(self, path: str) -> bool:
        """See `Changes.drop_folder`."""
        try:
            os.rmdir(real_path(path))  # noqa: PTH106 - as above
        except OSError:
            return False
        return True

    def clear(self, path: str) -> None:
        """See `Changes.clear`."""
        try:
            _clear(unfinished(real_path(path)))
        except OSError as why:
            raise refused(why) from None

    def set_mode(self, path: str, mode: int, *, expected: int) -> int:
        """See `Changes.set_mode`."""
        if sys.platform == "win32":
            self._has_no("mode of a file")
        if mode != mode & 0o7777:
            raise CannotChange(Refusal.UNREADABLE, "no mode")
        try:
            handle = os.open(real_path(path), os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                found = stat.S_IMODE(os.fstat(handle).st_mode)
                if found != expected:
                    raise CannotChange(Refusal.CHANGED, expected=Setting(expected), found=Setting(found))
                os.fchmod(handle, mode)
                if (now := stat.S_IMODE(os.fstat(handle).st_mode)) != mode:
                    os.fchmod(handle, found)
                    raise CannotChange(Refusal.FAILED, f"the file system made {now:04o} of {mode:04o}")
            finally:
                os.close(handle)
        except OSError as why:
            raise refused(why) from None
        return found

    def held(self, folder: str) -> bool:
        """See `Changes.held`."""
        return locks.held(real_path(folder))

    def swap_permissions(
        self, path: str, out: tuple[Mapping[str, Json], ...], into: tuple[Mapping[str, Json], ...]
    ) -> None:
        """See `Changes.swap_permissions`."""
        from postigo.system.changes import permission_rows  # noqa: PLC0415 - few changes look into a database

        permission_rows.swap(real_path(path), out, into)

    def run(self, *argv: str) -> Output:
        """See `Changes.run`."""
        if not any(argv[: len(words)] == words for words in self.commands):
            raise CannotChange(Refusal.NO_WAY, f"{argv[0]} is not in the list")
        try:
            return commands.run(argv, 20.0, None, commands.unannounced)
        except CannotTell as unknown:
            raise untold(unknown) from None

    def dbus(
        self, bus: Bus, destination: str, path: str, interface: str, member: str, signature: str = "", *arguments: Json
    ) -> Json | BusError:
        """See `Changes.dbus`."""
        del bus, destination, path, interface, member, signature, arguments
        self._has_no("D-Bus")

    def _has_no(self, what: str) -> NoReturn:
        raise CannotChange(Refusal.NO_WAY, f"{self.platform.value} has no {what}")


def _replace(real: str, to: FileState) -> None:
    """Put a file, once it is on the disk, in the place of another.

    It has the mode of `to`, and group and extended attributes of the one before. The new one has one name until then, so that whoever
    comes after a kill knows it.
    """
    new = unfinished(real)
    _clear(new)
    try:
        with os.fdopen(
            os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb"
        ) as opened:
            opened.write(to.content)
            opened.flush()
            if os.path.lexists(real):
                _keep(os.lstat(real), opened.fileno())
                shutil.copystat(real, new, follow_symlinks=False)
                os.utime(new)
            if to.mode is not None:
                os.chmod(new, to.mode)  # noqa: PTH101 - paths are the system's own words here
            os.fsync(opened.fileno())
        os.replace(new, real)  # noqa: PTH105 - as above
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(new)  # noqa: PTH108 - as above
        raise


def _keep(before: os.stat_result, new: int) -> None:
    """Give a new file the owners of the one before. An `OSError` where that cannot be; a second name would keep the old content."""
    if sys.platform == "win32":
        return
    if before.st_nlink != 1:
        raise OSError(errno.ELOOP, "it has a second name")
    if (before.st_uid, before.st_gid) != (os.fstat(new).st_uid, os.fstat(new).st_gid):
        os.fchown(new, before.st_uid, before.st_gid)


def unfinished(real: str) -> str:
    """Name of the new file beside one that is to be replaced."""
    folder, name = os.path.split(real)
    return os.path.join(folder, f".{name}.postigo-new")  # noqa: PTH118 - as above


def _clear(new: str) -> None:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        os.unlink(new)  # noqa: PTH108 - as above


def real_path(path: str) -> str:
    """Path behind `~`. MISSING or UNREADABLE where there is none."""
    try:
        found = files.real(path)
    except CannotTell as unknown:
        raise untold(unknown) from None
    if "\0" in found:
        raise CannotChange(Refusal.UNREADABLE, "no path")
    return found


def refused(why: OSError) -> CannotChange:
    """The refusal that an error of the system stands for."""
    return CannotChange(_REASONS.get(why.errno or 0, Refusal.FAILED), f"{type(why).__name__} {why.errno}")


def untold(unknown: CannotTell) -> CannotChange:
    """The refusal that stands for an answer that did not come."""
    reasons = {Unknown.DENIED: Refusal.DENIED, Unknown.MISSING: Refusal.MISSING, Unknown.UNREADABLE: Refusal.UNREADABLE}
    return CannotChange(reasons.get(unknown.why, Refusal.FAILED), str(unknown))
