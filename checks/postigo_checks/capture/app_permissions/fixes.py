"""Plans of `camera.app-permissions`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, OpenSettings, Plan, Platform, Setting, SettingsPage, Text

_NO_CAMERA: Final = Text("{subject} may not use the camera.")
_BUTTON: Final = Text("Take the camera away from {subject}…")
_AFFECTS: Final = Text("Whoever makes video calls with this app here must allow it again in the settings.")

DEVICES: Final = "Context/devices"
"""Setting of a flatpak's override: kinds of devices. With a `!` it may not use them."""

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
            Instruct(
                Text(
                    "Or type in a terminal, with the app's name in the place of NAME: sudo snap disconnect NAME:camera"
                ),
                rights=True,
            ),
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
    Plan(
        "fewer-devices",
        Text("Leave an app only the devices that it needs"),
        (
            Instruct(
                Text("Does the app need the camera, a game controller or another device? Then leave it as it is.")
            ),
            Instruct(Text("Else type in a terminal: flatpak list --app")),
            Instruct(
                Text(
                    "Then type, with the app's ID in the place of ID: flatpak override --user --nodevice=all --device=dri ID"
                )
            ),
            Instruct(Text("To give all devices back, type: flatpak override --user --device=all ID")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
        means=(
            Means(
                HandleKind.FILE_SETTING,
                (
                    Change(
                        Setting({"with": ["!all", "dri", "input"]}),
                        Text(
                            "{subject} no longer sees the camera and most other devices. It shows pictures as fast as before."
                        ),
                    ),
                ),
                DEVICES,
            ),
        ),
        button=Text("Leave {subject} fewer devices…"),
        affects=Text("It holds from the next start of this app. A game controller may not work in it any more."),
    ),
)
