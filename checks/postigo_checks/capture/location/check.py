r"""`info.location`: which apps may know where this computer is.

Windows: the same three switches and policy as for the camera (see permissions_windows), and a policy that turns the
whole service off. Linux: what the person answered when a sandboxed app asked (`location` in the portal's permission
store: an accuracy and a time), and GNOME's switch over all of them.

macOS keeps its list under /var/db/locationd, which is root's alone; whether location is on at all, its own library tells
everybody (CLLocationManager.locationServicesEnabled, asked through `osascript`; it asks the person nothing).

The rule (a catalogue severity of `med`): ADVISE for an app that is neither from the maker of the system nor a known
browser, map or weather program; NOTE for these. Taking location away can be noticed by somebody who follows this
device, so the plans carry the safety note.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import (
    Absent,
    CannotTell,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Json,
    Level,
    OpenSettings,
    Plan,
    Platform,
    Probe,
    Program,
    SettingsPage,
    System,
    Text,
    Unknown,
    Value,
    attempt,
)
from postigo_checks.capture.app_permissions import linux as permissions_linux
from postigo_checks.capture.app_permissions.fact import App, Maker
from postigo_checks.capture.app_permissions.windows import consents
from postigo_checks.common import known_programs
from postigo_checks.common.linux.desktop import Desktop, desktop, switch

POLICY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\LocationAndSensors"

_ACCURACIES: Final = {"NONE", "COUNTRY", "CITY", "NEIGHBORHOOD", "STREET", "EXACT"}
_MAPS: Final = frozenset(
    {
        "org.gnome.Maps",
        "org.gnome.Weather",
        "org.gnome.clocks",
        "org.kde.kweather",
        "org.kde.marble",
        "org.kde.itinerary",
    }
)


OSASCRIPT: Final = (
    "osascript",
    "-l",
    "JavaScript",
    "-e",
    "ObjC.import('CoreLocation'); $.CLLocationManager.locationServicesEnabled",
)


class Part(Enum):
    """A place that can fail by itself."""

    SWITCH = "the switch over all"
    LIST = "who may know"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Who may know where this is. `off`: nobody, a switch says. `desktop`: all programs that are not from the Store.

    `closed`: some may, and the system keeps to itself which.
    """

    apps: tuple[App, ...] = ()
    off: bool = False
    desktop: bool = False
    closed: bool = False
    unread: tuple[tuple[Part, Unknown], ...] = ()


# --- probes ----------------------------------------------------------------------------------------------------------


def windows(system: System, data: Data) -> Whereabouts:
    """The policy over all, then the switches."""
    unread: list[tuple[Part, Unknown]] = []
    policy = attempt(_forbidden, system)
    if policy is True:
        return Whereabouts(off=True)
    if isinstance(policy, CannotTell):
        unread.append((Part.SWITCH, policy.why))
    table = known_programs.load(data, Platform.WINDOWS)
    found = consents(system, table, "location", "LetAppsAccessLocation")
    unread += [(Part.LIST, one.why) for one in found.unread]
    off = bool(found.off) and not found.apps and not found.free
    return Whereabouts(found.apps, off, bool(found.free), unread=tuple(dict.fromkeys(unread)))


def _forbidden(system: System) -> bool:
    key = system.registry(POLICY, optional=True)
    value = 0 if isinstance(key, Absent) else key.values.get("DisableLocation", 0)
    if value not in (0, 1):
        raise CannotTell(Unknown.UNREADABLE, f"DisableLocation is {value!r:.40}")
    return value == 1


def linux(system: System, data: Data) -> Whereabouts:
    """The list first: where nobody is in it, the switch does not matter."""
    table = known_programs.load(data, Platform.LINUX)
    allowed = attempt(_allowed, system)
    if isinstance(allowed, CannotTell):
        return Whereabouts(unread=((Part.LIST, allowed.why),))
    if not allowed:
        return Whereabouts()
    apps = tuple(App(id_, Maker.KNOWN) if id_ in _MAPS else permissions_linux.app(id_, table) for id_ in allowed)
    on = attempt(_switched_on, system)
    if isinstance(on, CannotTell):
        return Whereabouts(apps, unread=((Part.SWITCH, on.why),))
    return Whereabouts(apps) if on else Whereabouts(off=True)


