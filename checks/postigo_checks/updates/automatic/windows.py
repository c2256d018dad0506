r"""Probe of `update.auto` on Windows: on unless a policy, a switched-off service or a pause says otherwise.

The policies are read whole (windows_policy.py). A service with Start 4 never starts. A pause is a day in UTC; one that is
past is no pause, and tools that "switch off" updates write the year 2963.
"""

from __future__ import annotations

from datetime import UTC, datetime

from postigo.api import ABSENT, CannotTell, Data, Key, System, Unknown, attempt
from postigo_checks.common.windows import service as windows_service
from postigo_checks.updates.automatic import windows_policy
from postigo_checks.updates.automatic.fact import AutoUpdates, Mode

SETTINGS = r"HKLM\SOFTWARE\Microsoft\WindowsUpdate\UX\Settings"
SERVICES = tuple(rf"HKLM\SYSTEM\CurrentControlSet\Services\{name}" for name in ("wuauserv", "UsoSvc"))

_PAUSES = ("PauseUpdatesExpiryTime", "PauseQualityUpdatesEndTime")  # a pause of feature updates leaves repairs alone


def windows(system: System, data: Data) -> AutoUpdates:
    """Services first, then the policies, then the pause."""
    del data
    today = system.now()
    policy = windows_policy.read(system)
    starts = [attempt(windows_service.start, system, path) for path in SERVICES]
    # A service that could not be seen hides no policy that was.
    doubts = (*(start for start in starts if isinstance(start, CannotTell)), *policy.doubts)
    until = attempt(_paused, system)
    if isinstance(until, CannotTell):
        doubts, until = (*doubts, until), None
    ends = max(until, policy.until, key=_order)
    names = policy.names
    mode: Mode | None = policy.mode
    if windows_service.DISABLED in starts:
        mode = Mode.OFF
        names = names if policy.mode is Mode.OFF else ()
    elif mode is not Mode.OFF and ends is not None and ends > today:
        mode = Mode.PAUSED
        names = policy.names if policy.until is not None and ends == policy.until else ()
    elif mode in {None, Mode.INSTALLS}:
        mode = None if doubts else Mode.INSTALLS
    by_policy = bool(names) or policy.afar
    return AutoUpdates(
        mode,
        _fix(mode, by_policy=by_policy, afar=policy.afar),
        today,
        until=ends if mode is Mode.PAUSED else None,
        managed=policy.afar,
        doubts=doubts,
        rules=names,
        pinned=policy.pinned,
    )


def _paused(system: System) -> datetime | None:
    """Until when somebody paused the updates on their page; the day may be past."""
    settings = system.registry(SETTINGS, optional=True)
    return None if settings is ABSENT else max((_time(settings, name) for name in _PAUSES), default=None, key=_order)


def _fix(mode: Mode | None, *, by_policy: bool, afar: bool) -> str:
    """The plan: a rule that nobody set from afar was written by somebody, or by a program, on this very computer."""
    if by_policy:
        return "windows-auto-managed" if afar else "windows-auto-rule"
    return "windows-resume" if mode is Mode.PAUSED else "windows-auto"


def _time(key: Key, name: str) -> datetime | None:
    value = key.values.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str) or not value.endswith("Z"):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is not a time")
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        raise CannotTell(Unknown.UNREADABLE, f"{name} is not a time") from None


def _order(time: datetime | None) -> datetime:
    return time or datetime.min.replace(tzinfo=UTC)
