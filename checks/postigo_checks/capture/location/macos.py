"""Probe of `info.location` on macOS."""

from __future__ import annotations

from typing import Final

from postigo.api import CannotTell, Data, System, Unknown
from postigo_checks.capture.location.fact import Whereabouts

OSASCRIPT: Final = (
    "osascript",
    "-l",
    "JavaScript",
    "-e",
    "ObjC.import('CoreLocation'); $.CLLocationManager.locationServicesEnabled",
)


def macos(system: System, data: Data) -> Whereabouts:
    """Whether it is on; the list of apps is closed to us."""
    del data
    output = system.run(*OSASCRIPT)
    if output.code != 0 or output.out not in {"true\n", "false\n"}:
        raise CannotTell(Unknown.UNREADABLE, f"osascript: status {output.code}, {output.out!r:.40}")
    if output.out == "false\n":
        return Whereabouts(off=True)
    return Whereabouts(closed=True)
