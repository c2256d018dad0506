"""Answers about trusted root certificates. A store is opened to be read; no chain is built, so nothing is fetched."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import POINTER, c_char, c_int, c_size_t, c_uint32, c_void_p, c_wchar_p
from typing import Final

from postigo.core.system import CannotTell, Unknown
from postigo.system.calls import errors
from postigo.system.calls.answering import answers
from postigo.system.calls.libraries import function, last_error
from postigo.windows_calls.certificates import TRUSTED_ROOTS

_PROVIDER: Final = 10  # CERT_STORE_PROV_SYSTEM_W, wincrypt.h
_OF_THE_ACCOUNT: Final = (
    0x10000 | 0x8000 | 0x4000
)  # CERT_SYSTEM_STORE_CURRENT_USER, …READONLY_FLAG, …OPEN_EXISTING_FLAG
_ENCODING: Final = 0x00010001  # X509_ASN_ENCODING | PKCS_7_ASN_ENCODING
_BY_SHA1: Final = 0x10000  # CERT_FIND_SHA1_HASH
_NOT_FOUND: Final = 0x80092004  # CRYPT_E_NOT_FOUND
_SHA1_BYTES: Final = 20


class HashBlob(ctypes.Structure):
    """CRYPT_HASH_BLOB, wincrypt.h."""

    _fields_ = (("cbData", c_uint32), ("pbData", POINTER(c_char)))


@answers(TRUSTED_ROOTS)
def trusted_roots(thumbprints: str) -> tuple[str, ...]:
    """`CertFindCertificateInStore` for each thumbprint, in the account's Root store."""
    with _store("Root") as store:
        return tuple(thumbprint for thumbprint in thumbprints.split() if _holds(store, thumbprint))


@contextmanager
def _store(name: str) -> Iterator[int]:
    # HCERTSTORE CertOpenStore(LPCSTR lpszStoreProvider, DWORD, HCRYPTPROV_LEGACY, DWORD dwFlags, const void*)
    open_store = function("crypt32", "CertOpenStore", c_void_p, c_void_p, c_uint32, c_size_t, c_uint32, c_wchar_p)
    close = function("crypt32", "CertCloseStore", c_int, c_void_p, c_uint32)
    store = open_store(_PROVIDER, 0, 0, _OF_THE_ACCOUNT, name)
    if not store:
        errors.refuse(last_error(), "CertOpenStore")
    try:
        yield store
    finally:
        close(store, 0)


def _holds(store: int, thumbprint: str) -> bool:
    # PCCERT_CONTEXT CertFindCertificateInStore(HCERTSTORE, DWORD, DWORD, DWORD, const void*, PCCERT_CONTEXT)
    find = function(
        "crypt32", "CertFindCertificateInStore", c_void_p,
        c_void_p, c_uint32, c_uint32, c_uint32, POINTER(HashBlob), c_void_p,
    )  # fmt: skip
    free = function("crypt32", "CertFreeCertificateContext", c_int, c_void_p)
    number = _number(thumbprint)
    blob = HashBlob(len(number), ctypes.create_string_buffer(number, len(number)))
    found = find(store, _ENCODING, 0, _BY_SHA1, ctypes.byref(blob), None)
    if found:
        free(found)
        return True
    if last_error() & 0xFFFFFFFF != _NOT_FOUND:
        errors.refuse(last_error(), "CertFindCertificateInStore")
    return False


def _number(thumbprint: str) -> bytes:
    try:
        number = bytes.fromhex(thumbprint)
    except ValueError:
        number = b""
    if len(number) != _SHA1_BYTES:
        raise CannotTell(Unknown.UNREADABLE, "a thumbprint that is no SHA-1")
    return number
