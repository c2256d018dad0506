"""KeePass databases, KDBX 3.1 and 4, opened with pykeepass.

What the key costs stands in the file, and a stranger may have written it: it is looked at before anything is derived. Nothing in the
file tells whether its key has a key file too; an empty password that does not open it says so.
"""

from __future__ import annotations

import hashlib
import logging
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final, cast
from xml.etree.ElementTree import Element

from postigo.passwords.inside.entry import Read, RowSnag, Unreadable
from postigo.passwords.inside.heap import give_back
from postigo.passwords.inside.readers.dates import Calendar
from postigo.passwords.inside.readers.keepass_xml import read_tree
from postigo.passwords.inside.readers.masters import Ask, masters
from postigo.passwords.model import Snag, Source

_MOST_ROUNDS: Final = 1_000_000_000  # of AES: a minute
_MOST_MEMORY: Final = 2 * 1024**3
_MOST_WORK: Final = 256 * 1024**3  # of Argon2, passes over memory in bytes: minutes


def read_kdbx(content: bytes, ask: Ask, calendar: Calendar) -> Iterator[Read]:
    """The entries of a database, when the person has given its master password."""
    derivation = _derivation(content)
    for password in masters(Source.KDBX, ask):
        opened = _opened(content, password, derivation)
        if opened:
            yield Source.KDBX
            tree, undeciphered = opened
            # All at once: the tree of 10,000 entries takes 75 MB, which the rest of the audit is not to have beside it.
            found = [*read_tree(tree, calendar, opened=True)]
            del opened, tree
            give_back()
            yield from found
            if undeciphered:
                yield RowSnag(Snag.DAMAGED_ROW)
            return
        if not password:
            raise Unreadable(Snag.NEEDS_KEY_FILE)


def _opened(content: bytes, password: str, derivation: _AesRounds | None) -> tuple[Element, bool] | None:
    """The tree, and whether some field of it could not be deciphered (it is emptied); None if the password is wrong."""
    from pykeepass import PyKeePass  # noqa: PLC0415 - heavy: lxml, construct; needed for this only
    from pykeepass.exceptions import CredentialsError  # noqa: PLC0415

    log = logging.getLogger("pykeepass")
    failures = _Failures()
    log.addHandler(failures)
    log.propagate = False
    key = derivation.key(password) if derivation else None
    try:
        tree = PyKeePass(BytesIO(content), password=password, transformed_key=key).tree
    except CredentialsError:
        return None
    except (ImportError, MemoryError):  # `readers.read` has words for these
        raise
    except Exception:  # noqa: BLE001 - construct, lxml, Cryptodome, argon2 and zlib each have their own for a damaged file
        raise Unreadable(Snag.DAMAGED) from None
    finally:
        log.removeHandler(failures)
    for path in failures.paths:
        for element in tree.xpath(path):
            element.text = None
    return cast("Element", tree.getroot()), bool(failures.paths)


class _Failures(logging.Handler):
    """Where pykeepass says that it could not decipher a field: it leaves the cipher there, which would pass for a password."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.paths: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if "could not unprotect" in said:
            self.paths += [word for word in said.split() if word.startswith("/")]


# --- what the key costs


@dataclass(frozen=True, slots=True)
class _AesRounds:
    """The older way from a password to a key: AES over it again and again, as often as fits into a second.

    pykeepass calls the cipher once a round, which takes a minute where KeePass takes a second. Encrypting zeros in CBC mode is the
    same: each block is the cipher of the block before.
    """

    seed: bytes
    rounds: int

    def key(self, password: str) -> bytes:
        composite = hashlib.sha256(hashlib.sha256(password.encode("utf-8", "replace")).digest()).digest()
        return hashlib.sha256(b"".join(self._worn(composite[half : half + 16]) for half in (0, 16))).digest()

    def _worn(self, block: bytes) -> bytes:
        from Cryptodome.Cipher import AES  # noqa: PLC0415 - heavy, and needed for this only

        cipher = AES.new(self.seed, AES.MODE_CBC, block)
        zeros = bytes(_AT_ONCE * 16)
        left = self.rounds
        while left > 0:
            worn = cipher.encrypt(zeros if left >= _AT_ONCE else zeros[: left * 16])
            block = worn[-16:]
            left -= _AT_ONCE
        return block


_AT_ONCE: Final = 4096
_AES_KDFS: Final = (
    bytes.fromhex("c9d9f39a628a4460bf740d08c18a4fea"),
    bytes.fromhex("7c02bb8279a74ac0927d114a00648238"),
)


def _derivation(content: bytes) -> _AesRounds | None:
    """How the key is derived, if by AES; None: by Argon2. `Unreadable` if it would take longer than minutes."""
    try:
        minor, major = struct.unpack_from("<HH", content, 8)
        if major < 3 or (major == 3 and minor > 1) or major > 4:
            raise Unreadable(Snag.TOO_NEW if major > 3 else Snag.UNKNOWN_KIND)
        fields = dict(_fields(content, wide=major == 4))
        if major == 4:
            return _of_version_4(dict(_variants(fields[11])))
        (rounds,) = struct.unpack("<Q", fields[6])
        return _aes(fields[5], rounds)
    except (struct.error, LookupError):
        raise Unreadable(Snag.DAMAGED) from None


def _of_version_4(costs: dict[bytes, bytes]) -> _AesRounds | None:
    rounds, memory, passes, lanes = (int.from_bytes(costs.get(key, b""), "little") for key in (b"R", b"M", b"I", b"P"))
    if costs[b"$UUID"] in _AES_KDFS:
        return _aes(costs[b"S"], rounds)
    _at_most(_MOST_MEMORY, memory)
    _at_most(_MOST_WORK, memory * passes)
    _at_most(256, lanes)
    return None


def _aes(seed: bytes, rounds: int) -> _AesRounds:
    _at_most(_MOST_ROUNDS, rounds)
    if len(seed) != 32:
        raise Unreadable(Snag.DAMAGED)
    return _AesRounds(seed, rounds)


def _at_most(most: int, value: int) -> None:
    if value > most:
        raise Unreadable(Snag.DAMAGED)


def _fields(content: bytes, *, wide: bool) -> Iterator[tuple[int, bytes]]:
    """The fields of the header: their number and their bytes."""
    at = 12
    shape = "<BI" if wide else "<BH"
    while True:
        field, length = struct.unpack_from(shape, content, at)
        at += struct.calcsize(shape)
        if not field:
            return
        if at + length > len(content):
            raise IndexError
        yield field, content[at : at + length]
        at += length


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
