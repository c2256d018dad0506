r"""`camera.lock-screen`: whether Windows keeps the camera away from the lock screen.

Some tablets and laptops open the camera by a swipe on the lock screen, before anybody has signed in. The policy
`NoLockScreenCamera` 1 forbids it; without it each computer does as its maker set it up, which cannot be read: a note.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from postigo.api import (
    ABSENT,
    CannotTell,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Level,
    Platform,
    Probe,
    Scope,
    Share,
    System,
    Text,
    Unknown,
)

KEY: Final = r"HKLM\SOFTWARE\Policies\Microsoft\Windows\Personalization"
VALUE: Final = "NoLockScreenCamera"


@dataclass(frozen=True, slots=True)
class LockScreenCamera:
    """Whether the camera is forbidden on the lock screen."""

    forbidden: bool


def windows(system: System, data: Data) -> LockScreenCamera:
    """What the policy says."""
    del data
    key = system.registry(KEY, optional=True)
    value = 0 if key is ABSENT else key.values.get(VALUE, 0)
    if not isinstance(value, int) or value not in {0, 1}:
        raise CannotTell(Unknown.UNREADABLE, f"{VALUE} is {value!r:.40}")
    return LockScreenCamera(value == 1)


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


LOCK_SCREEN_CAMERA: Final = Check(
    id="camera.lock-screen",
    title=Text("The camera on the lock screen"),
    why=Text("What works on the lock screen works for everybody who holds the computer."),
    tip=2,
    probe=Probe(windows=windows),
    judge=judge,
    coverage={
        Platform.WINDOWS: Coverage(
            reads=Text("Whether an administrator has forbidden the camera on the lock screen."),
            misses=Text("Whether this computer offers the camera there at all."),
        )
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
)
