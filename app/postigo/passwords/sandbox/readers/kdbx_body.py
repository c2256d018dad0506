"""Body of a KeePass database, deciphered and unpacked piece by piece, within bounds.

help/kb/kdbx_4.html; src/format/Kdbx4Reader.cpp, Kdbx3Reader.cpp and HmacBlockStream.cpp of KeePassXC. Each block of version 4 is
vouched for under the key, each of version 3 by its hash inside: what has changed, or is missing, is known.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from postigo.passwords.model import ReadProblem
from postigo.passwords.sandbox.entry import Unreadable
from postigo.passwords.sandbox.readers.file_opening import LARGEST
from postigo.passwords.sandbox.readers.kdbx_header import SHA256, Cipher, Header, damaged

_PIECE: Final = 1 << 16
_HIGHEST_RATIO: Final = 4  # of what is more than LARGEST when it is unpacked; photos as attachments hardly grow
_ENOUGH_ALIKE: Final = 12  # bytes of 32 that are right: no wrong key does that once in 10^20


@dataclass(frozen=True, slots=True)
class Piece:
    """Some bytes, and how far in the file we were for them."""

    at: int
    content: bytes


def fits(header: Header, content: bytes, key: bytes) -> bool:
    """Whether this key, as it was derived, is the file's. Raises when it is, and the file is damaged."""
    return _fits_4(header, content, key) if header.major == 4 else _fits_3(header, content, key)


def body(header: Header, content: bytes, key: bytes) -> Iterator[Piece]:
    """Content of the body: of version 4, inner header and XML; of version 3, XML."""
    at = len(header.raw)
    if header.major == 4:
        plain = _deciphered(header, key, _vouched(header, content, key))
    else:
        plain = _hashed(_deciphered(header, key, pieces(content, at)))
    most = max(LARGEST, _HIGHEST_RATIO * len(content))
    return _unpacked(plain, most) if header.packed else plain


# --- blocks


def _fits_4(header: Header, content: bytes, key: bytes) -> bool:
    at = len(header.raw)
    mac = hmac.digest(_block_key(header, key, 2**64 - 1), header.raw, "sha256")
    first = content[at + 2 * SHA256 :]
    (length,) = struct.unpack_from("<I", first, SHA256)
    if hmac.compare_digest(mac, content[at + SHA256 : at + 2 * SHA256]):
        return True
    if hmac.compare_digest(_mac_of(header, key, 0, first[SHA256 + 4 : SHA256 + 4 + length]), first[:SHA256]):
        damaged()  # the key is right, and what vouches for the header is not
    return False


def _block_key(header: Header, key: bytes, number: int) -> bytes:
    base = hashlib.sha512(header.seed + key + b"\x01").digest()
    return hashlib.sha512(struct.pack("<Q", number) + base).digest()


def _mac_of(header: Header, key: bytes, number: int, block: bytes) -> bytes:
    return hmac.digest(_block_key(header, key, number), struct.pack("<QI", number, len(block)) + block, "sha256")


def _vouched(header: Header, content: bytes, key: bytes) -> Iterator[Piece]:
    """The blocks of version 4, each with its MAC, up to the empty one."""
    at = len(header.raw) + 2 * SHA256
    number = 0
    while True:
        (length,) = struct.unpack_from("<I", content, at + SHA256)
        block = content[at + SHA256 + 4 : at + SHA256 + 4 + length]
        if not hmac.compare_digest(_mac_of(header, key, number, block), content[at : at + SHA256]):
            damaged()
        if not length:
            return
        at += SHA256 + 4 + length
        number += 1
        for piece in pieces(block, 0):
            yield Piece(at, piece.content)


def _fits_3(header: Header, content: bytes, key: bytes) -> bool:
    """By the bytes that the header says the body starts with. Where some of them are right, the key is, and the file is damaged."""
    at = len(header.raw)
    start = _cipher(header, key).decrypt(content[at : at + SHA256])
    if start == header.start:
        return True
    if sum(one == other for one, other in zip(start, header.start, strict=True)) >= _ENOUGH_ALIKE:
        damaged()
    return False


