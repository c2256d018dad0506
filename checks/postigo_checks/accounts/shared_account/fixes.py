"""Plans of `password.shared-account`: an account each, and no guest."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "one-each",
        Text("Give each person an account"),
        (
            OpenSettings(SettingsPage.ACCOUNTS),
            Instruct(Text("Add an account for each person, without administrator rights.")),
            Instruct(Text("Where that cannot be, sign out of every web page before you leave.")),
        ),
        Text("About 5 minutes for each person."),
        safety=True,
    ),
    Plan(
        "guest-off",
        Text("Turn off the guest account"),
        (
            Instruct(Text("Right-click the start button and open “Terminal (Admin)” or “PowerShell (Admin)”.")),
            Instruct(Text("Type: Get-LocalUser | Where-Object SID -like '*-501' | Disable-LocalUser")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
)
