r"""Who keeps programs current beside the system, from what lies on this machine: nobody is asked who would ask the network.

- snap renews by itself. `snap refresh --list` asks the store, and any `snap` command wakes the daemon or hangs for two minutes
  without it. Each fetched snap is a file, whose date is the day on which it came. After a renewal the one before stays
  (refresh.retain), so two files of one name prove one; a single new file may also be a program that is new here.
- flatpak is renewed by the desktop or by hand; `flatpak remote-ls --updates` goes to the network. It touches `.changed` each
  time it installs or renews something.
- apt: what the sources of other makers offer, by the lists that were fetched last. dnf and zypper keep such lists too, but
  too large ones to be compared here.
- Homebrew (`brew outdated` may fetch an index, and writes), Chocolatey (`choco outdated` asks the network), Scoop
  (`scoop status` fetches; only what it keeps for everybody): each version or package that was installed has the date of that day.
- The stores: whether they renew by themselves is a setting, and what a school sets from afar goes before it. winget keeps nothing here that tells, and asks the network.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from postigo.api import Absent, CannotTell, Data, Json, System, Unknown, attempt
from postigo_checks.common.linux.release import Family, read_release
from postigo_checks.updates.apps import microsoft_store
from postigo_checks.updates.apps.fact import Keeper, Kept, Programs
from postigo_checks.updates.automatic.linux import timers
from postigo_checks.updates.linux_renewal.image_based import renewed_as_a_whole
from postigo_checks.updates.pending import apt

Way = Callable[[System], Kept | None]


def _programs(system: System, ways: dict[Keeper, Way], *, others: bool) -> Programs:
    kept, missed = [], []
    for keeper, way in ways.items():
        found = attempt(way, system)
        if isinstance(found, CannotTell):
            missed.append((keeper, found))
        elif found is not None:
            kept.append(found)
    return Programs(system.now(), tuple(kept), others, tuple(missed))


def _newest(system: System, *patterns: str) -> datetime | None:
    return max((entry.modified for pattern in patterns for entry in system.glob(pattern)), default=None)


# --- Linux -----------------------------------------------------------------------------------------------------------

SNAPS: Final = "/var/lib/snapd/snaps/*.snap"
FLATPAKS: Final = "/var/lib/flatpak/app/*"
BREW_LINUX: Final = "/home/linuxbrew/.linuxbrew/Cellar/*"
FLATPAK_CHANGED: Final = "/var/lib/flatpak/.changed"
_BASES: Final = ("core", "snapd", "bare", "gnome-", "gtk-common-themes", "kf5-", "kf6-", "mesa-")


def linux(system: System, data: Data) -> Programs:
    """Snap, flatpak for everybody, Homebrew, and what apt knows of other makers' programs."""
    del data
    ways: dict[Keeper, Way] = {Keeper.SNAP: _snaps, Keeper.FLATPAK: _flatpaks, Keeper.HOMEBREW: _brew_on_linux}
    programs = _programs(system, ways, others=False)
    elsewhere = attempt(_elsewhere, system)
    if isinstance(elsewhere, CannotTell):
        return replace(programs, missed=(*programs.missed, (Keeper.APT, elsewhere)))
    return replace(programs, elsewhere=elsewhere)


def _elsewhere(system: System) -> int:
    release = read_release(system)
    if release.family is not Family.DEBIAN or renewed_as_a_whole(system, release) is not None:
        return 0
    return apt.waiting_elsewhere(system, release)


def _snaps(system: System) -> Kept | None:
    files = system.glob(SNAPS)
    came: dict[str, list[datetime]] = {}
    for entry in files:
        came.setdefault(entry.path.rpartition("/")[2].rpartition("_")[0], []).append(entry.modified)
    programs = [name for name in came if not name.startswith(_BASES)]
    if not programs:
        return None
    renewed = max((max(days) for days in came.values() if len(days) > 1), default=None)
    return Kept(Keeper.SNAP, True, len(programs), renewed, max(entry.modified for entry in files))


