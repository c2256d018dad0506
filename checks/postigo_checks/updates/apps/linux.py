"""Probe of `update.apps` on Linux, from files of this machine: nothing asks the network.

- snap renews by itself. `snap refresh --list` asks the store, and any `snap` command wakes the daemon or hangs for two minutes
  without it. Each fetched snap is a file, whose date is the day on which it came. After a renewal the one before stays
  (refresh.retain), so two files of one name prove one; a single new file may also be a program that is new here.
- flatpak is renewed by the desktop or by hand; `flatpak remote-ls --updates` goes to the network. It touches `.changed` each
  time it installs or renews something.
- Homebrew: each version that was installed has the date of that day (`brew outdated` may fetch an index, and writes).
- apt: what the sources of other makers offer, by the lists that were fetched last. dnf and zypper keep such lists too, but
  too large ones to be compared here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from postigo.api import CannotTell, Data, System, Unseen, attempt
from postigo_checks.common.linux.release import Family, read_release
from postigo_checks.updates.apps.fact import PackageSource, Programs, Renewal
from postigo_checks.updates.apps.programs import SourceProbe, newest_of, programs_of
from postigo_checks.updates.linux_renewal.image_based import renewed_as_a_whole
from postigo_checks.updates.linux_renewal.timers import timers
from postigo_checks.updates.pending import apt

SNAPS: Final = "/var/lib/snapd/snaps/*.snap"
FLATPAKS: Final = "/var/lib/flatpak/app/*"
BREW_LINUX: Final = "/home/linuxbrew/.linuxbrew/Cellar/*"
FLATPAK_CHANGED: Final = "/var/lib/flatpak/.changed"
_BASES: Final = ("core", "snapd", "bare", "gnome-", "gtk-common-themes", "kf5-", "kf6-", "mesa-")


def linux(system: System, data: Data) -> Programs:
    """Programs of snap, flatpak and Homebrew, and what apt knows of other makers' programs."""
    del data
    sources: dict[PackageSource, SourceProbe] = {
        PackageSource.SNAP: _snaps,
        PackageSource.FLATPAK: _flatpaks,
        PackageSource.HOMEBREW: _brew_on_linux,
    }
    programs = programs_of(system, sources, others=False)
    elsewhere = attempt(_elsewhere, system)
    if isinstance(elsewhere, CannotTell):
        return replace(programs, unseen=(*programs.unseen, Unseen(PackageSource.APT, elsewhere.why)))
    return replace(programs, elsewhere=elsewhere)


def _elsewhere(system: System) -> int:
    release = read_release(system)
    if release.family is not Family.DEBIAN or renewed_as_a_whole(system, release) is not None:
        return 0
    return apt.waiting_elsewhere(system, release)


def _snaps(system: System) -> Renewal | None:
    files = system.glob(SNAPS)
    came: dict[str, list[datetime]] = {}
    for entry in files:
        came.setdefault(entry.path.rpartition("/")[2].rpartition("_")[0], []).append(entry.modified)
    programs = [name for name in came if not name.startswith(_BASES)]
    if not programs:
        return None
    renewed = max((max(days) for days in came.values() if len(days) > 1), default=None)
    return Renewal(PackageSource.SNAP, True, len(programs), renewed, max(entry.modified for entry in files))


def _flatpaks(system: System) -> Renewal | None:
    programs = [entry for entry in system.glob(FLATPAKS) if entry.kind == "folder"]
    if not programs:
        return None
    return Renewal(PackageSource.FLATPAK, None, len(programs), newest_of(system, FLATPAK_CHANGED))


def _brew_on_linux(system: System) -> Renewal | None:
    """On Bluefin and its kin a timer renews it with the system; elsewhere nobody does."""
    programs = [entry for entry in system.glob(BREW_LINUX) if entry.kind == "folder"]
    if not programs:
        return None
    when = timers(system)
    alone = when.running and when.on("uupd.timer", "brew-upgrade.timer")
    newest = newest_of(system, f"{BREW_LINUX}/*")
    return Renewal(PackageSource.HOMEBREW, alone or None, len(programs), newest, newest if alone else None)
