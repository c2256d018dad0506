r"""`info.location`: which apps may know where this computer is.

Windows: the same three switches and policy as for the camera (`capture/permissions/windows.py`), and a policy that turns the
whole service off. Linux: what the person answered when a sandboxed app asked (`location` in the portal's permission
store: an accuracy and a time), and GNOME's switch over all of them.

macOS keeps its list under /var/db/locationd, which is root's alone; whether location is on at all, its own library tells
everybody (CLLocationManager.locationServicesEnabled, asked through `osascript`; it asks the person nothing).

The rule (a catalogue severity of `med`): ADVISE for an app that is neither from the maker of the system nor a known
browser, map or weather program; NOTE for these. Taking location away can be noticed by somebody who follows this
device, so the plans carry the safety note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Text
from postigo_checks.capture.location.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.capture.location.fact import Whereabouts


def load(platform: Platform) -> Implementation[Whereabouts]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.capture.location.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.capture.location.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.capture.location.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.capture.location.macos import macos as way
    return Implementation(way, judge)


INFO_LOCATION: Final = Check(
    id="info.location",
    title=Text("Apps that may know where you are"),
    why=Text("Where you are says where you live, where you study, and when you are not at home."),
    tip=5,
    load=load,
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
    fixes=FIXES,
)
