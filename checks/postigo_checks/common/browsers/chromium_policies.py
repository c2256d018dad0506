r"""Policies for a browser of Chromium's kin. They beat what a person has set.

Windows: the registry (HKLM before HKCU; a list is a sub-key with a value for each page), what is only recommended in a
sub-key `Recommended`. Linux: JSON files in `/etc/…/policies/managed` and `recommended`, whatever they are called.
macOS: managed preferences, and as recommended whatever the browser's own preferences say.

Each maker has a folder or key of its own. The usual ones are asked for the browsers that are used; all others are found
by their shape, since whoever lays something down need not be in a list. Of what is only recommended, a default counts
and a list of pages for camera or microphone does not (tried on Chromium 156). Policies that come over the network, to
an account that a school or firm manages, stand in a file that cannot be read: see `browser_profiles.managed`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from postigo.api import ABSENT, CannotTell, Json, Key, Platform, RegistryValue, System, Unknown, Unseen, attempt
from postigo_checks.common import open_folders
from postigo_checks.common.browsers.homes import Browser, Part, named, unseen_of
from postigo_checks.common.json_answers import an_object

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
    "Google Chrome": "com.google.Chrome",
    "Chromium": "org.chromium.Chromium",
    "Microsoft Edge": "com.microsoft.Edge",
    "Brave": "com.brave.Browser",
    "Vivaldi": "com.vivaldi.Vivaldi",
    "Opera": "com.operasoftware.Opera",
    "Arc": "company.thebrowser.Browser",
    "Yandex": "ru.yandex.desktop.yandex-browser",
}
_MANAGED: Final = "/Library/Managed Preferences"

_KIND: Final = "[mr][ae][nc]*"  # managed, recommended
BY_SHAPE: Final = tuple(
    f"{place}/{_KIND}/*"
    for place in (
        "/etc/*/policies",
        "/etc/opt/*/policies",
        "/etc/opt/*/*/policies",
        "/var/lib/flatpak/extension/*/*/*/policies",
        "~/.local/share/flatpak/extension/*/*/*/policies",
    )
)
_ROOTS: Final = ("HKLM", "HKCU")
_TOP: Final = r"SOFTWARE\Policies"
_MICROSOFT: Final = "Microsoft"  # hundreds of keys, of which one is a browser's
_RECOMMENDED: Final = "Recommended"

Values = Mapping[str, Json | RegistryValue | tuple[RegistryValue, ...]]

LISTS: Final = (
    "VideoCaptureAllowedUrls",
    "AudioCaptureAllowedUrls",
    "PreciseGeolocationAllowedForUrls",
    "GeolocationAllowedForUrls",
)
CAPTURE: Final = frozenset(LISTS[:2])
"""Lists of pages that hold only where they are laid down, not recommended."""
DEFAULTS: Final = ("DefaultMediaStreamSetting", "DefaultGeolocationSetting")
_NAMES: Final = frozenset((*LISTS, *DEFAULTS))


@dataclass(frozen=True, slots=True)
class Laid:
    """Policies of one source for one browser. `values`: lists of pages are lists on every system."""

    browser: Browser
    values: Values
    recommended: bool = False


def sources(system: System, browsers: Iterable[Browser]) -> Iterator[Laid | Unseen[Part]]:
    """Every source, those that beat others first; the browsers are those that are used."""
    match system.platform:
        case Platform.WINDOWS:
            yield from _windows(system, browsers)
        case Platform.MACOS:
            yield from _macos(system, browsers)
        case Platform.LINUX:
            yield from _linux(system, browsers)


# --- Linux -----------------------------------------------------------------------------------------------------------


def _linux(system: System, browsers: Iterable[Browser]) -> Iterator[Laid | Unseen[Part]]:
    files: dict[str, Browser] = {}
    usual = [(_FOLDERS[browser.name], browser) for browser in browsers if browser.name in _FOLDERS]
    for pattern, browser in (*usual, *((pattern, None) for pattern in BY_SHAPE)):
        found = open_folders.entries(system, pattern)
        if isinstance(found, CannotTell):
            yield unseen_of(browser, found.why)
            continue
        for entry in found:
            if entry.kind == "file":
                files.setdefault(entry.path, browser or _whose_file(entry.path))
    for recommended in (False, True):
        for path in sorted(files, reverse=True):  # of two files the later name holds
            if path.rpartition("/")[0].rpartition("/")[2].startswith("rec") is recommended:
                values = attempt(_json, system, path)
                of = files[path]
                yield unseen_of(of, values.why) if isinstance(values, CannotTell) else Laid(of, values, recommended)


_OF_A_FLATPAK: Final = re.compile(r".*/flatpak/extension/(?P<id>[^/]+?)(?:\.(?:systemconfig|Policy)[^/]*)?/.*")


def _whose_file(path: str) -> Browser:
    of_a_flatpak = _OF_A_FLATPAK.fullmatch(path)
    if of_a_flatpak is not None:
        return of_a_bundle(of_a_flatpak["id"])
    return named(path.partition("/policies/")[0], "/")


def of_a_bundle(name: str) -> Browser:
    """The browser that has such a name with dots: `com.google.Chrome`, `org.mozilla.firefox`."""
    usual = next((browser for browser, bundle in _PLISTS.items() if bundle == name), None)
    return Browser(usual) if usual else named(name.replace("_", "-"), ".")


def _json(system: System, path: str) -> Values:
    return an_object(system.read(path), path)


# --- Windows ---------------------------------------------------------------------------------------------------------


def _windows(system: System, browsers: Iterable[Browser]) -> Iterator[Laid | Unseen[Part]]:
    usual = {_KEYS[browser.name]: browser for browser in browsers if browser.name in _KEYS}
    later: list[Laid | Unseen[Part]] = []
    for root in _ROOTS:
        keys: dict[str, Browser] = dict(usual)
        others = attempt(_keys, system, root)
        if isinstance(others, CannotTell):
            yield unseen_of(None, others.why)
        else:
            folded = {key.casefold() for key in keys}
            keys |= {key: browser for key, browser in others.items() if key.casefold() not in folded}
        for key, browser in keys.items():
            for source in _key(system, rf"{root}\{key}", browser):
                (later.append(source) if isinstance(source, Laid) and source.recommended else (yield source))
    yield from later


def _keys(system: System, root: str) -> dict[str, Browser]:
    """Keys of makers and their products. Of Microsoft's, only the usual one is a browser's."""
    top = system.registry(rf"{root}\{_TOP}", optional=True)
    keys: dict[str, Browser] = {}
    for maker in top.subkeys if top is not ABSENT else ():
        if maker.casefold() == _MICROSOFT.casefold() or maker.casefold() == "mozilla":
            continue
        below = rf"{_TOP}\{maker}"
        key = system.registry(rf"{root}\{below}", optional=True)
        if key is ABSENT:
            continue
        if _NAMES & {*key.values, *key.subkeys}:
            keys[below] = named(maker, "\\")
            continue
        keys |= {rf"{below}\{product}": _product(maker, product) for product in key.subkeys}
    return keys


def _product(maker: str, product: str) -> Browser:
    usual = next((name for name, key in _KEYS.items() if key == rf"{_TOP}\{maker}\{product}"), None)
    return Browser(usual) if usual else named(rf"{maker}\{product}", "\\")


def _key(system: System, path: str, browser: Browser, *, recommended: bool = False) -> Iterator[Laid | Unseen[Part]]:
    key = attempt(system.registry, path, optional=True)
    if isinstance(key, CannotTell):
        yield unseen_of(browser, key.why)
        key = Key({}, LISTS[:2])  # what lies below may answer all the same
    if not isinstance(key, Key):
        return
    values: dict[str, RegistryValue | tuple[RegistryValue, ...]] = dict(key.values)
    for name in LISTS:
        if name in key.subkeys:
            listed = attempt(system.registry, rf"{path}\{name}", optional=True)
            if isinstance(listed, CannotTell):
                yield unseen_of(browser, listed.why)
            elif isinstance(listed, Key):
                values[name] = tuple(listed.values.values())
    yield Laid(browser, values, recommended)
    if _RECOMMENDED in key.subkeys and not recommended:
        yield from _key(system, rf"{path}\{_RECOMMENDED}", browser, recommended=True)


# --- macOS -----------------------------------------------------------------------------------------------------------


def _macos(system: System, browsers: Iterable[Browser]) -> Iterator[Laid | Unseen[Part]]:
    bundles = {_PLISTS[browser.name]: browser for browser in browsers if browser.name in _PLISTS}
    files = {f"{_MANAGED}/{bundle}.plist": browser for bundle, browser in bundles.items()}
    for pattern in (f"{_MANAGED}/*.plist", f"{_MANAGED}/*/*.plist"):
        found = attempt(system.glob, pattern)
        if isinstance(found, CannotTell):
            yield unseen_of(None, found.why)
            continue
        for entry in found:
            bundle = entry.path.rpartition("/")[2].removesuffix(".plist")
            if not bundle.startswith("com.apple.") and not bundle.startswith("org.mozilla."):
                files.setdefault(entry.path, bundles.get(bundle) or of_a_bundle(bundle))
    for path, browser in files.items():
        yield from _plist(system, path, browser, recommended=False)
    for bundle, browser in bundles.items():
        for folder in ("/Library/Preferences", "~/Library/Preferences"):
            yield from _plist(system, f"{folder}/{bundle}.plist", browser, recommended=True)


def _plist(system: System, path: str, browser: Browser, *, recommended: bool) -> Iterator[Laid | Unseen[Part]]:
    values = attempt(system.plist, path, optional=True)
    if isinstance(values, CannotTell):
        yield unseen_of(browser, values.why)
    elif isinstance(values, dict):
        yield Laid(browser, values, recommended)
    elif values is not ABSENT:
        yield unseen_of(browser, Unknown.UNREADABLE)


# --- what they say ---------------------------------------------------------------------------------------------------


def pages(values: Values, name: str) -> list[str]:
    """The pages in a list that allows something. UNREADABLE if it is no list of texts."""
    value = values[name]
    texts = [item for item in value if isinstance(item, str)] if isinstance(value, (list, tuple)) else []
    if not isinstance(value, (list, tuple)) or len(texts) != len(value):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is no list of pages")
    return texts


def setting(values: Values, name: str) -> int:
    """A default: 1 allow, 2 block, 3 ask; UNREADABLE if it is none of them."""
    value = values[name]
    if not isinstance(value, int) or isinstance(value, bool) or value not in range(1, 4):
        raise CannotTell(Unknown.UNREADABLE, f"{name} is {value!r:.40}")
    return value
