r"""File History of Windows, and "Backup and Restore (Windows 7)". An ordinary user can see no others.

The settings of File History lie in the person's own folder, twice (Config1.xml and Config2.xml); they stay when it is switched off, and say
so: DPStatus is ENABLED or DISABLED (four tools read it so; not documented). `ProtectedUpToTime` tells when the last backup was
done, but File History writes 0 there between two of them. Then the catalogue beside the settings is looked at: it changes with
each look for new files, also while the disk is away and the copies wait on this one. So nothing can have been saved later than it
says, and more it does not prove.
A configuration also stays where a policy forbids File History, its disk is gone or full, or Windows supports it no longer (FhStatus.h):
File History itself says so by IFhConfigMgr, which is deprecated, and was tried under Wine only, where it is not. So it adds what is
wrong; that it says that all is well makes no old copy young. A disk that is away is what our own advice asks for: a note.
The older one names its disk in HKLM (ScheduleParams); when it last worked, an ordinary account is not told.
Whether the disk that is written to is encrypted cannot be seen.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, Keyword, System, Unknown, Unseen, attempt
from postigo.windows_calls.backups import FILE_HISTORY
from postigo_checks.image.backup.fact import Backup, Backups, Halt, Part

FOLDER: Final = r"%LOCALAPPDATA%\Microsoft\Windows\FileHistory\Configuration"
SETTINGS: Final = rf"{FOLDER}\Config*.xml"
CATALOGUE: Final = rf"{FOLDER}\Catalog*.edb"
OLDER: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsBackup\ScheduleParams\TargetDevice"
STATE: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\FileHistory"

_SWITCHES: Final = {0: Halt.OFF, 1: Halt.POLICY}
"""FH_BACKUP_STATUS, FhCfg.h, as far as nothing is saved."""
_NOT_TOLD: Final = 0
_COPYING: Final = 0x100
_STATES: Final = {
    0x01: Halt.OFF,
    0x02: Halt.POLICY,
    0x03: Halt.BROKEN,
    0x0E: Halt.REFUSED,
    0x0F: Halt.FAULTY,
    0x10: Halt.FULL,  # though it keeps as little as it can
    0x11: Halt.FULL,
    0x12: Halt.FULL,  # the place on this computer in which copies wait for the disk
    0x13: None,  # little room: it goes on
    0x14: None,
    0x15: Halt.AWAY,
    0xF0: Halt.BEHIND,
    0xFF: None,
    0x810: Halt.ENDED,
}
"""States of FhStatus.h. Not tried on a real Windows."""

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
    """Reason for which it saves nothing, then when it last worked."""
    by_settings, by_itself = attempt(_switched, system, settings), attempt(_state, system)
    states = (by_settings, by_itself)
    unseen.extend(Unseen(Part.STATE, state.why) for state in states if isinstance(state, CannotTell))
    halt = next((reason for reason in Halt if reason in states), None)
    setting = Handle(HandleKind.FILE_SETTING, "DPStatus", settings)
    backup = Backup(Keyword("File History"), halt=halt, runs=by_itself is None and halt is None, setting=setting)
    told = attempt(_told, system)
    if isinstance(told, datetime):
        found.append(replace(backup, last=told))
        return
    latest = attempt(_catalogued, system)
    looks = ((Part.LAST, told), (Part.CATALOGUE, latest))
    unknown = [Unseen(part, look.why) for part, look in looks if isinstance(look, CannotTell)]
    last = latest if isinstance(latest, datetime) else None
    found.append(replace(backup, last=last, dated=last is not None or not unknown, at_most=True))
    unseen.extend(unknown)


def _switched(system: System, settings: str) -> Halt | None:
    """Whether its settings say that it is switched off."""
    content = system.read(settings)
    text = content.decode("utf-16" if content[:2] == b"\xff\xfe" else "utf-8-sig", "replace")
    status = _STATUS.search(text)
    if not text.rstrip().endswith(_END) or status is None or status[1] not in {"ENABLED", "DISABLED"}:
        raise CannotTell(Unknown.UNREADABLE, "the settings of File History do not say whether it is on")
    return None if status[1] == "ENABLED" else Halt.OFF


def _state(system: System) -> Halt | None:
    """State that File History tells of itself. MISSING where its service does not tell, or knows nothing of these settings."""
    said = system.call(FILE_HISTORY)
    if said.switch is None or said.protection is None:
        raise CannotTell(Unknown.MISSING, "File History does not know that it was set up")
    if said.switch in _SWITCHES:
        return _SWITCHES[said.switch]
    state = said.protection & ~_COPYING
    if state == _NOT_TOLD:
        raise CannotTell(Unknown.MISSING, "the service of File History does not run")
    if state not in _STATES:
        raise CannotTell(Unknown.UNREADABLE, f"File History is in the state 0x{state:x}")
    return _STATES[state]


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
