r"""Storage Sense of Windows: its policy, then what the account chose.

Policy CSP "Storage" and StorageSense.admx: `AllowStorageSenseGlobal`, and thresholds in days of which 0 means never. An account's
choices are numbers under names that are numbers too: 01 on, 08 and 256 the bin and its days, 32 and 512 the downloads and theirs; these names are
documented nowhere, and many scripts write them. Where nobody chose, Windows is off until the disk is nearly full, and then
deletes what has been in the bin for 30 days (the same pages); the downloads never.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, Absent, Data, Key, System
from postigo_checks.blackmail.auto_cleanup.fact import Cleaned, Cleaning, Place
from postigo_checks.common.windows.values import number

POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\StorageSense"
CHOICE: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\StorageSense\Parameters\StoragePolicy"
ACCOUNT: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion"

_BIN_DAYS: Final = 30


def windows(system: System, data: Data) -> Cleaning:
    """By the policy where there is one, else by the account's choice."""
    del data
    policy, choice = system.registry(POLICY, optional=True), system.registry(CHOICE, optional=True)
    if choice is ABSENT:
        system.registry(ACCOUNT)  # each account has that one: without it nothing was seen
    wanted = number(policy, "AllowStorageSenseGlobal")
    on = number(choice, "01") if wanted is None else wanted
    if on == 0:
        return Cleaning()
    in_bin = _days(policy, "ConfigStorageSenseRecycleBinCleanupThreshold", choice, "08", "256", _BIN_DAYS)
    downloads = _days(policy, "ConfigStorageSenseDownloadsCleanupThreshold", choice, "32", "512", 0)
    cleaned = [Cleaned(Place.BIN, in_bin)] if in_bin else []
    if on is None:
        return Cleaning(tuple(cleaned), only_when_full=True)
    cleaned += [Cleaned(Place.DOWNLOADS, downloads)] if downloads else []
    return Cleaning(tuple(cleaned))


def _days(policy: Key | Absent, threshold: str, choice: Key | Absent, switch: str, days: str, usual: int) -> int:
    """Days after which a place is cleaned; 0 for never."""
    ruled = number(policy, threshold)
    if ruled is not None:
        return ruled
    if number(choice, switch) == 0:
        return 0
    chosen = number(choice, days)
    return usual if chosen is None else chosen
