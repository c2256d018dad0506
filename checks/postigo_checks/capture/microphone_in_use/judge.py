"""Judge of `camera.microphone`."""

from __future__ import annotations

from postigo.api import Finding, Gap, Level, NotApplicable
from postigo_checks.capture.in_use.fact import DeviceUse
from postigo_checks.capture.in_use.judge import judge_use
from postigo_checks.capture.in_use.words import MICROPHONE


def judge(use: DeviceUse) -> list[Finding | Gap] | NotApplicable:
    """Findings on the microphone. A recording of a voice is bad, and not the emergency that a camera is."""
    return judge_use(use, MICROPHONE, Level.ADVISE, ("close-program", "microphone-permission", "mute"))
