r"""The screen lock of Windows: three ways, and the soonest counts.

An inactivity limit for the whole machine; a screen saver that asks for the password (policy before the person's own
value, value by value; all of them are text); and sleep. Where sleep is the modern kind (S0) the clock of
DelayLockInterval starts when the screen goes off; elsewhere the computer must really sleep, and CONSOLELOCK must ask
for the password after it. `powercfg` is translated, but not its numbers: a time is five hexadecimal numbers
(least, most, step, on mains, on battery), a choice two. Nor are "S0" to "S3", in the first of the two lists of `powercfg /a`.

Traps: a plan holds a time for sleeping also on a computer that has no kind of sleep (many virtual machines; firmware
without S3 whose S0 was switched off): it never sleeps, so it never locks by that. Optimisers write the values of the screen
saver as numbers; where no saver is chosen, none starts, whatever they are.
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
from postigo_checks.image.screen_lock.fact import Part, ScreenLock, soonest

LIMIT: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\System"
POLICY: Final = r"HKCU\Software\Policies\Microsoft\Windows\Control Panel\Desktop"
OWN: Final = r"HKCU\Control Panel\Desktop"
STATES: Final = ("powercfg.exe", "/a")
SCREEN: Final = ("powercfg.exe", "/q", "SCHEME_CURRENT", "SUB_VIDEO", "VIDEOIDLE")
SLEEP: Final = ("powercfg.exe", "/q", "SCHEME_CURRENT", "SUB_SLEEP", "STANDBYIDLE")
ASK: Final = ("powercfg.exe", "/qh", "SCHEME_CURRENT", "SUB_NONE", "CONSOLELOCK")  # hidden in newer versions

_SAVER: Final = Handle(HandleKind.REGISTRY_VALUE, "ScreenSaveTimeOut", OWN)

SOON: Final = 300
"""Seconds: what locks as soon as this needs no second way."""

_HEX: Final = re.compile(r":\s*0x([0-9a-fA-F]{8})\s*$", re.MULTILINE)
_KIND: Final = re.compile(r"\bS[0-3]\b")
_OF_A_TIME, _OF_A_CHOICE = 5, 2
_NEVER: Final = 0xFFFFFFFF


def windows(system: System, data: Data) -> ScreenLock:
    """The registry first; sleep only where that is not soon."""
    del data
    own = system.registry(OWN)
    times = {Part.LIMIT: attempt(_limit, system), Part.SAVER: attempt(_saver, system, own)}
    after = soonest(*(time for time in times.values() if not isinstance(time, CannotTell)))
    if after is not None and after <= SOON:
        return ScreenLock(after)
    times[Part.SLEEP] = attempt(_sleep, system, own)
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


def _saver(system: System, own: Key) -> int | None:
    """Seconds until a screen saver starts that asks for the password. None where there is none."""
    policy = system.registry(POLICY, optional=True)
    if not _text(policy, own, "SCRNSAVE.EXE"):  # active, and none is chosen: nothing starts
        return None
    if _text(policy, own, "ScreenSaveActive") != "1" or _text(policy, own, "ScreenSaverIsSecure") != "1":
        return None
    seconds = _text(policy, own, "ScreenSaveTimeOut")
    if not re.fullmatch(r"\d{1,9}", seconds):
        raise CannotTell(Unknown.UNREADABLE, f"ScreenSaveTimeOut is {seconds!r:.40}")
    return int(seconds) or None


def _text(policy: Key | Absent, own: Key, name: str) -> str:
    """Text of a value, the policy's before the person's own. Empty where neither has it."""
    value: RegistryValue = own.values.get(name, "")
    if policy is not ABSENT:
        value = policy.values.get(name, value)
    if not isinstance(value, str):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {value!r:.40}")
    return value


# --- sleep -----------------------------------------------------------------------------------------------------------


def _sleep(system: System, own: Key) -> int | None:
    """Seconds until the computer locks by going to sleep. On mains or battery, whichever takes longer."""
    kinds = _kinds(system)
    if not kinds:
        return None
    if "S0" in kinds:
        delay = own.values.get("DelayLockInterval", 0)
        if not isinstance(delay, int):
            raise CannotTell(Unknown.UNREADABLE, f"DelayLockInterval is {delay!r:.40}")
        times = _numbers(system, SCREEN, _OF_A_TIME)
        return None if delay == _NEVER or 0 in times else max(times) + delay
    times = _numbers(system, SLEEP, _OF_A_TIME)
    asks = _numbers(system, ASK, _OF_A_CHOICE)
    return None if 0 in times or 0 in asks else max(times)


def _kinds(system: System) -> set[str]:
    """Kinds of sleep that this computer has, of S0 to S3. S0 is the modern one, and goes alone.

    Each list has a heading without indent; every computer lacks some kind of sleep, so there are two.
    """
    output = system.run(*STATES)
    lines = [line for line in output.out.splitlines() if line.strip()]
    headings = [at for at, line in enumerate(lines) if not line.startswith((" ", "\t"))]
    named = _KIND.search(output.out) is not None
    if output.code != 0 or len(headings) < 2 or headings[0] != 0 or not named:  # what there is, what there is not
        raise CannotTell(Unknown.UNREADABLE, f"powercfg /a: status {output.code}, {len(headings)} lists")
    return set(_KIND.findall("\n".join(lines[1 : headings[1]])))


def _numbers(system: System, question: tuple[str, ...], count: int) -> tuple[int, int]:
    """Settings for a computer on mains, and on battery."""
    output = system.run(*question)
    found = [int(number, 16) for number in _HEX.findall(output.out)]
    if output.code != 0 or len(found) != count:
        raise CannotTell(Unknown.UNREADABLE, f"{question[-1]}: status {output.code}, {len(found)} numbers")
    return found[-2], found[-1]
