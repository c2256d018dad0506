"""From what a person knows and has to the key of a KeePass database.

keepass.info/help/base/keys.html (what a key file is) and help/kb/kdbx.html; src/keys/FileKey.cpp of KeePassXC.
"""

from __future__ import annotations

import base64
import hashlib
import queue
import string
import threading
import time
from collections.abc import Generator, Iterator
from functools import partial
from typing import Final

from postigo.passwords.model import ReadProblem
from postigo.passwords.sandbox.entry import Deriving, Unreadable
from postigo.passwords.sandbox.readers.kdbx_header import AesRounds, Argon2

_TICK: Final = 1.0  # seconds
_LONGEST_XML: Final = 1 << 16  # bytes of a key file that may be an XML; all others are taken as they are
_HEX: Final = frozenset(string.hexdigits.encode())


def composites(password: str, key_file: bytes | None) -> Iterator[bytes]:
    """Sources of the key. `key_file` is what that is worth.

    No password is two things: none at all, and an empty one.
    """
    part = key_file or b""
    empty, nothing = hashlib.sha256(b"").digest(), b""
    if password:
        first: tuple[bytes, ...] = (hashlib.sha256(password.encode("utf-8", "replace")).digest(),)
    else:
        first = (empty, nothing) if key_file is None else (nothing, empty)
    return (hashlib.sha256(one + part).digest() for one in first)


def of_key_file(content: bytes) -> bytes:
    """Key material of a key file: its XML, 32 bytes, 64 hexadecimal digits, or hash.

    The hash is that of any other file.
    """
    told = _of_xml(content) if len(content) < _LONGEST_XML else None
    if told is not None:
        return told
    if len(content) == 32:
        return content
    if len(content) == 64 and _HEX.issuperset(content):
        return bytes.fromhex(content.decode())
    return hashlib.sha256(content).digest()


def _of_xml(content: bytes) -> bytes | None:
    """Key material of KeePass' XML; None for any other file.

    Version 1 is in Base64, version 2 in hexadecimal with a check.
    """
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 - needed for this only

    try:
        root = fromstring(content.decode("utf-8-sig"), forbid_dtd=True)
        version, data = (root.findtext("Meta/Version") or "").strip(), root.find("Key/Data")
        text = "" if data is None else "".join((data.text or "").split())
        if data is None or root.tag != "KeyFile" or not text:
            return None
        if version.startswith("1."):
            return base64.b64decode(text, validate=True)
        if not version.startswith("2."):
            return None
        key = bytes.fromhex(text)
        check = data.get("Hash", "")
    except (SyntaxError, ValueError, LookupError):  # an XML that is none is a SyntaxError
        return None
    if check and not hashlib.sha256(key).hexdigest().startswith(check.strip().casefold()):
        raise Unreadable(ReadProblem.DAMAGED)
    return key


def derived(way: AesRounds | Argon2, composite: bytes) -> Generator[Deriving, None, bytes]:
    """Derivation of the key, with its progress. The file says how much work it is to be."""
    told: queue.SimpleQueue[bytes | Exception] = queue.SimpleQueue()
    threading.Thread(target=partial(derive, way, composite, told), daemon=True).start()
    began = time.monotonic()
    while True:
        try:
            key = told.get(timeout=_TICK)
        except queue.Empty:
            yield Deriving(int(time.monotonic() - began))
            continue
        if isinstance(key, Exception):
            raise key
        return key


def derive(way: AesRounds | Argon2, composite: bytes, told: queue.SimpleQueue[bytes | Exception]) -> None:
    """The key, or what kept it from being, told to whoever waits."""
    try:
        told.put(_worn_out(way, composite) if isinstance(way, AesRounds) else _by_argon2(way, composite))
    except Exception as problem:  # noqa: BLE001 - it is raised where the key is waited for
        told.put(problem)


def _by_argon2(way: Argon2, composite: bytes) -> bytes:
    from argon2.exceptions import HashingError  # noqa: PLC0415 - heavy, and needed for this only
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415

    kind = Type.ID if way.both else Type.D
    try:
        return hash_secret_raw(
            composite, way.salt, way.passes, way.memory // 1024, way.lanes, 32, kind, version=way.version
        )
    except HashingError:  # no memory for it, or numbers that make no sense
        raise Unreadable(ReadProblem.TOO_COSTLY) from None


_AT_ONCE: Final = 4096


def _worn_out(way: AesRounds, composite: bytes) -> bytes:
    """AES over both halves, again and again.

    Encrypting zeros in CBC mode is the same as encrypting over and over: each block is the cipher of the block before. A call
    of the cipher for each round takes a minute where KeePass takes a second.
    """
    return hashlib.sha256(b"".join(_worn(way, composite[half : half + 16]) for half in (0, 16))).digest()


def _worn(way: AesRounds, block: bytes) -> bytes:
    from Cryptodome.Cipher import AES  # noqa: PLC0415 - heavy, and needed for this only

    cipher = AES.new(way.seed, AES.MODE_CBC, block)
    zeros = bytes(_AT_ONCE * 16)
    left = way.rounds
    while left > 0:
        worn = cipher.encrypt(zeros if left >= _AT_ONCE else zeros[: left * 16])
        block = worn[-16:]
        left -= _AT_ONCE
    return block
