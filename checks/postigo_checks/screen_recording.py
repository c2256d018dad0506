r"""`camera.screen-recording`: which apps may record the screen, read the keys or steer the computer.

The rule (a catalogue severity of `med`, so nothing above ADVISE):

- ADVISE: an app that is neither a known call program nor the system's maker's may record the screen, or read keys;
- NOTE: a known one may; apps may steer the computer (so do many that arrange windows); programs that need no
  permission: those that are not from the Store on Windows (old ways of capture leave no trace), all of them under X11,
  and on the Wayland desktops that hand the screen to whoever asks (sway and its kin);
- GOOD: none may, where a permission is needed at all.

macOS: the system's TCC database (ScreenCapture, Accessibility, ListenEvent), which wants Full Disk Access. Windows: the
capability graphicsCaptureProgrammatic; where even the computer's own key is missing, Windows is too old to ask. Linux: the
portal keeps, for each "share again without asking", a token in the tables `screencast` and `remote-desktop`, and in
`screenshot` who may take pictures. Plasma has a table of its own, `kde-authorized`: whoever stands there sees and
steers without being asked, and its id "" is every program outside a sandbox. The token is never shown. As with the camera, that the store's service does not run and
it has no file says the same as an empty store.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import (
    ABSENT,
    Absent,
    Bus,
    BusError,
    CannotTell,
    Check,
    Data,
    Finding,
    Gap,
    Instruct,
    Json,
    Level,
    OpenSettings,
    Place,
    Plan,
    Platform,
    Probe,
    Program,
    Sight,
    System,
    Text,
    Unknown,
    attempt,
)
from postigo_checks import known_programs, permissions_linux, permissions_macos
from postigo_checks.consent_store import ROOTS
from postigo_checks.known_programs import KnownPrograms
from postigo_checks.linux_processes import visible
from postigo_checks.permissions_fact import App, Group, Maker
from postigo_checks.permissions_linux import NOT_FOUND, STORE, STORE_PATH
from postigo_checks.permissions_windows import consents


class Power(Enum):
    """What an app may do."""

    SCREEN = "screen"  # record what the screen shows
    KEYS = "keys"  # read what is typed
    STEER = "steer"  # use the computer in the person's place


class Free(Enum):
    """Programs that need no permission."""

    DESKTOP = "desktop"  # Windows: whatever is not from the Store
    ALL_OLD = "all-old"  # Windows before the permission existed
    POLICY = "policy"  # Windows: all from the Store, an administrator said
    X11 = "x11"  # Linux with the old display
    WAYLAND = "wayland"  # Linux with a desktop that gives the screen to whoever asks
    KDE = "kde"  # Plasma, told to ask about no program outside a sandbox


class Source(Enum):
    """A place that can fail by itself."""

    LIST = "list"  # macOS's database
    STORE = "store"  # Windows' consents
    PORTAL = "portal"  # Linux's permission store
    DISPLAY = "display"  # which display is in use


@dataclass(frozen=True, slots=True)
class Recorders:
    """Who may see the screen, and what could not be read."""

    apps: tuple[tuple[Power, App], ...] = ()
    free: tuple[Free, ...] = ()
    unread: tuple[tuple[Source, Unknown], ...] = ()


# --- Linux -----------------------------------------------------------------------------------------------------------

_KDE: Final = "kde-authorized"
TABLES: Final = {
    "screencast": (Power.SCREEN,),
    "remote-desktop": (Power.STEER,),
    "screenshot": (Power.SCREEN,),
    _KDE: (Power.SCREEN, Power.STEER),
}
_TOKENS: Final = 100  # of one table; more are not looked up, and that is said
_X11: Final = {"Xorg", "X"}
_OPEN_WAYLAND: Final = {"sway", "Hyprland", "labwc", "wayfire", "river", "niri", "dwl"}
"""They offer `wlr-screencopy` to every program outside a sandbox."""


def linux(system: System, data: Data) -> Recorders:
    """Who may see the screen on Linux."""
    table = known_programs.load(data, Platform.LINUX)
    found: list[tuple[Power, App]] = []
    unread: list[tuple[Source, Unknown]] = []
    free: list[Free] = []
    for name, powers in TABLES.items():
        try:
            ids = _granted(system, name)
        except CannotTell as unknown:
            unread.append((Source.PORTAL, unknown.why))
            if unknown.why is Unknown.TIMEOUT:
                break  # the others would be as late, and our time is short
            continue
        found += [(power, permissions_linux.app(id_, table)) for id_ in ids if id_ for power in powers]
        free += [Free.KDE] if name == _KDE and "" in ids else []
    seen = attempt(visible, system)
    if isinstance(seen, CannotTell):
        unread.append((Source.DISPLAY, seen.why))
    else:
        names, hidden = seen
        free += [Free.X11] if names & _X11 else []
        free += [Free.WAYLAND] if names & _OPEN_WAYLAND else []
        if hidden is not None and not names & (_X11 | _OPEN_WAYLAND):  # the old display often runs as root
            unread.append((Source.DISPLAY, hidden.why))
    return Recorders(tuple(dict.fromkeys(found)), tuple(free), tuple(dict.fromkeys(unread)))


def _granted(system: System, table: str) -> list[str]:
    """The apps with a lasting permission in one table of the store, with "" for all outside a sandbox."""
    tokens = _ask(system, table, "List", "s", table)
    match tokens:
        case Absent():
            return []
        case [list(names)] if all(isinstance(name, str) for name in names):
            pass
        case _:
            raise CannotTell(Unknown.UNREADABLE, f"permission store: {tokens!r:.80}")
    if len(names) > _TOKENS:
        raise CannotTell(Unknown.UNREADABLE, f"permission store: {len(names)} tokens in {table}")
    replies = [_ask(system, table, "Lookup", "ss", table, name) for name in names]
    told = [reply for reply in replies if not isinstance(reply, Absent)]
    return [id_ for reply in told for id_ in permissions_linux.allowed_in(reply, everybody=True)]


def _ask(system: System, table: str, member: str, signature: str, *arguments: Json) -> Json | Absent:
    """The store's reply; absent where there is nothing of the kind."""
    try:
        reply = system.dbus(Bus.SESSION, STORE, STORE_PATH, STORE, member, signature, *arguments)
    except CannotTell as unknown:
        if unknown.why is Unknown.MISSING and not system.glob(f"~/.local/share/flatpak/db/{table}"):
            return ABSENT  # no service, and nothing was ever stored
        raise
    if isinstance(reply, BusError):
        if reply.name == NOT_FOUND:
            return ABSENT
        raise CannotTell(Unknown.UNREADABLE, f"permission store: {reply.name}")
    return reply


