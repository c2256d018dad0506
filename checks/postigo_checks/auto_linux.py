"""Automatic updates on Linux: the settings, the program and the timer must all be there.

Timers are read where systemd keeps what is enabled, as links: asking `systemctl` needs a running systemd and prints
words. A unit that is masked is a link to /dev/null. Without systemd, Debian's daily job is started by cron.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from postigo.api import ABSENT, CannotTell, Data, System, Unknown, attempt
from postigo_checks.auto_fact import AutoUpdates, Mode
from postigo_checks.linux_release import Family, read_release

_KEYS = {
    "lists": "APT::Periodic::Update-Package-Lists",
    "install": "APT::Periodic::Unattended-Upgrade",
    "enable": "APT::Periodic::Enable",
    "end": "APT::Architecture",
}
APT = ("apt-config", "shell", *(word for pair in _KEYS.items() for word in pair))
"""Prints the settings that are there, in this order; every apt knows its architecture, so that line is the end mark."""

WANTED = "/etc/systemd/system/timers.target.wants/*.timer"
OWN = "/etc/systemd/system/*.timer"
SYSTEMD = "/run/systemd/system"
CRON = ("/etc/cron.daily/apt-compat", "/run/crond.pid")

DNF5_CONF = ("/usr/share/dnf5/dnf5-plugins/automatic.conf", "/etc/dnf/automatic.conf")  # the second over the first
OSTREE_CONF = "/etc/rpm-ostreed.conf"
SUSE_CONF = "/etc/sysconfig/automatic_online_update"

REMINDERS = ("gnome-software", "plasma-discover", "update-manager", "mintupdate")
"""Programs of the desktop that look for updates and show them; they wait for the person."""

_APT_LINE = re.compile(r"(lists|install|enable|end)='([^']*)'")
_PERIOD = re.compile(r"(\d+)[smhd]?|always")
_SETTING = re.compile(r"\s*([A-Za-z_]+)\s*=\s*(.*?)\s*")


@dataclass(frozen=True, slots=True)
class Timers:
    """Which timers start by themselves. `running`: systemd runs this machine; without it no timer ever starts."""

    enabled: frozenset[str]
    running: bool

    def on(self, *names: str) -> bool:
        """Whether one of them is enabled."""
        return not self.enabled.isdisjoint(names)


def timers(system: System) -> Timers:
    """The timers that are enabled and not masked."""
    masked = {PurePosixPath(entry.path).name for entry in system.glob(OWN) if entry.kind == "other"}
    wanted = {PurePosixPath(entry.path).name for entry in system.glob(WANTED) if entry.kind == "file"}
    return Timers(frozenset(wanted - masked), running=bool(system.glob(SYSTEMD)))


def learn(system: System, data: Data) -> AutoUpdates:
    """By the tools of this kind of Linux; where they are off, whether a program of the desktop reminds."""
    del data
    release = read_release(system)
    match release.family:
        case Family.DEBIAN:
            mode, fix = _debian(system), "apt-auto"
        case Family.FEDORA:
            mode, fix = _fedora(system), "dnf-auto"
        case Family.SUSE:
            mode, fix = _suse(system), "zypper-auto"
        case Family.ARCH:
            mode, fix = Mode.BY_HAND, ""
        case _:
            raise CannotTell(Unknown.MISSING, "no package manager that we know")
    doubts: tuple[CannotTell, ...] = ()
    if mode is Mode.OFF:
        mode, doubts = _reminded(system)
    return AutoUpdates(mode, fix, system.now(), doubts=doubts)


def _debian(system: System) -> Mode:
    """The lists and the upgrade must both be asked for, unattended-upgrades be there, and something start it each day."""
    when = timers(system)
    if when.running and when.on("mintupdate-automation-upgrade.timer"):
        return Mode.INSTALLS
    settings = apt_settings(system.run(*APT).out)
    asked = settings["lists"] and settings["install"] and settings["enable"]
    if not asked or system.which("unattended-upgrade", optional=True) is ABSENT:
        return Mode.OFF
    if when.running:
        return Mode.INSTALLS if when.on("apt-daily.timer") and when.on("apt-daily-upgrade.timer") else Mode.OFF
    if all(system.glob(path) for path in CRON):
        return Mode.INSTALLS
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


def _fedora(system: System) -> Mode:
    """A timer alone is not enough: `apply_updates` is "no" by default. One timer of dnf 4 installs regardless."""
    when = timers(system)
    if not when.running:
        raise CannotTell(Unknown.MISSING, "systemd does not run; we cannot see what starts the updates")
    if system.glob("/run/ostree-booted"):
        policy = _setting(system, (OSTREE_CONF,), "AutomaticUpdatePolicy")
        return Mode.INSTALLS if when.on("rpm-ostreed-automatic.timer") and policy in {"stage", "apply"} else Mode.OFF
    if when.on("dnf-automatic-install.timer"):
        return Mode.INSTALLS
    if when.on("dnf5-automatic.timer", "dnf-automatic.timer"):
        applies = _setting(system, DNF5_CONF, "apply_updates")
        return Mode.INSTALLS if applies.lower() in {"yes", "true", "1", "on"} else Mode.OFF
    return Mode.OFF


def _suse(system: System) -> Mode:
    """MicroOS and Leap Micro update in transactions; Leap by YaST's daily job or by os-update."""
    when = timers(system)
    if when.running and when.on("transactional-update.timer", "os-update.timer"):
        return Mode.INSTALLS
    return Mode.INSTALLS if _setting(system, (SUSE_CONF,), "AOU_ENABLE_CRONJOB") == "true" else Mode.OFF


def _setting(system: System, paths: Iterable[str], key: str) -> str:
    """A key of INI-like files, the last file over the first; empty where no file sets it."""
    value = ""
    for path in paths:
        content = system.read(path, optional=True)
        if content is ABSENT:
            continue
        try:
            lines = [line.strip() for line in content.decode().splitlines()]
        except UnicodeDecodeError:
            raise CannotTell(Unknown.UNREADABLE, f"{path} is not text") from None
        for line in lines:
            found = _SETTING.fullmatch(line)
            if found is not None and found[1] == key:
                value = found[2].strip("\"'")
    return value


def _reminded(system: System) -> tuple[Mode, tuple[CannotTell, ...]]:
    """Whether a program of the desktop shows the updates."""
    doubts = []
    for program in REMINDERS:
        found = attempt(system.which, program, optional=True)
        if isinstance(found, str):
            return Mode.WAITS, ()
        if isinstance(found, CannotTell):
            doubts.append(found)
    return Mode.OFF, tuple(doubts[:1])
