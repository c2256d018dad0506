"""Signature of a report with the key of whoever made it: Ed25519 (RFC 8032) over its fingerprint.

It tells that whoever has the key signed this report, and not who that is: the key is compared with the one that they gave.
"""

from __future__ import annotations

from typing import Any, Final

from postigo.reports.integrity import METHOD

ED25519: Final = "Ed25519"


def signed(document: dict[str, Any], secret: bytes) -> dict[str, Any]:
    """The document with a signature beside its fingerprint. `secret` has 32 bytes."""
    from Cryptodome.PublicKey import ECC  # noqa: PLC0415 - 30 ms, for those who sign
    from Cryptodome.Signature import eddsa  # noqa: PLC0415 - as above

    key = ECC.construct(curve=ED25519, seed=secret)  # type: ignore[arg-type]  # its stub knows no seed in bytes
    value = eddsa.new(key, "rfc8032").sign(_message(document["integrity"]["sha256"]))
    signature = {"method": ED25519, "key": key.public_key().export_key(format="raw").hex(), "value": value.hex()}
    return document | {"integrity": document["integrity"] | {"signature": signature}}


def key_of(document: dict[str, Any]) -> str | None:
    """The key that signed the document, in hexadecimal; None where nobody did. `ValueError` where the signature does not fit.

    `LookupError` for one of another kind.
    """
    signature = document["integrity"].get("signature")
    if signature is None:
        return None
    if not isinstance(signature, dict) or signature.get("method") != ED25519:
        raise LookupError("another kind of signature")
    from Cryptodome.Signature import eddsa  # noqa: PLC0415 - as above

    key, value = (bytes.fromhex(str(signature.get(name))) for name in ("key", "value"))
    eddsa.new(eddsa.import_public_key(key), "rfc8032").verify(_message(document["integrity"]["sha256"]), value)
    return key.hex()


def _message(mark: str) -> bytes:
    return f"Postigo report, {METHOD}: {mark}".encode()
