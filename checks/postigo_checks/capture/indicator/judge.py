"""Judge of `camera.indicator`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import CannotTell, Finding, Gap, Level, Text
from postigo_checks.capture.indicator.fact import SWITCH, Indicator, Notice

_FINDINGS: Final = {
    Notice.ALWAYS: Finding(
        "notice", Level.GOOD, Text("Windows shows a notice on the screen when the camera turns on.")
    ),
    Notice.NO_CAMERA: Finding("no-camera", Level.GOOD, Text("This computer has no camera that we can see.")),
    Notice.SOMETIMES: Finding(
        "notice-for-some",
        Level.NOTE,
        Text("The desktop shows when some programs use the camera, and not when others do. Cover the camera."),
        fixes=("cover",),
    ),
    Notice.NONE: Finding(
        "no-notice",
        Level.NOTE,
        Text("The screen shows no notice when the camera turns on. If your camera has no light, cover it."),
        fixes=("notice", "cover"),
        handle=SWITCH,
    ),
}


def judge(fact: Indicator) -> Iterator[Finding | Gap]:
    """Finding on the sign. Never more than a note, since whether there is a light cannot be read."""
    if isinstance(fact.notice, CannotTell):
        yield Gap(fact.notice.why, Text("We could not see whether the screen shows that the camera is on."))
    else:
        yield _FINDINGS[fact.notice]
