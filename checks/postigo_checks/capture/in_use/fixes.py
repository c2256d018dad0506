"""Steps that help when a program uses a camera or a microphone."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

THE_CAMERA: Final = Text("the camera")
THE_MICROPHONE: Final = Text("the microphone")

CLOSE_IT: Final = Instruct(Text("Did you open this program? Then close it when you do not need it."))
NOT_YOU: Final = Instruct(Text("Was it not you? Do not remove anything yet. The safety note above says why."))
FIND_IT: Final = (
    Instruct(Text("Find the program in the list and switch it off.")),
    Instruct(Text("Programs that are not from the Store have one switch together, at the end of the page.")),
)
"""On the page of Windows that lists who may use a device."""


def take_away(name: str, device: Text, place: SettingsPage) -> tuple[Plan, Plan]:
    """Plans that take a device away from a program. `device` has its article."""
    title = Text("Take {device} away from the program", values={"device": device})
    effort = Text("About 2 minutes.")
    switch_off = Instruct(Text("Look at the list. Switch off the programs that you do not use for calls."))
    return (
        Plan(
            f"{name}-permission",
            title,
            (OpenSettings(place), *FIND_IT),
            effort=effort,
            safety=True,
            on=frozenset({Platform.WINDOWS}),
            rights=False,
        ),
        Plan(
            f"{name}-permission",
            title,
            (OpenSettings(place), switch_off),
            effort=effort,
            safety=True,
            on=frozenset({Platform.MACOS}),
            rights=False,
        ),
    )
