"""Judge of `camera.screen-recording`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, Program, Text, Unknown, Value
from postigo_checks.capture.app_permissions.fact import App, Maker
from postigo_checks.capture.screen_recording.fact import Free, Power, Recorders, Source

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
            "{n} app may move the mouse and type for you: {apps}. Many helpful apps need that.",
            "{n} apps may move the mouse and type for you: {apps}. Many helpful apps need that.",
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
            fixes = ("review-list",) if level is Level.ADVISE else ()
            yield Finding(code, level, say(len(apps), apps), evidence=_unframed(fact, apps, power), fixes=fixes)
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
            evidence=_unframed(fact, known, Power.SCREEN),
        )
    for free in fact.free:
        level, plans = (Level.ADVISE, ("ask-again-kde",)) if free is Free.KDE else (Level.NOTE, ())  # no default
        yield Finding(f"free-{free.value}", level, _FREE[free], fixes=plans)
    if not fact.apps and not fact.free and not fact.unread:
        yield Finding("no-app-allowed", Level.GOOD, Text("No app has a lasting permission to record your screen."))
    yield from (Gap(why, _unread(source, why)) for source, why in fact.unread)


def _unframed(fact: Recorders, apps: list[Program], power: Power) -> dict[str, Value | Text]:
    """Which of the apps may record without the frame by which Windows shows it."""
    unframed = [app for app in _names(iter(fact.unframed)) if app in apps]
    if power is not Power.SCREEN or not unframed:
        return {}
    return {"frame": Text("Windows draws no coloured frame while these record: {apps}.", values={"apps": unframed})}


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
    if source is Source.DISPLAY and why is Unknown.MISSING:
        return Text(
            "We do not know this kind of display. So we cannot tell whether programs must ask before they record."
        )
    return _UNREAD[source]
