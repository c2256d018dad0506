"""Permissions to record the screen, read keys or steer, as each system keeps them.

macOS: the system's TCC database (ScreenCapture, Accessibility, ListenEvent), which wants Full Disk Access. Windows: the
capabilities graphicsCaptureProgrammatic and graphicsCaptureWithoutBorder, which records without the coloured frame that
Windows draws else; where even the computer's own key of the first is missing, Windows is too old to ask. Linux: the
portal keeps, for each "share again without asking", a token in the tables `screencast` and `remote-desktop`, and in
`screenshot` who may take pictures. Plasma has a table of its own, `kde-authorized`: whoever stands there sees and
steers without being asked, and its id "" is every program outside a sandbox. The token is never shown. As with the camera, that
the store's service does not run and it has no file says the same as an empty store.
"""

from __future__ import annotations

from typing import Final

from postigo.api import ABSENT, Absent, CannotTell, Data, Platform, System, Unknown, Unseen, attempt
from postigo_checks.capture.app_permissions import linux as permissions_linux
from postigo_checks.capture.app_permissions import macos as permissions_macos
from postigo_checks.capture.app_permissions.fact import App, Group
from postigo_checks.capture.app_permissions.windows import consents
from postigo_checks.capture.consent_store import ROOTS
from postigo_checks.capture.screen_recording.fact import KDE_TABLE, Free, Part, Power, Recorders
from postigo_checks.capture.screen_recording.linux_displays import Display, displays
from postigo_checks.common import known_programs
from postigo_checks.common.known_programs import KnownPrograms
from postigo_checks.common.linux.processes import seen

# --- Linux -----------------------------------------------------------------------------------------------------------

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


# --- Windows ---------------------------------------------------------------------------------------------------------

CAPABILITY: Final = "graphicsCaptureProgrammatic"
POLICY: Final = "LetAppsAccessGraphicsCaptureProgrammatic"
UNFRAMED: Final = "graphicsCaptureWithoutBorder"
UNFRAMED_POLICY: Final = "LetAppsAccessGraphicsCaptureWithoutBorder"


def windows(system: System, data: Data) -> Recorders:
    """Apps that may see the screen on Windows."""
    table: KnownPrograms = known_programs.load(data, Platform.WINDOWS)
    try:
        if system.registry(rf"{ROOTS[1]}\{CAPABILITY}", optional=True) is ABSENT:
            return Recorders(free=(Free.ALL_OLD,))
    except CannotTell as unknown:
        return Recorders(free=(Free.DESKTOP,), unseen=(Unseen(Part.STORE, unknown.why),))
    told = [consents(system, table, CAPABILITY, POLICY)]
    unframed: tuple[App, ...] = ()
    younger = attempt(system.registry, rf"{ROOTS[1]}\{UNFRAMED}", optional=True)
    unseen = [Unseen(Part.STORE, younger.why)] if isinstance(younger, CannotTell) else []
    if not isinstance(younger, CannotTell | Absent):  # absent: a Windows that always draws the frame
        told.append(consents(system, table, UNFRAMED, UNFRAMED_POLICY))
        unframed = told[1].apps
    by_policy = (Free.POLICY,) if any(Group.BY_POLICY in one.free for one in told) else ()
    return Recorders(
        tuple(dict.fromkeys((Power.SCREEN, app) for one in told for app in one.apps)),
        (Free.DESKTOP, *by_policy),
        (*unseen, *(Unseen(Part.STORE, item.why) for one in told for item in one.unseen)),
        unframed,
    )


# --- macOS -----------------------------------------------------------------------------------------------------------

DATABASE: Final = "/Library/Application Support/com.apple.TCC/TCC.db"
SERVICES: Final = {
    "kTCCServiceScreenCapture": Power.SCREEN,
    "kTCCServiceListenEvent": Power.KEYS,
    "kTCCServiceAccessibility": Power.STEER,
}
QUERY: Final = (
    "SELECT service, client, client_type, auth_value FROM access WHERE service IN"
    " ('kTCCServiceScreenCapture', 'kTCCServiceListenEvent', 'kTCCServiceAccessibility')"
)


def macos(system: System, data: Data) -> Recorders:
    """Apps that may see the screen on macOS."""
    table = known_programs.load(data, Platform.MACOS)
    rows = attempt(system.sqlite, DATABASE, QUERY)
    if isinstance(rows, CannotTell):
        return Recorders(unseen=(Unseen(Part.LIST, rows.why),))
    found: list[tuple[Power, App]] = []
    unseen: list[Unseen[Part]] = []
    for row in rows:
        power = SERVICES.get(str(row.get("service")))
        app = attempt(permissions_macos.app, row, table)
        if power is None or isinstance(app, CannotTell):
            unseen.append(Unseen(Part.LIST, Unknown.UNREADABLE))
        elif app is not None:
            found.append((power, app))
    return Recorders(tuple(dict.fromkeys(found)), unseen=tuple(unseen))
