"""Judge of `camera.microphone-permissions`."""

from __future__ import annotations

from collections.abc import Iterator

from postigo.api import Finding, Gap, Level, Text
from postigo_checks.capture.permissions.fact import Permissions
from postigo_checks.capture.permissions.judge import counted, judge_permissions, strangers_with_more
from postigo_checks.capture.permissions.words import MICROPHONE


def judge(fact: Permissions) -> Iterator[Finding | Gap]:
    """Findings on the permissions for the microphone, by the rule at the top of `check.py`."""
    yield from judge_permissions(fact, MICROPHONE)
    wide = strangers_with_more(fact)
    if wide:
        yield Finding(
            "with-sound",
            Level.NOTE,
            Text(
                "{n} Flatpak app may play sound, and can listen too: {apps}. Flatpak has one permission for both.",
                "{n} Flatpak apps may play sound, and can listen too: {apps}. Flatpak has one permission for both.",
                len(wide),
                counted(wide),
            ),
        )
