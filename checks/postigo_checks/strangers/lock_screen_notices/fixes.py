"""Plans of `info.lockscreen`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, OpenSettings, Plan, Platform, Setting, SettingsPage, Text

_SHOWS_NONE: Final = Text("The locked screen shows no messages.")
_BUTTON: Final = Text("Hide messages on the locked screen…")
_ABOVE_LOCK: Final = "NOC_GLOBAL_SETTING_ALLOW_TOASTS_ABOVE_LOCK"

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
        means=(Means(HandleKind.REGISTRY_VALUE, (Change(Setting({"type": 4, "data": 0}), _SHOWS_NONE),), _ABOVE_LOCK),),
        button=_BUTTON,
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
        means=(
            Means(
                HandleKind.DEFAULTS,
                (
                    Change(
                        Setting({"type": "integer", "data": "2"}),
                        Text("What messages say is shown only when the screen is unlocked."),
                    ),
                ),
                "content_visibility",
                "com.apple.ncprefs",
            ),
        ),
        button=_BUTTON,
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
                (Change(Setting("false"), _SHOWS_NONE),),
                "show-in-lock-screen",
                "org.gnome.desktop.notifications",
            ),
        ),
        button=_BUTTON,
    ),
)
