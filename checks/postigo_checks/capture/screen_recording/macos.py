"""Apps that may see the screen, read the keys or steer the computer, on macOS.

The system's TCC database (ScreenCapture, Accessibility, ListenEvent), which wants Full Disk Access.
"""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, Platform, System, Unknown, Unseen, attempt
from postigo_checks.capture.permissions import macos as permissions_macos
from postigo_checks.capture.permissions.fact import App
from postigo_checks.capture.screen_recording.fact import Part, Power, Recorders
from postigo_checks.common import known_programs

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
