"""Probe of `update.browser` on macOS: each program's own Info.plist. From macOS 13 Safari lies in a cryptex."""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, Absent, CannotTell, Data, Handle, HandleKind, Json, System, Unknown, attempt
from postigo_checks.updates.browsers.ages import Seen, browsers
from postigo_checks.updates.browsers.fact import Browsers, Maker
from postigo_checks.updates.browsers.table import Number, number

_APPLICATIONS: Final = {
    Maker.CHROME: ("/Applications/Google Chrome.app",),
    Maker.CHROMIUM: ("/Applications/Chromium.app",),
    Maker.EDGE: ("/Applications/Microsoft Edge.app",),
    Maker.BRAVE: ("/Applications/Brave Browser.app",),
    Maker.FIREFOX: ("/Applications/Firefox.app",),
    Maker.SAFARI: ("/System/Cryptexes/App/System/Applications/Safari.app", "/Applications/Safari.app"),
}


def macos(system: System, data: Data) -> Browsers:
    """Browsers from the description that each carries."""
    seen: list[Seen] = []
    for maker, places in _APPLICATIONS.items():
        for place in places:
            found = attempt(system.plist, f"{place}/Contents/Info.plist", optional=True)
            if found is not ABSENT:
                seen.append(Seen(maker, attempt(_short_version, found), handle=Handle(HandleKind.PATH, place)))
                break
    return browsers(seen, system, data)


def _short_version(description: Json | Absent | CannotTell) -> Number:
    if isinstance(description, CannotTell):
        raise description
    version = description.get("CFBundleShortVersionString") if isinstance(description, dict) else None
    if not isinstance(version, str):
        raise CannotTell(Unknown.UNREADABLE, "a program without CFBundleShortVersionString")
    return number(version)
