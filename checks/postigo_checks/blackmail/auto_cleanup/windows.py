r"""Storage Sense of Windows: its policy, then what the account chose.

Policy CSP "Storage" and StorageSense.admx: `AllowStorageSenseGlobal`, and thresholds in days of which 0 means never. What a school sets from
afar (Intune) stands in a key of its own, by the same names. An account's
choices are numbers under names that are numbers too: 01 on, 08 and 256 the bin and its days, 32 and 512 the downloads and theirs; these names are
documented nowhere, and many scripts write them. Where nobody chose, Windows is off until the disk is nearly full, and then
deletes what has been in the bin for 30 days (the same pages); the downloads never.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from postigo.api import ABSENT, Absent, Data, Key, System
from postigo_checks.blackmail.auto_cleanup.fact import Cleaned, Cleaning, Place
from postigo_checks.common.windows.values import number

POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\StorageSense"
MANAGED: Final = r"HKLM\SOFTWARE\Microsoft\PolicyManager\current\device\Storage"
CHOICE: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\StorageSense\Parameters\StoragePolicy"
ACCOUNT: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion"

_BIN_DAYS: Final = 30


def windows(system: System, data: Data) -> Cleaning:
    """By the policy where there is one, else by the account's choice."""
    del data
    policies = [system.registry(key, optional=True) for key in (POLICY, MANAGED)]
    choice = system.registry(CHOICE, optional=True)
    if choice is ABSENT:
        system.registry(ACCOUNT)  # each account has that one: without it nothing was seen
    wanted = _ruled(policies, "AllowStorageSenseGlobal")
    on = number(choice, "01") if wanted is None else wanted
    if on == 0:
        return Cleaning()
    in_bin = _ruled(policies, "ConfigStorageSenseRecycleBinCleanupThreshold")
    in_bin = _chosen(choice, "08", "256", _BIN_DAYS) if in_bin is None else in_bin
    cleaned = [Cleaned(Place.BIN, in_bin)] if in_bin else []
    if on is None:
        return Cleaning(tuple(cleaned), only_when_full=True)
    downloads = _ruled(policies, "ConfigStorageSenseDownloadsCleanupThreshold")
    downloads = _chosen(choice, "32", "512", 0) if downloads is None else downloads
    cleaned += [Cleaned(Place.DOWNLOADS, downloads)] if downloads else []
    return Cleaning(tuple(cleaned))


def _ruled(policies: Iterable[Key | Absent], name: str) -> int | None:
    """Number in the first policy that has one."""
    return next((said for policy in policies if (said := number(policy, name)) is not None), None)


def _chosen(choice: Key | Absent, switch: str, days: str, usual: int) -> int:
    """Days after which a place is cleaned by the account's choice; 0 for never."""
    if number(choice, switch) == 0:
        return 0
    chosen = number(choice, days)
    return usual if chosen is None else chosen
