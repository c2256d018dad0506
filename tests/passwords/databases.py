"""KeePass databases for the tests: by pykeepass in every cipher and version, with keys that cost nothing; and built by hand, to be costly."""

from __future__ import annotations

import hashlib
import hmac
import struct
import zlib
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from postigo.passwords.sandbox.readers import kdbx_header, kdbx_key
from tests.passwords.make_files import FILES
from tests.passwords.make_files import MASTER as MADE_WITH

MASTER = "maestra"
KEYS = FILES.parent / "keys"
"""What KeePassXC 2.7.4 and pykeepass made with key files; the master password is MASTER."""

AES, TWOFISH, CHACHA20 = "aes256", "twofish", "chacha20"
VECTORS = {AES: 16, TWOFISH: 16, CHACHA20: 12}


def database(
    place: Path, password: str | None = MASTER, key_file: Path | None = None, *, version: int = 4, cipher: str = AES
) -> Path:
    """Two logins, whose passwords are `girasol22` and `Tres-Tristes-3`, in a database of version 3 (3.1) or 4."""
    from pykeepass import PyKeePass  # noqa: PLC0415 - heavy

    made: Any = PyKeePass(FILES / _FROM[version], password=MADE_WITH, transformed_key=_key_of(_FROM[version]))
    header = made.kdbx.header.value.dynamic_header
    if version == 4:
        costs = header.kdf_parameters.data.dict
        costs["I"].value, costs["M"].value, costs["P"].value = 1, 8 * 1024, 1  # the least there is
    else:
        header.transform_rounds.data = 100
        stale = made.tree.find("Meta/HeaderHash")  # pykeepass changes the header and leaves it as it was
        stale.getparent().remove(stale)
    header.cipher_id.data = cipher
    header.encryption_iv.data = bytes(VECTORS[cipher])
    for group in list(made.root_group.subgroups):
        made.delete_group(group)
    for entry in list(made.entries):
        made.delete_entry(entry)
    made.add_entry(made.root_group, "Mail", "ana", "girasol22", url="https://mail.example.com")
    made.add_entry(made.root_group, "Shop", "ana", "Tres-Tristes-3", url="https://shop.example.com")
    made.filename, made.password, made.keyfile = str(place), password, str(key_file) if key_file else None
    made.save()
    return place


_FROM = {3: "keepass-3.1.kdbx", 4: "keepass-4.kdbx"}


@cache
def _key_of(name: str) -> bytes:
    """The key of an example file, for pykeepass takes seconds to derive it."""
    way = kdbx_header.header((FILES / name).read_bytes()).derivation
    told: SimpleQueue[bytes | Exception] = SimpleQueue()
    kdbx_key.derive(way, next(kdbx_key.composites(MADE_WITH, None)), told)
    key = told.get()
    assert isinstance(key, bytes)
    return key


# --- by hand

_ARGON2D = bytes.fromhex("ef636ddf8c29444b91f7a9a403e30a0c")
_CHACHA20 = bytes.fromhex("d6038a2b8b6f4cb5a524339a31dbb59a")
INNER = b"\x01" + struct.pack("<II", 4, 3) + b"\x02" + struct.pack("<I", 64) + bytes(64) + b"\0" + struct.pack("<I", 0)


def built(payload: bytes, *, passes: int = 1, memory: int = 8 * 1024, password: str = MASTER) -> bytes:
    """A database of version 4 whose packed body is `payload`. What the key costs, in passes over bytes, may be anything."""
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - heavy
    from Cryptodome.Cipher import ChaCha20  # noqa: PLC0415

    salt, seed, vector = bytes(32), bytes(range(32)), bytes(12)
    number = struct.Struct("<Q").pack
    told: tuple[tuple[int, bytes, bytes], ...] = (
        (0x42, b"$UUID", _ARGON2D),
        (0x42, b"S", salt),
        (4, b"V", struct.pack("<I", 0x13)),
    )
    told += ((5, b"I", number(passes)), (5, b"M", number(memory)), (4, b"P", struct.pack("<I", 1)))
    costs = b"".join(_variant(*one) for one in told)
    fields = (
        (2, _CHACHA20),
        (3, struct.pack("<I", 1)),
        (4, seed),
        (7, vector),
        (11, b"\0\1" + costs + b"\0"),
        (0, b""),
    )
    header = bytes.fromhex("03d9a29a67fb4bb5") + struct.pack("<HH", 0, 4)
    header += b"".join(bytes([field]) + struct.pack("<I", len(value)) + value for field, value in fields)
    cheap = passes * memory <= 1024**2
    composite = hashlib.sha256(hashlib.sha256(password.encode()).digest()).digest()
    key = (
        hash_secret_raw(composite, salt, passes, memory // 1024, 1, 32, Type.D, version=0x13) if cheap else bytes(32)
    )  # else nobody will come so far as to use it
    secret = ChaCha20.new(key=hashlib.sha256(seed + key).digest(), nonce=vector).encrypt(payload)
    base = hashlib.sha512(seed + key + b"\x01").digest()

    def mac(block: int, content: bytes) -> bytes:
        return hmac.digest(hashlib.sha512(number(block) + base).digest(), content, "sha256")

    parts = [header, hashlib.sha256(header).digest(), mac(2**64 - 1, header)]
    pieces = [secret[at : at + (1 << 20)] for at in range(0, len(secret), 1 << 20)]
    for block, part in enumerate([*pieces, b""]):
        length = struct.pack("<I", len(part))
        parts += [mac(block, number(block) + length + part), length, part]
    return b"".join(parts)


def _variant(kind: int, name: bytes, value: bytes) -> bytes:
    return bytes([kind]) + struct.pack("<I", len(name)) + name + struct.pack("<I", len(value)) + value


def entry(number: int, password: str = "girasol22", more: str = "") -> str:  # noqa: S107 - made up
    """An entry as KeePass writes it."""
    fields = {"Title": f"n{number}", "UserName": f"u{number}", "Password": password}
    told = "".join(f"<String><Key>{key}</Key><Value>{value}</Value></String>" for key, value in fields.items())
    uuid = b64encode(number.to_bytes(16, "big")).decode()
    return f"<Entry><UUID>{uuid}</UUID>{told}{more}</Entry>"


def tree(entries: Iterator[str], before: str = "") -> Iterator[str]:
    """An XML with these entries, in parts."""
    yield f'<?xml version="1.0"?><KeePassFile><Meta></Meta><Root><Group><UUID>Ag==</UUID>{before}'
    yield from entries
    yield "</Group></Root></KeePassFile>"


def packed(parts: Iterator[str], inner: bytes = INNER) -> bytes:
    """What `built` wants as its payload."""
    packing = zlib.compressobj(9, zlib.DEFLATED, 31)
    done = [packing.compress(inner), *(packing.compress(part.encode()) for part in parts), packing.flush()]
    return b"".join(done)
