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
    Check,
    Data,
    Finding,
    Gap,
    Holders,
    Instruct,
    Lens,
    Level,
    NotHere,
    OpenSettings,
    Place,
    Plan,
    Platform,
    Probe,
    Scope,
    Sight,
    System,
    Text,
)
from postigo_checks import consent_store, known_programs, linux_capture
from postigo_checks.capture import DeviceUse, Words, judge_use, running

NODES: Final = "/sys/class/video4linux/video*"
WEBCAMS: Final = "/sys/bus/usb/drivers/uvcvideo/*/video4linux/video*"


def linux(system: System, data: Data) -> DeviceUse:
    """Who has a camera open, and whom PipeWire gives its pictures to."""
    return linux_capture.use(system, data, Lens.CAMERA, _asleep)


def _asleep(system: System, held: Holders) -> bool:
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
    return consent_store.in_use(system, known_programs.load(data, Platform.WINDOWS), Lens.CAMERA)


def macos(system: System, data: Data) -> DeviceUse:
    """Whether a camera runs. macOS has no open way to tell for whom."""
    del data
    return running(system.holders(Lens.CAMERA))


WORDS: Final = Words(
    none_here=Text("This computer has no camera that we can see."),
    good=Text("No program is using the camera now."),
    expected=lambda program: Text("{program} is using the camera now. Is it you?", values={"program": program}),
    system=lambda program: Text(
        "{program} is using the camera now. It is a part of the system.", values={"program": program}
    ),
    misplaced=lambda program: Text(
        "A program called {program} is using the camera now. It is not in the folder where {program} usually is.",
        values={"program": program},
    ),
    stranger=lambda program: Text(
        "{program} is using the camera now. It is not one of the call programs that we know.",
        values={"program": program},
    ),
    landed=lambda program: Text(
        "{program} is using the camera now. It runs from a folder for downloads or temporary files.",
        values={"program": program},
    ),
    seems=lambda program: Text(
        "It seems that {program} is using the camera now. Is it you?", values={"program": program}
    ),
    nameless=Text("The camera is on now. Are you in a video call?"),
    passed_on=Text(
        "The system passes the camera's pictures on inside this computer, for an effect or another program."
    ),
    behind=Text("A service that passes pictures on has the camera open. We could not see for which program."),
    holders=Text("We could not see which programs have the camera open."),
    old=Text("This version of Windows does not note which programs use the camera."),
    name=Text("The system does not tell which program is using the camera."),
    processes=lambda hidden, total: Text(
        "We could not look into {hidden} of {total} programs. It could be using the camera.",
        "We could not look into {hidden} of {total} programs. One of them could be using the camera.",
        hidden,
        {"hidden": hidden, "total": total},
    ),
    hidden=Text("This system shows us only some of its programs. Another one could be using the camera."),
)

FIXES: Final = (
    Plan(
        "close-and-cover",
        Text("Close the program and cover the camera"),
        (
            Instruct(Text("Cover the camera with a sliding cover or a piece of paper tape.")),
            Instruct(Text("Did you open this program? Then close it when you do not need it.")),
            Instruct(Text("Was it not you? Do not remove anything yet. The words about safety above say why.")),
            Instruct(Text("Leave the camera covered. From another device, ask somebody you trust, or a helpline.")),
        ),
        effort=Text("About 1 minute."),
        safety=True,
    ),
    Plan(
        "camera-permission-windows",
        Text("Take the camera away from the program"),
        (
            OpenSettings(Place.CAMERA),
            Instruct(Text("Find the program in the list and switch it off.")),
            Instruct(Text("Programs that are not from the Store have one switch together, at the end of the page.")),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "camera-permission-macos",
        Text("Take the camera away from the program"),
        (
            OpenSettings(Place.CAMERA),
            Instruct(Text("Look at the list. Switch off the programs that you do not use for video calls.")),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "camera-permission-linux",
        Text("Look at which apps may use the camera"),
        (
            OpenSettings(Place.CAMERA),
            Instruct(Text("Programs that are not in this list need no permission. For them, the cover helps.")),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
)


def judge(use: DeviceUse) -> list[Finding | Gap] | NotHere:
    """A camera that films now is the most urgent thing of all."""
    return judge_use(use, WORDS, Level.ACT, tuple(plan.id for plan in FIXES))


SIGHT: Final = {
    Platform.LINUX: Sight(
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
    Platform.WINDOWS: Sight(
        reads=Text("What Windows notes about each program that uses the camera, and which programs are running."),
        misses=Text(
            "Other accounts of this computer. Any program of this account can change what Windows notes. "
            "So this shows use, and never proves that there was none."
        ),
    ),
    Platform.MACOS: Sight(
        reads=Text("Whether a camera is running."),
        misses=Text("Which program it is: macOS does not tell. The green dot at the top of the screen shows the same."),
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
    sight=SIGHT,
    scope=Scope.MACHINE,  # docs/decisions/0005-the-camera-is-the-machines.md
    budget=10.0,
    fixes=FIXES,
)
