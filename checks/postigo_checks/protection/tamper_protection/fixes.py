"""Plans of `av.tamper`: one, which only a person can follow."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "turn-on",
        Text("Turn on tamper protection"),
        (
            OpenSettings(SettingsPage.ANTIVIRUS),
            Instruct(Text("Choose “Virus & threat protection”, then “Manage settings”.")),
            Instruct(Text("Turn on “Tamper Protection”.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.WINDOWS}),
    ),
)
