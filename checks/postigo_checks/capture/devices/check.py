"""`camera.devices`: what cameras and microphones there are, so that a person knows what to cover.

It asks for nothing: NOTE for what there is, GOOD where there is nothing. Virtual ones are told apart: they need no cover, and
the program that makes one sees its pictures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Text

if TYPE_CHECKING:
    from postigo_checks.capture.devices.fact import Devices


def load(platform: Platform) -> Implementation[Devices]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.capture.devices.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.capture.devices.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.capture.devices.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.capture.devices.macos import macos as way
    return Implementation(way, judge)


DEVICES: Final = Check(
    id="camera.devices",
    title=Text("The cameras and microphones of this computer"),
    why=Text("Screens, headphones and webcams bring cameras and microphones that one easily forgets."),
    tip=2,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            reads=Text("The cameras and sound inputs that the kernel lists."),
            misses=Text("Whether a sound input has a microphone plugged in. Sound inputs that only PipeWire knows."),
        ),
        Platform.WINDOWS: Coverage(
            reads=Text("The cameras and sound inputs that Windows lists, and cameras that programs have added."),
            misses=Text("Devices that are not plugged in now."),
        ),
        Platform.MACOS: Coverage(
            reads=Text("The cameras and sound inputs that the system report lists, also a phone that serves as one."),
            misses=Text("Devices that are not plugged in now."),
        ),
    },
    scope=Scope.MACHINE,
    budget=20.0,
)
