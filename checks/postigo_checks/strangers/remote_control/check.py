"""`camera.remote-control`: who could see or use this computer from far away.

The levels (a catalogue severity of `high`):

- ACT: a program for remote control that runs without being installed: from a folder for downloads, or any other where
  anybody can put a program. So it is when somebody on the telephone has just asked for it; who keeps such a program for
  good installs it;
- ADVISE: one that runs, or starts with the computer and so lets somebody in with nobody at home; a door of the system
  itself that stands open (Remote Desktop, Screen Sharing, Remote Management, SSH on Windows and macOS);
- NOTE: one that is only installed; SSH on Linux, where many systems bring it.

A classroom tool is judged like any other: NetSupport is much abused, and nothing here can say that this is a school's
computer (docs/decisions/0512). One that the computer's own policy names is a NOTE that says who put it there, unless it
runs without being installed: a name is easily taken (docs/decisions/0732). A program for meetings, where somebody may hand over the screen, is a NOTE,
and so is one for a paired phone or the computer beside this one.

Programs that only reach out to others are no finding. Whether unattended access is set up stands inside each product:
that it starts with the computer is the sign of it that can be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Text
from postigo_checks.strangers.remote_control.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.strangers.remote_control.fact import RemoteAccess


def load(platform: Platform) -> Implementation[RemoteAccess]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.strangers.remote_control.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.strangers.remote_control.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.strangers.remote_control.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.strangers.remote_control.macos import macos as way
    return Implementation(way, judge)


SIGHT: Final = {
    Platform.LINUX: Coverage(
        reads=Text(
            "What starts with the computer or when you sign in, which programs are installed or run, "
            "and GNOME's Remote Desktop."
        ),
        misses=Text(
            "Programs that we do not know, or that go by another name. What other accounts start for themselves, and "
            "programs in your own folders that do not run. "
            "Whether a program lets people in with nobody here stands in its own settings."
        ),
        elevated=True,
    ),
    Platform.WINDOWS: Coverage(
        reads=Text(
            "Which services there are, which programs run or start when you sign in, and whether Remote Desktop is allowed."
        ),
        misses=Text(
            "Programs that we do not know, or that go by another name. What other accounts start for themselves, and "
            "what the folder Startup, scheduled tasks and apps from the Store start. "
            "Whether a program lets people in with nobody here stands in its own settings."
        ),
    ),
    Platform.MACOS: Coverage(
        reads=Text(
            "Screen Sharing, Remote Management and Remote Login; which apps are installed, start by themselves or run."
        ),
        misses=Text(
            "Programs that we do not know, or that go by another name. Apps outside of the folder Applications that do "
            "not run, and what starts for one account only. Remote Apple Events, and what AirPlay shows on this screen. "
            "Whether a program lets people in with nobody here stands in its own settings."
        ),
    ),
}

REMOTE_CONTROL: Final = Check(
    id="camera.remote-control",
    title=Text("Programs for remote control"),
    why=Text(
        "Through a program for remote control, somebody can see your screen, your files and sometimes your camera."
    ),
    tip=2,
    load=load,
    coverage=SIGHT,
    scope=Scope.MACHINE,
    budget=15.0,
    fixes=FIXES,
    version=2,
)
