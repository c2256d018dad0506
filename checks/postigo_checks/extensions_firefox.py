"""The add-ons of a Firefox profile that may read every page: `extensions.json`, a list under `addons`.

`location` tells who put it there: "app-profile" the person (or a policy, which `installTelemetryInfo.source` then
says), "app-builtin" and "app-system-…" Firefox itself, but for "app-system-share", where Linux packages lie;
"winreg-…" and `foreignInstall` another program. `signedState` 0 or less is nobody's signature. What an add-on of the
newer kind was given later stands elsewhere and is not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from postigo.api import CannotTell, Json, System, Unknown, attempt
from postigo_checks.browser_profiles import Profile, document
from postigo_checks.extensions_fact import Extension, KnownExtensions, Origin, reads_all

_SHARED = "app-system-share"


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
    match addon.get("userPermissions"):
        case {"origins": list(pages)}:
            pass
        case None:
            pages = []
        case _:
            raise CannotTell(Unknown.UNREADABLE, f"add-on {id_}: permissions of an odd shape")
    if not reads_all(pages):
        return None
    origin = _origin(addon, location)
    name = known.name(id_) if origin is Origin.SHOP or origin is Origin.POLICY else None
    return Extension(name or _name(addon) or id_, browser, origin, known=name is not None)


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
