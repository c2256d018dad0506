"""Probe of `info.nearby` on Windows."""

from __future__ import annotations

from typing import Final

from postigo.api import Absent, CannotTell, Data, Handle, HandleKind, System, Unknown, attempt
from postigo_checks.strangers.nearby.fact import From, Receiving

POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\System"
CHOICE: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion\CDP"
ACCOUNT: Final = r"HKCU\Software\Microsoft\Windows\CurrentVersion"
VALUE: Final = "NearShareChannelUserAuthzPolicy"

_NUMBERS: Final = {0: From.NOBODY, 1: From.KNOWN, 2: From.EVERYBODY}


def windows(system: System, data: Data) -> Receiving:
    """The policy first, then the account's choice."""
    del data
    return Receiving(attempt(_near_share, system), Handle(HandleKind.REGISTRY_VALUE, VALUE, CHOICE))


def _near_share(system: System) -> From:
    policy = system.registry(POLICY, optional=True)
    if not isinstance(policy, Absent) and policy.values.get("EnableCdp", 1) == 0:
        return From.NOBODY
    key = system.registry(CHOICE, optional=True)
    if isinstance(key, Absent):
        system.registry(ACCOUNT)  # each account has that one: without it nothing was seen
        return From.NOBODY
    value = key.values.get(VALUE, 0)
    if not isinstance(value, int) or value not in _NUMBERS:
        raise CannotTell(Unknown.UNREADABLE, f"{VALUE} is {value!r:.40}")
    return _NUMBERS[value]
