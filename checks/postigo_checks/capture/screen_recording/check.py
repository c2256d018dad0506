"""`camera.screen-recording`: who records the screen now, and which apps may.

What else apps may do is told with it: read the keys, steer the computer.

Who records now, which only Windows notes, is judged as who films: ACT for a program that nobody knows, a NOTE that asks
"is it you?" for a known one (docs/decisions/0661-who-records-the-screen-is-judged-as-who-films.md). For what may be done the
rule is (a catalogue severity of `med`, so nothing above ADVISE):

- ADVISE: an app that is neither a known call program nor the system's maker's may record the screen, or read keys;
- NOTE: a known one may; apps may steer the computer (so do many that arrange windows); programs that need no
  permission: those that are not from the Store on Windows (old ways of capture leave no trace), all of them under X11,
  and on the Wayland desktops that hand the screen to whoever asks (sway and its kin);
- GOOD: none may, where a permission is needed at all: on Linux only under a display that is known to ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Text
from postigo_checks.capture.screen_recording.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.capture.screen_recording.fact import Recorders


def load(platform: Platform) -> Implementation[Recorders]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.capture.screen_recording.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.capture.screen_recording.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.capture.screen_recording.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.capture.screen_recording.macos import macos as way
    return Implementation(way, judge)


SCREEN_RECORDING: Final = Check(
    id="camera.screen-recording",
    title=Text("Apps that may record the screen"),
    why=Text("An app that records the screen also records your video calls, your chats and your pictures."),
    tip=2,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            reads=Text("Which apps may share the screen again without asking, and which kind of display there is."),
            misses=Text("Programs that do not run in a sandbox and use ways of their own."),
        ),
        Platform.WINDOWS: Coverage(
            reads=Text(
                "Which apps from the Store may record the screen, also without the frame that Windows draws. "
                "What Windows notes about each program that records it now, and which programs are running."
            ),
            misses=Text(
                "Permissions of programs that are not from the Store. Older ways of recording the screen leave no trace. "
                "So this shows who records the screen, and never proves that nobody does."
            ),
        ),
        Platform.MACOS: Coverage(
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
