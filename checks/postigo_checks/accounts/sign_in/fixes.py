"""Plans of `password.blank-or-auto`: asking at the start, setting a password, taking one away."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "ask",
        Text("Turn off the automatic sign-in"),
        (
            Instruct(Text("Press the Windows key and R together. Type netplwiz and press Enter.")),
            Instruct(Text("Tick “Users must enter a user name and password”, and press OK.")),
            Instruct(Text("If that box is not there, ask somebody who looks after computers to help you.")),
        ),
        Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "ask",
        Text("Turn off the automatic sign-in"),
        (
            OpenSettings(SettingsPage.ACCOUNTS),
            Instruct(Text("At “Automatically log in as”, choose “Off”.")),
        ),
        Text("About 1 minute."),
        safety=True,
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "ask",
        Text("Turn off the automatic sign-in"),
        (
            OpenSettings(SettingsPage.ACCOUNTS),
            Instruct(Text("Choose this account and turn off “Automatic Login”.")),
            Instruct(Text("On KDE it is in the settings of the login screen.")),
        ),
        Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "forget",
        Text("Turn off the automatic sign-in and change the password"),
        (
            Instruct(Text("Turn off the automatic sign-in: Windows key and R, type netplwiz, tick the box, press OK.")),
            Instruct(Text("Then change the password of that account. If you use it elsewhere, change it there too.")),
            Instruct(Text("If we still see it after that, ask somebody who looks after computers to remove it.")),
        ),
        Text("About 10 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "set",
        Text("Give the account a password or a PIN"),
        (
            Instruct(Text("Open Settings, then Accounts, then Sign-in options.")),
            Instruct(Text("Choose “Password” or “PIN” and follow the steps.")),
            Instruct(Text("If it is somebody else's account, ask that person to do it.")),
        ),
        Text("About 5 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "set",
        Text("Give the account a password"),
        (
            OpenSettings(SettingsPage.ACCOUNTS),
            Instruct(Text("Choose the account and then “Password”. In a terminal you can type: passwd")),
            Instruct(Text("If it is somebody else's account, ask that person to do it.")),
        ),
        Text("About 5 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
)
