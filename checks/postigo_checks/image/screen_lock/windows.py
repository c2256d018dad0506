r"""The screen lock of Windows: three ways, and the soonest counts.

An inactivity limit for the whole machine; a screen saver that asks for the password (policy before the person's own
value, value by value; all of them are text); and sleep. Where sleep is the modern kind (S0) the clock of
DelayLockInterval starts when the screen goes off; elsewhere the computer must really sleep, and must ask for the password
after it. Sleep is told by numbers of Windows' own functions, in every language.

Traps: a plan holds a time for sleeping also on a computer that has no kind of sleep (many virtual machines; firmware
without S3 whose S0 was switched off): it never sleeps, so it never locks by that. Optimisers write the values of the screen
saver as numbers: then what holds in this session is asked, which alone would not do, since Windows calls a saver active
where none is chosen, and programs that show films switch it off for a while. Where none is chosen, none starts, whatever
the values are; and one that is no longer there does not start either (`logon.scr` of Windows XP in a school's policy, one
whose program was removed).
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import (
    ABSENT,
    Absent,
    CannotTell,
    Data,
    Handle,
    HandleKind,
    Key,
    RegistryValue,
    System,
    Unknown,
    Unseen,
    attempt,
)
from postigo.windows_calls.power import POWER_SETTINGS, BySource, PowerSettings
from postigo_checks.common.windows.short_names import is_short
from postigo_checks.image.screen_lock.fact import Part, ScreenLock, soonest

LIMIT: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System"
POLICY: Final = r"HKCU\Software\Policies\Microsoft\Windows\Control Panel\Desktop"
OWN: Final = r"HKCU\Control Panel\Desktop"

_SAVER: Final = Handle(HandleKind.REGISTRY_VALUE, "ScreenSaveTimeOut", OWN)

SOON: Final = 300
"""Seconds: what locks as soon as this needs no second way."""

_NEVER: Final = 0xFFFFFFFF


def windows(system: System, data: Data) -> ScreenLock:
    """The registry first; sleep only where that is not soon."""
    del data
    own = system.registry(OWN)
    policy = attempt(system.registry, POLICY, optional=True)
    times = {Part.LIMIT: attempt(_limit, system), Part.SAVER: attempt(_saver, system, policy, own)}
    after = soonest(*(time for time in times.values() if not isinstance(time, CannotTell)))
    if after is not None and after <= SOON:
        return ScreenLock(after)
    power = attempt(system.call, POWER_SETTINGS)
    if isinstance(times[Part.SAVER], CannotTell):
        times[Part.SAVER] = attempt(_saver_now, system, policy, own, power)
    times[Part.SLEEP] = attempt(_sleep, power, own)
    after = soonest(*(time for time in times.values() if not isinstance(time, CannotTell)))
    if after is not None and after <= SOON:
        return ScreenLock(after)  # what could not be seen could only be sooner
    unseen = (Unseen(part, time.why) for part, time in times.items() if isinstance(time, CannotTell))
    return ScreenLock(after, _SAVER, tuple(unseen))


def _limit(system: System) -> int | None:
    seconds = system.registry(LIMIT).values.get("InactivityTimeoutSecs", 0)
    if not isinstance(seconds, int):
        raise CannotTell(Unknown.UNREADABLE, f"InactivityTimeoutSecs is {seconds!r:.40}")
    return seconds or None


def _saver(system: System, policy: Key | Absent | CannotTell, own: Key) -> int | None:
    """Seconds until a screen saver starts that asks for the password. None where there is none."""
    chosen = _text(policy, own, "SCRNSAVE.EXE")  # active, and none is chosen: nothing starts
    if not chosen or _text(policy, own, "ScreenSaveActive") != "1" or _text(policy, own, "ScreenSaverIsSecure") != "1":
        return None
    if not _starts(system, chosen):
        return None
    seconds = _text(policy, own, "ScreenSaveTimeOut")
    if not re.fullmatch(r"\d{1,9}", seconds):
        raise CannotTell(Unknown.UNREADABLE, f"ScreenSaveTimeOut is {seconds!r:.40}")
    return int(seconds) or None


def _saver_now(
    system: System, policy: Key | Absent | CannotTell, own: Key, power: PowerSettings | CannotTell
) -> int | None:
    """Seconds as they are in this session. Asked where the written values make no sense."""
    if not _starts(system, _text(policy, own, "SCRNSAVE.EXE")):
        return None
    if isinstance(power, CannotTell) or power.saver is None:
        raise CannotTell(Unknown.UNREADABLE, "the values of the screen saver make no sense")
    return power.saver.seconds or None if power.saver.active and power.saver.asks else None


def _starts(system: System, saver: str) -> bool:
    """Whether a screen saver is there. One without a folder lies in Windows' own."""
    path = saver.strip('" ')
    if not path:
        return False
    parts = path.split("\\")
    if any(map(is_short, parts)):
        raise CannotTell(Unknown.MISSING, "a screen saver by its short name cannot be looked for")
    places = [path] if len(parts) > 1 else [rf"%SystemRoot%\System32\{path}", rf"%SystemRoot%\{path}"]
    return any(system.glob(place.replace("[", "[[]")) for place in places)


def _text(policy: Key | Absent | CannotTell, own: Key, name: str) -> str:
    """Text of a value, the policy's before the person's own. Empty where neither has it."""
    if isinstance(policy, CannotTell):
        raise policy
    value: RegistryValue = own.values.get(name, "")
    if policy is not ABSENT:
        value = policy.values.get(name, value)
    if not isinstance(value, str):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {value!r:.40}")
    return value


# --- sleep -----------------------------------------------------------------------------------------------------------


def _sleep(power: PowerSettings | CannotTell, own: Key) -> int | None:
    """Seconds until the computer locks by going to sleep. On mains or battery, whichever takes longer."""
    if isinstance(power, CannotTell):
        raise power
    if power.modern_standby:
        delay = own.values.get("DelayLockInterval", 0)
        if not isinstance(delay, int):
            raise CannotTell(Unknown.UNREADABLE, f"DelayLockInterval is {delay!r:.40}")
        times = _both(power.display_off)
        return None if delay == _NEVER or 0 in times else max(times) + delay
    if not power.sleeps:
        return None
    times, asks = _both(power.sleep), _both(power.asks_after_sleep)
    return None if 0 in times or 0 in asks else max(times)


def _both(setting: BySource | None) -> tuple[int, int]:
    """Numbers of a setting on mains and on battery."""
    if setting is None:
        raise CannotTell(Unknown.MISSING, "the active power scheme does not tell")
    return setting.mains, setting.battery
