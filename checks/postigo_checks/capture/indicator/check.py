r"""`camera.indicator`: whether the screen shows that the camera is on, where a camera has no light of its own.

Windows: `NoPhysicalCameraLED` is the wrong way round for people. 1 says "there is no lamp", and so Windows draws a
notice: the good state. 0, or no such value, is the usual one, and Windows relies on a lamp. Whether there is a lamp cannot be
read, so this is never more than a note. (Some scripts write the value under `Policies\Explorer`: another key, without effect.)

Linux: GNOME and Plasma show a sign for programs that film through PipeWire. Many programs open the camera themselves, and
then no desktop shows anything: so a desktop is never a reason to say that all is well, only the lack of a camera is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from postigo.api import (
    ABSENT,
    CannotTell,
    Check,
    Coverage,
    Data,
    Finding,
    Gap,
    Instruct,
    Level,
    Plan,
    Platform,
    Probe,
    Process,
    Scope,
    Share,
    System,
    Text,
    Unknown,
)
from postigo_checks.capture.devices.linux_cameras import NODES
from postigo_checks.common.known_programs import Where, basename, where
from postigo_checks.common.program_names import readings

KEY: Final = r"HKLM\SOFTWARE\Microsoft\OEM\Device\Capture"
VALUE: Final = "NoPhysicalCameraLED"
DESKTOPS: Final = {"gnome-shell", "plasmashell"}


class Notice(Enum):
    """What the screen shows while the camera is on."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"  # for programs that film through PipeWire
    NONE = "none"
    NO_CAMERA = "no-camera"


@dataclass(frozen=True, slots=True)
class Indicator:
    """What the screen shows; None where it could not be read, and why."""

    notice: Notice | None
    why: Unknown | None = None


def windows(system: System, data: Data) -> Indicator:
    """What Windows shows."""
    del data
    try:
        key = system.registry(KEY, optional=True)
    except CannotTell as unknown:
        return Indicator(None, unknown.why)
    value = 0 if key is ABSENT else key.values.get(VALUE, 0)
    if not isinstance(value, int) or value not in {0, 1}:
        return Indicator(None, Unknown.UNREADABLE)
    return Indicator(Notice.ALWAYS if value else Notice.NONE)


def linux(system: System, data: Data) -> Indicator:
    """What the desktop shows."""
    del data
    try:
        if not system.glob(NODES):
            return Indicator(Notice.NO_CAMERA)
        shown = any(_shows_a_sign(process) for process in system.processes())
    except CannotTell as unknown:
        return Indicator(None, unknown.why)
    return Indicator(Notice.SOMETIMES if shown else Notice.NONE)


def _shows_a_sign(process: Process) -> bool:
    """Whether a process is a desktop that shows a sign; under other spellings only where an administrator put it."""
    if process.name in DESKTOPS or process.path is None:
        return process.name in DESKTOPS
    installed = where(process.path, Platform.LINUX) is Where.INSTALLED
    return installed and bool(DESKTOPS.intersection(readings(basename(process.path))))


_FINDINGS: Final = {
    Notice.ALWAYS: Finding(
        "notice", Level.GOOD, Text("Windows shows a notice on the screen when the camera turns on.")
    ),
    Notice.NO_CAMERA: Finding("no-camera", Level.GOOD, Text("This computer has no camera that we can see.")),
    Notice.SOMETIMES: Finding(
        "notice-for-some",
        Level.NOTE,
        Text("The desktop shows when some programs use the camera, and not when others do. Cover the camera."),
        fixes=("cover",),
    ),
    Notice.NONE: Finding(
        "no-notice",
        Level.NOTE,
        Text("The screen shows no notice when the camera turns on. If your camera has no light, cover it."),
        fixes=("notice", "cover"),
    ),
}


def judge(fact: Indicator) -> Iterator[Finding | Gap]:
    """What is shown; never more than a note, since whether there is a light cannot be read."""
    if fact.notice is not None:
        yield _FINDINGS[fact.notice]
    if fact.why is not None:
        yield Gap(fact.why, Text("We could not see whether the screen shows that the camera is on."))


INDICATOR: Final = Check(
    id="camera.indicator",
    title=Text("The sign that the camera is on"),
    why=Text("Without a light and without a notice you could be on camera and not know it."),
    tip=2,
    probe=Probe(linux=linux, windows=windows),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            reads=Text("Whether there is a camera, and whether a desktop runs that shows a sign for it."),
            misses=Text("Whether the camera has a light. Which version of the desktop it is."),
        ),
        Platform.WINDOWS: Coverage(
            reads=Text("Whether the maker of the computer told Windows to draw a notice."),
            misses=Text("Whether the camera has a light."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    fixes=(
        Plan(
            "notice",
            Text("Let Windows show a notice"),
            (
                Instruct(Text("Cover the camera when you do not use it. That always works.")),
                Instruct(
                    Text(
                        "Who looks after this computer can turn on a notice: in the registry, under "
                        "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\OEM\\Device\\Capture, the DWORD NoPhysicalCameraLED must be 1."
                    )
                ),
            ),
            Text("About 5 minutes."),
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "cover",
            Text("Cover the camera"),
            (
                Instruct(
                    Text("Use a sliding cover or a piece of paper tape. On a thin laptop, a thick cover can break it.")
                ),
            ),
            Text("About 1 minute."),
            on=frozenset({Platform.LINUX}),
        ),
    ),
)
