"""Apps that may see the screen, or steer the computer, on Linux.

The portal keeps, for each "share again without asking", a token in the tables `screencast` and `remote-desktop`, and in
`screenshot` who may take pictures. Plasma has a table of its own, `kde-authorized`: whoever stands there sees and
steers without being asked, and its id "" is every program outside a sandbox. The token is never shown. As with the camera, that
the store's service does not run and it has no file says the same as an empty store.
"""

from __future__ import annotations

from typing import Final

from postigo.api import Absent, CannotTell, Data, Platform, System, Unknown, Unseen, attempt
from postigo_checks.capture.permissions import linux as permissions_linux
from postigo_checks.capture.permissions.fact import App
from postigo_checks.capture.screen_recording.fact import KDE_TABLE, Free, Part, Power, Recorders
from postigo_checks.capture.screen_recording.linux_displays import Display, displays
from postigo_checks.common import known_programs
from postigo_checks.common.linux.processes import seen

TABLES: Final = {
    "screencast": (Power.SCREEN,),
    "remote-desktop": (Power.STEER,),
    "screenshot": (Power.SCREEN,),
    KDE_TABLE: (Power.SCREEN, Power.STEER),
}
_TOKENS: Final = 100  # of one table; more are not looked up, and that is said


def linux(system: System, data: Data) -> Recorders:
    """Apps that may see the screen on Linux."""
    table = known_programs.load(data, Platform.LINUX)
    found: list[tuple[Power, App]] = []
    unseen: list[Unseen[Part]] = []
    free: list[Free] = []
    for name, powers in TABLES.items():
        try:
            ids, odd = _granted(system, name)
        except CannotTell as unknown:
            unseen.append(Unseen(Part.PORTAL, unknown.why))
            if unknown.why is Unknown.TIMEOUT:
                break  # the others would be as late, and our time is short
            continue
        unseen += [Unseen(Part.PORTAL, Unknown.UNREADABLE)] if odd else []
        found += [(power, permissions_linux.app(id_, table)) for id_ in ids if id_ for power in powers]
        free += [Free.KDE] if name == KDE_TABLE and "" in ids else []
    shown, why = _display(system)
    free += shown
    unseen += [Unseen(Part.DISPLAY, why)] if why is not None else []
    return Recorders(tuple(dict.fromkeys(found)), tuple(free), tuple(unseen))


def _display(system: System) -> tuple[list[Free], Unknown | None]:
    """Programs that the display asks nothing of, and why that could not be seen.

    A display that we do not know is none that asks.
    """
    looked = attempt(seen, system)
    if isinstance(looked, CannotTell):
        return [], looked.why
    processes, hidden = looked
    found = displays(processes)
    free = [kind for display, kind in _FREE.items() if display in found]
    if free or (Display.ASKING in found and hidden is None):
        return free, None
    return [], hidden.why if hidden is not None else Unknown.MISSING  # the old display often runs as root


_FREE: Final = {Display.X11: Free.X11, Display.OPEN: Free.WAYLAND}


def _granted(system: System, table: str) -> tuple[list[str], bool]:
    """Apps with a lasting permission in one table of the store. "" stands for all outside a sandbox.

    And whether some answer in it is none that we know.
    """
    tokens = permissions_linux.ask_store(system, table, "List", "s", table)
    match tokens:
        case Absent():
            return [], False
        case [list(names)] if all(isinstance(name, str) for name in names):
            pass
        case _:
            raise CannotTell(Unknown.UNREADABLE, f"permission store: {tokens!r:.80}")
    if len(names) > _TOKENS:
        raise CannotTell(Unknown.UNREADABLE, f"permission store: {len(names)} tokens in {table}")
    replies = [permissions_linux.ask_store(system, table, "Lookup", "ss", table, name) for name in names]
    told = [reply for reply in replies if not isinstance(reply, Absent)]
    odd = any(permissions_linux.odd_in(reply, everybody=True) for reply in told)
    return [id_ for reply in told for id_ in permissions_linux.allowed_in(reply, everybody=True)], odd
