"""Plans of `info.lockscreen`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, OpenSettings, Plan, Platform, Setting, SettingsPage, Text

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
        means=(
            Means(
                HandleKind.GSETTINGS,
                (Change(Setting("false"), Text("The locked screen shows no messages.")),),
                "show-in-lock-screen",
                "org.gnome.desktop.notifications",
            ),
        ),
        button=Text("Hide messages on the locked screen…"),
    ),
)
