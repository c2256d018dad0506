"""Disk encryption on Linux, by `lsblk`, and of ZFS by its own tool.

A root that no block device carries (ZFS, a container) does not stand there at all: that is not "off". Encryption of
single folders (fscrypt, eCryptfs, systemd-homed) leaves the disk as it is; one sees that it was set up, not for whom.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, Keyword, Path, System, Unknown, Unseen, attempt
from postigo_checks.image.disk_encryption import disk_keys
from postigo_checks.image.disk_encryption.block_devices import Disks, Lock, disks
from postigo_checks.image.disk_encryption.fact import Encryption, Part, State

SIGNS: Final = ("/.fscrypt", "/home/.fscrypt", "/home/.ecryptfs")
"""Folders that fscrypt and eCryptfs make when they are set up on a file system."""

_MOUNTS: Final = "/proc/mounts"
_WORDS: Final = 6  # of a line: device, place, kind, options, two numbers
_HOMES: Final = ("/home", "/var/home")
_START: Final = ("/boot", "/efi", "/recovery")
"""Mount points that a computer starts from. They must be open, and nobody keeps files there."""
_SYSTEMS: Final = ("/sysroot", "/etc", "/usr", "/var", "/opt", "/nix", "/gnu", "/ostree", "/srv")
"""Parts of a system that is not locked anyway."""
_ZFS_CIPHERS: Final = {f"aes-{bits}-{mode}" for bits in (128, 192, 256) for mode in ("ccm", "gcm")}


def linux(system: System, data: Data) -> Encryption:
    """Encryption of `/` and of the people's folders, and their keys."""
    del data
    found = disks(system)
    mounted = found.mounted
    if "/sysroot" in mounted:  # an image-based Fedora: `/` is put together from what lies there
        mounted.setdefault("/", mounted["/sysroot"])
    tool = Keyword("LUKS")
    if "/" not in mounted or found.zfs is not None:
        pools = found.zfs is Lock.LOCKED
        of_zfs = _zfs(system)
        if "/" not in mounted and "/" not in of_zfs:
            raise CannotTell(Unknown.UNREADABLE, "no block device and no ZFS carries the root", asked="lsblk")
        tool = Keyword("ZFS") if "/" in of_zfs and not pools else tool
        mounted |= dict.fromkeys(of_zfs, Lock.LOCKED) if pools else of_zfs
    if mounted["/"] is Lock.UNKNOWN:
        raise CannotTell(Unknown.UNREADABLE, "the root encrypts by itself, or not")
    return _with_keys(system, found, _judged(system, found, tool))


def _judged(system: System, found: Disks, tool: Keyword) -> Encryption:
    mounted = found.mounted
    homes = {path: lock for path, lock in mounted.items() if _is_a_home(path)}
    inside = {path: lock for path, lock in mounted.items() if _is_in_a_home(path) and path not in homes}
    unseen = tuple(
        Unseen(Part.PEOPLE, Unknown.UNREADABLE)  # it encrypts by itself, or not
        for lock in (*homes.values(), *inside.values())
        if lock is Lock.UNKNOWN
    )
    folders = tuple(Path(path) for path, lock in inside.items() if lock is Lock.OPEN)
    fact = Encryption(tool, None, unseen, folders=folders, disk=_disk(found, "/"))
    if mounted["/"] is Lock.LOCKED or (homes and all(lock is Lock.LOCKED for lock in homes.values()) and _whole(homes)):
        plain = [path for path, lock in mounted.items() if lock is Lock.OPEN and _is_elsewhere(path) and path != "/"]
        others = tuple(Path(path) for path in plain if mounted["/"] is Lock.LOCKED or path not in _SYSTEMS)
        fact = replace(fact, others=others, swap_open=found.swap is not Lock.LOCKED)
        if mounted["/"] is not Lock.LOCKED:
            return replace(fact, state=State.PEOPLE_ONLY)
        if Lock.OPEN in homes.values():
            home = next(path for path, lock in homes.items() if lock is Lock.OPEN)
            return replace(fact, state=State.SYSTEM_ONLY, disk=_disk(found, home))
        return replace(fact, state=State.SYSTEM if folders or unseen else State.ON)
    if any(lock is Lock.LOCKED for path, lock in homes.items() if path not in _HOMES):
        own = Unseen(Part.HOMES, Unknown.UNREADABLE)
        return replace(fact, state=State.SOME_FOLDERS, unseen=(*unseen, own))
    for sign in SIGNS:
        there = attempt(system.glob, sign)
        if isinstance(there, CannotTell):
            unseen += (Unseen(Part.SIGNS, there.why, Path(sign)),)
        elif there:
            return replace(fact, state=State.SOME_FOLDERS, unseen=(Unseen(Part.SIGNS, Unknown.UNREADABLE),))
    return Encryption(tool, State.OFF, unseen, disk=_disk(found, "/"))


