"""Plans of `camera.in-use`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text
from postigo_checks.capture.in_use.fixes import CLOSE_IT, NOT_YOU, THE_CAMERA, take_away

FIXES: Final = (
    Plan(
        "close-and-cover",
        Text("Cover the camera, and see if the program is yours"),
        (
            Instruct(Text("Cover the camera with a sliding cover or a piece of paper tape.")),
            CLOSE_IT,
            NOT_YOU,
            Instruct(Text("Leave the camera covered. From another device, ask somebody you trust, or a helpline.")),
        ),
        effort=Text("About 1 minute."),
        safety=True,
        rights=False,
    ),
    *take_away("camera", THE_CAMERA, SettingsPage.CAMERA),
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
        rights=False,
    ),
)
