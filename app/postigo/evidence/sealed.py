"""Sealing of a bag: a tar of it, as one age file under a passphrase. `age -d` opens it without Postigo (decision 0674).

It takes about a second: age makes each guess of a passphrase as slow as that (scrypt). How slow is measured by the library
anew at each call, once and by the wall clock. On a busy computer that goes wrong, in both directions: a new file gets too
little work, and one that is there is refused as too much of it. So both are tried again.
"""

from __future__ import annotations

import io
import re
import tarfile
import time
from collections.abc import Mapping
from typing import Final

from postigo.core.values import Text
from postigo.evidence.trouble import NOT_OURS, EvidenceTrouble, WrongPassphrase

FOLDER: Final = "evidence"
"""Folder of a bag in the tar, and in a hand-over."""
_ENOUGH: Final = 17
"""Work factor (log2 of scrypt's N) that is enough: OWASP's. What is tried again for less takes less than a second."""
_TOO_MUCH: Final = "Excessive work"
_SEALS: Final = 4
_OPENINGS: Final = 60
_PAUSE: Final = 0.05  # seconds
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

    best = b""
    for _ in range(_SEALS):
        tried = bytes(age.encrypt(packed.getvalue(), passphrase))
        best = max(best, tried, key=work_factor)
        if work_factor(best) >= _ENOUGH:
            break
    return best


def unseal(content: bytes, passphrase: str) -> dict[str, bytes]:
    """The bag in a sealed file. `WrongPassphrase`, or `EvidenceTrouble` for what no passphrase opens."""
    _must_have_age()
    import pyrage  # noqa: PLC0415 - see above

    for left in range(_OPENINGS - 1, -1, -1):
        try:
            packed = bytes(pyrage.passphrase.decrypt(content, passphrase))
            break
        except pyrage.DecryptError as refused:
            if not left or not str(refused).startswith(_TOO_MUCH):
                raise _meaning(str(refused)) from None
            time.sleep(_PAUSE)
    try:
        return _unpacked(packed)
    except (tarfile.TarError, ValueError, EOFError):
        raise EvidenceTrouble(NOT_OURS) from None


def work_factor(content: bytes) -> int:
    """Work factor in the head of a sealed file, 0 without one.

    The head is `-> scrypt SALT FACTOR`: age-encryption.org/v1.
    """
    found = re.match(rb"age-encryption\.org/v1\n-> scrypt \S+ ([0-9]{1,2})\n", content)
    return int(found[1]) if found else 0


def _must_have_age() -> None:
    try:
        import pyrage  # noqa: F401, PLC0415 - see above
    except ImportError:
        raise EvidenceTrouble(
            Text("The library that seals a log (pyrage) is not on this computer. Use another computer for it.")
        ) from None


def _meaning(refused: str) -> EvidenceTrouble:
    """Meaning of a refusal, by the words of the library. Tests hold each."""
    if refused == "Decryption failed":  # the key of the file does not come out
        return WrongPassphrase(
            Text(
                "This passphrase does not open it. You can try as often as you like. If it is surely right, the file is damaged."
            )
        )
    if refused.startswith(_TOO_MUCH):
        return EvidenceTrouble(
            Text("This computer is too busy or too slow to open it now. Try again, or open it where it was begun.")
        )
    return EvidenceTrouble(NOT_OURS)


def _unpacked(packed: bytes) -> dict[str, bytes]:
    """Files of a tar, by their names in the bag. Nothing is written anywhere.

    Another may have made the tar: a name that leads out of the bag would be written elsewhere at a hand-over.
    """
    if len(packed) > _MOST:
        raise ValueError("too large")
    files = {}
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:") as tar:
        for about in tar:
            if about.issparse():  # a few bytes of it may stand for any size
                raise ValueError("sparse")
            opened = tar.extractfile(about) if about.isreg() else None
            if opened is not None:
                files[_inside(about.name.removeprefix(f"{FOLDER}/"))] = opened.read()
    return files


def _inside(name: str) -> str:
    """A name that lies within the bag on every system. ValueError for another."""
    if set(name.split("/")) & {"", ".", ".."} or set(name) & set("\\:\0"):
        raise ValueError("a name that leads out")
    return name
