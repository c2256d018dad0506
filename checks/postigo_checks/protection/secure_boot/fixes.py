"""Plans of `boot.secure`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "turn-on",
        Text("Turn on Secure Boot"),
        (
            Instruct(Text("Is the disk encrypted? First find the recovery key, and write it down on paper.")),
            Instruct(Text("Restart, open the firmware (often with F2 or Del), and look for “Secure Boot”.")),
            Instruct(Text("If the computer does not start after that, turn it off again. Ask for help if you want.")),
        ),
        Text("About 15 minutes, better with help."),
    ),
    Plan(
        "renew-certificates",
        Text("Let Windows renew the certificates"),
        (
            OpenSettings(SettingsPage.UPDATES),
            Instruct(Text("Install all updates and restart. Windows renews them by itself, often over some weeks.")),
            Instruct(Text("Does it stay so? Install the newest firmware (UEFI) of the maker of the computer.")),
            Instruct(Text("Never turn Secure Boot off for it. Ask for help if you want.")),
        ),
        Text("About 20 minutes and a restart."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "check-again",
        Text("Let Linux check what it starts"),
        (
            Instruct(
                Text("Choose a password when this asks for one. Type in a terminal: sudo mokutil --enable-validation")
            ),
            Instruct(Text("Restart. In the blue window choose “Change Secure Boot state” and follow it.")),
            Instruct(Text("Did you turn it off for a driver? That driver may stop working. Ask for help first.")),
        ),
        Text("About 10 minutes and a restart, better with help."),
        on=frozenset({Platform.LINUX}),
    ),
)
