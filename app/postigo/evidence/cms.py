"""Signed data of a time stamp (CMS, RFC 5652): order of certificates, and signature.

`rfc3161-client` checks a signature only with a chain to a root that somebody trusts, and reads certificates only in the
order of DER. Services send them in any order: their set is not signed, and CMS allows it.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

_OCTETS, _OID, _SEQUENCE, _SET, _FIRST = 0x04, 0x06, 0x30, 0x31, 0xA0
_CONTENT_TYPE: Final = bytes.fromhex("2a864886f70d010903")  # 1.2.840.113549.1.9.3
_DIGEST: Final = bytes.fromhex("2a864886f70d010904")  # 1.2.840.113549.1.9.4
_STAMP: Final = bytes.fromhex("2a864886f70d0109100104")  # id-ct-TSTInfo, 1.2.840.113549.1.9.16.1.4 (RFC 3161, 2.4.2)
_PSS: Final = bytes.fromhex("2a864886f70d01010a")  # 1.2.840.113549.1.1.10
_HASHES: Final = {
    bytes.fromhex("608648016503040201"): "sha256",  # 2.16.840.1.101.3.4.2.1 to 3
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}


@dataclass(frozen=True, slots=True)
class _Node:
    """Element of DER. `start`, `inside` (of its content) and `end` are places in `whole`."""

    whole: bytes
    tag: int
    start: int
    inside: int
    end: int

    @property
    def value(self) -> bytes:
        return self.whole[self.inside : self.end]

    def parts(self) -> list[_Node]:
        """Elements in it. ValueError where they do not fill it."""
        found, at = [], self.inside
        while at < self.end:
            found.append(_node(self.whole, at, self.end))
            at = found[-1].end
        return found


def in_order(answer: bytes) -> bytes:
    """The answer of a service, with its certificates in the order of DER. ValueError for what is no such answer."""
    for node in _signed_data(answer):
        if node.tag == _FIRST:
            each = sorted(answer[one.start : one.end] for one in node.parts())
            return answer[: node.inside] + b"".join(each) + answer[node.end :]
    return answer


def is_signed_by(answer: bytes, certificate: Certificate) -> bool:
    """Whether the key of a certificate signed what the stamp says.

    ValueError where that cannot be known: a signature of another kind, an older hash.
    """
    *_, content, signers = (node for node in _signed_data(answer) if node.tag in {_SEQUENCE, _SET})
    kind, wrapped = content.parts()
    (stamp,) = wrapped.parts()
    (signer,) = signers.parts()
    _, _, digest, attributes, algorithm, signature = signer.parts()[:6]
    named = _HASHES.get(_first(digest))
    if named is None or (attributes.tag, signature.tag, stamp.tag) != (_FIRST, _OCTETS, _OCTETS):
        raise ValueError("a signature of another kind")
    said = {name.value: _first(values) for name, values in (one.parts() for one in attributes.parts())}
    if (kind.value, said.get(_CONTENT_TYPE)) != (_STAMP, _STAMP) or not hmac.compare_digest(
        said.get(_DIGEST, b""), hashlib.new(named, stamp.value).digest()
    ):
        return False
    # The attributes are signed with the tag of a set in the place of their own (RFC 5652, 5.4).
    signed = bytes([_SET]) + answer[attributes.start + 1 : attributes.end]
    return _is_signature(certificate, signature.value, signed, named, pss=_first(algorithm) == _PSS)


def _first(node: _Node) -> bytes:
    """Value of the first element in another. ValueError where it has none."""
    first, *_ = node.parts()
    return first.value


def _signed_data(answer: bytes) -> list[_Node]:
    """Parts of the signed data in an answer (TimeStampResp, RFC 3161, 2.4.2)."""
    whole = _node(answer, 0, len(answer))
    if whole.tag != _SEQUENCE or whole.end != len(answer):
        raise ValueError("no answer of a time-stamp service")
    _, token = whole.parts()
    _, wrapped = token.parts()
    (signed,) = wrapped.parts()
    return signed.parts()


def _node(whole: bytes, start: int, end: int) -> _Node:
    """Element that begins at a place. ValueError for one that is cut, or has no length of its own."""
    if end - start < 2:
        raise ValueError("cut")
    tag, length, inside = whole[start], whole[start + 1], start + 2
    if length >= 0x80:
        inside += length - 0x80
        length = int.from_bytes(whole[start + 2 : inside]) if inside > start + 2 else end
    if inside + length > end:
        raise ValueError("cut")
    return _Node(whole, tag, start, inside, inside + length)


def _is_signature(certificate: Certificate, signature: bytes, signed: bytes, named: str, *, pss: bool) -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm  # noqa: PLC0415 - only who has a time stamp loads it
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa  # noqa: PLC0415

    kinds: dict[str, hashes.HashAlgorithm] = {
        "sha256": hashes.SHA256(),
        "sha384": hashes.SHA384(),
        "sha512": hashes.SHA512(),
    }
    kind = kinds[named]
    try:
        key = certificate.public_key()
        if isinstance(key, ec.EllipticCurvePublicKey):
            key.verify(signature, signed, ec.ECDSA(kind))
            return True
        if isinstance(key, rsa.RSAPublicKey):
            key.verify(
                signature,
                signed,
                padding.PSS(padding.MGF1(kind), padding.PSS.AUTO) if pss else padding.PKCS1v15(),
                kind,
            )
            return True
    except InvalidSignature:
        return False
    except UnsupportedAlgorithm:
        pass
    raise ValueError("a key of another kind")
