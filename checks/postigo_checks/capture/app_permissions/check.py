"""`camera.app-permissions`: which apps may use the camera without asking again.

The rule is that of `permissions/judge.py`. NOTE too for flatpak apps that were built to use every device: nearly all of them
are games and tools that want a controller, and they would be noticed when they film.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Text
from postigo_checks.capture.app_permissions.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.capture.permissions.fact import Permissions


def load(platform: Platform) -> Implementation[Permissions]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.capture.app_permissions.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.capture.app_permissions.linux import permissions as way
        case Platform.WINDOWS:
            from postigo_checks.capture.app_permissions.windows import permissions as way
        case Platform.MACOS:
            from postigo_checks.capture.app_permissions.macos import permissions as way
    return Implementation(way, judge)


SIGHT: Final = {
    Platform.LINUX: Coverage(
        reads=Text("What you answered when apps asked for the camera, and what Flatpak and Snap apps may use."),
        misses=Text(
            "Programs that do not run in a sandbox: they need no permission. Flatpak apps in folders of their own. "
            "On some systems a sandbox does not hold back Snap apps."
        ),
    ),
    Platform.WINDOWS: Coverage(
        reads=Text("The camera switches of the computer and of this account, and what an administrator has decided."),
        misses=Text(
            "Programs that are not from the Store have no switch of their own. "
            "Programs with administrator rights can go around all switches. "
            "Whether a switch that a clean-up program has set still holds on the newest Windows."
        ),
    ),
    Platform.MACOS: Coverage(
        reads=Text("The list of apps that asked for the camera, with your answers."),
        misses=Text(
            "Nothing can be read without Full Disk Access. You can give it in System Settings, Privacy & Security, "
            "and take it away afterwards. From macOS 27 on, not even then."
        ),
    ),
}

APP_PERMISSIONS: Final = Check(
    id="camera.app-permissions",
    title=Text("Apps that may use the camera"),
    why=Text("The fewer apps can turn on your camera, the fewer can misuse it."),
    tip=2,
    load=load,
    coverage=SIGHT,
    budget=10.0,
    fixes=FIXES,
)
