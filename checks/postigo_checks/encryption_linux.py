"""Disk encryption on Linux: what lies under `/` and `/home`, by `lsblk`; ZFS by its own tool.

`lsblk` prints a device once for each of its parents, so every way down to a mount point must pass an encrypted one. It
says `crypt` of whatever `cryptsetup` has made, also of a device that is only checked for changes (verity, integrity) and
lies there for all to read: so what is under it counts, LUKS or nothing that can be recognised. A
root that no block device carries (ZFS, a container) does not stand there at all: that is not "off". Encryption of
single folders (fscrypt, eCryptfs, systemd-homed) leaves the disk as it is; one sees that it was set up, not for whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import CannotTell, Choice, Data, Json, System, Unknown, attempt
from postigo_checks.encryption_fact import Encryption, State
from postigo_checks.shapes import told

LSBLK: Final = ("lsblk", "-J", "-o", "NAME,TYPE,FSTYPE,MOUNTPOINTS")
SIGNS: Final = ("/.fscrypt", "/home/.fscrypt", "/home/.ecryptfs")
"""Folders that fscrypt and eCryptfs make when they are set up on a file system."""

_MOUNTS: Final = "/proc/mounts"
_DEEPEST: Final = 32
_LOCKED: Final = {"crypto_LUKS", "BitLocker", None}
"""What the contents of an encrypted device look like from outside."""

_POOLS: Final = ""
"""Stands for the mount point of what has none: the devices that ZFS makes its pools of."""

_HOMES: Final = ("/home", "/var/home")
_ZFS_CIPHERS: Final = {f"aes-{bits}-{mode}" for bits in (128, 192, 256) for mode in ("ccm", "gcm")}


def linux(system: System, data: Data) -> Encryption:
    """Whether `/`, and `/home` where it is a mount of its own, lie on something encrypted."""
    del data
    mounted = _mounted(system)
    if "/sysroot" in mounted:  # an image-based Fedora: `/` is put together from what lies there
        mounted.setdefault("/", mounted["/sysroot"])
    tool = Choice("LUKS")
    pools = mounted.pop(_POOLS, False)
    if "/" not in mounted:
        found = _zfs(system)
        mounted |= dict.fromkeys(found, True) if pools else found
        tool = Choice("LUKS" if pools else "ZFS")
    people = [mounted[home] for home in _HOMES if home in mounted]
    persons = [locked for path, locked in mounted.items() if path.rpartition("/")[0] in _HOMES]
    if mounted["/"]:
        return Encryption(tool, State.ON if all((*people, *persons)) else State.SYSTEM_ONLY)
    if people and all((*people, *persons)):
        return Encryption(tool, State.PEOPLE_ONLY)
    if any(persons):
        return Encryption(tool, State.SOME_FOLDERS, (CannotTell(Unknown.UNREADABLE, "a home of its own"),))
    missed = []
    for sign in SIGNS:
        there = attempt(system.glob, sign)
        if isinstance(there, CannotTell):
            missed.append(there)
        elif there:
            return Encryption(tool, State.SOME_FOLDERS, (CannotTell(Unknown.UNREADABLE, f"{sign} is there"),))
    return Encryption(tool, State.OFF, tuple(missed))


def _mounted(system: System) -> dict[str, bool]:
    """Where the file systems of block devices are mounted, each with whether it lies on something encrypted."""
    devices = told(system.run(*LSBLK), "lsblk").get("blockdevices")
    if not isinstance(devices, list):
        raise CannotTell(Unknown.UNREADABLE, "lsblk lists no devices")
    mounted: dict[str, bool] = {}
    for path, locked in _walk(devices, locked=False, under=None, depth=0):
        mounted[path] = mounted.get(path, True) and locked
    return mounted


def _walk(devices: list[Json], *, locked: bool, under: Json, depth: int) -> Iterator[tuple[str, bool]]:
    for device in devices:
        match device:
            case {"type": str(kind), "fstype": str() | None as looks, "mountpoints": list(paths), **more} if (
                depth < _DEEPEST
            ):
                here = locked or (kind == "crypt" and under in _LOCKED)
                yield from ((path, here) for path in paths if isinstance(path, str))
                if looks == "zfs_member":
                    yield _POOLS, here
                children = more.get("children", [])
                if isinstance(children, list):
                    yield from _walk(children, locked=here, under=looks, depth=depth + 1)
            case _:
                raise CannotTell(Unknown.UNREADABLE, f"lsblk names a device as {device!r:.80}")


def _zfs(system: System) -> dict[str, bool]:
    """`/` and the people's folders where they are ZFS; UNREADABLE where the root is neither that nor on a block device."""
    found: dict[str, bool] = {}
    for line in system.read(_MOUNTS).decode("utf-8", "surrogateescape").splitlines():
        match line.split():
            case [dataset, path, "zfs", *_] if path == "/" or path in _HOMES or path.rpartition("/")[0] in _HOMES:
                found[path] = _is_encrypted(system, dataset)
            case [_, path, *_]:
                found.pop(path, None)  # something else was mounted over it
    if "/" not in found:
        raise CannotTell(Unknown.UNREADABLE, "no block device and no ZFS carries the root")
    return found


def _is_encrypted(system: System, dataset: str) -> bool:
    if dataset.startswith("-"):  # no option of ours
        raise CannotTell(Unknown.UNREADABLE, "a data set with an odd name")
    output = system.run("zfs", "get", "-H", "-o", "value", "encryption", dataset)
    word = output.out.removesuffix("\n")
    if output.code != 0 or word not in {"off", *_ZFS_CIPHERS}:
        raise CannotTell(Unknown.UNREADABLE, f"zfs get: status {output.code}, {output.out!r:.40}")
    return word != "off"
