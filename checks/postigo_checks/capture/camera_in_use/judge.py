"""Judge of `camera.in-use`."""

from __future__ import annotations

from postigo.api import Finding, Gap, Level, NotApplicable
from postigo_checks.capture.in_use.fact import DeviceUse
from postigo_checks.capture.in_use.judge import judge_use
from postigo_checks.capture.in_use.words import CAMERA


def judge(use: DeviceUse) -> list[Finding | Gap] | NotApplicable:
    """A camera that films now is the most urgent thing of all."""
    return judge_use(use, CAMERA, Level.ACT, ("close-and-cover", "camera-permission"))
