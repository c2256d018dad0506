"""Who records sound on a Mac: a process, and the program in whose bundle it lies.

Browsers and call programs record in a helper deep inside their bundle, so the outermost `.app` on the path is the
program, and its Info.plist says which. Anybody can write a bundle's id: it is believed only where programs are installed.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, CannotTell, Holder, Lens, Platform, System, Unknown
from postigo_checks.capture import Standing, User, standing
from postigo_checks.known_programs import KnownPrograms, basename

_SYSTEM: Final = ("/System/", "/usr/libexec/", "/usr/sbin/")  # sealed: nobody but Apple writes there


def user(system: System, table: KnownPrograms, held: Holder, lens: Lens) -> User:
    """The program that holds a device."""
    path = held.path
    if path is None:
        return User(held.program, Standing.STRANGER if held.program else Standing.NAMELESS, own=held.own)
    if path.startswith(_SYSTEM):  # it may work for another program, as WebKit does for Safari: the person is asked
        return User(basename(path), Standing.EXPECTED, path, own=held.own)
    bundle = path.partition(".app/")[0] + ".app" if ".app/" in path else None
    known, name = None, basename(path)
    if bundle is not None:
        name = basename(bundle).removesuffix(".app")
        known = table.id(_id(system, bundle))
    return User(known.name if known else name, standing(known, path, lens, Platform.MACOS), path, own=held.own)


def _id(system: System, bundle: str) -> str:
    """The id that a bundle gives itself; nothing where it has no description."""
    described = system.plist(f"{bundle}/Contents/Info.plist", optional=True)
    if described is ABSENT:
        return ""
    said = described.get("CFBundleIdentifier") if isinstance(described, dict) else None
    if not isinstance(said, str):
        raise CannotTell(Unknown.UNREADABLE, f"{bundle} without CFBundleIdentifier")
    return said
