"""Plans of `camera.microphone-permissions`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, OpenSettings, Plan, Platform, Setting, SettingsPage, Text

_BUTTON: Final = Text("Take the microphone away from {subject}…")
_AFFECTS: Final = Text("Whoever makes calls with this app here must allow it again in the settings.")
SOCKETS: Final = "Context/sockets"
"""Setting of a flatpak's override: ways out of its sandbox. With a `!` it may not use them."""
NO_SOUND: Final = "!pulseaudio"

FIXES: Final = (
    Plan(
        "review-list",
        Text("Leave the microphone only to the apps you use for calls or recordings"),
        (
            OpenSettings(SettingsPage.MICROPHONE),
            Instruct(Text("Look at the list. Switch off every app that you do not use for calls or recordings.")),
            Instruct(Text("An app can ask again when you need it.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS, Platform.MACOS}),
        means=(
            Means(
                HandleKind.REGISTRY_VALUE,
                (Change(Setting({"type": 1, "data": "Deny"}), Text("{subject} may not use the microphone.")),),
                "Value",
            ),
        ),
        button=_BUTTON,
        affects=_AFFECTS,
    ),
    Plan(
        "review-list",
        Text("Leave the microphone only to the apps you use for calls or recordings"),
        (
            Instruct(Text("The app was not made to hear you. Did you allow it? Then leave it as it is.")),
            Instruct(Text("Else type in a terminal: flatpak list --app")),
            Instruct(
                Text(
                    "Then type, with the app's ID in the place of ID: flatpak override --user --nosocket=pulseaudio "
                    "--nofilesystem=xdg-run/pipewire-0 --nodevice=all ID"
                )
            ),
            Instruct(Text("To give sound back, type: flatpak override --user --socket=pulseaudio ID")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
        means=(
            Means(
                HandleKind.FILE_SETTING,
                (Change(Setting({"with": [NO_SOUND]}), Text("{subject} can neither listen nor play sound.")),),
                SOCKETS,
            ),
        ),
        button=_BUTTON,
        affects=Text("It holds from the next start of this app. Whoever makes calls with it here must allow it again."),
    ),
)
