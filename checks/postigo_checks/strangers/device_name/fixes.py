"""Plans of `info.device-name`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "rename",
        Text("Give the computer a neutral name"),
        (
            OpenSettings(SettingsPage.ABOUT),
            Instruct(Text("Choose “Rename this PC” and write something neutral, like “laptop-7”.")),
            Instruct(Text("Restart the computer.")),
        ),
        Text("About 3 minutes and a restart."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "rename",
        Text("Give the computer a neutral name"),
        (
            OpenSettings(SettingsPage.ABOUT),
            Instruct(Text("Click the name at the top and write something neutral, like “laptop-7”.")),
            Instruct(Text("Then open “Sharing” in the settings and change the local name at the bottom too.")),
        ),
        Text("About 3 minutes."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "rename",
        Text("Give the computer a neutral name"),
        (
            OpenSettings(SettingsPage.ABOUT),
            Instruct(Text("Click “Device Name” and write something neutral, like “laptop-7”.")),
            Instruct(Text("If there is no such place, type in a terminal: hostnamectl hostname laptop-7")),
        ),
        Text("About 3 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "rename-bluetooth",
        Text("Give Bluetooth a neutral name"),
        (
            OpenSettings(SettingsPage.BLUETOOTH),
            Instruct(Text("Change the name that others see. It often follows the name of the computer.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
)
