"""`camera.in-use`: who holds the camera now.

On Linux three things are asked. Who has a `/dev/video*` open (also one that is no real camera: whoever made it wants
something); whom PipeWire gives pictures to; and, where not every process can be looked into, whether the kernel has
put the cameras to sleep: a webcam of the driver `uvcvideo` is woken whenever a program opens it or films with it, so
one that sleeps is used by nobody, of whatever account.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from postigo.api import (
    CannotTell,
    CaptureKind,
    Check,
    Coverage,
    Data,
    DeviceUsers,
    Finding,
    Gap,
    Instruct,
    Level,
    NotApplicable,
    OpenSettings,
    Plan,
    Platform,
    Probe,
    Scope,
    SettingsPage,
    System,
    Text,
)
from postigo_checks.capture.devices.linux_cameras import NODES
from postigo_checks.capture.in_use import linux as linux_capture
from postigo_checks.capture.in_use import windows as consent_store
from postigo_checks.capture.in_use.fact import DeviceUse, running
from postigo_checks.capture.in_use.fixes import CLOSE_IT, NOT_YOU, take_away
from postigo_checks.capture.in_use.judge import Words, judge_use
from postigo_checks.common import known_programs

WEBCAMS: Final = "/sys/bus/usb/drivers/uvcvideo/*/video4linux/video*"


def linux(system: System, data: Data) -> DeviceUse:
    """Who has a camera open, and whom PipeWire gives its pictures to."""
    return linux_capture.use(system, data, CaptureKind.CAMERA, _asleep)


def _asleep(system: System, held: DeviceUsers) -> bool:
    """Whether every camera is a webcam that the kernel has put to sleep. What cannot be read is not asleep."""
    try:
        webcams = [PurePosixPath(entry.path) for entry in system.glob(WEBCAMS)]
        nodes = {PurePosixPath(entry.path).name for entry in system.glob(NODES)}
        if not nodes or {camera.name for camera in webcams} != nodes:
            return False  # some camera has another driver, whose sleep proves nothing
        if not nodes.issuperset(PurePosixPath(device).name for device in held.devices):
            return False  # a node that the kernel does not know
        interfaces = sorted({camera.parent.parent for camera in webcams})
        return all(system.read(f"{at}/power/runtime_status").strip() == b"suspended" for at in interfaces)
    except CannotTell:
        return False


def windows(system: System, data: Data) -> DeviceUse:
    """Who Windows has noted as using the camera without having stopped, and is running."""
    return consent_store.in_use(system, known_programs.load(data, Platform.WINDOWS), CaptureKind.CAMERA)


def macos(system: System, data: Data) -> DeviceUse:
    """Whether a camera runs. macOS has no open way to tell for whom."""
    del data
    return running(system.holders(CaptureKind.CAMERA))


_DEVICE: Final = Text("the camera")
WORDS: Final = Words(
    device=_DEVICE,
    none_here=Text("This computer has no camera that we can see."),
    stranger=Text("{program} is using {device} now. It is none of the programs that we know."),
    nameless=Text("The camera is on now. Are you in a video call?"),
    passed_on=Text(
        "The system passes the camera's pictures on inside this computer, for an effect or another program."
    ),
    behind=Text("A service that passes pictures on has the camera open. We could not see for which program."),
    holders=Text("We could not see which programs have the camera open."),
)

FIXES: Final = (
    Plan(
        "close-and-cover",
        Text("Close the program and cover the camera"),
        (
            Instruct(Text("Cover the camera with a sliding cover or a piece of paper tape.")),
            CLOSE_IT,
            NOT_YOU,
            Instruct(Text("Leave the camera covered. From another device, ask somebody you trust, or a helpline.")),
        ),
        effort=Text("About 1 minute."),
        safety=True,
    ),
    *take_away("camera", _DEVICE, SettingsPage.CAMERA),
    Plan(
        "camera-permission",
        Text("Look at which apps may use the camera"),
        (
            OpenSettings(SettingsPage.CAMERA),
            Instruct(Text("Programs that are not in this list need no permission. For them, the cover helps.")),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
)


def judge(use: DeviceUse) -> list[Finding | Gap] | NotApplicable:
    """A camera that films now is the most urgent thing of all."""
    return judge_use(use, WORDS, Level.ACT, ("close-and-cover", "camera-permission"))


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
        reads=Text("What Windows notes about each program that uses the camera, and which programs are running."),
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
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage=SIGHT,
    scope=Scope.MACHINE,  # docs/decisions/0005-the-camera-is-the-machines.md
    budget=10.0,
    fixes=FIXES,
)
