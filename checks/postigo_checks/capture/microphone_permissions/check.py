"""`camera.microphone-permissions`: which apps may listen without asking again.

The rule is that of `camera.app-permissions`, with the programs that one expects to hear: ADVISE for an app that is neither
one of them nor from the maker of the system, NOTE for these, GOOD where nobody may or a switch keeps all apps from it.
Web pages that may listen are `camera.browser-sites`' to tell.

On Linux there is no such permission: whatever plays sound through PulseAudio or PipeWire can record it too, in a sandbox as
well (docs.flatpak.org, sandbox permissions; flatpak#6082). So a flatpak app that was built to play sound is a NOTE; one that was
not, and that somebody lets listen all the same, is judged as an app that was allowed elsewhere. GNOME's switch `disable-microphone`
and the portal's `devices/microphone` hold nobody back, so neither is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Text
from postigo_checks.capture.microphone_permissions.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.capture.permissions.fact import Permissions


def load(platform: Platform) -> Implementation[Permissions]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.capture.microphone_permissions.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.capture.microphone_permissions.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.capture.microphone_permissions.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.capture.microphone_permissions.macos import macos as way
    return Implementation(way, judge)


SIGHT: Final = {
    Platform.LINUX: Coverage(
        reads=Text(
            "Which Flatpak apps may play sound or use every device: they can listen too. Which of them got that later."
        ),
        misses=Text(
            "All other programs: they need no permission for the microphone. Apps from the Snap store. Flatpak apps in "
            "folders of their own."
        ),
    ),
    Platform.WINDOWS: Coverage(
        reads=Text(
            "The microphone switches of the computer and of this account, and what an administrator has decided."
        ),
        misses=Text(
            "Other accounts of this computer. Programs that are not from the Store have no switch of their own. "
            "Programs with administrator rights can go around all switches. "
            "Whether a switch that a clean-up program has set still holds on the newest Windows."
        ),
    ),
    Platform.MACOS: Coverage(
        reads=Text("The list of apps that asked for the microphone, with your answers."),
        misses=Text(
            "Nothing can be read without Full Disk Access. You can give it in System Settings, Privacy & Security, "
            "and take it away afterwards. From macOS 27 on, not even then."
        ),
    ),
}

MICROPHONE_PERMISSIONS: Final = Check(
    id="camera.microphone-permissions",
    title=Text("Apps that may use the microphone"),
    why=Text("A recording of your voice can also be used to press you. Few apps need to hear you."),
    tip=2,
    load=load,
    coverage=SIGHT,
    budget=10.0,
    fixes=FIXES,
)
