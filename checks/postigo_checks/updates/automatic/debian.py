"""Automatic updates of Debian and its kin: what starts them, and then their effect.

Without systemd, Debian's daily job is started by cron.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from postigo.api import ABSENT, CannotTell, Handle, HandleKind, System, Unknown
from postigo_checks.common.linux.release import LinuxRelease
from postigo_checks.updates.automatic import apt_unattended
from postigo_checks.updates.automatic.fact import AutoUpdates, Mode
from postigo_checks.updates.linux_renewal.timers import timers
from postigo_checks.updates.pending import dpkg_state

_KEYS = {
    "lists": "APT::Periodic::Update-Package-Lists",
    "install": "APT::Periodic::Unattended-Upgrade",
    "enable": "APT::Periodic::Enable",
    "end": "APT::Architecture",
}
APT = ("apt-config", "shell", *(word for pair in _KEYS.items() for word in pair))
"""Command that prints the settings that are there, in this order. Every apt knows its architecture, so that line is the end mark."""

AHEAD = timedelta(days=1)
TIMERS = ("apt-daily-upgrade.timer", "apt-daily.timer")
WRITTEN = "/etc/apt/apt.conf.d/20auto-upgrades"  # by `dpkg-reconfigure unattended-upgrades`
CRON = ("/etc/cron.daily/apt-compat", "/run/crond.pid")

_APT_LINE = re.compile(r"(lists|install|enable|end)='([^']*)'")
_PERIOD = re.compile(r"(\d+)[smhd]?|always")


def debian(system: System, release: LinuxRelease) -> AutoUpdates:
    """Start of the updates, then their effect.

    The lists and the upgrade must both be asked for, unattended-upgrades be there, and something start it each day. Then dpkg
    must be in order, its rules must let this system's security updates through, and it must have got to its end within two weeks.
    """
    now = system.now()
    started = _started(system)
    if started.off is not None:
        return AutoUpdates(Mode.OFF, "apt-auto", now, setting=started.off)
    if dpkg_state.unfinished(system):
        return AutoUpdates(Mode.BROKEN, "finish-apt", now)
    if not started.unattended:
        return AutoUpdates(Mode.INSTALLS, "apt-auto", now)
    taken = apt_unattended.taken(system, release)
    if taken.reach in _TOO_LITTLE:
        return AutoUpdates(_TOO_LITTLE[taken.reach], "apt-rules", now)
    if taken.ended is not None and taken.ended > now + AHEAD:
        raise CannotTell(Unknown.UNREADABLE, f"{apt_unattended.STAMP} is later than the clock")
    seen = taken.ended or taken.since
    if seen is not None and now - seen > apt_unattended.LATE:
        return AutoUpdates(Mode.STALLED, "apt-try", now, worked=seen)
    if taken.ended is None:
        return AutoUpdates(Mode.NOT_YET, "apt-try", now)
    return AutoUpdates(
        Mode.SOME if taken.reach is apt_unattended.Reach.MOST else Mode.INSTALLS, "apt-rules", now, worked=taken.ended
    )


_TOO_LITTLE = {apt_unattended.Reach.NONE: Mode.NOTHING, apt_unattended.Reach.FEW: Mode.FEW}


@dataclass(frozen=True, slots=True)
class Start:
    """Start of the updates, or what is `off`; `unattended`: it is that of unattended-upgrades."""

    unattended: bool
    off: Handle | None = None


def _started(system: System) -> Start:
    """Start of the updates, or what is off."""
    when = timers(system)
    if when.running and when.on("mintupdate-automation-upgrade.timer"):
        return Start(unattended=False)
    settings = apt_settings(system.run(*APT).out)
    off = next((name for name in ("install", "lists", "enable") if not settings[name]), None)
    if off is not None:
        return Start(unattended=True, off=Handle(HandleKind.FILE_SETTING, _KEYS[off], WRITTEN))
    if system.which("unattended-upgrade", optional=True) is ABSENT:
        return Start(unattended=True, off=Handle(HandleKind.PACKAGE, "unattended-upgrades", "apt"))
    if when.running:
        stopped = next((timer for timer in TIMERS if not when.on(timer)), None)
        return Start(unattended=True, off=None if stopped is None else Handle(HandleKind.UNIT, stopped))
    if all(system.glob(path) for path in CRON):
        return Start(unattended=True)
    raise CannotTell(Unknown.MISSING, "neither systemd nor cron runs; we cannot see what starts the daily job")


def apt_settings(text: str) -> dict[str, bool]:
    """Jobs of apt by whether they are on; only the main switch is on unset."""
    found = [_APT_LINE.fullmatch(line) for line in text.splitlines()]
    values = {entry[1]: entry[2] for entry in found if entry is not None}
    if not found or not all(found) or not text.endswith("\n") or found[-1] is None or found[-1][1] != "end":
        raise CannotTell(Unknown.UNREADABLE, "the settings of apt are not whole")
    settings = {"lists": False, "install": False, "enable": True}
    for name in settings.keys() & values.keys():
        period = _PERIOD.fullmatch(values[name])
        if period is None:
            raise CannotTell(Unknown.UNREADABLE, f"a setting of apt that is no period: {name}")
        settings[name] = period[1] is None or int(period[1]) > 0
    return settings
