"""Disks of this Linux and their mount points, locked or not, by `lsblk`.

`lsblk` prints a device once for each of its parents, so every way down to a mount point must pass an encrypted one. It
says `crypt` of whatever `cryptsetup` has made, also of a device that is only checked for changes (verity, integrity) and
lies there for all to read: so what is under it counts, LUKS or nothing that can be recognised. The disks of a pool of Btrfs
stand there alone, and only one of them with the mount points: the kernel tells which belong together.
What encrypts by itself (bcachefs, VeraCrypt) looks plain from outside: of that nobody can tell. Nor of a file that is mounted
as if it were a disk (`loop`): it stands there alone, and may lie on a locked one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from postigo.api import CannotTell, Json, System, Unknown
from postigo_checks.common.json_answers import told

LSBLK: Final = ("lsblk", "-J", "-o", "NAME,TYPE,FSTYPE,MOUNTPOINTS")
POOLS: Final = "/sys/fs/btrfs/*/devices/*"

_DEEPEST: Final = 32
_LOCKED: Final = {"crypto_LUKS", "BitLocker", None}
"""Contents of an encrypted device, as seen from outside."""
_BY_ITSELF: Final = {"bcachefs"}
_MAPPED: Final = {"crypt", "lvm", "dm", "mpath"}
"""Kinds of devices that the kernel's device mapper makes."""
_MEMBERS: Final = {"btrfs"}
_SWAP: Final = "[SWAP]"
_NO_FILES: Final = {"squashfs", "erofs", "iso9660", "udf"}
"""File systems that are written once. Programs, and what came on a disc."""
_ALWAYS: Final = ("/home", "/var/home", "/sysroot", "~")


class Lock(IntEnum):
    """Whether something is locked; of several ways to the same, the worst holds."""

    OPEN = 0
    UNKNOWN = 1
    LOCKED = 2


@dataclass(slots=True)
class Disks:
    """Locks of mount points, swap and ZFS. With the names of what is unlocked by a key, and where it is mounted."""

    mounted: dict[str, Lock] = field(default_factory=dict)
    swap: Lock = Lock.LOCKED
    zfs: Lock | None = None
    unlocked: dict[str, set[str]] = field(default_factory=dict)
    devices: dict[str, str] = field(default_factory=dict)
    """Paths of devices by the place where they are mounted."""


def disks(system: System) -> Disks:
    """Disks as `lsblk` tells them. UNREADABLE if a device of it has another shape."""
    devices = told(system.run(*LSBLK), "lsblk").get("blockdevices")
    if not isinstance(devices, list):
        raise CannotTell(Unknown.UNREADABLE, "lsblk lists no devices")
    found = Disks()
    idle: dict[str, Lock] = {}
    pools: set[str] = set()
    for device in _walk(devices, _Above(), 0):
        _note(found, device)
        if device.looks in _MEMBERS:
            pools.update(device.paths)
            if not device.paths and device.lock is not Lock.LOCKED:
                idle[device.name] = device.lock
    if idle and pools:
        _join(system, found, idle, pools)
    return found


def _note(found: Disks, device: _Device) -> None:
    for key in device.keys:
        found.unlocked.setdefault(key, set()).update(device.paths)
    if device.looks == "zfs_member":
        found.zfs = min(device.lock, Lock.LOCKED if found.zfs is None else found.zfs)
    for path in device.paths:
        if path == _SWAP:
            found.swap = min(found.swap, Lock.LOCKED if device.name.startswith("zram") else device.lock)
        elif device.looks not in _NO_FILES or path.startswith(_ALWAYS) or path == "/":
            found.mounted[path] = min(device.lock, found.mounted.get(path, Lock.LOCKED))
            found.devices[path] = f"/dev/{'mapper/' if device.kind in _MAPPED else ''}{device.name}"


def _join(system: System, found: Disks, idle: dict[str, Lock], pools: set[str]) -> None:
    """Disks of Btrfs without a mount point of their own. Those that belong to what is mounted lay it open."""
    members = {entry.path.rpartition("/")[2] for entry in system.glob(POOLS)}
    if not members:
        raise CannotTell(Unknown.UNREADABLE, "the kernel names no disk of Btrfs, and one is mounted")
    lock = min((lock for name, lock in idle.items() if name in members), default=Lock.LOCKED)
    for path in pools:
        if path in found.mounted:
            found.mounted[path] = min(lock, found.mounted[path])


@dataclass(frozen=True, slots=True)
class _Above:
    """Parents of a device: whether locked, how they look, what was unlocked."""

    lock: Lock = Lock.OPEN
    looks: str | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Device:
    name: str
    kind: str
    looks: str | None
    lock: Lock
    paths: tuple[str, ...]
    keys: tuple[str, ...]


def _walk(devices: list[Json], above: _Above, depth: int) -> Iterator[_Device]:
    for device in devices:
        match device:
            case {
                "name": str(name),
                "type": str(kind),
                "fstype": str() | None as looks,
                "mountpoints": [_, *_] as paths,
                **more,
            } if name and kind and depth < _DEEPEST:
                children = more.get("children", [])
                if not isinstance(children, list) or not all(map(_is_a_place, paths)):
                    raise CannotTell(Unknown.UNREADABLE, f"lsblk names a device as {device!r:.80}")
                keys = (*above.keys, name) if kind == "crypt" else above.keys
                lock = _lock(kind, looks, above)
                places = tuple(path for path in paths if isinstance(path, str))
                yield _Device(name, kind, looks, lock, places, keys)
                yield from _walk(children, _Above(lock, looks, keys), depth + 1)
            case _:
                raise CannotTell(Unknown.UNREADABLE, f"lsblk names a device as {device!r:.80}")


def _is_a_place(path: Json) -> bool:
    return path is None or (isinstance(path, str) and (path == _SWAP or path.startswith(("/", "~"))))


def _lock(kind: str, looks: str | None, above: _Above) -> Lock:
    if above.lock is Lock.LOCKED or (kind == "crypt" and above.looks in _LOCKED):
        return Lock.LOCKED
    if looks in _BY_ITSELF or kind == "loop" or (kind == "dm" and above.looks is None):
        return Lock.UNKNOWN
    return above.lock
