"""Clock of Linux, by systemd-timedated.

`NTPSynchronized` is the kernel's own word, `NTP` tells whether a service sets the clock (org.freedesktop.timedate1(5)).
"""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, System, Unknown
from postigo_checks.blackmail.clock.fact import Clock
from postigo_checks.common.linux import dbus_property

TIMEDATE: Final = ("org.freedesktop.timedate1", "/org/freedesktop/timedate1", "org.freedesktop.timedate1")


def linux(system: System, data: Data) -> Clock:
    """Whether it is in step; if not, whether a service would set it."""
    del data
    if _switch(system, "NTPSynchronized"):
        return Clock(in_step=True)
    return Clock(by_itself=_switch(system, "NTP"), in_step=False)


def _switch(system: System, name: str) -> bool:
    value = dbus_property.get(system, *TIMEDATE, name)
    if not isinstance(value, bool):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is neither on nor off")
    return value
