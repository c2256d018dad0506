"""Words that differ between camera and microphone, in one set of sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from postigo.api import Text
from postigo_checks.capture.in_use.fixes import THE_CAMERA, THE_MICROPHONE


@dataclass(frozen=True, slots=True)
class Words:
    """Words of one kind of device. `device` has its article: "the camera"; `stranger` has a `{program}`.

    The rest are whole sentences where another language bends a word to fit the device ("abierta", "abierto").
    """

    device: Text
    none_here: Text
    stranger: Text
    nameless: Text
    passed_on: Text
    behind: Text
    holders: Text


CAMERA: Final = Words(
    device=THE_CAMERA,
    none_here=Text("This computer has no camera that we can see."),
    stranger=Text("{program} is using {device} now. It is none of the programs that we know."),
    nameless=Text("The camera is on now. Are you in a video call?"),
    passed_on=Text(
        "The system passes the camera's pictures on inside this computer, for an effect or another program."
    ),
    behind=Text("A service that passes pictures on has the camera open. We could not see for which program."),
    holders=Text("We could not see which programs have the camera open."),
)
MICROPHONE: Final = Words(
    device=THE_MICROPHONE,
    none_here=Text("This computer has no microphone that we can see."),
    stranger=Text("{program} is using {device} now. It is none of the programs that we know."),
    nameless=Text("The microphone is on now. Are you in a call, or do you speak to the computer?"),
    passed_on=Text(
        "The system passes the microphone's sound on inside this computer, for an effect or another program."
    ),
    behind=Text("A service that passes sound on has the microphone open. We could not see for which program."),
    holders=Text("We could not see which programs have the microphone open."),
)
