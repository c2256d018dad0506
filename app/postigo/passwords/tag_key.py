"""Keys in the system's key ring: of change tags, of camera covers, of signed reports.

Without theirs, tags and covers tell nobody anything. The one that signs is the person's own.

Only key rings of the system itself are used, each by the name of its class. A plug-in that keeps keys in a plain file, and
whatever a configuration file or the environment may name instead, are never asked. Without a key ring nothing is kept.
"""

from __future__ import annotations

import importlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final, TypeVar

from postigo.passwords.model import TagsProblem
from postigo.store.files import data_folder
from postigo.store.plain import forget_plain, replace_plain

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "postigo"
USER: Final = "change tags"
COVERS: Final = "camera covers"
"""Name of another key there: that of what a person said of their cameras."""
SIGNING: Final = "signature of reports"
PATIENCE: Final = 30.0
"""Seconds. Time enough to read a question and to type the password of the key ring."""
_LENGTH: Final = 32
# The best of those that work is used: each knows whether it does (`priority`).
_SYSTEMS_OWN: Final = (
    ("keyring.backends.SecretService", "Keyring"),
    ("keyring.backends.kwallet", "DBusKeyring"),
    ("keyring.backends.Windows", "WinVaultKeyring"),
    ("keyring.backends.macOS", "Keyring"),
)

T = TypeVar("T")


def store() -> Path:
    """The file of the change tags, in the person's own data folder."""
    return data_folder() / "change-tags.json"


def signing_note() -> Path:
    """The empty file that is there while there may be a key to sign with."""
    return data_folder() / "signing-key-in-key-ring"


@dataclass(frozen=True, slots=True)
class TagKey:
    """The key. It shows itself to nobody."""

    secret: bytes = field(repr=False)


def key(user: str = USER, *, patience: float = PATIENCE) -> TagKey | TagsProblem:
    """Key under one of the names above; made if there was none. Or what prevents it."""
    return _in_time(partial(_found_or_made, user), patience)


def covers_key() -> TagKey | TagsProblem:
    """Key of the camera covers, made if there was none; or why there is none."""
    return key(COVERS)


def signing_key() -> TagKey | TagsProblem:
    """The person's key to sign reports with, made if there was none; or why not.

    An empty file notes beforehand that there may be one, so that it can be shown and forgotten. No note, no key: REFUSED.
    """
    return _in_time(_noted_and_made, PATIENCE)


def forget_signing_key() -> TagsProblem | None:
    """Delete that key, and the note of it. None: both are gone; otherwise why they may still be there."""
    left = _in_time(partial(_removed, SIGNING), PATIENCE)
    if left is None and not forget_plain(signing_note()):
        return TagsProblem.NOT_GONE
    return left


def forget_covers_key() -> TagsProblem | None:
    """Delete that key. None: it is gone; otherwise why it may still be there."""
    return _in_time(partial(_removed, COVERS), PATIENCE)


def forget(store: Path, *, patience: float = PATIENCE) -> TagsProblem | None:
    """Delete the file and the key. Without the key no copy of the file can be read.

    None: both are gone. NOT_GONE: the file is still there. Otherwise: why the key may still be there.
    """
    gone = forget_plain(store)  # if not, its key matters all the more
    left = _in_time(partial(_removed, USER), patience)
    return left if gone else TagsProblem.NOT_GONE


def _found_or_made(user: str) -> TagKey | TagsProblem:
    ring = _ring()
    if ring is None:
        return TagsProblem.NO_RING
    kept = ring.get_password(SERVICE, user)
    if kept is not None and (found := _read(kept)):
        return found
    made = secrets.token_bytes(_LENGTH)
    ring.set_password(SERVICE, user, made.hex())
    # What was not kept would make every password new at the next look.
    return TagKey(made) if ring.get_password(SERVICE, user) == made.hex() else TagsProblem.REFUSED


def _noted_and_made() -> TagKey | TagsProblem:
    if _ring() is None:
        return TagsProblem.NO_RING
    replace_plain(signing_note(), b"")
    return _found_or_made(SIGNING)


def _removed(user: str) -> TagsProblem | None:
    ring = _ring()
    if ring is None:
        return None  # where no key ring is, no key of ours is
    if ring.get_password(SERVICE, user) is not None:
        ring.delete_password(SERVICE, user)
    return None


def _read(kept: str) -> TagKey | None:
    try:
        secret = bytes.fromhex(kept)
    except ValueError:
        return None
    return TagKey(secret) if len(secret) == _LENGTH else None


def _ring() -> KeyringBackend | None:
    """The system's key ring; None where there is none that works."""
    working = []
    for module, name in _SYSTEMS_OWN:
        try:
            backend = getattr(importlib.import_module(module), name)
            working.append((float(backend.priority), backend))
        except (ImportError, RuntimeError, AttributeError, OSError):
            continue  # how a backend says that this is not its system, or that nobody is at the D-Bus' address
    return max(working, key=lambda pair: pair[0])[1]() if working else None


def _in_time(ask: Callable[[], T], patience: float) -> T | TagsProblem:
    """An answer of the key ring, or none in time.

    A key ring is another program: it may ask the person first, or hang. No call of ours can be taken back, so it is made in a
    thread that nobody waits for, also not at the end.
    """
    answers: SimpleQueue[T | TagsProblem] = SimpleQueue()
    threading.Thread(target=lambda: answers.put(_answer(ask)), name="key ring", daemon=True).start()
    try:
        return answers.get(timeout=patience)
    except Empty:
        return TagsProblem.NO_ANSWER


def _answer(ask: Callable[[], T]) -> T | TagsProblem:
    from keyring.errors import InitError, KeyringLocked, NoKeyringError  # noqa: PLC0415 - a quarter of a second, on demand

    try:
        return ask()
    except KeyringLocked:
        return TagsProblem.LOCKED
    except (NoKeyringError, InitError):
        return TagsProblem.NO_RING
    except Exception:  # noqa: BLE001 - each system's key ring has errors of its own: D-Bus', Windows', Apple's
        return TagsProblem.REFUSED
