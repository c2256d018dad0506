r"""Probe of `update.auto` on Windows: on, unless policy, service or pause say otherwise.

The policies are read whole (windows_policy.py). A service with Start 4 never starts. A pause is a day in UTC; one that is
past is no pause, and tools that "switch off" updates write the year 2963.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, Key, System, Unknown, Unseen, attempt
from postigo_checks.common.windows import service
from postigo_checks.updates.automatic import windows_policy
from postigo_checks.updates.automatic.fact import AutoUpdates, Mode, Part

_SERVICES = r"HKLM\SYSTEM\CurrentControlSet\Services"
SETTINGS = r"HKLM\SOFTWARE\Microsoft\WindowsUpdate\UX\Settings"
SERVICES = ("wuauserv", "UsoSvc")

_PAUSES = ("PauseUpdatesExpiryTime", "PauseQualityUpdatesEndTime")  # a pause of feature updates leaves repairs alone


def windows(system: System, data: Data) -> AutoUpdates:
    """Updates by the services, then the policies, then the pause."""
    del data
    today = system.now()
    policy = windows_policy.read(system)
    starts = {name: attempt(service.start, system, rf"{_SERVICES}\{name}") for name in SERVICES}
    # A service that could not be seen hides no policy that was.
    unseen = [Unseen(Part.SERVICES, start.why) for start in starts.values() if isinstance(start, CannotTell)]
    unseen += policy.unseen
    pause = attempt(_pause, system)
    if isinstance(pause, CannotTell):
        unseen.append(Unseen(Part.PAUSE, pause.why))
        pause = None
    ends = max(pause.until if pause else None, policy.until, key=_order)
    mode, names, setting = policy.mode, policy.names, policy.setting
    disabled = next((name for name, start in starts.items() if start == service.DISABLED), None)
    if disabled is not None:
        if mode is not Mode.OFF:
            names, setting = (), Handle(HandleKind.SERVICE, disabled)
        mode = Mode.OFF
    elif mode is not Mode.OFF and ends is not None and ends > today:
        mode = Mode.PAUSED
        if pause is not None and ends != policy.until:
            names, setting = (), Handle(HandleKind.REGISTRY_VALUE, pause.name, SETTINGS)
    elif mode in {None, Mode.INSTALLS}:
        mode = None if unseen else Mode.INSTALLS
    by_policy = bool(names) or policy.afar
    return AutoUpdates(
        mode,
        _fix(mode, by_policy=by_policy, afar=policy.afar),
        today,
        until=ends if mode is Mode.PAUSED else None,
        managed=policy.afar,
        unseen=tuple(unseen),
        rules=names,
        pinned=policy.pinned,
        setting=None if policy.afar else setting,
    )


@dataclass(frozen=True, slots=True)
class Pause:
    """Pause that somebody chose on the page of the updates; its day may be past."""

    until: datetime
    name: str


def _pause(system: System) -> Pause | None:
    """The pause that lasts longest; None where there was none."""
    settings = system.registry(SETTINGS, optional=True)
    if settings is ABSENT:
        return None
    times = [Pause(time, name) for name in _PAUSES if (time := _time(settings, name)) is not None]
    return max(times, key=lambda pause: pause.until, default=None)


def _fix(mode: Mode | None, *, by_policy: bool, afar: bool) -> str:
    """Plan for a mode. A rule that nobody set from afar was written by somebody, or by a program, on this very computer."""
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
