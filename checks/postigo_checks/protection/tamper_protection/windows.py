"""Probe of `av.tamper`: Defender's own word."""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, System, Unknown
from postigo_checks.protection.defender import windows as defender
from postigo_checks.protection.defender.windows import Mode, Silence
from postigo_checks.protection.tamper_protection.fact import Tamper

STATUS: Final = "Get-MpComputerStatus | Select-Object AMRunningMode,AntivirusEnabled,IsTamperProtected"


def windows(system: System, data: Data) -> Tamper:
    """By Defender's own word."""
    del data
    status = defender.report(system, STATUS)
    if isinstance(status, Silence):
        return Tamper.ASIDE
    mode, enabled, protected = defender.mode(status), status.get("AntivirusEnabled"), status.get("IsTamperProtected")
    if not isinstance(enabled, bool):
        raise CannotTell(Unknown.UNREADABLE, "Defender's status has no booleans")
    if mode is Mode.ASIDE or not enabled:
        return Tamper.ASIDE
    if not isinstance(protected, bool):  # not there before platform 4.18.1909
        raise CannotTell(Unknown.UNREADABLE, "IsTamperProtected is no boolean")
    return Tamper.PROTECTED if protected else Tamper.OPEN
