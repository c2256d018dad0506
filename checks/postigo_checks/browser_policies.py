r"""What an administrator laid down for a browser: it beats what a person has set.

Chromium's kin: the registry on Windows (HKLM before HKCU; a list is a sub-key with a value for each), JSON files on
Linux, managed preferences on macOS. Firefox has one tree for all, under names of its own: `Permissions`, `Camera`,
`Allow`; it stands in one file on Linux. A browser out of a sandbox (flatpak, snap) may have them elsewhere: not seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from postigo.api import ABSENT, CannotTell, Json, Platform, RegistryValue, System, Unknown
from postigo_checks.shapes import an_object

_FOLDERS: Final = {
    "Google Chrome": "/etc/opt/chrome/policies/managed/*.json",
    "Chromium": "/etc/chromium/policies/managed/*.json",
    "Microsoft Edge": "/etc/opt/edge/policies/managed/*.json",
    "Brave": "/etc/brave/policies/managed/*.json",
}
_KEYS: Final = {
    "Google Chrome": r"SOFTWARE\Policies\Google\Chrome",
    "Chromium": r"SOFTWARE\Policies\Chromium",
    "Microsoft Edge": r"SOFTWARE\Policies\Microsoft\Edge",
    "Brave": r"SOFTWARE\Policies\BraveSoftware\Brave",
}
_PLISTS: Final = {
    "Google Chrome": "/Library/Managed Preferences/com.google.Chrome.plist",
    "Chromium": "/Library/Managed Preferences/org.chromium.Chromium.plist",
    "Microsoft Edge": "/Library/Managed Preferences/com.microsoft.Edge.plist",
    "Brave": "/Library/Managed Preferences/com.brave.Browser.plist",
}
FIREFOX: Final = "Firefox"
_FIREFOX_FILE: Final = "/etc/firefox/policies/policies.json"
_FIREFOX_KEY: Final = r"SOFTWARE\Policies\Mozilla\Firefox"
_FIREFOX_PLIST: Final = "/Library/Managed Preferences/org.mozilla.firefox.plist"

_ROOTS: Final = ("HKLM", "HKCU")

Values = Mapping[str, Json | RegistryValue]


def policies(system: System, browser: str) -> Iterator[Values]:
    """The policies of a browser of Chromium's kin, those that beat the others first."""
    match system.platform:
        case Platform.WINDOWS if browser in _KEYS:
            for root in _ROOTS:
                key = system.registry(rf"{root}\{_KEYS[browser]}", optional=True)
                if key is not ABSENT:
                    yield key.values
        case Platform.MACOS if browser in _PLISTS:
            values = system.plist(_PLISTS[browser], optional=True)
            if values is not ABSENT:
                yield _an_object(values)
        case Platform.LINUX if browser in _FOLDERS:
            for entry in reversed(system.glob(_FOLDERS[browser])):  # of two files the later name holds
                yield an_object(system.read(entry.path), entry.path)


def allowed_pages(system: System, browser: str, name: str, firefox: str) -> list[str]:
    """The pages in a list that allows something: `name` for Chromium's kin, `firefox` below Firefox's Permissions."""
    if browser == FIREFOX:
        return _firefox(system, firefox)
    if system.platform is Platform.WINDOWS:
        return _listed(system, rf"{_KEYS[browser]}\{name}") if browser in _KEYS else []
    lists = [values[name] for values in policies(system, browser) if name in values]
    return _texts(lists[0], name) if lists else []


def _firefox(system: System, name: str) -> list[str]:
    match system.platform:
        case Platform.WINDOWS:
            return _listed(system, rf"{_FIREFOX_KEY}\Permissions\{name}\Allow")
        case Platform.MACOS:
            told = system.plist(_FIREFOX_PLIST, optional=True)
            found: Json = {} if told is ABSENT else told
        case Platform.LINUX:
            content = system.read(_FIREFOX_FILE, optional=True)
            found = {} if content is ABSENT else an_object(content, _FIREFOX_FILE).get("policies", {})
    for step in ("Permissions", name):
        found = _an_object(found).get(step, {})
    return _texts(_an_object(found).get("Allow", []), name)


def _listed(system: System, key: str) -> list[str]:
    for root in _ROOTS:
        listed = system.registry(rf"{root}\{key}", optional=True)
        if listed is not ABSENT:
            return _texts(list(listed.values.values()), key)
    return []


def _texts(value: object, name: str) -> list[str]:
    texts = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    if not isinstance(value, list) or len(texts) != len(value):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is no list of pages")
    return texts


def _an_object(value: Json) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise CannotTell(Unknown.UNREADABLE, "policies that are no object")
    return value
