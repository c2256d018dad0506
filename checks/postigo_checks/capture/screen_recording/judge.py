"""Judge of `camera.screen-recording`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from postigo.api import Finding, Gap, Handle, HandleKind, Level, Program, Text, Unknown, Unseen, Value, gaps
from postigo_checks.capture.in_use.fact import Standing, User
from postigo_checks.capture.in_use.judge import use_finding
from postigo_checks.capture.permissions.fact import App, Maker
from postigo_checks.capture.screen_recording.fact import KDE_TABLE, Free, Part, Power, Recorders

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
    """Findings on recording and permissions, by the rule at the top of `check.py`."""
    for user in fact.recording:
        yield use_finding(user, _now(user), Level.ACT, ("close-recorder", "review-list"))
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
        if free is Free.KDE:  # no default: somebody set it
            everybody = Handle(HandleKind.PERMISSION, "", KDE_TABLE)
            yield Finding("free-kde", Level.ADVISE, _FREE[free], fixes=("ask-again-kde",), handle=everybody)
        else:
            yield Finding(f"free-{free.value}", Level.NOTE, _FREE[free])
    if not fact.apps and not fact.free and not fact.unseen and not fact.recording:
        yield Finding("no-app-allowed", Level.GOOD, Text("No app has a lasting permission to record your screen."))
    yield from gaps(fact.unseen, _say)


def _unframed(fact: Recorders, apps: list[Program], power: Power) -> dict[str, Value | Text]:
    """Which of the apps may record without the frame by which Windows shows it."""
    unframed = [app for app in _names(iter(fact.unframed)) if app in apps]
    if power is not Power.SCREEN or not unframed:
        return {}
    return {"frame": Text("Windows draws no coloured frame while these record: {apps}.", values={"apps": unframed})}


def _names(apps: Iterator[App]) -> list[Program]:
    return list(dict.fromkeys(Program(app.name) for app in apps))


def _now(user: User) -> Text:
    text = _SEEMS if user.seems else _RECORDS[user.standing]
    return replace(text, values={"program": Program(user.program)})


_RECORDS: Final = {
    Standing.EXPECTED: Text("{program} is recording the screen now, or shares it. Is it you?"),
    Standing.UNPLACED: Text("{program} is recording the screen now, or shares it. Is it you?"),
    Standing.SYSTEM: Text("{program} is recording the screen now. It is a part of the system."),
    Standing.HOST: Text(
        "A part of Windows is recording the screen now: {program}. Windows does not tell which one. Is it you?"
    ),
    Standing.RUNTIME: Text(
        "A program that runs in {program} is recording the screen now. Many programs can run in it. Is it one of yours?"
    ),
    Standing.MISPLACED: Text(
        "A program called {program} is recording the screen now. It is not in the folder where {program} usually is."
    ),
    Standing.STRANGER: Text("{program} is recording the screen now. It is none of the programs that we know."),
    Standing.LANDED: Text(
        "{program} is recording the screen now. It runs from a folder for downloads or temporary files."
    ),
}
"""Sentences for each standing that the record can tell: it always has a name."""
_SEEMS: Final = Text("It seems that {program} is recording the screen now. Is it you?")
_FREE: Final = {
    Free.DESKTOP: Text("On Windows, programs that are not from the Store can record the screen without asking."),
    Free.ALL_OLD: Text("On this version of Windows, every program can record the screen without asking."),
    Free.POLICY: Text("An administrator has allowed all apps from the Store to record the screen."),
    Free.WAYLAND: Text("On this desktop, every program can record the screen without asking."),
    Free.KDE: Text("Somebody set this desktop so that every program can see and use the computer without asking."),
    Free.X11: Text("This desktop uses the older display, X11. There, every program can record the screen."),
}
_UNSEEN: Final = {
    Part.LIST: Text(
        "We could not read which apps may record the screen. "
        "You can see it in System Settings, Privacy & Security, Screen Recording."
    ),
    Part.STORE: Text("We could not read which apps from the Store may record the screen."),
    Part.PORTAL: Text("We could not read which apps may share the screen without asking."),
    Part.DISPLAY: Text("We could not see which kind of display this desktop uses."),
    Part.USE: Text("We could not read all that Windows notes about who records the screen now."),
}


def _say(item: Unseen[Part]) -> Text:
    if item.part is Part.LIST and item.why is Unknown.DENIED:
        return Text(
            "macOS shows this list only to programs with Full Disk Access. "
            "You can see it yourself in System Settings, Privacy & Security, Screen Recording."
        )
    if item.part is Part.DISPLAY and item.why is Unknown.MISSING:
        return Text(
            "We do not know this kind of display. So we cannot tell whether programs must ask before they record."
        )
    return _UNSEEN[item.part]
