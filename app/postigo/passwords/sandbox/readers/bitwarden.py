"""Bitwarden's JSON: plain, or under a password of its own.

Read in bitwarden/clients: libs/common/src/models/export/cipher.export.ts and login.export.ts (what an item is),
libs/importer/src/importers/bitwarden/bitwarden-password-protected-importer.ts and password-protected-kdf-config.ts (how
one is locked, and between which bounds).

The export tells no date of the password itself, but each former password with the moment when it was replaced; the newest of
them is when the present one came. Without one, `revisionDate` tells when anything of the item was changed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.entry import Entry, Read, Unreadable
from postigo.passwords.sandbox.readers.dates import Calendar
from postigo.passwords.sandbox.readers.json_nodes import load, node, nodes, texts, words
from postigo.passwords.sandbox.readers.password_history import latest, newest_first
from postigo.passwords.sandbox.readers.unlock import Ask, masters

_LOGIN: Final = 1  # 2 note, 3 card, 4 identity, 5 SSH key
_HIDDEN_FIELD: Final = 1


def read_plain(
    document: dict[str, object], calendar: Calendar, source: Source = Source.BITWARDEN_JSON
) -> Iterator[Read]:
    """The logins of an open export. What lies in the trash is left out; what is archived is an account like any other."""
    yield source
    for row, item in enumerate(nodes(document.get("items")), start=1):
        if item.get("type") == _LOGIN and not item.get("deletedDate"):
            entry = _entry(row, item, calendar)
            if entry:
                yield entry


def _entry(row: int, item: dict[str, object], calendar: Calendar) -> Entry | None:
    login = node(item, "login")
    password, user = words(login.get("password")), words(login.get("username"))
    if not password and (not user or login.get("fido2Credentials")):  # a passkey needs no password
        return None
    past = [(calendar.iso(old.get("lastUsedDate")), words(old.get("password"))) for old in _former(item)]
    changed = calendar.iso(login.get("passwordRevisionDate")) or latest(day for day, _ in past)
    return Entry(
        row=row,
        password=password,
        name=words(item.get("name")),
        user=user,
        urls=texts(*(uri.get("uri") for uri in nodes(login.get("uris")))),
        changed=changed,
        unchanged_since=None if changed else calendar.iso(item.get("revisionDate")),
        history=newest_first(past, password),
        second_factor=bool(words(login.get("totp"))),
    )


def _former(item: dict[str, object]) -> Iterator[dict[str, object]]:
    """The former passwords: among them stand former values of hidden fields, as "name: value"."""
    hidden = tuple(
        f"{words(one.get('name'))}: " for one in nodes(item.get("fields")) if one.get("type") == _HIDDEN_FIELD
    )
    return (old for old in nodes(item.get("passwordHistory")) if not words(old.get("password")).startswith(hidden))


# --- under a password

_AES_CBC_HMAC: Final = "2"  # the kind of an EncString


@dataclass(frozen=True, slots=True)
class _Sealed:
    """An EncString: `2.iv|ciphertext|mac`, each in Base64."""

    iv: bytes = field(repr=False)
    content: bytes = field(repr=False)
    mac: bytes = field(repr=False)

    @classmethod
    def of(cls, value: object) -> _Sealed:
        kind, _, rest = words(value).partition(".")
        if kind != _AES_CBC_HMAC:
            raise Unreadable(ReadProblem.TOO_NEW if kind.isdigit() else ReadProblem.DAMAGED)
        try:
            iv, content, mac = (base64.b64decode(part, validate=True) for part in rest.split("|"))
        except (ValueError, binascii.Error):
            raise Unreadable(ReadProblem.DAMAGED) from None
        if len(iv) != 16 or len(content) % 16 or not content:
            raise Unreadable(ReadProblem.DAMAGED)
        return cls(iv, content, mac)

    def is_of(self, key: bytes) -> bool:
        """Whether it was made, and left, by who has the key."""
        return hmac.compare_digest(hmac.digest(key[32:], self.iv + self.content, "sha256"), self.mac)

    def opened(self, key: bytes) -> bytes:
        from Cryptodome.Cipher import AES  # noqa: PLC0415 - heavy, and needed for this only

        padded = AES.new(key[:32], AES.MODE_CBC, self.iv).decrypt(self.content)
        if not 1 <= padded[-1] <= 16:
            raise Unreadable(ReadProblem.DAMAGED)
        return padded[: -padded[-1]]


def read_protected(document: dict[str, object], ask: Ask, calendar: Calendar) -> Iterator[Read]:
    """Logins of an export under a password, which is asked for a few times."""
    check, content = (_Sealed.of(document.get(name)) for name in ("encKeyValidation_DO_NOT_EDIT", "data"))
    derive = _derivation(document)
    for password in masters(Source.BITWARDEN_PROTECTED, ask):
        key = _stretched(derive(password.encode("utf-8", "replace")))
        if check.is_of(key):
            if not content.is_of(key):
                raise Unreadable(ReadProblem.DAMAGED)
            inner = load(content.opened(key).decode("utf-8", "replace"))
            yield from read_plain(inner, calendar, Source.BITWARDEN_PROTECTED)
            return


def _derivation(document: dict[str, object]) -> Callable[[bytes], bytes]:
    """How the key comes from the password. The salt is the text as it stands, not what it is the Base64 of."""
    salt = words(document.get("salt")).encode("utf-8", "replace")
    rounds = _between(document.get("kdfIterations"), 1, 2_000_000)
    match document.get("kdfType"):
        case 0:
            return lambda password: hashlib.pbkdf2_hmac("sha256", password, salt, rounds)
        case 1:
            passes = _between(rounds, 1, 10)
            mebibytes = _between(document.get("kdfMemory"), 8, 1024)
            lanes = _between(document.get("kdfParallelism"), 1, 16)
            return lambda password: _argon2id(password, hashlib.sha256(salt).digest(), passes, mebibytes, lanes)
    raise Unreadable(ReadProblem.TOO_NEW)


def _argon2id(password: bytes, salt: bytes, passes: int, mebibytes: int, lanes: int) -> bytes:
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - heavy, and needed for this only

    return hash_secret_raw(
        password, salt, time_cost=passes, memory_cost=mebibytes * 1024, parallelism=lanes, hash_len=32, type=Type.ID
    )


def _between(value: object, least: int, most: int) -> int:
    """Number of a file within bounds. It must not make us work for hours or take all the memory."""
    if not isinstance(value, int) or not least <= value <= most:
        raise Unreadable(ReadProblem.DAMAGED)
    return value


def _stretched(key: bytes) -> bytes:
    """HKDF-Expand (RFC 5869) with SHA-256, one block for the cipher and one for the MAC."""
    return b"".join(hmac.digest(key, info + b"\x01", "sha256") for info in (b"enc", b"mac"))