# --- Windows ---------------------------------------------------------------------------------------------------------

CAPABILITY: Final = "graphicsCaptureProgrammatic"
POLICY: Final = "LetAppsAccessGraphicsCaptureProgrammatic"


def windows(system: System, data: Data) -> Recorders:
    """Who may see the screen on Windows."""
    table: KnownPrograms = known_programs.load(data, Platform.WINDOWS)
    try:
        if system.registry(rf"{ROOTS[1]}\{CAPABILITY}", optional=True) is ABSENT:
            return Recorders(free=(Free.ALL_OLD,))
    except CannotTell as unknown:
        return Recorders(free=(Free.DESKTOP,), unread=((Source.STORE, unknown.why),))
    told = consents(system, table, CAPABILITY, POLICY)
    by_policy = (Free.POLICY,) if Group.BY_POLICY in told.free else ()
    return Recorders(
        tuple((Power.SCREEN, app) for app in told.apps),
        (Free.DESKTOP, *by_policy),
        tuple(dict.fromkeys((Source.STORE, item.why) for item in told.unread)),
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
    """Who may see the screen on macOS."""
    table = known_programs.load(data, Platform.MACOS)
    rows = attempt(system.sqlite, DATABASE, QUERY)
    if isinstance(rows, CannotTell):
        return Recorders(unread=((Source.LIST, rows.why),))
    found: list[tuple[Power, App]] = []
    unread: list[tuple[Source, Unknown]] = []
    for row in rows:
        power = SERVICES.get(str(row.get("service")))
        app = attempt(permissions_macos.app, row, table)
        if power is None or isinstance(app, CannotTell):
            unread.append((Source.LIST, Unknown.UNREADABLE))
        elif app is not None:
            found.append((power, app))
    return Recorders(tuple(dict.fromkeys(found)), unread=tuple(dict.fromkeys(unread)))


# --- the judgement ---------------------------------------------------------------------------------------------------

_SAFETY: Final = Instruct(
    Text("Did somebody else put the app there? Read the safety note first. They may notice when it stops.")
)
FIXES: Final = (
    Plan(
        "review-list",
        Text("Leave the screen only to the apps that need it"),
        (
            _SAFETY,
            OpenSettings(Place.SCREEN_CAPTURE),
            Instruct(Text("Switch off every app that you do not know or do not use for sharing the screen.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS, Platform.MACOS}),
    ),
    Plan(
        "review-list-linux",
        Text("Leave the screen only to the apps that need it"),
        (
            _SAFETY,
            Instruct(Text("Open the settings of your desktop, then Apps, and look at each app that was named here.")),
            Instruct(Text("Take away the permission for screenshots and screen sharing, or remove the app.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "ask-again-kde",
        Text("Let the desktop ask again"),
        (
            _SAFETY,
            Instruct(Text("Type in a terminal: flatpak permission-remove kde-authorized remote-desktop")),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
)

_Say = Callable[[int, list[Program]], Text]
_STRANGERS: Final[dict[Power, tuple[str, Level, _Say]]] = {
    Power.SCREEN: (
        "strangers-screen",
        Level.ADVISE,
        lambda n, apps: Text(
            "{n} app may record what your screen shows, also calls and chats: {apps}. Do you know it?",
            "{n} apps may record what your screen shows, also calls and chats: {apps}. Do you know them?",
            n,
            {"n": n, "apps": apps},
        ),
    ),
    Power.KEYS: (
        "strangers-keys",
        Level.ADVISE,
        lambda n, apps: Text(
            "{n} app may read what you type, in every program: {apps}. Do you know it?",
            "{n} apps may read what you type, in every program: {apps}. Do you know them?",
            n,
            {"n": n, "apps": apps},
        ),
    ),
    Power.STEER: (
        "strangers-steer",
        Level.NOTE,
        lambda n, apps: Text(
            "{n} app may use the computer in your place: {apps}. Many helpful apps need that.",
            "{n} apps may use the computer in your place: {apps}. Many helpful apps need that.",
            n,
            {"n": n, "apps": apps},
        ),
    ),
}


def judge(fact: Recorders) -> Iterator[Finding | Gap]:
    """What the permissions mean; see the rule at the top of this module."""
    for power, (code, level, say) in _STRANGERS.items():
        apps = _names(app for has, app in fact.apps if has is power and app.maker is Maker.STRANGER)
        if apps:
            fixes = ("review-list", "review-list-linux") if level is Level.ADVISE else ()
            yield Finding(code, level, say(len(apps), apps), fixes=fixes)
    known = _names(app for _, app in fact.apps if app.maker is not Maker.STRANGER)
    if known:
        yield Finding(
            "known-allowed",
            Level.NOTE,
            Text(
                "{n} app that we know, or that came with the system, may see your screen: {apps}.",
                "{n} apps that we know, or that came with the system, may see your screen: {apps}.",
                len(known),
                {"n": len(known), "apps": known},
            ),
        )
    for free in fact.free:
        level, plans = (Level.ADVISE, ("ask-again-kde",)) if free is Free.KDE else (Level.NOTE, ())  # no default
        yield Finding(f"free-{free.value}", level, _FREE[free], fixes=plans)
    if not fact.apps and not fact.free and not fact.unread:
        yield Finding("no-app-allowed", Level.GOOD, Text("No app has a lasting permission to record your screen."))
    yield from (Gap(why, _unread(source, why)) for source, why in fact.unread)


def _names(apps: Iterator[App]) -> list[Program]:
    return list(dict.fromkeys(Program(app.name) for app in apps))


_FREE: Final = {
    Free.DESKTOP: Text("On Windows, programs that are not from the Store can record the screen without asking."),
    Free.ALL_OLD: Text("On this version of Windows, every program can record the screen without asking."),
    Free.POLICY: Text("An administrator has allowed all apps from the Store to record the screen."),
    Free.WAYLAND: Text("On this desktop, every program can record the screen without asking."),
    Free.KDE: Text("Somebody set this desktop so that every program can see and use the computer without asking."),
    Free.X11: Text("This desktop uses the older display, X11. There, every program can record the screen."),
}
_UNREAD: Final = {
    Source.LIST: Text(
        "We could not read which apps may record the screen. "
        "You can see it in System Settings, Privacy & Security, Screen Recording."
    ),
    Source.STORE: Text("We could not read which apps from the Store may record the screen."),
    Source.PORTAL: Text("We could not read which apps may share the screen without asking."),
    Source.DISPLAY: Text("We could not see which kind of display this desktop uses."),
}


def _unread(source: Source, why: Unknown) -> Text:
    if source is Source.LIST and why is Unknown.DENIED:
        return Text(
            "macOS shows this list only to programs with Full Disk Access. "
            "You can see it yourself in System Settings, Privacy & Security, Screen Recording."
        )
    return _UNREAD[source]


SCREEN_RECORDING: Final = Check(
    id="camera.screen-recording",
    title=Text("Apps that may record the screen"),
    why=Text("An app that records the screen also records your video calls, your chats and your pictures."),
    tip=2,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    sight={
        Platform.LINUX: Sight(
            reads=Text("Which apps may share the screen again without asking, and which kind of display there is."),
            misses=Text("Programs that do not run in a sandbox and use ways of their own."),
        ),
        Platform.WINDOWS: Sight(
            reads=Text("Which apps from the Store may record the screen."),
            misses=Text("Programs that are not from the Store. Older ways of recording the screen leave no trace."),
        ),
        Platform.MACOS: Sight(
            reads=Text("The lists of apps that may record the screen, read the keys or use the computer."),
            misses=Text(
                "Nothing can be read without Full Disk Access. You can give it in System Settings, Privacy & Security, "
                "and take it away afterwards."
            ),
        ),
    },
    budget=10.0,
    fixes=FIXES,
)
