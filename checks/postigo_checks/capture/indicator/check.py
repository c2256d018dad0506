r"""`camera.indicator`: whether the screen shows that a camera without a light is on.

Windows: `NoPhysicalCameraLED` is the wrong way round for people. 1 says "there is no lamp", and so Windows draws a
notice: the good state. 0, or no such value, is the usual one, and Windows relies on a lamp. Whether there is a lamp cannot be
read, so this is never more than a note. (Some scripts write the value under `Policies\Explorer`: another key, without effect.)

Linux: GNOME and Plasma show a sign for programs that film through PipeWire. Many programs open the camera themselves, and
then no desktop shows anything: so a desktop is never a reason to say that all is well, only the lack of a camera is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.capture.indicator.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.capture.indicator.fact import Indicator


def load(platform: Platform) -> Implementation[Indicator]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.capture.indicator.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.capture.indicator.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.capture.indicator.windows import windows as way
    return Implementation(way, judge)


INDICATOR: Final = Check(
    id="camera.indicator",
    title=Text("The sign that the camera is on"),
    why=Text("Without a light and without a notice you could be on camera and not know it."),
    tip=2,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            reads=Text("Whether there is a camera, and whether a desktop runs that shows a sign for it."),
            misses=Text("Whether the camera has a light. Which version of the desktop it is."),
        ),
        Platform.WINDOWS: Coverage(
            reads=Text("Whether the maker of the computer told Windows to draw a notice."),
            misses=Text("Whether the camera has a light."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=FIXES,
)
