r"""`camera.lock-screen`: whether Windows keeps the camera away from the lock screen.

Some tablets and laptops open the camera by a swipe on the lock screen, before anybody has signed in. The policy
`NoLockScreenCamera` 1 forbids it; without it each computer does as its maker set it up, which cannot be read: a note.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text

if TYPE_CHECKING:
    from postigo_checks.capture.lock_screen_camera.fact import LockScreenCamera


def load(_platform: Platform) -> Implementation[LockScreenCamera]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.capture.lock_screen_camera.judge import judge
    from postigo_checks.capture.lock_screen_camera.windows import windows

    return Implementation(windows, judge)


LOCK_SCREEN_CAMERA: Final = Check(
    id="camera.lock-screen",
    title=Text("The camera on the lock screen"),
    why=Text("What works on the lock screen works for everybody who holds the computer."),
    tip=2,
    load=load,
    coverage={
        Platform.WINDOWS: Coverage(
            reads=Text("Whether an administrator has forbidden the camera on the lock screen."),
            misses=Text("Whether this computer offers the camera there at all."),
        )
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
)
