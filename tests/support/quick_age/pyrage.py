"""Stand-in for age's library in a command that a test starts: it seals at once, and so seals nothing.

For tests of what is asked and said around a sealed file. The library makes each sealing take a second by the clock, and takes
no word for less. What is sealed is held to the real one in `tests/evidence`.
"""

from __future__ import annotations

from hashlib import sha256, shake_256

HEAD = b"age-encryption.org/v1\n-> scrypt quick 18\n"


class DecryptError(Exception):
    """A refusal, in the words of the library."""


class passphrase:  # noqa: N801 - a module of the library
    """Its two functions."""

    @staticmethod
    def encrypt(plain: bytes, word: str) -> bytes:
        return HEAD + sha256(plain).digest() + _mixed(plain, word)

    @staticmethod
    def decrypt(content: bytes, word: str) -> bytes:
        if not content.startswith(HEAD):
            raise DecryptError("Header is invalid")
        proof, mixed = content[len(HEAD) :][:32], content[len(HEAD) + 32 :]
        plain = _mixed(mixed, word)
        if sha256(plain).digest() != proof:
            raise DecryptError("Decryption failed")
        return plain


def _mixed(content: bytes, word: str) -> bytes:
    stream = shake_256(word.encode()).digest(len(content))
    return bytes(one ^ other for one, other in zip(content, stream, strict=True))
