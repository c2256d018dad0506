r"""Which browsers are installed for everybody, and on Windows for this account, and in which version, without starting one.

- Linux: the package manager; a snap's own `snap.yaml` (the `snap` command hangs for two minutes without its daemon); a
  flatpak's own description. Ubuntu's packages called `firefox` and `chromium-browser` are empty: they bring the snap.
  Brave numbers its packages its own way (1.93), and nothing tells which Chromium is in them.
- Windows: browser_windows.py.
- macOS: each program's own Info.plist. From macOS 13 Safari lies in a cryptex.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import ABSENT, Absent, CannotTell, Data, Json, System, Unknown, attempt
from postigo_checks.updates.browsers import linux_packages
from postigo_checks.updates.browsers.fact import Browsers, Maker, Seen, Source, browsers
from postigo_checks.updates.browsers.table import Number, number

# --- Linux -----------------------------------------------------------------------------------------------------------

_PACKAGES: Final = {
    "google-chrome-stable": Maker.CHROME,
    "google-chrome": Maker.CHROME,
    "chromium": Maker.CHROMIUM,
    "chromium-browser": Maker.CHROMIUM,
    "microsoft-edge-stable": Maker.EDGE,
    "brave-browser": Maker.BRAVE,
    "brave-bin": Maker.BRAVE,
    "firefox": Maker.FIREFOX,
    "firefox-esr": Maker.FIREFOX,
    "MozillaFirefox": Maker.FIREFOX,
}
_SNAPS: Final = {"firefox": Maker.FIREFOX, "chromium": Maker.CHROMIUM, "brave": Maker.BRAVE}
_FLATPAKS: Final = {
    "org.mozilla.firefox": Maker.FIREFOX,
    "org.chromium.Chromium": Maker.CHROMIUM,
    "com.google.Chrome": Maker.CHROME,
    "com.microsoft.Edge": Maker.EDGE,
    "com.brave.Browser": Maker.BRAVE,
}
_FLATPAK: Final = "/var/lib/flatpak/app"
_SNAP_VERSION: Final = re.compile(r"^version: *['\"]?([^'\"\s]+)['\"]?\s*$", re.MULTILINE)
_SNAP_NAME: Final = re.compile(r"^name: ", re.MULTILINE)
_RELEASE: Final = re.compile(r"<release\b[^>]*?\bversion=[\"']([^\"']+)[\"']")


def linux(system: System, data: Data) -> Browsers:
    """From packages, snaps and flatpaks; each may be closed to us, and then is a gap."""
    seen: list[Seen] = []
    missed = []
    ways = ((Source.PACKAGES, _packages), (Source.SNAPS, _snaps), (Source.FLATPAKS, _flatpaks))
    for source, way in ways:
        found = attempt(way, system)
        if isinstance(found, CannotTell):
            missed.append((source, found))
        else:
            seen += found
    return browsers(seen, system, data, tuple(missed))


def _packages(system: System) -> list[Seen]:
    there = linux_packages.installed(system, tuple(_PACKAGES))
    return [Seen(_PACKAGES[name], _number(_PACKAGES[name], text)) for name, text in there.items() if "snap" not in text]


def _number(maker: Maker, text: str) -> Number | CannotTell:
    if maker is Maker.BRAVE and re.match(r"(?:\d+:)?1\.", text):
        return CannotTell(Unknown.MISSING, f"Brave {text} does not say which Chromium it is")
    return attempt(number, text)


def _snaps(system: System) -> list[Seen]:
    found: list[Seen] = []
    for name, maker in _SNAPS.items():
        for path in (f"/snap/{name}/current/meta/snap.yaml", f"/var/lib/snapd/snap/{name}/current/meta/snap.yaml"):
            content = system.read(path, optional=True)
            if isinstance(content, Absent):
                continue
            text = content.decode(errors="replace")
            version = _SNAP_VERSION.search(text)
            if version is None or not _SNAP_NAME.search(text):
                raise CannotTell(Unknown.UNREADABLE, f"{path} does not say its version")
            found.append(Seen(maker, _number(maker, version[1])))
            break
    return found


def _flatpaks(system: System) -> list[Seen]:
    """By each one's own description, in which its releases stand; the newest of them is what is installed."""
    found: list[Seen] = []
    entries = system.glob(f"{_FLATPAK}/*")
    for entry in entries:
        name = entry.path.rpartition("/")[2]
        if name in _FLATPAKS:
            found.append(Seen(_FLATPAKS[name], attempt(_described, system, name)))
    return found


def _described(system: System, name: str) -> Number:
    pattern = f"{_FLATPAK}/{name}/current/active/files/share/*/{name}.*xml"
    paths = [entry.path for entry in system.glob(pattern) if entry.kind == "file"]
    if not paths:
        raise CannotTell(Unknown.MISSING, f"{name} has no description")
    texts = _RELEASE.findall(system.read(paths[0]).decode(errors="replace"))
    versions = [number(text) for text in texts if not text.startswith("1.")]
    if not versions:
        raise CannotTell(Unknown.MISSING, f"the description of {name} names no release")
    return max(versions)


# --- macOS -----------------------------------------------------------------------------------------------------------

_APPLICATIONS: Final = {
    Maker.CHROME: ("/Applications/Google Chrome.app",),
    Maker.CHROMIUM: ("/Applications/Chromium.app",),
    Maker.EDGE: ("/Applications/Microsoft Edge.app",),
    Maker.BRAVE: ("/Applications/Brave Browser.app",),
    Maker.FIREFOX: ("/Applications/Firefox.app",),
    Maker.SAFARI: ("/System/Cryptexes/App/System/Applications/Safari.app", "/Applications/Safari.app"),
}


def macos(system: System, data: Data) -> Browsers:
    """From the description that each program carries."""
    seen: list[Seen] = []
    for maker, places in _APPLICATIONS.items():
        for place in places:
            found = attempt(system.plist, f"{place}/Contents/Info.plist", optional=True)
            if found is not ABSENT:
                seen.append(Seen(maker, attempt(_short_version, found)))
                break
    return browsers(seen, system, data)


def _short_version(description: Json | Absent | CannotTell) -> Number:
    if isinstance(description, CannotTell):
        raise description
    version = description.get("CFBundleShortVersionString") if isinstance(description, dict) else None
    if not isinstance(version, str):
        raise CannotTell(Unknown.UNREADABLE, "a program without CFBundleShortVersionString")
    return number(version)
