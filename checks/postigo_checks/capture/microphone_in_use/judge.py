"""Judge of `camera.microphone`."""

from __future__ import annotations

from typing import Final

from postigo.api import Finding, Gap, Level, NotApplicable, Text
from postigo_checks.capture.in_use.fact import DeviceUse
from postigo_checks.capture.in_use.judge import Words, judge_use
from postigo_checks.capture.microphone_in_use.fixes import DEVICE

WORDS: Final = Words(
    device=DEVICE,
    none_here=Text("This computer has no microphone that we can see."),
    stranger=Text("{program} is using {device} now. It is none of the programs that we know."),
    nameless=Text("The microphone is on now. Are you in a call, or do you speak to the computer?"),
    passed_on=Text(
        "The system passes the microphone's sound on inside this computer, for an effect or another program."
    ),
    behind=Text("A service that passes sound on has the microphone open. We could not see for which program."),
    holders=Text("We could not see which programs have the microphone open."),
)


def judge(use: DeviceUse) -> list[Finding | Gap] | NotApplicable:
    """A recording of a voice is bad enough to look at now, and not the emergency that a camera is."""
    return judge_use(use, WORDS, Level.ADVISE, ("close-program", "microphone-permission", "mute"))
