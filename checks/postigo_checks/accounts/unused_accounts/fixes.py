"""Plans of `accounts.unused`: one, to remove an account."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "remove",
        Text("Close accounts that nobody needs"),
        (
            Instruct(Text("Ask first whose account it is, and whether its files are still needed.")),
            OpenSettings(SettingsPage.ACCOUNTS),
            Instruct(Text("Choose the account, then “Remove”. Its files here go with it.")),
        ),
        Text("About 10 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
)
