r"""File History of Windows, which is the backup that an ordinary user can see.

Its settings lie in the person's own folder. `ProtectedUpToTime` tells when the last backup was done, but File History
writes 0 there between two of them. Then the catalogue beside the settings is looked at: it changes with each look for new
files, also while the disk is away and the copies wait on this one. So nothing can have been saved later than it says,
and more it does not prove.
Whether the disk that it writes to is encrypted cannot be seen.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from postigo.api import ABSENT, CannotTell, Choice, Data, System, Unknown, attempt
from postigo_checks.backup_fact import Backup, Backups

FOLDER: Final = r"%LOCALAPPDATA%\Microsoft\Windows\FileHistory\Configuration"
SETTINGS: Final = rf"{FOLDER}\Config*.xml"
CATALOGUE: Final = rf"{FOLDER}\Catalog*.edb"
STATE: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\FileHistory"

_1601: Final = datetime(1601, 1, 1, tzinfo=UTC)


def windows(system: System, data: Data) -> Backups:
    """Whether it was set up, then when it last worked."""
    del data
    if not system.glob(SETTINGS):
        return Backups(system.now())
    tool, told = Choice("File History"), attempt(_told, system)
    if isinstance(told, datetime):
        return Backups(system.now(), (Backup(tool, told),))
    latest = attempt(_catalogued, system)
    missed = tuple(look for look in (told, latest) if isinstance(look, CannotTell))
    last = latest if isinstance(latest, datetime) else None
    return Backups(system.now(), (Backup(tool, last, dated=last is not None or not missed, at_most=True),), missed)


def _told(system: System) -> datetime | None:
    key = system.registry(STATE, optional=True)
    ticks = 0 if key is ABSENT else key.values.get("ProtectedUpToTime", 0)
    if isinstance(ticks, bytes) and len(ticks) == 8:
        ticks = int.from_bytes(ticks, "little")
    if not isinstance(ticks, int) or ticks < 0:
        raise CannotTell(Unknown.UNREADABLE, "ProtectedUpToTime is no time")
    try:
        return _1601 + timedelta(microseconds=ticks // 10) if ticks else None
    except OverflowError:
        raise CannotTell(Unknown.UNREADABLE, "ProtectedUpToTime is no time") from None


def _catalogued(system: System) -> datetime | None:
    return max((entry.modified for entry in system.glob(CATALOGUE)), default=None)