def _hashed(plain: Iterator[Piece]) -> Iterator[Piece]:
    """Blocks of version 3, behind its start bytes: number, hash, length, content. The last is empty."""
    flow = Flow(plain)
    flow.take(SHA256)
    number = 0
    while True:
        told, check, length = struct.unpack("<I32sI", flow.take(4 + SHA256 + 4))
        block = flow.take(length)
        right = hashlib.sha256(block).digest() if length else bytes(SHA256)
        if told != number or check != right:
            damaged()
        if not length:
            return
        number += 1
        yield Piece(flow.at, block)


# --- ciphers


class _Cipher(Protocol):
    """Interface of the ciphers of two libraries."""

    def decrypt(self, ciphertext: bytes, /) -> bytes:
        """The next bytes of the text."""
        ...


def _cipher(header: Header, key: bytes) -> _Cipher:
    from Cryptodome.Cipher import AES, ChaCha20  # noqa: PLC0415 - heavy, and needed for this only

    master = hashlib.sha256(header.seed + key).digest()
    match header.cipher:
        case Cipher.AES:
            return AES.new(master, AES.MODE_CBC, header.vector)
        case Cipher.CHACHA20:
            return ChaCha20.new(key=master, nonce=header.vector)
        case Cipher.TWOFISH:
            from pykeepass.kdbx_parsing.twofish import MODE_CBC, Twofish  # noqa: PLC0415 - in Python, and rare

            twofish: _Cipher = Twofish.new(master, mode=MODE_CBC, IV=header.vector)
            return twofish


def _deciphered(header: Header, key: bytes, secret: Iterator[Piece]) -> Iterator[Piece]:
    cipher = _cipher(header, key)
    padded = header.cipher is not Cipher.CHACHA20
    rest, kept, at = b"", b"", 0
    for piece in secret:
        at = piece.at
        secrets = rest + piece.content
        cut = len(secrets) - len(secrets) % 16 if padded else len(secrets)
        rest = secrets[cut:]
        if not cut:
            continue
        plain = kept + cipher.decrypt(secrets[:cut])
        kept = plain[-16:] if padded else b""
        yield Piece(at, plain[: len(plain) - len(kept)])
    if padded:
        pad = kept[-1] if kept else 0
        if rest or not 1 <= pad <= 16 or kept[-pad:] != bytes([pad]) * pad:
            damaged()
        yield Piece(at, kept[:-pad])


# --- unpacking


def _unpacked(plain: Iterator[Piece], most: int) -> Iterator[Piece]:
    """Unpacked content of gzip, up to its end. `ZIP_BOMB` for more than `most` bytes of it."""
    packed = zlib.decompressobj(16 + zlib.MAX_WBITS)
    total = 0
    try:
        for piece in plain:
            left = piece.content
            while not packed.eof:
                content = packed.decompress(left, _PIECE)
                left = packed.unconsumed_tail
                total += len(content)
                if not content and not left:
                    break
                if total > most:
                    raise Unreadable(ReadProblem.ZIP_BOMB)
                yield Piece(piece.at, content)
    except zlib.error:
        damaged()
    if not packed.eof:
        damaged()


def pieces(content: bytes, at: int) -> Iterator[Piece]:
    """Content from a place on, in pieces."""
    return (Piece(place, content[place : place + _PIECE]) for place in range(at, len(content), _PIECE))


class Flow:
    """Pieces as one row of bytes, taken from its beginning. What is not there is damage."""

    def __init__(self, pieces: Iterator[Piece]) -> None:
        self._pieces = pieces
        self._rest = b""
        self.at = 0

    def take(self, length: int) -> bytes:
        """The next bytes."""
        got, missing = [], length
        while missing:
            part = self._next()
            got.append(part[:missing])
            self._rest = part[missing:]
            missing -= len(got[-1])
        return b"".join(got)

    def skip(self, length: int) -> None:
        """Go over the next bytes, without keeping them."""
        while length:
            part = self._next()
            self._rest = part[length:]
            length -= len(part) - len(self._rest)

    def rest(self) -> Iterator[Piece]:
        """Everything that is left."""
        if self._rest:
            yield Piece(self.at, self._rest)
        yield from self._pieces

    def _next(self) -> bytes:
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                damaged()
            self.at, self._rest = piece.at, piece.content
        return self._rest
