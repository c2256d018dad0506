"""Automatic updates of Debian and its kin: what starts them, and then their effect.

Without systemd, Debian's daily job is started by cron.
"""

from __future__ import annotations

import re
from datetime import timedelta

from postigo.api import ABSENT, CannotTell, System, Unknown
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
"""Prints the settings that are there, in this order; every apt knows its architecture, so that line is the end mark."""

AHEAD = timedelta(days=1)
CRON = ("/etc/cron.daily/apt-compat", "/run/crond.pid")

_APT_LINE = re.compile(r"(lists|install|enable|end)='([^']*)'")
_PERIOD = re.compile(r"(\d+)[smhd]?|always")


def debian(system: System, release: LinuxRelease) -> AutoUpdates:
    """The lists and the upgrade must both be asked for, unattended-upgrades be there, and something start it each day.

    Then its effect: dpkg must be in order, its rules must let this system's security updates through, and it must have
    got to its end within two weeks.
    """
    now = system.now()
    mode, unattended = _started(system)
    if mode is Mode.OFF:
        return AutoUpdates(Mode.OFF, "apt-auto", now)
    if dpkg_state.unfinished(system):
        return AutoUpdates(Mode.BROKEN, "finish-apt", now)
    if not unattended:
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


def _started(system: System) -> tuple[Mode, bool]:
    """Whether anything starts the updates by itself, and whether it is unattended-upgrades."""
    when = timers(system)
    if when.running and when.on("mintupdate-automation-upgrade.timer"):
        return Mode.INSTALLS, False
    settings = apt_settings(system.run(*APT).out)
    asked = settings["lists"] and settings["install"] and settings["enable"]
    if not asked or system.which("unattended-upgrade", optional=True) is ABSENT:
        return Mode.OFF, False
    if when.running:
        on = when.on("apt-daily.timer") and when.on("apt-daily-upgrade.timer")
        return Mode.INSTALLS if on else Mode.OFF, True
    if all(system.glob(path) for path in CRON):
        return Mode.INSTALLS, True
    raise CannotTell(Unknown.MISSING, "neither systemd nor cron runs; we cannot see what starts the daily job")


def apt_settings(text: str) -> dict[str, bool]:
    """Which of apt's periodic jobs are on; what is not set is off, except for the main switch."""
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