def _switched_on(system: System) -> bool:
    """GNOME's switch; other desktops have none, so what is in the list holds."""
    return desktop(system) is not Desktop.GNOME or switch(system, "org.gnome.system.location", "enabled")


def _allowed(system: System) -> tuple[str, ...]:
    reply = permissions_linux.stored(system, "location", "location")
    return () if isinstance(reply, Absent) else located_in(reply)


def located_in(reply: Json) -> tuple[str, ...]:
    """The apps that a reply of `Lookup` lets know: `[{id: [accuracy, time]}, data]`."""
    match reply:
        case [dict() as answers, _]:
            pass
        case _:
            raise CannotTell(Unknown.UNREADABLE, f"permission store: {reply!r:.80}")
    found = []
    for id_, answer in answers.items():
        match answer:
            case [str(accuracy), *_] if accuracy in _ACCURACIES:
                if id_ and accuracy != "NONE":
                    found.append(id_)
            case _:
                raise CannotTell(Unknown.UNREADABLE, f"permission store: an answer {answer!r:.40}")
    return tuple(found)


def macos(system: System, data: Data) -> Whereabouts:
    """Whether it is on; the list of apps is closed to us."""
    del data
    output = system.run(*OSASCRIPT)
    if output.code != 0 or output.out not in {"true\n", "false\n"}:
        raise CannotTell(Unknown.UNREADABLE, f"osascript: status {output.code}, {output.out!r:.40}")
    if output.out == "false\n":
        return Whereabouts(off=True)
    return Whereabouts(closed=True)


# --- judgement -------------------------------------------------------------------------------------------------------

_UNSEEN: Final = {
    Part.SWITCH: Text("We could not see whether location is turned off for all apps."),
    Part.LIST: Text("We could not see all apps that may know where you are."),
}


def judge(fact: Whereabouts) -> Iterator[Finding | Gap]:
    """See the rule at the top of this module."""
    strangers = [app for app in fact.apps if app.maker is Maker.STRANGER]
    known = [app for app in fact.apps if app.maker is not Maker.STRANGER]
    if strangers:
        text = Text(
            "{n} app can know where you are: {apps}. It may not need it.",
            "{n} apps can know where you are: {apps}. Some of them may not need it.",
            len(strangers),
            {"n": len(strangers), "apps": _names(strangers)},
        )
        yield Finding("apps-allowed", Level.ADVISE, text, fixes=("review",))
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
    if not (fact.apps or fact.desktop or fact.closed or fact.off or fact.unread):
        yield Finding("no-app", Level.GOOD, Text("No app has a lasting permission to know where you are."))
    yield from (Gap(why, _UNSEEN[part]) for part, why in fact.unread)


def _names(apps: Iterable[App]) -> list[Value | Text]:
    return [Program(app.name) for app in apps]


_PLANS: Final = (
    Plan(
        "review",
        Text("Leave location only to maps"),
        (
            OpenSettings(SettingsPage.LOCATION),
            Instruct(Text("Switch off every app in the list that is not for maps or the weather.")),
            Instruct(Text("An app can ask again when you need it.")),
        ),
        Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "review",
        Text("Leave location only to maps"),
        (
            OpenSettings(SettingsPage.LOCATION),
            Instruct(Text("Switch off every app in the list that is not for maps or the weather.")),
            Instruct(Text("Keep “Find My Mac” under “System Services”, so that you can find a lost Mac.")),
        ),
        Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "review",
        Text("Leave location only to maps"),
        (
            OpenSettings(SettingsPage.LOCATION),
            Instruct(Text("Switch off every app in the list that is not for maps or the weather.")),
            Instruct(Text("If there is no such list, open a program like Flatseal and look under the app's name.")),
        ),
        Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
)

INFO_LOCATION: Final = Check(
    id="info.location",
    title=Text("Apps that may know where you are"),
    why=Text("Where you are says where you live, where you study, and when you are not at home."),
    tip=5,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("Which sandboxed apps were allowed to know where you are, and GNOME's switch for it."),
            Text("Programs outside a sandbox, and web pages."),
        ),
        Platform.MACOS: Coverage(
            Text("Whether location is on."),
            Text("Which apps may know it, and web pages."),
        ),
        Platform.WINDOWS: Coverage(
            Text("The switches for location, and which apps from the Store may know it."),
            Text("Which of the other programs ask for it, and web pages."),
        ),
    },
    fixes=_PLANS,
)
