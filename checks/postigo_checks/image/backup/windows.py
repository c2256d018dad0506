r"""File History of Windows, and "Backup and Restore (Windows 7)". An ordinary user can see no others.

The settings of File History lie in the person's own folder, twice (Config1.xml and Config2.xml); they stay when it is switched off, and say
so: DPStatus is ENABLED or DISABLED (four tools read it so; not documented). `ProtectedUpToTime` tells when the last backup was
done, but File History writes 0 there between two of them. Then the catalogue beside the settings is looked at: it changes with
each look for new files, also while the disk is away and the copies wait on this one. So nothing can have been saved later than it
says, and more it does not prove.
A configuration also stays where a policy forbids File History, its disk is gone or full, or Windows supports it no longer (FhStatus.h):
so without a date it is said that it was set up, never that it runs.
The older one names its disk in HKLM (ScheduleParams); when it last worked, an ordinary account is not told.
Whether the disk that is written to is encrypted cannot be seen.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, Keyword, System, Unknown, Unseen, attempt
from postigo_checks.image.backup.fact import Backup, Backups, Part

FOLDER: Final = r"%LOCALAPPDATA%\Microsoft\Windows\FileHistory\Configuration"
SETTINGS: Final = rf"{FOLDER}\Config*.xml"
CATALOGUE: Final = rf"{FOLDER}\Catalog*.edb"
OLDER: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsBackup\ScheduleParams\TargetDevice"
STATE: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\FileHistory"

_1601: Final = datetime(1601, 1, 1, tzinfo=UTC)


_STATUS: Final = re.compile(r"<DPStatus>\s*(\w*)\s*</DPStatus>")
_END: Final = "</DataProtectionUserConfig>"


def windows(system: System, data: Data) -> Backups:
    """Both of them, each by itself."""
    del data
    found: list[Backup] = []
    unseen: list[Unseen[Part]] = []
    entries = system.glob(SETTINGS)
    if entries:
        _file_history(system, min(entry.path for entry in entries), found, unseen)
    older = attempt(system.registry, OLDER, optional=True)
    if isinstance(older, CannotTell):
        unseen.append(Unseen(Part.RECORDS, older.why))
    elif older is not ABSENT:
        found.append(Backup(Keyword("Windows 7"), dated=False))
    return Backups(system.now(), tuple(found), tuple(unseen))


def _file_history(system: System, settings: str, found: list[Backup], unseen: list[Unseen[Part]]) -> None:
    """Whether it is switched on, then when it last worked."""
    tool, runs = Keyword("File History"), attempt(_runs, system, settings)
    setting = Handle(HandleKind.FILE_SETTING, "DPStatus", settings)
    if isinstance(runs, CannotTell):
        unseen.append(Unseen(Part.STATE, runs.why))
    told = attempt(_told, system)
    if isinstance(told, datetime):
        found.append(Backup(tool, told, off=runs is False, setting=setting))
        return
    latest = attempt(_catalogued, system)
    looks = ((Part.LAST, told), (Part.CATALOGUE, latest))
    unknown = [Unseen(part, look.why) for part, look in looks if isinstance(look, CannotTell)]
    last = latest if isinstance(latest, datetime) else None
    found.append(
        Backup(tool, last, dated=last is not None or not unknown, at_most=True, off=runs is False, setting=setting)
    )
    unseen.extend(unknown)


def _runs(system: System, settings: str) -> bool:
    """Whether its settings say that it is switched on."""
    content = system.read(settings)
    text = content.decode("utf-16" if content[:2] == b"\xff\xfe" else "utf-8-sig", "replace")
    status = _STATUS.search(text)
    if not text.rstrip().endswith(_END) or status is None or status[1] not in {"ENABLED", "DISABLED"}:
        raise CannotTell(Unknown.UNREADABLE, "the settings of File History do not say whether it is on")
    return status[1] == "ENABLED"


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
