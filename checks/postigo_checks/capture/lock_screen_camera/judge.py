"""Judge of `camera.lock-screen`."""

from __future__ import annotations

from collections.abc import Iterator

from postigo.api import Finding, Gap, Level, Text
from postigo_checks.capture.lock_screen_camera.fact import LockScreenCamera


def judge(fact: LockScreenCamera) -> Iterator[Finding | Gap]:
    """Forbidden is good; that nobody forbade it is worth knowing, and no more."""
    if fact.forbidden:
        yield Finding("forbidden", Level.GOOD, Text("The camera cannot be opened from the lock screen."))
    else:
        yield Finding(
            "not-forbidden",
            Level.NOTE,
            Text(
                "On some computers the camera can be opened from the lock screen, without a password. To try it, press the Windows key and L, and look for a camera there."
            ),
        )
