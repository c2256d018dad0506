"""Probe of `update.auto` on Linux: settings, program, timer, and where told the effect."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import PurePosixPath

from postigo.api import ABSENT, CannotTell, Data, Handle, HandleKind, System, Unknown, Unseen, attempt
from postigo_checks.common.linux.release import Family, LinuxRelease, read_release
from postigo_checks.updates.automatic.debian import debian
from postigo_checks.updates.automatic.fact import AutoUpdates, Mode, Part
from postigo_checks.updates.linux_renewal.fact import Whole
from postigo_checks.updates.linux_renewal.image_based import made_on, renewed_as_a_whole
from postigo_checks.updates.linux_renewal.timers import timers

OSTREE_TIMERS = ("uupd.timer", "ublue-update.timer", "bootc-fetch-apply-updates.timer")
"""Timers that renew an image whatever rpm-ostree's settings say: Universal Blue's, bootc's."""
OSTREE_TIMER = "rpm-ostreed-automatic.timer"
SHIPPED = "/usr/lib/systemd/system/*.target.wants/*.timer"
OLD_IMAGE = timedelta(days=30)

DNF5_CONF = ("/usr/share/dnf5/dnf5-plugins/automatic.conf", "/etc/dnf/automatic.conf")  # the second over the first
OSTREE_CONF = "/etc/rpm-ostreed.conf"
SUSE_CONF = "/etc/sysconfig/automatic_online_update"

_OSTREE_POLICY = Handle(HandleKind.FILE_SETTING, "Daemon/AutomaticUpdatePolicy", OSTREE_CONF)
_DNF_APPLIES = Handle(HandleKind.FILE_SETTING, "commands/apply_updates", DNF5_CONF[-1])
_DNF_TAKES = Handle(HandleKind.FILE_SETTING, "commands/upgrade_type", DNF5_CONF[-1])
_YAST = Handle(HandleKind.FILE_SETTING, "AOU_ENABLE_CRONJOB", SUSE_CONF)

REMINDERS = ("gnome-software", "plasma-discover", "update-manager", "mintupdate")
"""Programs of the desktop that show updates and wait for the person."""

_SETTING = re.compile(r"\s*([A-Za-z_]+)\s*=\s*(.*?)\s*")


def linux(system: System, data: Data) -> AutoUpdates:
    """Updates by the way this Linux is renewed, else by a program that reminds."""
    del data
    release = read_release(system)
    whole = renewed_as_a_whole(system, release)
    fact = _by_package(system, release) if whole is None else _as_a_whole(system, release, whole)
    if fact.mode is not Mode.OFF:
        return fact
    mode, unseen = _reminded(system)
    if mode is Mode.WAITS and whole is Whole.OSTREE and isinstance(attempt(system.which, "gnome-software"), str):
        mode = Mode.STAGES
    return replace(fact, mode=mode, unseen=(*fact.unseen, *unseen))


def _by_package(system: System, release: LinuxRelease) -> AutoUpdates:
    match release.family:
        case Family.DEBIAN:
            return debian(system, release)
        case Family.FEDORA:
            return _fedora(system, release)
        case Family.SUSE:
            return AutoUpdates(_suse(system), "zypper-auto", system.now(), setting=_YAST)
        case Family.ARCH:
            return AutoUpdates(Mode.BY_HAND, "", system.now())
        case _:
            raise CannotTell(Unknown.MISSING, "no package manager that we know")


def _has_dnf5(release: LinuxRelease) -> bool:
    """Whether its dnf is the fifth, whose automatic updates have another name. So it is from Fedora 41 on, and on those made from it."""
    return (
        release.id in {"fedora", "nobara", "ultramarine"} and release.version.isdecimal() and int(release.version) > 40
    )


def _as_a_whole(system: System, release: LinuxRelease, whole: Whole) -> AutoUpdates:
    """Updates of a system renewed as a whole, by its own timers alone."""
    now = system.now()
    match whole:
        case Whole.OSTREE | Whole.UBLUE:
            return _ostree(system, release, whole)
        case Whole.TRANSACTIONAL:
            when = timers(system)
            on = when.running and when.on("transactional-update.timer")
            timer = Handle(HandleKind.UNIT, "transactional-update.timer")
            return AutoUpdates(Mode.INSTALLS if on else Mode.OFF, "transactional-auto", now, setting=timer)
        case Whole.STEAMOS:  # it looks by itself and offers them in its settings
            return AutoUpdates(Mode.WAITS, "steamos-renew", now)
        case Whole.OTHER:
            return AutoUpdates(None, "", now, unseen=(Unseen(Part.WAY, Unknown.MISSING),))


