"""Probe of `update.browser` on Linux: packages, snaps and flatpaks, without starting a browser.

The package manager tells of its own; a snap its `snap.yaml` (the `snap` command hangs for two minutes without its daemon); a flatpak
its own description. Ubuntu's packages called `firefox` and `chromium-browser` are empty: they bring the snap. Brave numbers its
packages its own way (1.93), and nothing tells which Chromium is in them.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import Absent, CannotTell, Data, Handle, HandleKind, System, Unknown, Unseen, attempt
from postigo_checks.updates.browsers import linux_packages
from postigo_checks.updates.browsers.ages import Seen, browsers
from postigo_checks.updates.browsers.fact import Browsers, Maker, Part
from postigo_checks.updates.browsers.table import Number, number

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
    """Browsers from packages, snaps and flatpaks; each of the three may be a gap."""
    seen: list[Seen] = []
    unseen: list[Unseen[Part]] = []
    parts = ((Part.PACKAGES, _packages), (Part.SNAPS, _snaps), (Part.FLATPAKS, _flatpaks))
    for part, look in parts:
        found = attempt(look, system)
        if isinstance(found, CannotTell):
            unseen.append(Unseen(part, found.why))
        else:
            seen += found
    return browsers(seen, system, data, tuple(unseen))


def _packages(system: System) -> list[Seen]:
    there = linux_packages.installed(system, tuple(_PACKAGES))
    return [
        Seen(
            _PACKAGES[name],
            _number(_PACKAGES[name], text),
            handle=Handle(HandleKind.PACKAGE, name, there.manager),
        )
        for name, text in there.versions.items()
        if "snap" not in text
    ]


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
            found.append(Seen(maker, _number(maker, version[1]), handle=Handle(HandleKind.PACKAGE, name, "snap")))
            break
    return found


def _flatpaks(system: System) -> list[Seen]:
    """Browsers by their own description; the newest of its releases is what is installed."""
    found: list[Seen] = []
    entries = system.glob(f"{_FLATPAK}/*")
    for entry in entries:
        name = entry.path.rpartition("/")[2]
        if name in _FLATPAKS:
            handle = Handle(HandleKind.PACKAGE, name, "flatpak")
            found.append(Seen(_FLATPAKS[name], attempt(_described, system, name), handle=handle))
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
