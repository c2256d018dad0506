r"""Automatic updates of Windows: on unless a policy, a switched-off service or a pause says otherwise.

Policy values: NoAutoUpdate 1 is off. AUOptions 2, 3 and 7 wait for the person ("notify for download", "for install", and
the servers' "notify for restart"); 4 installs; with 5 somebody chose in settings that Windows no longer has, so nobody
can tell. 1 (never) is of Windows XP. Any other number is not a policy that we understand.
What a school or firm sets from afar (Intune) stands elsewhere: AllowAutoUpdate 5 is off, 0 waits for the person.
A service with Start 4 never starts. A pause is a day in UTC; one that is past is no pause, and tools that "switch off"
updates write the year 2963.
"""

from __future__ import annotations

from datetime import UTC, datetime

from postigo.api import ABSENT, CannotTell, Data, Key, System, Unknown, attempt
from postigo_checks.auto_fact import AutoUpdates, Mode

POLICY = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate\AU"
MANAGED = r"HKLM\SOFTWARE\Microsoft\PolicyManager\current\device\Update"
SETTINGS = r"HKLM\SOFTWARE\Microsoft\WindowsUpdate\UX\Settings"
SERVICES = tuple(rf"HKLM\SYSTEM\CurrentControlSet\Services\{name}" for name in ("wuauserv", "UsoSvc"))

_PAUSES = ("PauseUpdatesExpiryTime", "PauseQualityUpdatesEndTime")  # a pause of feature updates leaves repairs alone
_DISABLED = 4
_STARTS = frozenset((2, 3, _DISABLED))  # automatic, by hand (then Windows starts it when it wants it), never
_WAITS = frozenset((2, 3, 7))
_NEVER, _INSTALLS, _CHOSEN = 1, 4, 5
_FROM_AFAR = {0: Mode.WAITS, 1: Mode.INSTALLS, 2: Mode.INSTALLS, 3: Mode.INSTALLS, 4: Mode.INSTALLS, 5: Mode.OFF}


def learn(system: System, data: Data) -> AutoUpdates:
    """Services first, then the policy, then the pause."""
    del data
    today = system.now()
    policy, settings = system.registry(POLICY, optional=True), system.registry(SETTINGS, optional=True)
    starts = [attempt(_start, system, path) for path in SERVICES]
    # A service that could not be seen hides no policy that was.
    doubts = tuple(start for start in starts if isinstance(start, CannotTell))
    no_auto = options = managed = None
    if policy is not ABSENT:
        no_auto, options = _number(policy, "NoAutoUpdate"), _number(policy, "AUOptions")
        managed = _number(policy, "UseWUServer")
    if no_auto not in {None, 0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"NoAutoUpdate {no_auto}")
    from_afar = attempt(_from_afar, system)
    if isinstance(from_afar, CannotTell):
        doubts, from_afar = (*doubts, from_afar), None
    until = None if settings is ABSENT else max((_time(settings, name) for name in _PAUSES), default=None, key=_order)
    if options is not None and options not in {_NEVER, _INSTALLS, _CHOSEN, *_WAITS}:
        raise CannotTell(Unknown.UNREADABLE, f"AUOptions {options}")
    mode: Mode | None = None if doubts else Mode.INSTALLS
    if _DISABLED in starts or no_auto == 1 or options == _NEVER or from_afar is Mode.OFF:
        mode = Mode.OFF
    elif options in _WAITS or from_afar is Mode.WAITS:
        mode = Mode.WAITS
    elif until is not None and until > today:
        mode = Mode.PAUSED
    elif options == _CHOSEN:
        mode, doubts = None, (*doubts, CannotTell(Unknown.MISSING, "AUOptions 5: somebody on this computer chose"))
    by_policy = managed == 1 or no_auto is not None or options is not None or from_afar is not None
    fix = "windows-resume" if mode is Mode.PAUSED else "windows-auto-managed" if by_policy else "windows-auto"
    return AutoUpdates(mode, fix, today, until=until if mode is Mode.PAUSED else None, managed=by_policy, doubts=doubts)


def _from_afar(system: System) -> Mode | None:
    """What a school or firm decided from afar; None where it did not."""
    key = system.registry(MANAGED, optional=True)
    value = None if key is ABSENT else _number(key, "AllowAutoUpdate")
    if value is not None and value not in _FROM_AFAR:
        raise CannotTell(Unknown.UNREADABLE, f"AllowAutoUpdate {value}")
    return None if value is None else _FROM_AFAR[value]


def _start(system: System, service: str) -> int:
    """How a service starts."""
    start = _number(system.registry(service), "Start")
    if start not in _STARTS:
        raise CannotTell(Unknown.UNREADABLE, f"{service} starts in no way that a service can: {start}")
    return start


def _number(key: Key, name: str) -> int | None:
    value = key.values.get(name)
    if value is not None and not isinstance(value, int):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is not a number")
    return value


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
