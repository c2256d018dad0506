"""`camera.recent-use`: which programs used the camera in the last 30 days, as Windows notes it.

Windows keeps the last use of each program, with its time, and no more. Linux and macOS keep no history: there the check
does not exist. What it tells is about a person's days, so it leaves in no file.

The rule (a catalogue severity of `med`, so nothing above ADVISE): ADVISE for a program in a folder for downloads,
temporary files or the recycle bin, for one that the table does not know or that any program may run in, and for a known
name in an odd folder; NOTE for parts of Windows and for the others ("Do you remember?"); GOOD where no use is noted. A use
"in the future" counts as recent: the clock is wrong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Share, Text
from postigo_checks.capture.recent_use.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.capture.recent_use.fact import CameraHistory


def load(_platform: Platform) -> Implementation[CameraHistory]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.capture.recent_use.judge import judge
    from postigo_checks.capture.recent_use.windows import windows

    return Implementation(windows, judge)


RECENT_USE: Final = Check(
    id="camera.recent-use",
    title=Text("Who used the camera lately"),
    why=Text("A program that used the camera without you is easier to find while you remember the day."),
    tip=2,
    load=load,
    coverage={
        Platform.WINDOWS: Coverage(
            reads=Text("What Windows notes of the last time that each program used the camera."),
            misses=Text(
                "Earlier uses: Windows keeps only the last one. Other accounts. "
                "Any program of this account can change what Windows notes."
            ),
        )
    },
    share=Share.NEVER,
    budget=10.0,
    fixes=FIXES,
)
