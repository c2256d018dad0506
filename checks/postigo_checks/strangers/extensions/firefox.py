"""Add-ons of a Firefox profile that may read every page: `extensions.json`. It has a list under `addons`.

`location` tells who put it there: "app-profile" the person (or a policy, which `installTelemetryInfo.source` then
says), "app-builtin…", "app-system-addons", "…-defaults" and "…-profile" Firefox itself; "app-system-share" and
"…-local" are where Linux packages lie, "app-system-user", "app-global", "winreg-…" and `foreignInstall` tell of another
program, "app-temporary" of a folder (the names are those of Firefox 153's own XPIProvider). `signedState` 0 or less is
nobody's signature. What does not fit its shape could mean every page, so it is a gap.

What an add-on must have stands under `userPermissions`, what it can be given under `optionalPermissions`; what it was
given, in a database of a kind that is not read here. An add-on of the newer kind (`manifestVersion` 3) has its pages among
the latter, and they are given to it when it is installed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from postigo.api import CannotTell, Json, System, Unknown, attempt
from postigo_checks.common.browsers.homes import Browser
from postigo_checks.common.browsers.profiles import Profile, document
from postigo_checks.strangers.extensions.fact import Extension, KnownExtensions, Origin, patterns, reads_all

_OWN: Final = {"app-builtin", "app-builtin-addons", "app-system-addons", "app-system-defaults", "app-system-profile"}
_SHARED: Final = {"app-system-share", "app-system-local"}
_BY_A_PROGRAM: Final = {"app-system-user", "app-global"}
_OTHERS: Final = {"app-profile", "app-temporary"}
_NEWER: Final = 3
_KINDS: Final = re.compile(r"extension|theme|locale|dictionary|sitepermission(?:-deprecated)?|mlmodel|plugin|api")


def extensions(system: System, profile: Profile, known: KnownExtensions) -> Iterator[Extension | CannotTell]:
    """Each add-on that may read every page, and each that could not be understood."""
    addons = document(system, profile.file).get("addons")
    if not isinstance(addons, list):
        raise CannotTell(Unknown.UNREADABLE, f"{profile.file} has no list of add-ons")
    for addon in addons:
        found = attempt(_extension, addon, profile.browser, known)
        if found is not None:
            yield found


def _extension(addon: Json, browser: Browser, known: KnownExtensions) -> Extension | None:
    match addon:
        case {"id": str(id_), "type": str(kind), "active": bool(active)} if isinstance(addon, dict):
            pass
        case _:
            raise CannotTell(Unknown.UNREADABLE, "an add-on that is none")
    location, hidden = addon.get("location", "app-profile"), addon.get("hidden", False)
    places = _OWN | _SHARED | _BY_A_PROGRAM | _OTHERS
    if not isinstance(location, str) or (location not in places and not location.startswith("winreg-")):
        raise CannotTell(Unknown.UNREADABLE, f"add-on {id_}: location {location!r:.40}")
    if not isinstance(hidden, bool) or not _KINDS.fullmatch(kind):
        raise CannotTell(Unknown.UNREADABLE, f"add-on {id_}: hidden {hidden!r:.40}, kind {kind!r:.40}")
    if kind != "extension" or not active or hidden or location in _OWN:
        return None
    if "userPermissions" in addon and addon["userPermissions"] is None:
        raise CannotTell(Unknown.UNREADABLE, f"add-on {id_}: its permissions are empty")
    has, can_have = (reads_all(_pages(addon, name)) for name in ("userPermissions", "optionalPermissions"))
    if not has and not can_have:
        return None
    version = addon.get("manifestVersion", 2)
    if type(version) is not int:
        raise CannotTell(Unknown.UNREADABLE, f"add-on {id_}: manifest {version!r:.40}")
    given = has or version >= _NEWER
    origin = _origin(addon, location)
    name = known.name(id_) if origin is Origin.SHOP or origin is Origin.POLICY else None
    return Extension(name or _name(addon) or id_, browser, origin, known=name is not None, perhaps=not given)


def _pages(addon: Mapping[str, Json], name: str) -> list[Json]:
    """The patterns of pages under one kind of permissions."""
    match addon.get(name):
        case {"origins": pages}:
            return patterns(pages, name)
        case None:
            return []
    raise CannotTell(Unknown.UNREADABLE, f"{name} has an odd shape")


def _origin(addon: Mapping[str, Json], location: str) -> Origin:
    match addon.get("installTelemetryInfo"):
        case {"source": "enterprise-policy"}:
            return Origin.POLICY
    if location in _SHARED:
        return Origin.SHOP  # the system's own shop
    foreign, signed = addon.get("foreignInstall", False), addon.get("signedState")
    if not isinstance(foreign, bool) or (signed is not None and type(signed) is not int):
        raise CannotTell(Unknown.UNREADABLE, f"where an add-on comes from: {foreign!r:.40}, {signed!r:.40}")
    if location.startswith("winreg-") or location in _BY_A_PROGRAM or foreign:
        return Origin.PROGRAM
    unsigned = isinstance(signed, int) and signed <= 0
    return Origin.UNPACKED if unsigned or location == "app-temporary" else Origin.SHOP


def _name(addon: Mapping[str, Json]) -> str:
    match addon.get("defaultLocale"):
        case {"name": str(name)}:
            return name
    return ""
