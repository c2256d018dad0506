r"""Clock of Windows, by its time service.

`Type` below `W32Time\Parameters` is NoSync, NTP, NT5DS or AllSync, and `Enabled` of its NtpClient 0 asks no network; a policy (W32Time.admx) goes before
both ("Windows Time service tools and settings", Microsoft). `LastGoodSampleInfo` is
the time of the last good answer in ticks of 100 ns since 1601, a semicolon, and its source; no page tells of it, so it is believed only in that shape.
A service that starts by hand is started by Windows itself.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Final

from postigo.api import ABSENT, CannotTell, Data, RegistryValue, System, Unknown, Unseen, attempt
from postigo_checks.blackmail.clock.fact import Clock, Part
from postigo_checks.common.windows.service import DISABLED, start
from postigo_checks.common.windows.values import value_of

SERVICE: Final = r"HKLM\SYSTEM\CurrentControlSet\Services\W32Time"
SETTINGS: Final = rf"{SERVICE}\Parameters"
CLIENT: Final = rf"{SERVICE}\TimeProviders\NtpClient"
POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\W32Time\Parameters"
CLIENT_POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\W32Time\TimeProviders\NtpClient"
STATUS: Final = rf"{SERVICE}\Config\Status"

_FOLLOWS: Final = {"nosync": False, "ntp": True, "nt5ds": True, "allsync": True}
_LAST: Final = re.compile(r"(\d{17,19});.*", re.DOTALL)
_FIRST: Final = datetime(1601, 1, 1, tzinfo=UTC)


def windows(system: System, data: Data) -> Clock:
    """Whether the service sets the clock; if so, when it did last."""
    del data
    follows = _ruled(system, POLICY, SETTINGS, "Type")
    if not isinstance(follows, str) or follows.lower() not in _FOLLOWS:
        raise CannotTell(Unknown.UNREADABLE, f"Type of the time service is {follows!r:.20}")
    asks = _ruled(system, CLIENT_POLICY, CLIENT, "Enabled")
    if type(asks) is not int:
        raise CannotTell(Unknown.UNREADABLE, f"Enabled of the time service's client is {asks!r:.20}")
    if not _FOLLOWS[follows.lower()] or asks == 0 or start(system, SERVICE) == DISABLED:
        return Clock(by_itself=False)
    days = attempt(_days, system)
    if isinstance(days, CannotTell):
        return Clock(by_itself=True, unseen=(Unseen(Part.LAST, days.why),))
    return Clock(by_itself=True, days=days)


def _ruled(system: System, policy: str, setting: str, name: str) -> RegistryValue | None:
    """A value by the policy where it says something, else by the setting."""
    ruled = value_of(system.registry(policy, optional=True), name)
    return value_of(system.registry(setting), name) if ruled is None else ruled


def _days(system: System) -> int:
    status = system.registry(STATUS, optional=True)
    told = None if status is ABSENT else value_of(status, "LastGoodSampleInfo")
    if told is None:
        raise CannotTell(Unknown.MISSING, "the time service says nothing of its last answer")
    found = _LAST.fullmatch(told) if isinstance(told, str) else None
    if found is None:
        raise CannotTell(Unknown.UNREADABLE, f"LastGoodSampleInfo is {told!r:.40}")
    since = system.now() - (_FIRST + timedelta(microseconds=int(found[1]) // 10))
    if since < timedelta(days=-1):
        raise CannotTell(Unknown.UNREADABLE, "the clock was set last in time to come")
    return max(since.days, 0)
