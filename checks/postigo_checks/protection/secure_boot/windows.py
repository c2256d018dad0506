"""Probe of `boot.secure` on Windows: `UEFISecureBootEnabled`, and how far the certificates of 2011 are renewed.

Without that key the computer starts in the older way (BIOS) or by UEFI of which Windows noted nothing: GetFirmwareType tells which. The certificates that vouch for what starts ran out in June
and October 2026. What is on goes on starting, but lists of what was called back, and new parts that start first, are signed with
those of 2023. Windows brings these, and notes under `Servicing` how far it is: `UEFICA2023Status` is `NotStarted`, `InProgress` or
`Updated`. A Windows without that value has not begun. `WindowsUEFICA2023Capable` 2 tells that the certificate is in the firmware's
list and that Windows starts by it. That is seen beside `NotStarted` on real computers (cjee21/Check-UEFISecureBootVariables#8, #9),
so then nothing is said of the certificates: neither that they are old, nor that the key was renewed that lets the lists in.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Data, System, Unknown, attempt
from postigo.windows_calls.firmware import FIRMWARE_TYPE, FirmwareType
from postigo_checks.protection.secure_boot.fact import SecureBoot, Way

SERVICING: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\SecureBoot\Servicing"
STATE: Final = r"HKLM\SYSTEM\CurrentControlSet\Control\SecureBoot\State"


def windows(system: System, data: Data) -> SecureBoot:
    """By what Windows noted when it started, and when it renewed the certificates."""
    del data
    key = system.registry(STATE, optional=True)
    if key is ABSENT:
        return SecureBoot(_without_a_state(system))
    match key.values.get("UEFISecureBootEnabled"):
        case 1:
            return SecureBoot(Way.ON, attempt(_renewed, system))
        case 0:
            return SecureBoot(Way.OFF)
        case _:
            raise CannotTell(Unknown.UNREADABLE, "UEFISecureBootEnabled is neither 0 nor 1")


def _without_a_state(system: System) -> Way:
    """Way in which a computer starts of which Windows noted nothing, by its firmware."""
    match system.call(FIRMWARE_TYPE):
        case FirmwareType.BIOS:
            return Way.OLDER
        case FirmwareType.UEFI:
            return Way.UNTOLD
        case FirmwareType.UNKNOWN:
            raise CannotTell(Unknown.UNREADABLE, "Windows knows no firmware of this computer")


_STARTS_BY_IT: Final = 2


def _renewed(system: System) -> bool | None:
    key = system.registry(SERVICING, optional=True)
    status = None if key is ABSENT else key.values.get("UEFICA2023Status")
    if not isinstance(status, str | None):
        raise CannotTell(Unknown.UNREADABLE, "UEFICA2023Status is no word")
    if (status or "").lower() == "updated":
        return True
    return None if key is not ABSENT and key.values.get("WindowsUEFICA2023Capable") == _STARTS_BY_IT else False
