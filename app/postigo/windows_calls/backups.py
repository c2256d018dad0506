"""Calls about the backups of a Windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.core.windows_call import WindowsCall


@dataclass(frozen=True, slots=True)
class FileHistory:
    """File History of the account that asks. Both numbers are None where it was never set up.

    `switch` is an FH_BACKUP_STATUS of FhCfg.h: 0 off, 1 off by policy, 2 on, 3 being restored. `protection` is a state of
    FhStatus.h: 0xFF fine, 0 not told (its service does not run); with 0x100 beside it a copy is being made.
    """

    switch: int | None = None
    protection: int | None = None


FILE_HISTORY: Final = WindowsCall("file-history", FileHistory)
"""IFhConfigMgr, Windows 8 and later, deprecated: LoadConfiguration, GetBackupStatus, QueryProtectionStatus."""

CALLS: Final = (FILE_HISTORY,)
