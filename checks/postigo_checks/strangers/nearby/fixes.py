"""Plans of `info.nearby`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "narrow",
        Text("Take files only from your own devices"),
        (
            OpenSettings(SettingsPage.NEARBY),
            Instruct(Text("Under “Nearby sharing”, choose “My devices only” or “Off”.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "narrow",
        Text("Take files only from people you know"),
        (
            OpenSettings(SettingsPage.NEARBY),
            Instruct(Text("At “AirDrop”, choose “Contacts Only” or “No One”.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.MACOS}),
    ),
)
