"""Probe of `av.tamper`: Defender's own word."""

from __future__ import annotations

from postigo.api import CannotTell, Data, System, Unknown
from postigo.windows_calls.defender import DEFENDER_STATUS
from postigo_checks.protection.defender import windows as defender
from postigo_checks.protection.defender.windows import Mode, Silence
from postigo_checks.protection.tamper_protection.fact import Tamper


def windows(system: System, data: Data) -> Tamper:
    """By Defender's own word."""
    del data
    status = defender.report(system, DEFENDER_STATUS)
    if isinstance(status, Silence):
        return Tamper.ASIDE
    if status.enabled is None:
        raise CannotTell(Unknown.UNREADABLE, "Defender does not say whether it is on")
    if defender.mode(status.running_mode) is Mode.ASIDE or not status.enabled:
        return Tamper.ASIDE
    if status.tamper_protected is None:  # not there before platform 4.18.1909
        raise CannotTell(Unknown.UNREADABLE, "Defender does not tell of its tamper protection")
    return Tamper.PROTECTED if status.tamper_protected else Tamper.OPEN
