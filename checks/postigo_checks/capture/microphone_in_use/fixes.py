"""Plans of `camera.microphone`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text
from postigo_checks.capture.in_use.fixes import CLOSE_IT, NOT_YOU, THE_MICROPHONE, take_away

FIXES: Final = (
    Plan(
        "close-program",
        Text("Keep the program from hearing you"),
        (
            CLOSE_IT,
            NOT_YOU,
            Instruct(Text("Speak about private things in another room. From another device, ask somebody you trust.")),
        ),
        effort=Text("About 1 minute."),
        safety=True,
        rights=False,
    ),
    *take_away("microphone", THE_MICROPHONE, SettingsPage.MICROPHONE),
    Plan(
        "mute",
        Text("Mute the microphone"),
        (
            OpenSettings(SettingsPage.MICROPHONE),
            Instruct(Text("Mute the microphone there when you are not in a call.")),
        ),
        effort=Text("About 1 minute."),
        safety=True,
        on=frozenset({Platform.LINUX}),
        rights=False,
    ),
)
