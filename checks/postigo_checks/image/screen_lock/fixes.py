"""Plans of `image.screen-lock`."""

from __future__ import annotations

from typing import Final

from postigo.api import Change, HandleKind, Instruct, Means, OpenSettings, Plan, Platform, Setting, SettingsPage, Text

_TITLE: Final = Text("Let the screen lock by itself")

_FIVE_MINUTES: Final = Text("The screen turns off and locks after 5 minutes without you.")
_LOCKS: Final = Text("When the screen turns off, it locks.")
_OF_GNOME: Final = (
    Means(
        HandleKind.GSETTINGS, (Change(Setting("uint32 300"), _FIVE_MINUTES),), "idle-delay", "org.gnome.desktop.session"
    ),
    Means(HandleKind.GSETTINGS, (Change(Setting("true"), _LOCKS),), "lock-enabled", "org.gnome.desktop.screensaver"),
)

FIXES: Final = (
    Plan(
        "lock",
        _TITLE,
        (
            Instruct(Text("In the Start menu, look for “Change screen saver”.")),
            Instruct(Text("Choose a screen saver, 5 minutes, and “On resume, display logon screen”.")),
            OpenSettings(SettingsPage.SCREEN_LOCK),
            Instruct(Text("There, let Windows ask you to sign in again every time.")),
            Instruct(Text("When you go away, press the Windows key and L.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "lock",
        _TITLE,
        (
            OpenSettings(SettingsPage.SCREEN_LOCK),
            Instruct(Text("Let the display turn off after 5 minutes or less, on battery and plugged in.")),
            Instruct(Text("Below it, require the password immediately.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "lock",
        _TITLE,
        (
            OpenSettings(SettingsPage.SCREEN_LOCK),
            Instruct(Text("Turn on the automatic lock, after 5 minutes or less, with the password.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.LINUX}),
        means=_OF_GNOME,
        button=Text("Let the screen lock by itself…"),
    ),
)
