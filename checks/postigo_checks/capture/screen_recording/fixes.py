"""Plans of `camera.screen-recording`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text
from postigo_checks.capture.in_use.fixes import CLOSE_IT, NOT_YOU

_SAFETY: Final = Instruct(
    Text("Did somebody else put the app there? Read the safety note first. They may notice when it stops.")
)
FIXES: Final = (
    Plan(
        "close-recorder",
        Text("Stop the recording of the screen"),
        (
            CLOSE_IT,
            NOT_YOU,
            Instruct(
                Text("Open nothing private on this screen. From another device, ask somebody you trust, or a helpline.")
            ),
        ),
        effort=Text("About 1 minute."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "review-list",
        Text("Leave the screen only to the apps that need it"),
        (
            _SAFETY,
            OpenSettings(SettingsPage.SCREEN_CAPTURE),
            Instruct(Text("Switch off every app that you do not know or do not use for sharing the screen.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS, Platform.MACOS}),
    ),
    Plan(
        "review-list",
        Text("Leave the screen only to the apps that need it"),
        (
            _SAFETY,
            Instruct(Text("Open the settings of your desktop, then Apps, and look at each app that was named here.")),
            Instruct(Text("Take away the permission for screenshots and screen sharing, or remove the app.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "ask-again-kde",
        Text("Let the desktop ask again"),
        (
            _SAFETY,
            Instruct(Text("Type in a terminal: flatpak permission-remove kde-authorized remote-desktop")),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
)