def _flatpaks(system: System) -> Kept | None:
    programs = [entry for entry in system.glob(FLATPAKS) if entry.kind == "folder"]
    if not programs:
        return None
    return Kept(Keeper.FLATPAK, None, len(programs), _newest(system, FLATPAK_CHANGED))


def _brew_on_linux(system: System) -> Kept | None:
    """On Bluefin and its kin a timer renews it with the system; elsewhere nobody does."""
    programs = [entry for entry in system.glob(BREW_LINUX) if entry.kind == "folder"]
    if not programs:
        return None
    when = timers(system)
    alone = when.running and when.on("uupd.timer", "brew-upgrade.timer")
    newest = _newest(system, f"{BREW_LINUX}/*")
    return Kept(Keeper.HOMEBREW, alone or None, len(programs), newest, newest if alone else None)


# --- macOS -----------------------------------------------------------------------------------------------------------

BREW: Final = tuple(f"{home}/{room}/*" for home in ("/opt/homebrew", "/usr/local") for room in ("Cellar", "Caskroom"))
COMMERCE: Final = ("/Library/Preferences/com.apple.commerce.plist", "AutoUpdate")
UPDATES: Final = ("/Library/Preferences/com.apple.SoftwareUpdate.plist", "AutomaticallyInstallAppUpdates")
MANAGED: Final = ("/Library/Managed Preferences/com.apple.SoftwareUpdate.plist", "AutomaticallyInstallAppUpdates")


def macos(system: System, data: Data) -> Programs:
    """The App Store, and Homebrew."""
    del data
    return _programs(system, {Keeper.APP_STORE: _app_store, Keeper.HOMEBREW: _brew}, others=True)


def _app_store(system: System) -> Kept:
    """What is managed goes before what is set; of the two places of the setting, "off" in one is off."""
    managed = _switch(system, MANAGED)
    said = [managed] if managed is not None else [_switch(system, COMMERCE), _switch(system, UPDATES)]
    known = [switch for switch in said if switch is not None]
    if not known:
        raise CannotTell(Unknown.MISSING, "nobody has set it, and the default is not known")
    return Kept(Keeper.APP_STORE, all(known))


def _switch(system: System, place: tuple[str, str]) -> bool | None:
    path, name = place
    plist: Json | Absent = system.plist(path, optional=True)
    if isinstance(plist, Absent):
        return None
    if not isinstance(plist, dict):
        raise CannotTell(Unknown.UNREADABLE, f"{path} is not a dictionary")
    value = plist.get(name)
    if value is not None and value not in (True, False):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is no boolean")
    return None if value is None else bool(value)


def _brew(system: System) -> Kept | None:
    programs = [entry for pattern in BREW for entry in system.glob(pattern) if entry.kind == "folder"]
    if not programs:
        return None
    return Kept(Keeper.HOMEBREW, None, len(programs), _newest(system, *(f"{pattern}/*" for pattern in BREW)))


# --- Windows ---------------------------------------------------------------------------------------------------------

PACKAGES: Final = r"%ProgramData%\chocolatey\lib\*\*.nupkg"
SCOOP: Final = r"%ProgramData%\scoop\apps\*\*"


def windows(system: System, data: Data) -> Programs:
    """The Microsoft Store, Chocolatey, and Scoop for everybody."""
    del data
    ways: dict[Keeper, Way] = {Keeper.STORE: microsoft_store.kept, Keeper.CHOCOLATEY: _packages, Keeper.SCOOP: _scoop}
    return _programs(system, ways, others=True)


def _packages(system: System) -> Kept | None:
    files = system.glob(PACKAGES)
    if not files:
        return None
    return Kept(Keeper.CHOCOLATEY, None, len(files), max(entry.modified for entry in files))


def _scoop(system: System) -> Kept | None:
    """Each version has its folder, and `current` leads to one of them."""
    versions = [
        entry for entry in system.glob(SCOOP) if entry.kind == "folder" and not entry.path.endswith("\\current")
    ]
    if not versions:
        return None
    programs = {entry.path.rpartition("\\")[0] for entry in versions}
    return Kept(Keeper.SCOOP, None, len(programs), max(entry.modified for entry in versions))
