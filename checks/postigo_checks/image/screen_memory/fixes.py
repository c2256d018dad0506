"""Plans of `image.screen-memory`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "turn-off",
        Text("Turn off the screen history"),
        (
            OpenSettings(SettingsPage.SCREEN_MEMORY),
            Instruct(Text("Open “Recall & snapshots”, and turn off “Save snapshots”.")),
            Instruct(Text("There, choose “Delete snapshots” if you do not want to keep the old ones.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
)
