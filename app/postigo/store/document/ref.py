"""Reference to the thing of a finding: a keyed hash, and no name."""

from __future__ import annotations

import json
from typing import Final

from postigo.core.codec import encode
from postigo.core.model import Finding
from postigo.core.values import kind_of

_DIGITS: Final = 16
"""Hexadecimal digits of a reference: 64 bits. No two of the few things of one computer share one."""
KEY_BYTES: Final = 32


def ref(key: bytes, finding: Finding) -> str | None:
    """Keyed hash of the finding's handle, else of its subject. None if it has neither.

    Only who has the key can tell whether a reference is that of a thing they guess. `ValueError` for a short key.
    """
    if handle := finding.handle:
        return _hash(key, "handle", handle.kind.value, handle.within, handle.id)
    if finding.subject is not None:
        return _hash(key, "subject", kind_of(finding.subject), encode(finding.subject))
    return None


def rekeyed(key: bytes, reference: str | None) -> str | None:
    """A reference under another key. Who gets it can compare it with none of those that are kept."""
    return None if reference is None else _hash(key, "ref", reference)


def mark_of(key: bytes, *parts: object) -> str:
    """Keyed hash of a thing that a copy names by a stand-in."""
    return _hash(key, "thing", *parts)


def ref_key(key: bytes) -> str:
    """Mark of a key. References of two documents can be compared if both have the same."""
    return _hash(key, "key")


def _hash(key: bytes, *parts: object) -> str:
    if len(key) < KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    import hmac  # noqa: PLC0415 - a report on the screen has no need of it, and it brings OpenSSL

    return hmac.digest(key, json.dumps(parts, sort_keys=True).encode(), "sha256").hex()[:_DIGITS]
