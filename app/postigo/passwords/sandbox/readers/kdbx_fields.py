"""Protected fields of a KeePass database: one cipher stream, in the order of the file."""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
from collections.abc import Callable
from typing import Final

from postigo.passwords.model import ReadProblem
from postigo.passwords.sandbox.entry import Unreadable
from postigo.passwords.sandbox.readers.kdbx_body import Flow

Unseal = Callable[[str], str | None]
"""Function that opens a protected field, in the file's order. None where that can no longer be told."""

_NONE, _SALSA20, _CHACHA20 = 0, 2, 3  # InnerRandomStreamID
_NONCE: Final = bytes.fromhex("e830094b97205d2a")  # of Salsa20, the same in every file
_LONGEST_KEY: Final = 1024  # bytes; 64 are usual
_ID, _KEY = 1, 2  # fields of the inner header; 3 is an attachment


def inner_header(flow: Flow) -> tuple[int, bytes]:
    """The stream and its key, out of the inner header of version 4. Attachments are gone over."""
    stream, key = _NONE, b""
    while True:
        number, length = struct.unpack("<BI", flow.take(5))
        if number == _ID and length == 4:
            (stream,) = struct.unpack("<I", flow.take(length))
        elif number == _KEY and length <= _LONGEST_KEY:
            key = flow.take(length)
        else:
            flow.skip(length)
        if not number:
            return stream, key


def unsealing(stream: int, key: bytes) -> Unseal:
    """Function that opens the protected fields, one after the other."""
    from Cryptodome.Cipher import ChaCha20, Salsa20  # noqa: PLC0415 - heavy, and needed for this only

    if stream == _NONE:
        return lambda sealed: sealed
    cipher: Salsa20.Salsa20Cipher | ChaCha20.ChaCha20Cipher
    if stream == _SALSA20:
        cipher = Salsa20.new(key=hashlib.sha256(key).digest(), nonce=_NONCE)
    elif stream == _CHACHA20:
        hashed = hashlib.sha512(key).digest()
        cipher = ChaCha20.new(key=hashed[:32], nonce=hashed[32:44])
    else:  # RC4, of the first betas of KeePass 2; or what nobody has written yet
        raise Unreadable(ReadProblem.TOO_NEW)
    lost = False

    def unseal(sealed: str) -> str | None:
        nonlocal lost
        try:
            secret = base64.b64decode(sealed)
        except (ValueError, binascii.Error):
            lost = True  # nobody knows how much of the stream was for this one: all that follows would be gibberish
        if lost:
            return None
        try:
            return cipher.decrypt(secret).decode()
        except UnicodeDecodeError:
            return None

    return unseal
