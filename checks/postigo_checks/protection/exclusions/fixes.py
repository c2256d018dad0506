"""Plans of `av.exclusions`: one, to take away what nobody knows."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "remove",
        Text("Take back the exceptions that nobody needs"),
        (
            Instruct(Text("If it was not you, nor somebody who helps you, read the safety note first.")),
            OpenSettings(SettingsPage.ANTIVIRUS),
            Instruct(Text("Choose “Virus & threat protection”, “Manage settings”, then “Add or remove exclusions”.")),
            Instruct(Text("Remove what nobody needs, and let the antivirus look at the whole computer.")),
        ),
        Text("About 10 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
        rights=True,
    ),
)
