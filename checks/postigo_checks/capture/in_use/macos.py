"""Programs that record sound on a Mac, by process and bundle.

Browsers and call programs record in a helper deep inside their bundle, so the outermost `.app` on the path is the
program, and its Info.plist says which. Anybody can write a bundle's id: it is believed only where programs are installed.

What a browser fetched macOS runs from a random place (`…/AppTranslocation/…`), and what lies in a disk image from
/Volumes: a stranger there was not installed, like one in the folder for downloads. A known program there is in an odd place.
With "Listen for Siri" Apple's corespeechd records without end: it is called Siri, and nobody is asked whether it is them.
"""

from __future__ import annotations

import re
from typing import Final

from postigo.api import ABSENT, CannotTell, CaptureKind, DeviceUser, Platform, System, Unknown
from postigo_checks.capture.in_use.fact import Standing, User, standing
from postigo_checks.common.known_programs import KnownPrograms, basename, in_one_spelling

_SYSTEM: Final = ("/System/", "/usr/libexec/", "/usr/sbin/")  # sealed: nobody but Apple writes there
_SIRI: Final = frozenset({"corespeechd", "assistantd", "Siri", "siriactionsd"})
"""Parts of Siri, which listen for its name or to its orders."""
_PASSING: Final = re.compile(r"(?:/private)?/var/(?:folders|tmp)/|/volumes/(?![^/]+/(?:applications|library)/)")


def user(system: System, table: KnownPrograms, held: DeviceUser, lens: CaptureKind) -> User:
    """The program that holds a device."""
    path = None if held.path is None else in_one_spelling(held.path)
    if path is None:
        return User(held.program, Standing.STRANGER if held.program else Standing.NAMELESS, own=held.own)
    if path.startswith(_SYSTEM) and ".." not in path.split(
        "/"
    ):  # it may work for another program, as WebKit does for Safari: the person is asked
        if basename(path) in _SIRI:
            return User("Siri", Standing.SYSTEM, path, own=held.own)
        return User(basename(path), Standing.EXPECTED, path, own=held.own)
    bundle = path.partition(".app/")[0] + ".app" if ".app/" in path else None
    known, name = None, basename(path)
    if bundle is not None:
        name = basename(bundle).removesuffix(".app")
        known = table.id(_id(system, bundle))
    stands = standing(known, path, lens, Platform.MACOS)
    if stands is Standing.STRANGER and _PASSING.match(path.casefold()):
        stands = Standing.LANDED
    return User(known.name if known else name, stands, path, own=held.own)


def _id(system: System, bundle: str) -> str:
    """The id that a bundle gives itself; nothing where it has no description."""
    described = system.plist(f"{bundle}/Contents/Info.plist", optional=True)
    if described is ABSENT:
        return ""
    said = described.get("CFBundleIdentifier") if isinstance(described, dict) else None
    if not isinstance(said, str):
        raise CannotTell(Unknown.UNREADABLE, f"{bundle} without CFBundleIdentifier")
    return said
