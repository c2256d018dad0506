"""Secret of the stand-ins: the school's, or one that this computer made for itself."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Final

from postigo.fleet.device import KEY_BYTES, key_in, key_text
from postigo.store.plain import read_plain, write_new_plain

SCHOOLS: Final = "reports.key"
"""Name of the school's key, among the administrator's files."""
OWN: Final = "own.key"
"""Name of this computer's own, among what the system keeps."""
_LONGEST: Final = 1 << 12


def new_key() -> bytes:
    """Content of a new key file."""
    return key_text(secrets.token_bytes(KEY_BYTES)).encode()


def secret(settings: Path, state: Path) -> bytes:
    """The school's secret, else this computer's own, made if there was none.

    Raises `OSError` for a file that is there and cannot be read, and `device.NotAKey` for one that is none: under another secret
    the computer would have another name.
    """
    for file in (settings / SCHOOLS, state / OWN):
        try:
            return key_in(read_plain(file, _LONGEST).decode(errors="replace"))
        except FileNotFoundError:
            continue
    made = new_key()
    write_new_plain(state / OWN, made)
    return key_in(made.decode())