def _whole(homes: dict[str, Lock]) -> bool:
    """Whether what is locked are the homes of all, not one person's."""
    return any(home in homes for home in _HOMES)


def _is_a_home(path: str) -> bool:
    return path in {"~", *_HOMES} or path.rpartition("/")[0] in _HOMES


def _is_in_a_home(path: str) -> bool:
    return path.startswith(("~/", *(f"{home}/" for home in _HOMES)))


def _is_elsewhere(path: str) -> bool:
    """Whether it is another disk, which may hold anything. Neither the people's nor what the computer starts from."""
    if _is_a_home(path) or _is_in_a_home(path):
        return False
    return not any(path == start or path.startswith(f"{start}/") for start in _START)


def _with_keys(system: System, found: Disks, fact: Encryption) -> Encryption:
    """A lock whose key lies beside it locks nothing. Only where something is open besides what the computer starts from."""
    if fact.state not in {State.ON, State.PEOPLE_ONLY} or fact.folders or fact.unseen:
        return fact
    plain = [path for path, lock in found.mounted.items() if lock is not Lock.LOCKED and not path.startswith(_START)]
    if not plain:
        return fact
    asked = {
        name: attempt(disk_keys.is_open, system, name, found.mounted)
        for name, paths in sorted(found.unlocked.items())
        if any(path == "/" or _is_a_home(path) or _is_in_a_home(path) for path in paths)
    }
    for name, is_open in asked.items():
        if is_open is True:
            return replace(fact, state=State.KEY_OPEN, disk=Handle(HandleKind.DISK, f"/dev/mapper/{name}"))
    unseen = (Unseen(Part.KEYS, unknown.why) for unknown in asked.values() if isinstance(unknown, CannotTell))
    return replace(fact, unseen=(*fact.unseen, *unseen))


def _disk(found: Disks, path: str) -> Handle:
    """Handle of what is mounted somewhere. By its device, or by its place where it has none (ZFS)."""
    return Handle(HandleKind.DISK, found.devices.get(path, path))


def _zfs(system: System) -> dict[str, Lock]:
    """`/` and the people's folders where they are ZFS."""
    found: dict[str, Lock] = {}
    lines = [line.split() for line in system.read(_MOUNTS).decode("utf-8", "surrogateescape").splitlines()]
    if not any(words[1:2] == ["/"] for words in lines) or not all(len(words) == _WORDS for words in lines):
        raise CannotTell(Unknown.UNREADABLE, "the list of mounts has another shape")
    for words in lines:
        match words:
            case [dataset, path, "zfs", *_] if path == "/" or _is_a_home(path) or _is_in_a_home(path):
                found[path] = Lock.LOCKED if _is_encrypted(system, dataset) else Lock.OPEN
            case [_, path, *_]:
                found.pop(path, None)  # something else was mounted over it
    return found


def _is_encrypted(system: System, dataset: str) -> bool:
    if dataset.startswith("-"):  # no option of ours
        raise CannotTell(Unknown.UNREADABLE, "a data set with an odd name")
    output = system.run("zfs", "get", "-H", "-o", "value", "encryption", dataset)
    word = output.out.removesuffix("\n")
    if output.code != 0 or word not in {"off", *_ZFS_CIPHERS}:
        raise CannotTell(Unknown.UNREADABLE, f"zfs get: status {output.code}, {output.out!r:.40}")
    return word != "off"
