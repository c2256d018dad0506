r"""Who keeps programs current beside the system, from what lies on this machine: nobody is asked who would ask the network.

- snap renews by itself. `snap refresh --list` asks the store, and any `snap` command wakes the daemon or hangs for two minutes
  without it. Each fetched snap is a file, whose date is the day on which it came.
- flatpak is renewed by the desktop or by hand; `flatpak remote-ls --updates` goes to the network. It touches `.changed` each
  time it installs or renews something.
- Homebrew (`brew outdated` may fetch an index, and writes), Chocolatey (`choco outdated` asks the network): each
  version or package that was installed has the date of that day.
- The stores: whether they renew by themselves is a setting. winget keeps nothing here that tells, and asks the network.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from postigo.api import Absent, CannotTell, Data, Json, Key, System, Unknown, attempt
from postigo_checks.programs_fact import Keeper, Kept, Programs

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
FLATPAK_CHANGED: Final = "/var/lib/flatpak/.changed"
_BASES: Final = ("core", "snapd", "bare", "gnome-", "gtk-common-themes", "kf5-", "kf6-", "mesa-")


def linux(system: System, data: Data) -> Programs:
    """Snap, and flatpak for everybody."""
    del data
    return _programs(system, {Keeper.SNAP: _snaps, Keeper.FLATPAK: _flatpaks}, others=False)


def _snaps(system: System) -> Kept | None:
    files = system.glob(SNAPS)
    names = {entry.path.rpartition("/")[2].rpartition("_")[0] for entry in files}
    programs = [name for name in names if not name.startswith(_BASES)]
    if not programs:
        return None
    return Kept(Keeper.SNAP, True, len(programs), max(entry.modified for entry in files))


def _flatpaks(system: System) -> Kept | None:
    programs = [entry for entry in system.glob(FLATPAKS) if entry.kind == "folder"]
    if not programs:
        return None
    return Kept(Keeper.FLATPAK, None, len(programs), _newest(system, FLATPAK_CHANGED))


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

STORE_POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\WindowsStore"
STORE: Final = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\WindowsStore\WindowsUpdate"
PACKAGES: Final = r"%ProgramData%\chocolatey\lib\*\*.nupkg"
_BY_ITSELF: Final = {2: False, 4: True}


def windows(system: System, data: Data) -> Programs:
    """The Microsoft Store, and Chocolatey."""
    del data
    return _programs(system, {Keeper.STORE: _store, Keeper.CHOCOLATEY: _packages}, others=True)


def _store(system: System) -> Kept:
    """A policy goes before the setting; without either the Store renews by itself."""
    for path in (STORE_POLICY, STORE):
        key = system.registry(path, optional=True)
        value = key.values.get("AutoDownload") if isinstance(key, Key) else None
        if value is None:
            continue
        if not isinstance(value, int) or value not in _BY_ITSELF:
            raise CannotTell(Unknown.UNREADABLE, "AutoDownload is neither 2 nor 4")
        return Kept(Keeper.STORE, _BY_ITSELF[value])
    return Kept(Keeper.STORE, alone=True)


def _packages(system: System) -> Kept | None:
    files = system.glob(PACKAGES)
    if not files:
        return None
    return Kept(Keeper.CHOCOLATEY, None, len(files), max(entry.modified for entry in files))
