"""Keys of encrypted disks that lie in the clear. What /etc/crypttab names, and what systemd takes by itself.

A line is: the name of the unlocked device, the disk, the key, options. `none` and `-` ask the person, or take
/etc/cryptsetup-keys.d/NAME.key. A key on an encrypted disk is locked away with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.api import Absent, CannotTell, System, Unknown
from postigo_checks.image.disk_encryption.block_devices import Lock

CRYPTTAB: Final = "/etc/crypttab"
KEYS: Final = "/etc/cryptsetup-keys.d"

_ASKED: Final = {"none", "-", ""}
_BY_CHANCE: Final = ("/dev/urandom", "/dev/random", "/dev/hwrng")
_ASKING_SCRIPTS: Final = (
    "decrypt_keyctl",
    "decrypt_gnupg",
    "decrypt_gnupg-sc",
    "decrypt_opensc",
    "decrypt_ssl",
    "decrypt_derived",
    "passdev",
    "askpass",
)
_ELSEWHERE: Final = ("/run/", "/dev/", "/media/", "/mnt/")


@dataclass(frozen=True, slots=True)
class _Line:
    name: str
    key: str
    options: tuple[str, ...]


def is_open(system: System, name: str, mounted: dict[str, Lock]) -> bool:
    """Whether the key of an unlocked device lies on something that is not locked. CannotTell where that cannot be seen."""
    content = system.read(CRYPTTAB, optional=True)
    lines = [] if isinstance(content, Absent) else _lines(content)
    line = next((line for line in lines if line.name == name), None)
    if line is None:  # unlocked by a program, or by the person
        return False
    if any(option.startswith("keyscript=") for option in line.options):
        script = next(option for option in line.options if option.startswith("keyscript=")).rpartition("/")[2]
        if script.removeprefix("keyscript=") in _ASKING_SCRIPTS:
            return False
        raise CannotTell(Unknown.UNREADABLE, "a script of its own hands out the key")
    if any(option.startswith(("tpm2-device=", "fido2-device=", "pkcs11-uri=")) for option in line.options):
        return False
    if line.key in _BY_CHANCE:
        return False
    key = f"{KEYS}/{name}.key" if line.key in _ASKED else line.key
    if not key.startswith("/") or key.startswith(_ELSEWHERE) or ":" in key:
        raise CannotTell(Unknown.UNREADABLE, "the key lies on another device")
    there = system.glob(f"{key.rpartition('/')[0] or '/'}/*")
    if not any(entry.path == key for entry in there):
        return False
    lock = mounted[max((path for path in mounted if _holds(path, key)), key=len)]
    if lock is Lock.UNKNOWN:
        raise CannotTell(Unknown.UNREADABLE, "the key lies on a disk of which we cannot tell whether it is locked")
    return lock is Lock.OPEN


def _holds(place: str, path: str) -> bool:
    return path.startswith(place if place.endswith("/") else f"{place}/")


def _lines(content: bytes) -> list[_Line]:
    found = []
    for text in content.decode("utf-8", "surrogateescape").splitlines():
        words = text.split()
        if not words or words[0].startswith("#"):
            continue
        if len(words) < 2 or len(words) > 4 or not all(word.isprintable() for word in words):
            raise CannotTell(Unknown.UNREADABLE, f"crypttab: {text!r:.80}")
        key = words[2] if len(words) > 2 else ""
        found.append(_Line(words[0], key, tuple(words[3].split(",")) if len(words) > 3 else ()))
    return found
