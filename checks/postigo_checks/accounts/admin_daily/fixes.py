"""Plans of `password.admin-daily`: a second account, a group to leave, a question to turn on."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "separate",
        Text("Make a normal account for every day"),
        (
            OpenSettings(SettingsPage.ACCOUNTS),
            Instruct(Text("Add a new account and make it an administrator. Give it a password of its own.")),
            Instruct(
                Text("Sign in with the new account once. There, change the account of every day to a normal one.")
            ),
            Instruct(Text("Your files and programs stay where they are.")),
        ),
        Text("About 15 minutes."),
        on=frozenset({Platform.WINDOWS, Platform.MACOS}),
    ),
    Plan(
        "separate",
        Text("Make a normal account for every day"),
        (
            OpenSettings(SettingsPage.ACCOUNTS),
            Instruct(Text("Add a new account, make it an administrator, and give it a password.")),
            Instruct(Text("Sign in with it once, and take the administrator's rights from the account of every day.")),
            Instruct(Text("Check first that the new account works: one administrator must always be left.")),
        ),
        Text("About 15 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "leave-group",
        Text("Leave that group"),
        (
            Instruct(
                Text("Do you use containers or virtual machines? Then ask somebody who knows them before you go on.")
            ),
            Instruct(
                Text(
                    "An administrator types in a terminal: sudo gpasswd --delete, the account's name, and the group's."
                )
            ),
            Instruct(Text("Restart the computer.")),
        ),
        Text("About 5 minutes and a restart."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "ask-again",
        Text("Let Windows ask before changes"),
        (
            Instruct(Text("Open the start menu and type: UAC")),
            Instruct(Text("Open “Change User Account Control settings” and move the slider up to the second mark.")),
            Instruct(Text("Restart the computer.")),
        ),
        Text("About 5 minutes and a restart."),
        on=frozenset({Platform.WINDOWS}),
    ),
)
