"""`camera.microphone`: who records from a microphone now.

A monitor, which hears what the speakers play, is no microphone. On Linux the kernel tells everybody who has a sound
card's recording channel open (`/proc/asound`), and PipeWire or PulseAudio tell for whom they have it open. On Windows
Core Audio tells who has a session at a sound input, beside the same record as the camera's; programs of sound cards may hold
the microphone all day, so what is known is a NOTE and what is not is never more than ADVISE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Text
from postigo_checks.capture.microphone_in_use.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.capture.in_use.fact import DeviceUse


def load(platform: Platform) -> Implementation[DeviceUse]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.capture.microphone_in_use.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.capture.microphone_in_use.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.capture.microphone_in_use.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.capture.microphone_in_use.macos import macos as way
    return Implementation(way, judge)


SIGHT: Final = {
    Platform.LINUX: Coverage(
        reads=Text(
            "Which programs have a sound card's microphone open, and to which programs PipeWire or PulseAudio pass "
            "its sound on."
        ),
        misses=Text(
            "Programs of other accounts behind their own sound service. Bluetooth microphones of other accounts. "
            "A program can borrow the name of another one."
        ),
        elevated=True,
    ),
    Platform.WINDOWS: Coverage(
        reads=Text(
            "Which programs have the microphone now, as Windows tells when asked. What Windows notes about each program that "
            "uses the microphone, and which programs are running."
        ),
        misses=Text(
            "Other accounts of this computer. Any program of this account can change what Windows notes. "
            "So this shows use, and never proves that there was none. "
            "A program that takes the microphone for itself alone is not told when we ask."
        ),
    ),
    Platform.MACOS: Coverage(
        reads=Text("Which programs record sound. Before macOS 14.2, only whether a microphone is running."),
        misses=Text(
            "A program can borrow the name of another one. The orange dot on the screen shows recording too. "
            "Siri can listen without being told here."
        ),
    ),
}

MICROPHONE: Final = Check(
    id="camera.microphone",
    title=Text("Who uses the microphone now"),
    why=Text("A recording of your voice can also be used to press you."),
    tip=2,
    load=load,
    coverage=SIGHT,
    scope=Scope.MACHINE,  # docs/decisions/0005-the-camera-is-the-machines.md
    budget=10.0,
    fixes=FIXES,
)
