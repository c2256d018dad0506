"""Screen lock of macOS. `sysadminctl` for the delay, and what makes the screen go blank before it.

The old keys `askForPassword…` are gone from macOS 15 on. `sysadminctl` speaks on its standard error. The screen goes
blank by the screen saver, or when the display sleeps; a Mac on battery and one that is plugged in differ, and the
longer of the two counts. Without its setting the screen saver has a default that differs between versions.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import CannotTell, Data, Handle, HandleKind, Output, System, Unknown, Unseen, attempt
from postigo_checks.image.screen_lock.fact import Part, ScreenLock, soonest

LOCK: Final = ("sysadminctl", "-screenLock", "status")
DISPLAY: Final = ("pmset", "-g", "custom")
SAVER: Final = ("defaults", "-currentHost", "read", "com.apple.screensaver", "idleTime")

SOON: Final = 300
"""Seconds: where the display alone is as quick as this, the screen saver changes nothing."""

_ASKED: Final = Handle(HandleKind.SWITCH, "-screenLock", "sysadminctl")
_BLANK: Final = Handle(HandleKind.SWITCH, "displaysleep", "pmset")

_SAID: Final = re.compile(
    r"screenLock (?:is (off)|delay is (?:(immediate)|(-?\d+(?:\.\d+)?) seconds))\s*$", re.MULTILINE
)
_SOURCE: Final = re.compile(r"[A-Z][A-Za-z ]* Power:|[A-Z]{2,3} Power:")
_SLEEP: Final = re.compile(r"displaysleep\s+(\d+)(?:\s.*)?")


def macos(system: System, data: Data) -> ScreenLock:
    """The display, and the screen saver where it could be sooner."""
    del data
    delay = _delay(system.run(*LOCK))
    if delay is None:
        return ScreenLock(None, _ASKED)
    display = attempt(_display, system)
    blank = None if isinstance(display, CannotTell) else display
    unseen = [Unseen(Part.DISPLAY, display.why)] if isinstance(display, CannotTell) else []
    if blank is None or blank > SOON:
        saver = attempt(_saver, system)
        if isinstance(saver, CannotTell):
            if saver.why is not Unknown.MISSING or blank is None:  # never set: at most it makes the lock sooner
                unseen.append(Unseen(Part.SAVER, saver.why))
        else:
            blank = soonest(blank, saver)
    return ScreenLock(None if blank is None else blank + delay, _BLANK, tuple(unseen))


def _delay(output: Output) -> int | None:
    """Seconds between blank and locked; None where a password is not asked for."""
    found = list(_SAID.finditer(f"{output.err}\n{output.out}"))
    if output.code != 0 or len(found) != 1:
        raise CannotTell(Unknown.UNREADABLE, f"sysadminctl: status {output.code}, {output.err!r:.80}")
    _, at_once, seconds = found[0].groups()
    if at_once:
        return 0
    return None if seconds is None or float(seconds) < 0 else round(float(seconds))


def _display(system: System) -> int | None:
    """Seconds until the display sleeps, on the slower source of power. None for never."""
    output = system.run(*DISPLAY)
    sources, times = 0, []
    for line in output.out.splitlines():
        sources += bool(_SOURCE.fullmatch(line.rstrip()))
        if found := _SLEEP.fullmatch(line.strip()):
            times.append(int(found[1]))
    if output.code != 0 or not output.out.endswith("\n") or not times or len(times) != sources:
        raise CannotTell(Unknown.UNREADABLE, f"pmset: status {output.code}, {len(times)} times of {sources} sources")
    return None if 0 in times else max(times) * 60


def _saver(system: System) -> int | None:
    """Seconds until the screen saver starts; None for never; MISSING where nobody has set it."""
    output = system.run(*SAVER)
    if output.code == 1 and not output.out:
        raise CannotTell(Unknown.MISSING, "the screen saver has no time of its own")
    if output.code != 0 or not re.fullmatch(r"\d{1,9}\n", output.out):
        raise CannotTell(Unknown.UNREADABLE, f"idleTime: status {output.code}, {output.out!r:.40}")
    return int(output.out) or None
