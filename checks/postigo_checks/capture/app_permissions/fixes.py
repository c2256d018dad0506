"""Plans of `camera.app-permissions`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, OpenSettings, Plan, Platform, Setting, SettingsPage, Text

FIXES: Final = (
    Plan(
        "review-list",
        Text("Leave the camera only to the apps you use for video calls"),
        (
            OpenSettings(SettingsPage.CAMERA),
            Instruct(Text("Look at the list. Switch off every app that you do not use for video calls.")),
            Instruct(Text("An app can ask again when you need it.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS, Platform.MACOS}),
    ),
    Plan(
        "review-list",
        Text("Leave the camera only to the apps you use for video calls"),
        (
            OpenSettings(SettingsPage.CAMERA),
            Instruct(Text("Switch off every app in the list that you do not use for video calls.")),
            Instruct(Text("Apps from the Snap store: open the software shop, choose the app, then its permissions.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
        means=(
            Means(
                HandleKind.PERMISSION,
                (Change(Setting(["no"]), Text("{subject} may not use the camera.")),),
                within="devices/camera",
            ),
        ),
        button=Text("Take the camera away from {subject}…"),
        affects=Text("Whoever makes video calls with this app here must allow it again in the settings."),
    ),
)
