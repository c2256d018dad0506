"""Probe of `info.location` on Linux."""

from __future__ import annotations

from typing import Final

from postigo.api import Absent, CannotTell, Data, Json, Platform, System, Unknown, Unseen, attempt
from postigo_checks.capture.location.fact import Part, Whereabouts
from postigo_checks.capture.permissions import linux as permissions_linux
from postigo_checks.capture.permissions.fact import App, Maker
from postigo_checks.common import known_programs
from postigo_checks.common.linux.desktop import Desktop, desktop, switch

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


def linux(system: System, data: Data) -> Whereabouts:
    """The list first: where nobody is in it, the switch does not matter."""
    table = known_programs.load(data, Platform.LINUX)
    allowed = attempt(_allowed, system)
    if isinstance(allowed, CannotTell):
        return Whereabouts(unseen=(Unseen(Part.LIST, allowed.why),))
    if not allowed:
        return Whereabouts()
    apps = tuple(
        App(id_, Maker.KNOWN) if id_ in _MAPS else permissions_linux.allowed_app(id_, table, "location/location")
        for id_ in allowed
    )
    on = attempt(_switched_on, system)
    if isinstance(on, CannotTell):
        return Whereabouts(apps, unseen=(Unseen(Part.SWITCH, on.why),))
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
