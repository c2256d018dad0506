"""Time Machine, by its settings (with Full Disk Access), else by its disk.

Settings that are missing do not mean that there is no backup. The address of a network disk may hold a name: it is
not kept. `AutoBackup` that was never written is on.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Data, Json, Keyword, System, Unknown, Unseen, attempt
from postigo_checks.image.backup.fact import Backup, Backups, Part, moment

SETTINGS: Final = "/Library/Preferences/com.apple.TimeMachine.plist"
DISKS: Final = ("tmutil", "destinationinfo")

_TOOL: Final = Keyword("Time Machine")
_NONE: Final = "tmutil: No destinations configured."
_LOCKED: Final = {"Encrypted": True, "NotEncrypted": False}


def macos(system: System, data: Data) -> Backups:
    """A disk at a time."""
    del data
    found = attempt(_by_settings, system)
    if isinstance(found, CannotTell):
        if not _has_disk(system):
            return Backups(system.now())
        return Backups(system.now(), (Backup(_TOOL, dated=False),), (Unseen(Part.RECORDS, found.why),))
    return Backups(system.now(), found)


def _by_settings(system: System) -> tuple[Backup, ...]:
    said = system.plist(SETTINGS, optional=True)
    if said is ABSENT or not isinstance(said, dict):
        raise CannotTell(Unknown.MISSING, "Time Machine has no settings that we can read")
    disks, automatic = said.get("Destinations"), said.get("AutoBackup", True)
    if not isinstance(disks, list) or not isinstance(automatic, int) or automatic not in {True, False}:
        raise CannotTell(Unknown.MISSING, "Time Machine's settings name no disk")
    if not disks:
        raise CannotTell(Unknown.MISSING, "Time Machine's settings name no disk")
    return tuple(_disk(disk, automatic=bool(automatic)) for disk in disks)


def _disk(disk: Json, *, automatic: bool) -> Backup:
    """By the newest of the dates that are written down for a disk."""
    if not isinstance(disk, dict):
        raise CannotTell(Unknown.UNREADABLE, "a disk of Time Machine is no dictionary")
    dates = disk.get("SnapshotDates", [])
    if not isinstance(dates, list):
        raise CannotTell(Unknown.UNREADABLE, "SnapshotDates is no list")
    last = max((moment(date, "a date of SnapshotDates") for date in dates), default=None)
    return Backup(_TOOL, last, _is_locked(disk.get("LastKnownEncryptionState")), automatic)


def _is_locked(state: Json) -> bool | CannotTell | None:
    """Whether a disk is encrypted, by Time Machine's word for it. None where it has none (older systems)."""
    if state is None:
        return None
    if isinstance(state, str) and state in _LOCKED:
        return _LOCKED[state]
    return CannotTell(Unknown.UNREADABLE, f"LastKnownEncryptionState {state!r:.40}")


def _has_disk(system: System) -> bool:
    output = system.run(*DISKS)
    lines = output.out.splitlines()
    if output.code == 0 and lines == [_NONE]:
        return False
    if output.code != 0 or not any(line.startswith("ID ") for line in lines):
        raise CannotTell(Unknown.UNREADABLE, f"tmutil: status {output.code}, {output.out!r:.60}")
    return True
