"""Probe of `update.apps` on macOS: the App Store's switch, and the days of Homebrew.

What a school sets from afar goes before the switch. `brew outdated` may fetch an index, and writes: it is not asked.
"""

from __future__ import annotations

from typing import Final

from postigo.api import Absent, CannotTell, Data, Handle, HandleKind, Json, System, Unknown
from postigo_checks.updates.apps.fact import PackageSource, Programs, Renewal
from postigo_checks.updates.apps.programs import newest_of, programs_of

BREW: Final = tuple(f"{home}/{room}/*" for home in ("/opt/homebrew", "/usr/local") for room in ("Cellar", "Caskroom"))
COMMERCE: Final = ("/Library/Preferences/com.apple.commerce.plist", "AutoUpdate")
UPDATES: Final = ("/Library/Preferences/com.apple.SoftwareUpdate.plist", "AutomaticallyInstallAppUpdates")
MANAGED: Final = ("/Library/Managed Preferences/com.apple.SoftwareUpdate.plist", "AutomaticallyInstallAppUpdates")


def macos(system: System, data: Data) -> Programs:
    """Programs of the App Store and Homebrew."""
    del data
    return programs_of(system, {PackageSource.APP_STORE: _app_store, PackageSource.HOMEBREW: _brew}, others=True)


def _app_store(system: System) -> Renewal:
    """Switch of the App Store: what is managed goes before what is set. Of the two places of the setting, "off" in one is off."""
    managed = _switch(system, MANAGED)
    if managed is not None:
        return Renewal(PackageSource.APP_STORE, managed)
    said = {place: on for place in (COMMERCE, UPDATES) if (on := _switch(system, place)) is not None}
    if not said:
        raise CannotTell(Unknown.MISSING, "nobody has set it, and the default is not known")
    off = next((place for place, on in said.items() if not on), None)
    if off is None:
        return Renewal(PackageSource.APP_STORE, alone=True)
    path, name = off
    switch = Handle(HandleKind.DEFAULTS, name, path.removesuffix(".plist"))
    return Renewal(PackageSource.APP_STORE, alone=False, switch=switch)


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


def _brew(system: System) -> Renewal | None:
    programs = [entry for pattern in BREW for entry in system.glob(pattern) if entry.kind == "folder"]
    if not programs:
        return None
    return Renewal(
        PackageSource.HOMEBREW, None, len(programs), newest_of(system, *(f"{pattern}/*" for pattern in BREW))
    )
