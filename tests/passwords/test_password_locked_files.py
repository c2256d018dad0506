"""Locked files: the password is asked for, and wrong ones are told."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sys
from importlib import import_module

import pytest

from postigo.passwords.model import ReadProblem, Source
from postigo.passwords.sandbox.readers.unlock import Ask, Key, Refused
from tests.passwords.make_files import FILES, MASTER
from tests.passwords.reading import Write, entries, owner, reads, refusal
from tests.support.places import need

# --- locked files


def answers(*given: str | None) -> tuple[Ask, list[int]]:
    asked: list[int] = []
    left = iter(given)

    def ask(_source: Source, refused: Refused) -> Key | None:
        asked.append(refused.times)
        said = next(left)
        return None if said is None else Key(said)

    return ask, asked


def sealed_by_bitwarden(content: bytes, kdf: dict[str, int]) -> dict[str, object]:
    """As Bitwarden locks an export, with other libraries than the reader's: cryptography for all but Argon2."""
    need("cryptography")
    part = "cryptography.hazmat.primitives."
    ciphers, hashes, hmac, padding, hkdf, pbkdf2 = (
        import_module(part + name) for name in ("ciphers", "hashes", "hmac", "padding", "kdf.hkdf", "kdf.pbkdf2")
    )
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415 - beside the others

    sha256 = hashes.SHA256()
    salt = base64.b64encode(b"0123456789abcdef").decode()
    if kdf["kdfType"] == 0:
        master = pbkdf2.PBKDF2HMAC(sha256, 32, salt.encode(), kdf["kdfIterations"]).derive(MASTER.encode())
    else:
        master = hash_secret_raw(
            MASTER.encode(), hashlib.sha256(salt.encode()).digest(), kdf["kdfIterations"], kdf["kdfMemory"] * 1024,
            kdf["kdfParallelism"], 32, Type.ID,
        )  # fmt: skip
    cipher_key, mac_key = (hkdf.HKDFExpand(sha256, 32, info).derive(master) for info in (b"enc", b"mac"))

    def sealed(plain: bytes) -> str:
        padder = padding.PKCS7(128).padder()
        iv = os.urandom(16)
        encryptor = ciphers.Cipher(ciphers.algorithms.AES(cipher_key), ciphers.modes.CBC(iv)).encryptor()
        secret = encryptor.update(padder.update(plain) + padder.finalize()) + encryptor.finalize()
        mac = hmac.HMAC(mac_key, sha256)
        mac.update(iv + secret)
        return "2." + "|".join(base64.b64encode(one).decode() for one in (iv, secret, mac.finalize()))

    return {
        "encrypted": True, "passwordProtected": True, "salt": salt, **kdf,
        "encKeyValidation_DO_NOT_EDIT": sealed(b"a guid"), "data": sealed(content),
    }  # fmt: skip


PBKDF2 = {"kdfType": 0, "kdfIterations": 5000}
ARGON2 = {"kdfType": 1, "kdfIterations": 2, "kdfMemory": 16, "kdfParallelism": 1}


@pytest.mark.parametrize("kdf", [PBKDF2, ARGON2], ids=["PBKDF2", "Argon2id"])
def test_bitwardens_locked_export_opens_with_its_password(write: Write, kdf: dict[str, int]) -> None:
    path = write(json.dumps(sealed_by_bitwarden((FILES / "bitwarden.json").read_bytes(), kdf)))
    ask, asked = answers("wrong", MASTER)
    found = reads(path, ask)
    assert asked == [0, 1]
    assert found[0] is Source.BITWARDEN_PROTECTED
    assert list(entries(found)) == [1, 3]


@pytest.mark.parametrize("library", ["Cryptodome.Cipher", "argon2.low_level", "defusedxml.ElementTree"])
def test_a_database_whose_reader_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch, library: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    assert refusal(FILES / "keepass-4.kdbx", owner) is ReadProblem.NO_READER


@pytest.mark.parametrize(("kdf", "library"), [(PBKDF2, "Cryptodome.Cipher"), (ARGON2, "argon2.low_level")])
def test_a_locked_export_whose_reader_is_not_installed_says_so(
    write: Write, monkeypatch: pytest.MonkeyPatch, kdf: dict[str, int], library: str
) -> None:
    path = write(json.dumps(sealed_by_bitwarden((FILES / "bitwarden.json").read_bytes(), kdf)))
    monkeypatch.setitem(sys.modules, library, None)
    assert refusal(path, lambda _source, _refused: Key(MASTER)) is ReadProblem.NO_READER


@pytest.mark.parametrize(
    ("changes", "snag"),
    [
        ({"data": "2.AAAA|AAAA|AAAA"}, ReadProblem.DAMAGED),
        ({"data": "nothing"}, ReadProblem.DAMAGED),
        ({"data": "7.AAAA"}, ReadProblem.TOO_NEW),
        ({"encKeyValidation_DO_NOT_EDIT": None}, ReadProblem.DAMAGED),
        ({"kdfType": 2}, ReadProblem.TOO_NEW),
        ({"kdfIterations": 2_000_001}, ReadProblem.DAMAGED),
        ({"kdfIterations": "5000"}, ReadProblem.DAMAGED),
        ({"kdfType": 1, "kdfIterations": 3, "kdfMemory": 10**9, "kdfParallelism": 1}, ReadProblem.DAMAGED),
    ],
)
def test_a_locked_export_that_makes_no_sense_is_refused(
    write: Write, changes: dict[str, object], snag: ReadProblem
) -> None:
    document = sealed_by_bitwarden(b"{}", PBKDF2) | changes
    assert refusal(write(json.dumps(document))) is snag


def test_a_locked_export_whose_content_was_changed_is_damaged(write: Write) -> None:
    document = sealed_by_bitwarden(b"{}", PBKDF2)
    document["data"] = sealed_by_bitwarden(b"{}", PBKDF2 | {"kdfIterations": 5001})["data"]
    assert refusal(write(json.dumps(document)), owner) is ReadProblem.DAMAGED


def test_who_has_no_password_or_tries_too_often_is_let_go(write: Write) -> None:
    path = write(json.dumps(sealed_by_bitwarden(b"{}", PBKDF2)))
    ask, asked = answers(None)
    assert refusal(path, ask) is ReadProblem.WRONG_MASTER
    assert asked == [0]
    ask, asked = answers(*["wrong"] * 9)
    assert refusal(path, ask) is ReadProblem.WRONG_MASTER
    assert asked == [0, 1, 2, 3, 4]
