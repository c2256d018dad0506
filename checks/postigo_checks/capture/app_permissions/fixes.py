"""Plans of `camera.app-permissions`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, OpenSettings, Plan, Platform, Setting, SettingsPage, Text

_NO_CAMERA: Final = Text("{subject} may not use the camera.")
_BUTTON: Final = Text("Take the camera away from {subject}…")
_AFFECTS: Final = Text("Whoever makes video calls with this app here must allow it again in the settings.")

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
        means=(Means(HandleKind.REGISTRY_VALUE, (Change(Setting({"type": 1, "data": "Deny"}), _NO_CAMERA),), "Value"),),
        button=_BUTTON,
        affects=_AFFECTS,
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
                (Change(Setting(["no"]), _NO_CAMERA),),
                within="devices/camera",
            ),
        ),
        button=_BUTTON,
        affects=_AFFECTS,
    ),
)
