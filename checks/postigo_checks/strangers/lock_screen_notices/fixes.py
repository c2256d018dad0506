"""Plans of `info.lockscreen`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "hide",
        Text("Hide messages on the locked screen"),
        (
            OpenSettings(SettingsPage.NOTIFICATIONS),
            Instruct(Text("Click on “Notifications” to unfold it.")),
            Instruct(Text("Untick “Show notifications on the lock screen”.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "hide",
        Text("Hide messages on the locked screen"),
        (
            OpenSettings(SettingsPage.NOTIFICATIONS),
            Instruct(Text("At “Show previews”, choose “When Unlocked” or “Never”.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "hide",
        Text("Hide messages on the locked screen"),
        (
            OpenSettings(SettingsPage.NOTIFICATIONS),
            Instruct(
                Text("Turn off “Lock Screen Notifications”. Or open a program, and turn off its message content.")
            ),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
)
