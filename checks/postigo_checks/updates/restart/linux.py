"""Probe of `update.reboot` on Linux, without needrestart, which needs root.

- Debian and Ubuntu set `/run/reboot-required`, but only where update-notifier or unattended-upgrades is installed; so
  its absence alone says nothing. openSUSE (libzypp, transactional-update) sets `/run/reboot-needed`.
- Systems that are renewed as a whole (Silverblue, Kinoite, Bazzite) install beside the running one, where neither rpm nor
  `/lib/modules` sees it: `/run/ostree/staged-deployment` is there while one waits. SteamOS and others that are renewed as a
  whole in a way of their own leave no mark that we know, so there nothing is good.
- Base parts (C library, systemd, D-Bus) that were installed after the start: dpkg and pacman write one file or folder for each
  package when they install it, rpm tells the time.
- The kernel: `/lib/modules` has a folder for each. Arch replaces the running one, so its folder is gone. A newer kernel that
  came after the start waits; one that was there before was passed over, and somebody may have wanted that. The
  files themselves carry the day on which they were built, but `modules.dep` is written when they are installed.
- In containers and some virtual machines the kernel comes from outside, and there is no folder at all: nothing to say.
  There the system starts later than the kernel, which counts `/proc/uptime`: its own start is that of its first process.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from postigo.api import CannotTell, Data, Entry, System, Unknown, Unseen, attempt
from postigo_checks.common.linux.release import Family, read_release
from postigo_checks.updates.linux_renewal.fact import Whole
from postigo_checks.updates.linux_renewal.image_based import renewed_as_a_whole
from postigo_checks.updates.restart.fact import Part, Reason, Restart, Wait

FLAGS: Final = ("/run/reboot-required", "/run/reboot-needed", "/run/ostree/staged-deployment")
MODULES: Final = "/lib/modules/*"
MODULES_DEP: Final = "/lib/modules/*/modules.dep"
FIRST: Final = "/proc/1/stat"
RPM: Final = r"""rpm -q --qf '+\t%{NAME}\t%{INSTALLTIME}\n' glibc systemd dbus-broker dbus-1 kernel-core kernel-default |
grep "^+"; printf '=\tend\n'"""
_RPM_LINE: Final = re.compile(r"\+\t([a-z0-9-]+)\t(\d{9,11})")
_DPKG: Final = ("/var/lib/dpkg/info/libc6*.list", "/var/lib/dpkg/info/systemd.list", "/var/lib/dpkg/info/dbus.list")
_PACMAN: Final = ("/var/lib/pacman/local/glibc-[0-9]*", "/var/lib/pacman/local/systemd-[0-9]*")
_LIBC: Final = re.compile(r"/libc6(?::[a-z0-9-]+)?\.list|/glibc-[0-9][^/]*")
_SINCE_BOOT: Final = re.compile(rb"1 \(.*\) \S(?: -?\d+){18} (\d{1,12}) ", re.DOTALL)  # proc(5): the 22nd field
_TICKS: Final = 100  # in a second; so for every program, whatever the kernel's own clock does (USER_HZ)
_AHEAD: Final = timedelta(seconds=90)  # what is installed while the computer starts is started with it

_TOMORROW: Final = timedelta(days=1)


def linux(system: System, data: Data) -> Restart:
    """Restart by the mark, the base parts and the kernel; each may be a gap."""
    del data
    waiting: list[Wait] = []
    unseen: list[Unseen[Part]] = []
    for path in FLAGS:
        flag = attempt(system.glob, path)
        if isinstance(flag, CannotTell):
            unseen.append(Unseen(Part.FLAG, flag.why))
        else:
            waiting += [Wait(Reason.FLAG, entry.modified) for entry in flag]
    hidden = attempt(_waits_unseen, system)
    if isinstance(hidden, CannotTell):
        unseen.append(Unseen(Part.IMAGE, hidden.why))
    booted = attempt(_booted, system)
    if isinstance(booted, CannotTell):
        return Restart(system.now(), tuple(waiting), unseen=(*unseen, Unseen(Part.START, booted.why)))
    started = attempt(_started, system, booted)
    installed = attempt(_credible, _installed, system)
    if isinstance(installed, CannotTell):
        unseen.append(Unseen(Part.INSTALLED, installed.why))
    else:
        since = booted if isinstance(started, CannotTell) else started
        late = [Wait(Reason.BASE, when) for when in installed if when > since + _AHEAD]
        waiting += late
        if late and isinstance(started, CannotTell):  # they may have been there before the system started
            unseen.append(Unseen(Part.START, started.why))
    older = False
    kernel = attempt(_kernel, system, booted)
    if isinstance(kernel, CannotTell):
        unseen.append(Unseen(Part.KERNEL, kernel.why))
    elif isinstance(kernel, Wait):
        waiting.append(kernel)
    else:
        older = kernel
    return Restart(system.now(), tuple(waiting), older, tuple(unseen))


def _waits_unseen(system: System) -> None:
    """MISSING on a system whose new image leaves no mark."""
    release = attempt(read_release, system)
    if isinstance(release, CannotTell) or release.family in {None, Family.FEDORA}:
        return  # what cannot be read the base parts tell of; and ostree leaves a mark
    if renewed_as_a_whole(system, release) in {Whole.STEAMOS, Whole.OTHER}:
        raise CannotTell(Unknown.MISSING, "a system that is renewed as a whole in a way that we do not know")


def _credible(installed: Callable[[System], list[datetime]], system: System) -> list[datetime]:
    """Times of installing; UNREADABLE if one lies in the future: the clock is wrong."""
    times = installed(system)
    if any(when > system.now() + _TOMORROW for when in times):
        raise CannotTell(Unknown.UNREADABLE, "something was installed later than the clock says it is")
    return times


def _booted(system: System) -> datetime:
    """When the kernel started."""
    found = re.match(rb"(\d{1,9})\.\d+ ", system.read("/proc/uptime"))
    if found is None:
        raise CannotTell(Unknown.UNREADABLE, "/proc/uptime is not a number of seconds")
    return system.now() - timedelta(seconds=int(found[1]))


def _started(system: System, booted: datetime) -> datetime:
    """When the system started on that kernel: its first process."""
    found = _SINCE_BOOT.match(system.read(FIRST))
    started = booted + timedelta(seconds=int(found[1]) // _TICKS) if found else None
    if started is None or started > system.now():
        raise CannotTell(Unknown.UNREADABLE, f"{FIRST} does not tell when the first process started")
    return started


# --- base parts ------------------------------------------------------------------------------------------------------


def _installed(system: System) -> list[datetime]:
    """When each base part was installed. The C library must be among them, or the list is not one."""
    match read_release(system).family:
        case Family.DEBIAN:
            return _from_files(system, _DPKG)
        case Family.ARCH:
            return _from_files(system, _PACMAN)
        case Family.FEDORA | Family.SUSE:
            return _from_rpm(system)
        case _:
            raise CannotTell(Unknown.MISSING, "no package manager that we know")


def _from_files(system: System, patterns: tuple[str, ...]) -> list[datetime]:
    entries = [entry for pattern in patterns for entry in system.glob(pattern)]
    if not any(_LIBC.search(entry.path) for entry in entries):
        raise CannotTell(Unknown.UNREADABLE, "the package manager does not know the C library")
    return [entry.modified for entry in entries if "/libc6" not in entry.path or _LIBC.search(entry.path)]


def _from_rpm(system: System) -> list[datetime]:
    *lines, end = system.run("sh", "-c", RPM).out.splitlines() or [""]
    found = [_RPM_LINE.fullmatch(line) for line in lines]
    if end != "=\tend" or not all(found) or not any(line and line[1] == "glibc" for line in found):
        raise CannotTell(Unknown.UNREADABLE, "rpm did not tell when the base parts were installed")
    newest: dict[str, int] = {}
    for line in found:
        if line is not None:
            newest[line[1]] = max(newest.get(line[1], 0), int(line[2]))
    return [datetime.fromtimestamp(seconds, UTC) for seconds in newest.values()]


# --- the kernel ------------------------------------------------------------------------------------------------------


def _kernel(system: System, booted: datetime) -> Wait | bool:
    """Kernel that waits; else whether the running one is older than one at the start."""
    running = system.read("/proc/sys/kernel/osrelease").decode(errors="replace").strip()
    if not re.match(r"\d+\.\d+", running):
        raise CannotTell(Unknown.UNREADABLE, "osrelease is not the version of a kernel")
    folders = [_name(entry) for entry in system.glob(MODULES) if entry.kind == "folder"]
    there = [name for name in folders if re.match(r"\d+\.\d+", name)]
    if not there:
        return False
    listed = {entry.path.split("/")[3]: entry.modified for entry in system.glob(MODULES_DEP)}
    _credible(lambda _: list(listed.values()), system)
    if running not in there:
        return Wait(Reason.KERNEL, max((listed[name] for name in there if name in listed), default=None))
    newer = [name for name in there if _flavour(name) == _flavour(running) and _number(name) > _number(running)]
    after = [listed[name] for name in newer if name in listed and listed[name] > booted + _AHEAD]
    return Wait(Reason.KERNEL, min(after)) if after else bool(newer)


def _name(entry: Entry) -> str:
    return entry.path.rpartition("/")[2]


_ARCH: Final = re.compile(r"\.(?:x86_64|aarch64|i686|ppc64le|s390x|armv7hl)$")


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", _ARCH.sub("", version)))


def _flavour(version: str) -> str:
    """The words at the end: `generic`, `lts`, `default`; kernels of different kinds are not compared."""
    return re.sub(r"[\d.]+", "", _ARCH.sub("", version)).lstrip("-+")
