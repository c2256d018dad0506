"""Judge of `camera.in-use`."""

from __future__ import annotations

from typing import Final

from postigo.api import Finding, Gap, Level, NotApplicable, Text
from postigo_checks.capture.camera_in_use.fixes import DEVICE
from postigo_checks.capture.in_use.fact import DeviceUse
from postigo_checks.capture.in_use.judge import Words, judge_use

WORDS: Final = Words(
    device=DEVICE,
    none_here=Text("This computer has no camera that we can see."),
    stranger=Text("{program} is using {device} now. It is none of the programs that we know."),
    nameless=Text("The camera is on now. Are you in a video call?"),
    passed_on=Text(
        "The system passes the camera's pictures on inside this computer, for an effect or another program."
    ),
    behind=Text("A service that passes pictures on has the camera open. We could not see for which program."),
    holders=Text("We could not see which programs have the camera open."),
)


def judge(use: DeviceUse) -> list[Finding | Gap] | NotApplicable:
    """A camera that films now is the most urgent thing of all."""
    return judge_use(use, WORDS, Level.ACT, ("close-and-cover", "camera-permission"))