def _ostree(system: System, release: LinuxRelease, whole: Whole) -> AutoUpdates:
    """rpm-ostree's own timer only with a policy; the others by themselves. An old image shows that none of them works."""
    when = timers(system)
    if not when.running:
        raise CannotTell(Unknown.MISSING, "systemd does not run; we cannot see what starts the updates")
    policy = _setting(system, (OSTREE_CONF,), "AutomaticUpdatePolicy")
    started = when.on(OSTREE_TIMER)
    on = when.on(*OSTREE_TIMERS) or (started and policy in {"stage", "apply"})
    unseen: tuple[Unseen[Part], ...] = ()
    if not on:
        shipped = attempt(system.glob, SHIPPED)
        if isinstance(shipped, CannotTell):
            unseen = (Unseen(Part.TIMERS, shipped.why),)
        else:
            names = {PurePosixPath(entry.path).name for entry in shipped} - when.masked
            on = not names.isdisjoint(OSTREE_TIMERS)
    made = made_on(release)
    mode = Mode.INSTALLS if on else Mode.OFF
    if on and made is not None and system.now() - made > OLD_IMAGE:
        mode = Mode.STALLED
    if whole is Whole.UBLUE:
        fix, setting = "ublue-auto", Handle(HandleKind.SWITCH, "toggle-updates", "ujust")
    else:
        fix, setting = "ostree-auto", _OSTREE_POLICY if started else Handle(HandleKind.UNIT, OSTREE_TIMER)
    return AutoUpdates(mode, fix, system.now(), worked=made, unseen=unseen, setting=setting)


def _fedora(system: System, release: LinuxRelease) -> AutoUpdates:
    """A timer alone is not enough: `apply_updates` is "no" by default. One timer of dnf 4 installs regardless."""
    when = timers(system)
    if not when.running:
        raise CannotTell(Unknown.MISSING, "systemd does not run; we cannot see what starts the updates")
    now, name = system.now(), "dnf5" if _has_dnf5(release) else "dnf"
    fix, timer = f"{name}-auto", f"{name}-automatic.timer"
    if not when.on("dnf-automatic-install.timer"):
        if not when.on("dnf5-automatic.timer", "dnf-automatic.timer"):
            return AutoUpdates(Mode.OFF, fix, now, setting=Handle(HandleKind.UNIT, timer))
        if _setting(system, DNF5_CONF, "apply_updates").lower() not in {"yes", "true", "1", "on"}:
            return AutoUpdates(Mode.OFF, fix, now, setting=_DNF_APPLIES)
    if _takes_advised_alone(system, release):
        return AutoUpdates(Mode.NOTHING, "dnf-rules", now, setting=_DNF_TAKES)
    return AutoUpdates(Mode.INSTALLS, fix, now)


def _takes_advised_alone(system: System, release: LinuxRelease) -> bool:
    """Whether only advised updates are taken on a system without advisories (CentOS Stream): so nothing."""
    if release.id != "centos":
        return False
    kind = _setting(system, DNF5_CONF, "upgrade_type").lower()
    if kind not in {"default", "security"}:  # the file comes with one of them
        raise CannotTell(Unknown.UNREADABLE, f"upgrade_type is {kind!r:.40}")
    return kind == "security"


def _suse(system: System) -> Mode:
    """Leap by YaST's daily job or by os-update; one with a read-only root in transactions."""
    when = timers(system)
    if when.running and when.on("transactional-update.timer", "os-update.timer"):
        return Mode.INSTALLS
    return Mode.INSTALLS if _setting(system, (SUSE_CONF,), "AOU_ENABLE_CRONJOB") == "true" else Mode.OFF


def _setting(system: System, paths: Iterable[str], key: str) -> str:
    """Value of a key in INI-like files, the last over the first; empty without one."""
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


def _reminded(system: System) -> tuple[Mode, tuple[Unseen[Part], ...]]:
    """Whether a program of the desktop shows the updates."""
    unseen: list[Unseen[Part]] = []
    for program in REMINDERS:
        found = attempt(system.which, program, optional=True)
        if isinstance(found, str):
            return Mode.WAITS, ()
        if isinstance(found, CannotTell):
            unseen.append(Unseen(Part.REMINDERS, found.why))
    return Mode.OFF, tuple(unseen[:1])
