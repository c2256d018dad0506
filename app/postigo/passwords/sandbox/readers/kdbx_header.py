"""Header of a KeePass database, and what is known of the file without a key.

Its fields: keepass.info/help/kb/kdbx.html and kdbx_4.html; KeePassXC's src/format/KeePass2.h. Version 4 carries the SHA-256 of
its header beside it, and says how long each of its blocks is: a byte that has changed there, or an end that is missing, is
known before anybody is asked for a password. Version 3.1 has neither.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, NoReturn

from postigo.passwords.model import ReadProblem
from postigo.passwords.sandbox.entry import Unreadable

SHA256: Final = 32  # bytes
_MOST_ROUNDS: Final = 1_000_000_000  # of AES: a minute
_MOST_MEMORY: Final = 2 * 1024**3
_MOST_WORK: Final = 256 * 1024**3  # of Argon2, passes over memory in bytes: minutes
_MOST_LANES: Final = 256


class Cipher(Enum):
    """Cipher of the body, by the number that stands for it."""

    AES = bytes.fromhex("31c1f2e6bf714350be5805216afc5aff")
    TWOFISH = bytes.fromhex("ad68f29f576f4bb9a36ad47af965346c")
    CHACHA20 = bytes.fromhex("d6038a2b8b6f4cb5a524339a31dbb59a")


_VECTOR: Final = {Cipher.AES: 16, Cipher.TWOFISH: 16, Cipher.CHACHA20: 12}  # bytes
_AES_KDFS: Final = (
    bytes.fromhex("c9d9f39a628a4460bf740d08c18a4fea"),
    bytes.fromhex("7c02bb8279a74ac0927d114a00648238"),
)
_ARGON2D: Final = bytes.fromhex("ef636ddf8c29444b91f7a9a403e30a0c")
_ARGON2ID: Final = bytes.fromhex("9e298b1956db4773b23dfc3ec6f0a1e6")


@dataclass(frozen=True, slots=True)
class AesRounds:
    """The older way from a password to a key: AES over it again and again."""

    seed: bytes
    rounds: int


@dataclass(frozen=True, slots=True)
class Argon2:
    """Argon2, the newer way: passes, memory in bytes, lanes."""

    salt: bytes
    passes: int
    memory: int
    lanes: int
    version: int
    both: bool  # Argon2id, else Argon2d


@dataclass(frozen=True, slots=True)
class Header:
    """Header of a database.

    `raw` are its bytes; of version 3 only are the start of the body, and the stream of the fields in it.
    """

    major: int
    raw: bytes
    cipher: Cipher
    packed: bool
    seed: bytes
    vector: bytes
    derivation: AesRounds | Argon2
    start: bytes = field(default=b"", repr=False)
    stream: int = 0
    stream_key: bytes = field(default=b"", repr=False)


def header(content: bytes) -> Header:
    """Header of a database that is whole, as far as a key is not needed.

    `Unreadable`: of a version that we do not know, damaged, or such that its key would take hours.
    """
    try:
        minor, major = struct.unpack_from("<HH", content, 8)
    except struct.error:
        damaged()
    if major < 3 or (major == 3 and minor > 1) or major > 4:
        raise Unreadable(ReadProblem.TOO_NEW if major > 3 else ReadProblem.UNKNOWN_KIND)
    try:
        fields, end = _fields(content, wide=major == 4)
        raw = content[:end]
        found = _of_4(content, raw, fields) if major == 4 else _of_3(content, raw, fields)
    except (struct.error, LookupError, ValueError):
        damaged()
    if len(found.vector) != _VECTOR[found.cipher] or len(found.seed) != SHA256:
        damaged()
    return found


def damaged() -> NoReturn:
    """The end of reading a database in which something has changed, or is missing."""
    raise Unreadable(ReadProblem.DAMAGED_DATABASE) from None


def _fields(content: bytes, *, wide: bool) -> tuple[dict[int, bytes], int]:
    """The fields by their numbers, and where the header ends."""
    found: dict[int, bytes] = {}
    at = 12
    shape = "<BI" if wide else "<BH"
    while True:
        number, length = struct.unpack_from(shape, content, at)
        at += struct.calcsize(shape) + length
        if at > len(content):
            raise IndexError
        if not number:
            return found, at
        found[number] = content[at - length : at]


# --- version 4


def _of_4(content: bytes, raw: bytes, fields: dict[int, bytes]) -> Header:
    at = len(raw)
    if hashlib.sha256(raw).digest() != content[at : at + SHA256]:
        damaged()
    _whole(content, at + 2 * SHA256)
    if fields[2] not in [cipher.value for cipher in Cipher]:
        raise Unreadable(ReadProblem.TOO_NEW)
    return Header(
        4, raw, Cipher(fields[2]), _flag(fields[3]), fields[4], fields[7], _costs(dict(_variants(fields[11])))
    )


def _whole(content: bytes, at: int) -> None:
    """Check of the blocks: one follows upon the other, up to the empty last one."""
    while True:
        (length,) = struct.unpack_from("<I", content, at + SHA256)
        at += SHA256 + 4 + length
        if at > len(content):
            raise IndexError
        if not length:
            return


def _costs(told: dict[bytes, bytes]) -> AesRounds | Argon2:
    rounds, memory, passes, lanes, version = (
        int.from_bytes(told.get(key, b""), "little") for key in (b"R", b"M", b"I", b"P", b"V")
    )
    way, salt = told[b"$UUID"], told[b"S"]
    if way in _AES_KDFS and len(salt) == SHA256:
        if rounds > _MOST_ROUNDS:
            raise Unreadable(ReadProblem.TOO_COSTLY)
        return AesRounds(salt, rounds)
    if way not in {_ARGON2D, _ARGON2ID} or told.get(b"K") or told.get(b"A"):
        raise Unreadable(ReadProblem.TOO_NEW)
    if memory > _MOST_MEMORY or memory * passes > _MOST_WORK or lanes > _MOST_LANES:
        raise Unreadable(ReadProblem.TOO_COSTLY)
    return Argon2(salt, passes, memory, lanes, version, way == _ARGON2ID)


def _variants(value: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The names and values of a VariantDictionary."""
    at = 2
    while value[at]:
        (length,) = struct.unpack_from("<I", value, at + 1)
        name = value[at + 5 : at + 5 + length]
        at += 5 + length
        (length,) = struct.unpack_from("<I", value, at)
        yield name, value[at + 4 : at + 4 + length]
        at += 4 + length


# --- version 3


def _of_3(content: bytes, raw: bytes, fields: dict[int, bytes]) -> Header:
    cipher = Cipher(fields[2])
    body = len(content) - len(raw)
    (rounds,) = struct.unpack("<Q", fields[6])
    (stream,) = struct.unpack("<I", fields[10])
    # Nothing vouches for these: what nobody writes is more likely a byte that has changed.
    whole = body >= 3 * SHA256 and not (cipher is not Cipher.CHACHA20 and body % 16)
    if not whole or rounds > _MOST_ROUNDS or len(fields[5]) != SHA256 or len(fields[9]) != SHA256:
        damaged()
    return Header(
        3,
        raw,
        cipher,
        _flag(fields[3]),
        fields[4],
        fields[7],
        AesRounds(fields[5], rounds),
        fields[9],
        stream,
        fields[8],
    )


def _flag(value: bytes) -> bool:
    (number,) = struct.unpack("<I", value)
    if number > 1:
        raise ValueError
    return bool(number)
