"""Probe of `net.wifi` on Windows. The list of connections, and nothing that asks for the place.

Since 24H2 some questions about Wi-Fi need the right to know the place, and without it Windows itself asks the person.
That must never come from us. Microsoft's list (wi-fi-access-location-changes) names wlanapi's calls, `netsh wlan`,
`Windows.Devices.WiFi`, and of `NetworkInformation` only GetLanIdentifiers; so the list of connections may be asked for,
and nothing else. A connection whose two numbers are both 0 told nothing: an empty setting becomes 0 in PowerShell, and an
open network has the number 2. Never asked of a real Windows: one that refuses the list is DENIED.
"""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, Json, System, Unknown, Unseen, attempt
from postigo_checks.network.wifi.fact import Joined, Lock, Part

PROFILES: Final = (
    "$all = [Windows.Networking.Connectivity.NetworkInformation,Windows.Networking.Connectivity,"
    "ContentType=WindowsRuntime]::GetConnectionProfiles(); "
    "@{ profiles = @($all).Count; wifi = @($all | Where-Object { $_.IsWlanConnectionProfile -and "
    "[int]$_.GetNetworkConnectivityLevel() -gt 0 } | ForEach-Object { @{ "
    "authentication = [int]$_.NetworkSecuritySettings.NetworkAuthenticationType; "
    "encryption = [int]$_.NetworkSecuritySettings.NetworkEncryptionType } }) }"
)
_OPEN: Final = 2
_NOBODYS: Final = {0, _OPEN}  # NetworkAuthenticationType: none, open
_SHARED_KEY: Final = 3
_WEAK: Final = {4, 5}  # WPA of 2003
_PROTECTED: Final = {7, 8, 10, 11, 12, 13}  # WPA2, WPA3, OWE
_NO_ENCRYPTION: Final = 0
_WEP: Final = {2, 3, 4}


def windows(system: System, data: Data) -> Joined:
    """By the list of connections: that question bothers nobody."""
    del data
    answer = system.powershell(PROFILES)
    wifi = answer.get("wifi") if isinstance(answer, dict) else None
    if not isinstance(answer, dict) or not isinstance(answer.get("profiles"), int) or not isinstance(wifi, list):
        raise CannotTell(Unknown.UNREADABLE, "the list of connections has another shape")
    found = [attempt(_of_profile, profile) for profile in wifi]
    return Joined(
        tuple(lock for lock in found if isinstance(lock, Lock)),
        tuple(Unseen(Part.LOCK, lock.why) for lock in found if isinstance(lock, CannotTell)),
    )


def _of_profile(profile: Json) -> Lock:
    authentication, encryption = (
        (profile.get("authentication"), profile.get("encryption")) if isinstance(profile, dict) else (None, None)
    )
    if type(authentication) is not int or type(encryption) is not int:
        raise CannotTell(Unknown.UNREADABLE, "a connection without numbers")
    if authentication in _WEAK:
        return Lock.WEAK
    if authentication in _PROTECTED:
        return Lock.GOOD
    if authentication == _SHARED_KEY or (authentication in _NOBODYS and encryption in _WEP):
        return Lock.WEP
    if authentication == _OPEN and encryption == _NO_ENCRYPTION:
        return Lock.OPEN
    raise CannotTell(Unknown.MISSING, f"authentication {authentication}, encryption {encryption}")
