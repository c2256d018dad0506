"""Plans of `info.discoverable`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, OpenSettings, Plan, Platform, Setting, SettingsPage, Text

FIXES: Final = (
    Plan(
        "hide-bluetooth",
        Text("Hide this computer from Bluetooth"),
        (
            OpenSettings(SettingsPage.BLUETOOTH),
            Instruct(Text("Close that page again: many systems show themselves only while it is open.")),
            Instruct(Text("If there is “Visible” or “Discoverable”, turn it off. What is paired goes on working.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.LINUX}),
        means=(
            Means(
                HandleKind.DEVICE,
                (
                    Change(
                        Setting(value=False),
                        Text("Bluetooth no longer shows this computer. What is paired goes on working."),
                    ),
                ),
            ),
        ),
        button=Text("Hide this computer from Bluetooth…"),
        rights=False,
    ),
    Plan(
        "hide-bluetooth",
        Text("Hide this computer from Bluetooth"),
        (Instruct(Text("Close the Bluetooth settings. A Mac shows itself only while they are open.")),),
        Text("About 1 minute."),
        on=frozenset({Platform.MACOS}),
        rights=False,
    ),
    Plan(
        "hide-bluetooth",
        Text("Hide this computer from Bluetooth"),
        (
            Instruct(Text("If the Bluetooth settings are open, close them, and look again here.")),
            OpenSettings(SettingsPage.BLUETOOTH),
            Instruct(Text("Open “More Bluetooth settings”.")),
            Instruct(Text("Turn off “Allow Bluetooth devices to find this PC”. What is paired goes on working.")),
            Instruct(Text("Close the settings again: Windows shows itself while they are open.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.WINDOWS}),
        rights=False,
    ),
    Plan(
        "hide-public",
        Text("Hide this computer on public networks"),
        (
            OpenSettings(SettingsPage.NETWORK),
            Instruct(Text("Open “Advanced network settings”, then “Advanced sharing settings”.")),
            Instruct(Text("Under “Public networks”, turn off “Network discovery”.")),
            Instruct(Text("Mark the Wi-Fi of cafés and of school as public.")),
        ),
        Text("About 3 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
)
