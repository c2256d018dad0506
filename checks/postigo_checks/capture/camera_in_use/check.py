"""`camera.in-use`: who holds the camera now.

On Linux three things are asked. Who has a `/dev/video*` open (also one that is no real camera: whoever made it wants
something); whom PipeWire gives pictures to; and, where not every process can be looked into, whether the kernel has
put the cameras to sleep: a webcam of the driver `uvcvideo` is woken whenever a program opens it or films with it, so
one that sleeps is used by nobody, of whatever account. On Windows the sensor activity monitor tells which processes have a
camera now, and the registry's record which programs were noted (`in_use/windows_live.py`, `in_use/windows_record.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Text
from postigo_checks.capture.camera_in_use.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.capture.in_use.fact import DeviceUse


def load(platform: Platform) -> Implementation[DeviceUse]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.capture.camera_in_use.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.capture.camera_in_use.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.capture.camera_in_use.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.capture.camera_in_use.macos import macos as way
    return Implementation(way, judge)


SIGHT: Final = {
    Platform.LINUX: Coverage(
        reads=Text(
            "Which programs have a camera open, to which programs PipeWire passes pictures on, "
            "and whether the webcam sleeps."
        ),
        misses=Text(
            "Without administrator rights, programs of other accounts stay hidden while a camera is awake. "
            "A program can borrow the name of another one. Linux keeps no history of camera use."
        ),
        elevated=True,
    ),
    Platform.WINDOWS: Coverage(
        reads=Text(
            "Which programs have the camera now, as Windows tells when asked. What Windows notes about each program that "
            "uses the camera, and which programs are running."
        ),
        misses=Text(
            "Other accounts of this computer. Any program of this account can change what Windows notes. "
            "So this shows use, and never proves that there was none. "
            "Of a program that films through another one, such as a virtual camera, only the other one is noted."
        ),
    ),
    Platform.MACOS: Coverage(
        reads=Text("Whether a camera is running."),
        misses=Text(
            "Which program it is: macOS does not tell. The green dot at the top of the screen shows the same. "
            "Cameras that a program makes, and some that make a phone the camera."
        ),
    ),
}

IN_USE: Final = Check(
    id="camera.in-use",
    title=Text("Who uses the camera now"),
    why=Text(
        "Somebody could watch or record you through the camera without you noticing. Cover it when you do not use it."
    ),
    tip=2,
    load=load,
    coverage=SIGHT,
    scope=Scope.MACHINE,  # docs/decisions/0005-the-camera-is-the-machines.md
    budget=10.0,
    fixes=FIXES,
)
