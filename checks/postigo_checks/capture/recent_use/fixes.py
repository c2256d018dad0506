"""Plans of `camera.recent-use`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, SettingsPage, Text
from postigo_checks.capture.in_use.fixes import FIND_IT, THE_CAMERA

FIXES: Final = (
    Plan(
        "take-permission",
        Text("Take {device} away from the program", values={"device": THE_CAMERA}),
        (
            OpenSettings(SettingsPage.CAMERA),
            *FIND_IT,
            Instruct(Text("Cover the camera when you do not use it.")),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
    ),
)
