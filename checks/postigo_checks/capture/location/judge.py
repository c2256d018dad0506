"""Judge of `info.location`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, Program, Text, Value, gaps
from postigo_checks.capture.location.fact import Part, Whereabouts
from postigo_checks.capture.permissions.fact import App, Maker
from postigo_checks.capture.permissions.judge import subjects

_UNSEEN: Final = {
    Part.SWITCH: Text("We could not see whether location is turned off for all apps."),
    Part.LIST: Text("We could not see all apps that may know where you are."),
}


def judge(fact: Whereabouts) -> Iterator[Finding | Gap]:
    """Findings on the apps, by the rule at the top of `check.py`."""
    strangers = [app for app in fact.apps if app.maker is Maker.STRANGER]
    known = [app for app in fact.apps if app.maker is not Maker.STRANGER]
    if strangers:
        text = Text(
            "{n} app can know where you are: {apps}. It may not need it.",
            "{n} apps can know where you are: {apps}. Some of them may not need it.",
            len(strangers),
            {"n": len(strangers), "apps": _names(strangers)},
        )
        yield Finding("apps-allowed", Level.ADVISE, text, fixes=("review",), subjects=subjects(strangers))
    if known:
        text = Text(
            "{n} app that we know, or that came with the system, can know where you are: {apps}.",
            "{n} apps that we know, or that came with the system, can know where you are: {apps}.",
            len(known),
            {"n": len(known), "apps": _names(known)},
        )
        yield Finding("known-allowed", Level.NOTE, text)
    if fact.desktop:
        text = Text("Programs that are not from the Store share one switch. It is on: they can know where you are.")
        yield Finding("desktop-programs", Level.NOTE, text)
    if fact.closed:
        text = Text(
            "Location is on. macOS keeps the list of apps to itself. "
            "You can see it in System Settings, Privacy & Security, Location Services."
        )
        yield Finding("on-list-closed", Level.NOTE, text, fixes=("review",))
    if fact.off:
        yield Finding("off", Level.GOOD, Text("Location is turned off: no app is told where you are."))
    if not (fact.apps or fact.desktop or fact.closed or fact.off or fact.unseen):
        yield Finding("no-app", Level.GOOD, Text("No app has a lasting permission to know where you are."))
    yield from gaps(fact.unseen, _UNSEEN)


def _names(apps: Iterable[App]) -> list[Value | Text]:
    return [Program(app.name) for app in apps]
