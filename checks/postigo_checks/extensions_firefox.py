"""The add-ons of a Firefox profile that may read every page: `extensions.json`, a list under `addons`.

`location` tells who put it there: "app-profile" the person (or a policy, which `installTelemetryInfo.source` then
says), "app-builtin" and "app-system-…" Firefox itself, but for "app-system-share", where Linux packages lie;
"winreg-…" and `foreignInstall` another program. `signedState` 0 or less is nobody's signature.

What an add-on must have stands under `userPermissions`, what it can be given under `optionalPermissions`; what it was
given, in a database of a kind that is not read here. An add-on of the newer kind (`manifestVersion` 3) has its pages among
the latter, and they are given to it when it is installed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postigo.api import CannotTell, Json, System, Unknown, attempt
from postigo_checks.browser_profiles import Profile, document
from postigo_checks.extensions_fact import Extension, KnownExtensions, Origin, reads_all

_SHARED = "app-system-share"
_NEWER = 3


def extensions(system: System, profile: Profile, known: KnownExtensions) -> Iterator[Extension | CannotTell]:
    """Each add-on that may read every page, and each that could not be understood."""
    addons = document(system, profile.file).get("addons")
    if not isinstance(addons, list):
        raise CannotTell(Unknown.UNREADABLE, f"{profile.file} has no list of add-ons")
    for addon in addons:
        found = attempt(_extension, addon, profile.browser, known)
        if found is not None:
            yield found


def _extension(addon: Json, browser: str, known: KnownExtensions) -> Extension | None:
    match addon:
        case {"id": str(id_), "type": str(kind), "active": bool(active)} if isinstance(addon, dict):
            pass
        case _:
            raise CannotTell(Unknown.UNREADABLE, "an add-on that is none")
    location = addon.get("location", "app-profile")
    if not isinstance(location, str):
        raise CannotTell(Unknown.UNREADABLE, f"add-on {id_}: location {location!r:.40}")
    own = location.startswith(("app-builtin", "app-system-")) and location != _SHARED
    if kind != "extension" or not active or addon.get("hidden") is True or own:
        return None
    has, can_have = (reads_all(_pages(addon, name)) for name in ("userPermissions", "optionalPermissions"))
    if not has and not can_have:
        return None
    given = has or addon.get("manifestVersion") == _NEWER
    origin = _origin(addon, location)
    name = known.name(id_) if origin is Origin.SHOP or origin is Origin.POLICY else None
    return Extension(name or _name(addon) or id_, browser, origin, known=name is not None, perhaps=not given)


def _pages(addon: Mapping[str, Json], name: str) -> list[Json]:
    """The patterns of pages under one kind of permissions."""
    match addon.get(name):
        case {"origins": list(pages)}:
            return pages
        case None:
            return []
    raise CannotTell(Unknown.UNREADABLE, f"{name} has an odd shape")


def _origin(addon: Mapping[str, Json], location: str) -> Origin:
    match addon.get("installTelemetryInfo"):
        case {"source": "enterprise-policy"}:
            return Origin.POLICY
    if location == _SHARED:
        return Origin.SHOP  # the system's own shop
    if location.startswith("winreg-") or addon.get("foreignInstall") is True:
        return Origin.PROGRAM
    signed = addon.get("signedState")
    return Origin.UNPACKED if isinstance(signed, int) and signed <= 0 else Origin.SHOP


def _name(addon: Mapping[str, Json]) -> str:
    match addon.get("defaultLocale"):
        case {"name": str(name)}:
            return name
    return ""
