"""Sealing of a bag: a tar of it, as one age file under a passphrase. `age -d` opens it without Postigo (decision 0674).

It takes about a second: age makes each guess of a passphrase as slow as that (scrypt).
"""

from __future__ import annotations

import io
import tarfile
import time
from collections.abc import Mapping
from typing import Final

from postigo.core.values import Text
from postigo.evidence.trouble import NOT_OURS, EvidenceTrouble, WrongPassphrase

FOLDER: Final = "evidence"
"""The folder in which a bag lies in the tar, and where it is handed over."""
_MOST: Final = 1 << 28  # bytes of a tar that is opened: a hundred thousand entries


def seal(files: Mapping[str, bytes], passphrase: str) -> bytes:
    """The sealed file of a bag. `EvidenceTrouble` where there is no library for it."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, content in files.items():
            about = tarfile.TarInfo(f"{FOLDER}/{name}")
            about.size, about.mode, about.mtime = len(content), 0o600, int(time.time())
            tar.addfile(about, io.BytesIO(content))
    _must_have_age()
    from pyrage import passphrase as age  # noqa: PLC0415 - only who keeps a log loads it

    return bytes(age.encrypt(packed.getvalue(), passphrase))


def unseal(content: bytes, passphrase: str) -> dict[str, bytes]:
    """The bag in a sealed file. `WrongPassphrase`, or `EvidenceTrouble` for what no passphrase opens."""
    _must_have_age()
    import pyrage  # noqa: PLC0415 - see above

    try:
        packed = pyrage.passphrase.decrypt(content, passphrase)
    except pyrage.DecryptError as refused:
        raise _meaning(str(refused)) from None
    try:
        return _unpacked(packed)
    except (tarfile.TarError, ValueError, EOFError):
        raise EvidenceTrouble(NOT_OURS) from None


def _must_have_age() -> None:
    try:
        import pyrage  # noqa: F401, PLC0415 - see above
    except ImportError:
        raise EvidenceTrouble(
            Text("The library that seals a log (pyrage) is not on this computer. Use another computer for it.")
        ) from None


def _meaning(refused: str) -> EvidenceTrouble:
    """Meaning of a refusal, by the words of the library (age 0.11 in Rust; tests hold each)."""
    if refused == "Decryption failed":  # the key of the file does not come out
        return WrongPassphrase(
            Text("This passphrase does not open it. Type it again; you can try as often as you like.")
        )
    if refused.startswith("Excessive work"):
        return EvidenceTrouble(Text("This log was sealed on a much faster computer. Open it there."))
    return EvidenceTrouble(NOT_OURS)


def _unpacked(packed: bytes) -> dict[str, bytes]:
    """Files of a tar, by their names in the bag. Nothing is written anywhere."""
    if len(packed) > _MOST:
        raise ValueError("too large")
    files = {}
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:") as tar:
        for about in tar:
            opened = tar.extractfile(about) if about.isreg() else None
            if opened is not None:
                files[about.name.removeprefix(f"{FOLDER}/")] = opened.read()
    return files
