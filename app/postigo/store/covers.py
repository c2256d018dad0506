"""Camera covers that a person wanted remembered. The file names no camera: each is a keyed hash.

The key lies in the system's key ring or, where there is none, in a file of its owner's alone beside it. Whoever has both can try
names of cameras; a file without its key tells how many cameras there are, and the days.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from postigo.core.codec import DecodeError, decode, encode
from postigo.store.plain import forget_plain, may_be_there, read_plain, replace_plain

FILE: Final = "camera-covers.json"
KEY_FILE: Final = "camera-covers.key"
SCHEMA: Final = "postigo.camera-covers/1"

_LARGEST: Final = 1 << 16
_LENGTH: Final = 32
_MOST: Final = 64  # cameras; the oldest are forgotten


@dataclass(frozen=True, slots=True)
class Cover:
    """Reply of a person on one camera.

    `said`: the day of the reply; `again`: the day from which they are asked again.
    """

    covered: bool
    said: date
    again: date


@dataclass(frozen=True, slots=True)
class _Stored:
    schema: str
    covers: Mapping[str, Cover] = field(default_factory=dict)


def reference(key: bytes, name: str, number: int) -> str:
    """Reference of a camera: HMAC-SHA-256 of its name and its number, in hexadecimal.

    `number` is which of those of the same name it is, from 1.
    """
    return hmac.new(key, f"camera\0{number}\0{name}".encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def read(folder: Path) -> dict[str, Cover]:
    """Remembered replies, by reference. A file that is none of ours is as none: the person is asked again."""
    import json  # noqa: PLC0415 - few want anything remembered

    try:
        stored: _Stored = decode(_Stored, json.loads(read_plain(folder / FILE, _LARGEST)))
    except (OSError, ValueError, RecursionError, DecodeError):
        return {}
    return dict(stored.covers) if stored.schema == SCHEMA else {}


def write(folder: Path, covers: Mapping[str, Cover]) -> None:
    """Remember this, whole or not at all. `OSError` where it cannot be written."""
    import json  # noqa: PLC0415 - see above

    latest = sorted(covers.items(), key=lambda one: one[1].said)[-_MOST:]
    stored = encode(_Stored(SCHEMA, dict(latest)), tag=False)
    replace_plain(folder / FILE, f"{json.dumps(stored, indent=1, sort_keys=True)}\n".encode())


def own_key(folder: Path, *, make: bool) -> bytes | None:
    """The key in its file; made if there is none and `make`. None where there is none, or one that is none of ours."""
    file = folder / KEY_FILE
    try:
        found = read_plain(file, _LENGTH)
    except FileNotFoundError:
        if not make:
            return None
        found = secrets.token_bytes(_LENGTH)
        replace_plain(file, found)
    return found if len(found) == _LENGTH else None


def there(folder: Path) -> bool:
    """Whether anything is remembered."""
    return any(may_be_there(folder / name) for name in (FILE, KEY_FILE))


def delete(folder: Path) -> bool:
    """Delete the file and its key's file; whether both are gone."""
    gone = [forget_plain(folder / name) for name in (FILE, KEY_FILE)]  # the second also where the first stays
    return all(gone)
