r"""Policies for a browser of Firefox's kin, and settings beside the program.

One tree for all systems: `Permissions`, `Camera`, `Allow`, a list of pages; `Preferences` sets what begins with `media.`
or `browser.`. Where it stands: `policies.json` in `/etc/firefox/policies` and in `distribution` beside the program (all
three systems; a profile's `compatibility.ini` tells where the program lies), in flatpak's `systemconfig`; Windows' registry
below `SOFTWARE\Policies\Mozilla` and the program's name; macOS' managed preferences and Firefox's own, where a way may be
written as one name, `Permissions__Camera__Allow`.

Beside the program may also lie an autoconfig (`*.cfg`, by default each byte shifted by 13) and scripts in `defaults/pref`
and `browser/defaults/preferences`, which set anything; so do those in `/etc/firefox/defaults/pref`, and Debian's in
`/etc/firefox-esr` (each tried on Debian's Firefox ESR 153: the page gets the camera, and nobody is asked). All that is found is taken together: which source beats which depends on the build.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from postigo.api import ABSENT, CannotTell, Json, Key, Platform, System, Unknown, Unseen, attempt
from postigo_checks.common import open_folders
from postigo_checks.common.browsers import firefox_prefs
from postigo_checks.common.browsers.chromium_policies import of_a_bundle
from postigo_checks.common.browsers.homes import MAIL, Browser, Part, named, separator, unseen_of
from postigo_checks.common.json_answers import an_object

FIREFOX: Final = Browser("Firefox")
_FILE: Final = "/etc/firefox/policies/policies.json"
_KEY: Final = r"SOFTWARE\Policies\Mozilla"
_BUNDLE: Final = "org.mozilla.firefox"
_MANAGED: Final = "/Library/Managed Preferences"
_IN_DISTRIBUTION: Final = "distribution/policies.json"
_FLATPAKS: Final = ("/var/lib/flatpak", "~/.local/share/flatpak")

BY_SHAPE: Final = {
    Platform.LINUX: (
        "/etc/*/policies/policies.json",
        f"/usr/lib*/*/{_IN_DISTRIBUTION}",
        f"/usr/share/*/{_IN_DISTRIBUTION}",
        f"/usr/local/*/{_IN_DISTRIBUTION}",
        f"/usr/local/lib/*/{_IN_DISTRIBUTION}",
        f"/opt/*/{_IN_DISTRIBUTION}",
        f"/snap/*/current/usr/lib/*/{_IN_DISTRIBUTION}",
        *(f"{place}/app/*/current/active/files/*/{_IN_DISTRIBUTION}" for place in _FLATPAKS),
        *(f"{place}/app/*/current/active/files/lib/*/{_IN_DISTRIBUTION}" for place in _FLATPAKS),
        *(f"{place}/extension/*/*/*/policies/policies.json" for place in _FLATPAKS),
    ),
    Platform.WINDOWS: (
        r"%ProgramFiles%\*\distribution\policies.json",
        r"%ProgramFiles(x86)%\*\distribution\policies.json",
        r"%LOCALAPPDATA%\*\distribution\policies.json",
        r"%LOCALAPPDATA%\Programs\*\distribution\policies.json",
    ),
    Platform.MACOS: (
        f"/Applications/*.app/Contents/Resources/{_IN_DISTRIBUTION}",
        f"~/Applications/*.app/Contents/Resources/{_IN_DISTRIBUTION}",
    ),
}
SCRIPTS: Final = ("/etc/*/defaults/pref/*.js", "/etc/*fox*/*.js", "/etc/*wolf*/*.js")


@dataclass(frozen=True, slots=True)
class LaidTree:
    """Policies of one source for one browser. The tree of policies, and settings that are not in one.

    `values` are those of a registry key, where a tree is not told whole.
    """

    browser: Browser
    tree: Mapping[str, Json]
    settings: Mapping[str, bool | int]
    values: Mapping[str, object] = field(default_factory=dict)


def sources(
    system: System, programs: Mapping[str, Browser], *, used: bool, names: tuple[str, ...]
) -> Iterator[LaidTree | Unseen[Part]]:
    """Every source. `programs`: where programs lie, as their profiles tell; `used`: somebody uses a Firefox here."""
    yield from _files(system, programs, used=used, names=names)
    if system.platform is Platform.WINDOWS:
        yield from _registry(system, names)
    if system.platform is Platform.MACOS and used:
        for folder in (_MANAGED, "/Library/Preferences", "~/Library/Preferences"):
            yield from _told(FIREFOX, _of_a_plist, system, f"{folder}/{_BUNDLE}.plist", names)
    for pattern in SCRIPTS if system.platform is Platform.LINUX else ():
        yield from _beside(system, None, pattern, names)
    between = separator(system)
    for place, browser in programs.items():
        for way in (("*.cfg",), ("defaults", "pref*", "*.js"), ("browser", "defaults", "pref*", "*.js")):
            yield from _beside(system, browser, between.join((place, *way)), names)


def _files(
    system: System, programs: Mapping[str, Browser], *, used: bool, names: tuple[str, ...]
) -> Iterator[LaidTree | Unseen[Part]]:
    between = separator(system)
    files: dict[str, Browser] = {}
    for pattern in BY_SHAPE[system.platform]:
        found = open_folders.entries(system, pattern)
        if isinstance(found, CannotTell):
            yield unseen_of(None, found.why)
        else:
            files |= {entry.path: _whose(entry.path, between) for entry in found if entry.kind == "file"}
    files |= {between.join((place, "distribution", "policies.json")): browser for place, browser in programs.items()}
    if used and system.platform is Platform.LINUX:
        files.setdefault(_FILE, FIREFOX)
    for path, browser in files.items():
        if browser.name.casefold() not in MAIL:
            yield from _told(browser, _of_a_file, system, path, names)


_Learn = Callable[[System, str, tuple[str, ...]], tuple[Mapping[str, Json], Mapping[str, bool | int]] | None]


def _told(
    browser: Browser, learn: _Learn, system: System, path: str, names: tuple[str, ...]
) -> Iterator[LaidTree | Unseen[Part]]:
    found = attempt(learn, system, path, names)
    if isinstance(found, CannotTell):
        yield unseen_of(browser, found.why)
    elif found is not None:
        yield LaidTree(browser, *found)


def _whose(path: str, between: str) -> Browser:
    """Browser that a file of policies is for, by its folder."""
    parts = path.split(between)
    if "extension" in parts and "flatpak" in parts:
        return of_a_bundle(parts[parts.index("extension") + 1].removesuffix(".systemconfig"))
    if "flatpak" in parts and "app" in parts:
        return of_a_bundle(parts[parts.index("app") + 1])
    above = path.rpartition(between)[0].rpartition(between)[0].removesuffix("/Contents/Resources").removesuffix(".app")
    return named(above, between)


def _of_a_file(
    system: System, path: str, names: tuple[str, ...]
) -> tuple[Mapping[str, Json], Mapping[str, bool | int]] | None:
    content = system.read(path, optional=True)
    if content is ABSENT:
        return None
    tree = an_object(content, path).get("policies", {})
    if not isinstance(tree, dict):
        raise CannotTell(Unknown.UNREADABLE, f"{path}: policies that are no object")
    return tree, _settings(tree, names)


def _of_a_plist(
    system: System, path: str, names: tuple[str, ...]
) -> tuple[Mapping[str, Json], Mapping[str, bool | int]] | None:
    told = system.plist(path, optional=True)
    if told is ABSENT:
        return None
    if not isinstance(told, dict):
        raise CannotTell(Unknown.UNREADABLE, f"{path} is no object")
    tree = _grown(told)
    return tree, _settings(tree, names)


def _grown(flat: Mapping[str, Json]) -> dict[str, Json]:
    """A tree in which names such as `Permissions__Camera__Allow` have become ways."""
    tree: dict[str, Json] = {}
    for name, value in flat.items():
        *way, last = name.split("__")
        here = tree
        for step in way:
            below = here.setdefault(step, {})
            if not isinstance(below, dict):
                raise CannotTell(Unknown.UNREADABLE, f"{name}: {step} is no object")
            here = below
        here[last] = value
    return tree


def _registry(system: System, names: tuple[str, ...]) -> Iterator[LaidTree | Unseen[Part]]:
    for root in ("HKLM", "HKCU"):
        top = attempt(system.registry, rf"{root}\{_KEY}", optional=True)
        if isinstance(top, CannotTell):
            yield unseen_of(FIREFOX, top.why)
        programs = top.subkeys if isinstance(top, Key) else ("Firefox",) if isinstance(top, CannotTell) else ()
        for program in programs:
            if program.casefold() not in MAIL:
                yield from _of_a_key(system, named(program, "\\"), rf"{root}\{_KEY}\{program}", names)


def _of_a_key(system: System, browser: Browser, path: str, names: tuple[str, ...]) -> Iterator[LaidTree | Unseen[Part]]:
    permissions: dict[str, Json] = {}
    for kind in PERMISSIONS:
        listed = attempt(system.registry, rf"{path}\Permissions\{kind}\Allow", optional=True)
        if isinstance(listed, CannotTell):
            yield unseen_of(browser, listed.why)
        elif isinstance(listed, Key):  # what is no text there is noticed by whoever reads the list
            permissions[kind] = {
                "Allow": [value if isinstance(value, str) else None for value in listed.values.values()]
            }
    own = attempt(system.registry, path, optional=True)
    values = own.values if isinstance(own, Key) else {}
    settings = own if isinstance(own, CannotTell) else attempt(_of_a_value, values, path, names)
    if isinstance(settings, CannotTell):
        yield unseen_of(browser, settings.why)
        settings = {}
    yield LaidTree(browser, {"Permissions": permissions}, settings, values)


def _of_a_value(values: Mapping[str, object], path: str, names: tuple[str, ...]) -> Mapping[str, bool | int]:
    """The registry keeps all of `Preferences` as one JSON text."""
    said = values.get("Preferences")
    if said is None:
        return {}
    text = "\n".join(said) if isinstance(said, tuple) else said
    if not isinstance(text, str):
        raise CannotTell(Unknown.UNREADABLE, f"{path}: Preferences are no text")
    return _settings({"Preferences": text}, names)


def _settings(tree: Mapping[str, Json], names: tuple[str, ...]) -> Mapping[str, bool | int]:
    """Setting of a tree by `Preferences`. A value, or an object with it; newer builds take the object as text too."""
    said = tree.get("Preferences", {})
    if isinstance(said, str):
        said = dict(an_object(said, "Preferences"))
    if not isinstance(said, dict):
        raise CannotTell(Unknown.UNREADABLE, "Preferences are no object")
    settings: dict[str, bool | int] = {}
    for name in [name for name in names if name in said]:
        value = said[name]
        if isinstance(value, dict):
            value = value.get("Value")
        if not isinstance(value, int):
            raise CannotTell(Unknown.UNREADABLE, f"{name} is {json.dumps(value):.40}")
        settings[name] = value
    return settings


def _beside(
    system: System, browser: Browser | None, pattern: str, names: tuple[str, ...]
) -> Iterator[LaidTree | Unseen[Part]]:
    found = open_folders.entries(system, pattern)
    if isinstance(found, CannotTell):
        yield unseen_of(browser, found.why)
        return
    for entry in found:
        settings = attempt(_of_a_script, system, entry.path, names)
        of = browser or named("/".join(entry.path.split("/")[:3]), "/")  # below /etc
        if isinstance(settings, CannotTell):
            yield unseen_of(of, settings.why)
        elif settings:
            yield LaidTree(of, {}, settings)


def _of_a_script(system: System, path: str, names: tuple[str, ...]) -> dict[str, bool | int]:
    return firefox_prefs.laid(system.read(path), path, names)


_PLATFORM: Final = re.compile(r"^LastPlatformDir=([^\r\n*?\[]+)\r?$", re.MULTILINE)
PERMISSIONS: Final = ("Camera", "Microphone", "Location")


def pages(laid: LaidTree, kind: str) -> list[str]:
    """The pages that a tree allows one of PERMISSIONS. UNREADABLE if they are no list of texts."""
    found: Json = dict(laid.tree)
    for step in ("Permissions", kind):
        found = _an_object(found, kind).get(step, {})
    value = _an_object(found, kind).get("Allow", [])
    texts = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    if not isinstance(value, list) or len(texts) != len(value):
        raise CannotTell(Unknown.UNREADABLE, f"{kind}: no list of pages")
    return texts


def _an_object(value: Json, kind: str) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise CannotTell(Unknown.UNREADABLE, f"{kind}: policies that are no object")
    return value


def program(system: System, profile: str) -> str | None:
    """Where the program lies that used a profile last; None where nothing tells."""
    content = system.read(f"{profile}{separator(system)}compatibility.ini", optional=True)
    if content is ABSENT:
        return None
    found = _PLATFORM.search(content.decode(errors="replace"))
    if found is None:
        raise CannotTell(Unknown.UNREADABLE, "a profile's program is not told")
    return found[1].strip()


def used(browsers: Iterable[Browser]) -> bool:
    """Whether one of the browsers reads Firefox's own policies."""
    return FIREFOX in browsers
