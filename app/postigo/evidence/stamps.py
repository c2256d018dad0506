"""Time stamp of a log by somebody else (RFC 3161): request and answer.

What is stamped is the hash of a line, so `openssl ts -verify -digest` checks it too. Nothing here reaches a network: who
asks the service is `postigo.net.timestamp`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from postigo.core.values import Quoted, Text
from postigo.evidence import cms
from postigo.evidence.trouble import EvidenceTrouble, NoLibrary

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

T = TypeVar("T")

NO_LIBRARY: Final = Text("The library for time stamps (rfc3161-client) is not on this computer.")
NO_STAMP: Final = Text("It is not a time stamp, or it is damaged.")
OTHER: Final = Text("It is the time stamp of something else.")
NOT_SIGNED: Final = Text("Its signature is not right, so it is worth nothing.")
NO_CHECK: Final = Text("Its signature is of a kind that cannot be checked here.")
NO_ROOTS: Final = Text("The file of certificates cannot be read. It must be in the form PEM.")
NO_CHAIN: Final = Text("Its certificate does not lead to the file of certificates that you named.")


@dataclass(frozen=True, slots=True)
class Request:
    """Request for a stamp, in DER. Only the answer to it repeats its `nonce`."""

    content: bytes
    nonce: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """Stamp that fits. `at`: its time in UTC; `signer`: name in the certificate; `key`: SHA-256 of its key, in hex."""

    at: datetime
    signer: str
    key: str


@dataclass(frozen=True, slots=True)
class Stamped:
    """Stamp as a log notes it: stamped entry, file in the bag, SHA-256 of that."""

    entry: int
    file: str
    sha256: str

    def as_json(self) -> dict[str, str | int]:
        """Its part of a line."""
        return {"entry": self.entry, "file": self.file, "sha256": self.sha256}

    @staticmethod
    def from_json(data: Mapping[str, Any]) -> Stamped:
        """The stamp of a line. ValueError for what is none."""
        found = Stamped(data["entry"], data["file"], data["sha256"])
        if not all(isinstance(text, str) for text in (found.file, found.sha256)) or type(found.entry) is not int:
            raise ValueError("no stamp")
        return found


def request(line: bytes) -> Request:
    """Request for the hash of a stored line: nothing else of it is in there."""
    must_have_library()
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder  # noqa: PLC0415 - only who wants a stamp loads it

    made = TimestampRequestBuilder().data(line).hash_algorithm(HashAlgorithm.SHA256).build()
    if made.nonce is None:  # the builder makes one unless it is told not to
        raise ValueError("a request without a nonce")
    return Request(made.as_bytes(), made.nonce)


def read(answer: bytes, line: bytes, nonce: int | None = None) -> Stamp:
    """Stamp in the answer of a service. `EvidenceTrouble` unless it is of this line, of this request, and signed.

    Without `nonce`, of any request: of an answer that was kept. Whose key signed it is not asked.
    """
    found = _response(answer)
    info = _carefully(lambda: found.tst_info)
    right = _carefully(lambda: (info.message_imprint.message, info.message_imprint.hash_algorithm.dotted_string))
    if right != (hashlib.sha256(line).digest(), "2.16.840.1.101.3.4.2.1"):
        raise EvidenceTrouble(OTHER)
    if nonce is not None and info.nonce != nonce:
        raise EvidenceTrouble(OTHER)
    certificate = _carefully(lambda: _certificate(found))
    try:
        signed = cms.is_signed_by(answer, certificate)
    except ValueError:
        raise EvidenceTrouble(NO_CHECK) from None
    if not signed:
        raise EvidenceTrouble(NOT_SIGNED)
    return _carefully(lambda: Stamp(info.gen_time, certificate.subject.rfc4514_string(), _key(certificate)))


def stamped(answer: bytes, lines: Iterable[bytes]) -> bytes:
    """The one of these lines that an answer is about. `EvidenceTrouble` where it is about none."""
    found = _response(answer)
    imprint = _carefully(lambda: found.tst_info.message_imprint.message)
    for line in lines:
        if hashlib.sha256(line).digest() == imprint:
            return line
    raise EvidenceTrouble(OTHER)


def must_lead_to(answer: bytes, line: bytes, roots: bytes) -> None:
    """`EvidenceTrouble` unless the certificate leads to one of `roots` (PEM), valid when it was stamped."""
    found = _response(answer)
    import rfc3161_client  # noqa: PLC0415 - see request
    from cryptography import x509  # noqa: PLC0415

    try:
        certificates = x509.load_pem_x509_certificates(roots)
    except ValueError:
        raise EvidenceTrouble(NO_ROOTS) from None
    trusted = [one for one in certificates if one.issuer == one.subject]
    builder = rfc3161_client.VerifierBuilder(
        roots=trusted or certificates, intermediates=[one for one in certificates if one not in trusted]
    )
    try:
        builder.build().verify_message(found, line)
    except (rfc3161_client.VerificationError, ValueError):
        raise EvidenceTrouble(NO_CHAIN) from None


def _response(answer: bytes) -> TimeStampResponse:
    """Answer as the library reads it. `EvidenceTrouble` with the service's own words where it refused."""
    must_have_library()
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415 - see request

    try:
        found = decode_timestamp_response(answer)
    except ValueError:  # it may have its certificates in another order, or none
        found = _carefully(lambda: decode_timestamp_response(cms.in_order(answer)))
    if _carefully(lambda: int(found.status)) == 0:
        return found
    said = _carefully(lambda: " ".join(found.status_string))[:200]
    raise EvidenceTrouble(
        Text("The service refused: “{words}”.", values={"words": Quoted(said)})
        if said
        else Text("The service refused, without a reason.")
    )


def _certificate(found: TimeStampResponse) -> Certificate:
    """Certificate of the one signer, which must be one for time stamps. ValueError where there is none."""
    from cryptography import x509  # noqa: PLC0415 - see request
    from cryptography.x509.oid import ExtendedKeyUsageOID  # noqa: PLC0415

    (signer,) = found.signed_data.signer_infos
    for one in found.signed_data.certificates:
        certificate = x509.load_der_x509_certificate(one)
        if (certificate.issuer, certificate.serial_number) == (signer.issuer, signer.serial_number):
            uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
            if ExtendedKeyUsageOID.TIME_STAMPING in uses:
                return certificate
    raise ValueError("no certificate")


def _key(certificate: Certificate) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415 - see request

    der = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def must_have_library() -> None:
    """`NoLibrary` where there is none. It is known before anybody types a passphrase."""
    try:
        import rfc3161_client  # noqa: F401, PLC0415 - see request
    except ImportError:
        raise NoLibrary(NO_LIBRARY) from None


def _carefully(look: Callable[[], T]) -> T:
    """Result of looking into an answer. `EvidenceTrouble` for one that is strange in any way."""
    try:
        return look()
    except Exception:  # noqa: BLE001 - what somebody sent: two libraries raise whatever their reading ran into
        raise EvidenceTrouble(NO_STAMP) from None
