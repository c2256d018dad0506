"""Judge of `camera.app-permissions`."""

from __future__ import annotations

from collections.abc import Iterator

from postigo.api import Finding, Gap, Level, Text
from postigo_checks.capture.permissions.fact import Permissions
from postigo_checks.capture.permissions.judge import counted, judge_permissions, strangers_with_more, subjects
from postigo_checks.capture.permissions.words import CAMERA


def judge(fact: Permissions) -> Iterator[Finding | Gap]:
    """Findings on the permissions for the camera, by the rule at the top of `check.py`."""
    yield from judge_permissions(fact, CAMERA)
    wide = strangers_with_more(fact)
    if wide:
        yield Finding(
            "every-device",
            Level.NOTE,
            Text(
                "{n} app was built to use every device, also the camera: {apps}.",
                "{n} apps were built to use every device, also the camera: {apps}.",
                len(wide),
                counted(wide),
            ),
            fixes=("fewer-devices",),
            subjects=subjects(wide),
        )
