"""Plans of `av.active`: turning it on, and bringing its list up to date."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "turn-on",
        Text("Turn on the antivirus"),
        (
            OpenSettings(SettingsPage.ANTIVIRUS),
            Instruct(Text("Open “Virus & threat protection”.")),
            Instruct(Text("If it shows a button to turn protection on, press it.")),
            Instruct(Text("Microsoft Defender comes with Windows. You do not need to pay for another one.")),
        ),
        Text("About 2 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "update",
        Text("Update the antivirus"),
        (
            OpenSettings(SettingsPage.ANTIVIRUS),
            Instruct(Text("Open “Virus & threat protection”.")),
            Instruct(Text("Under “Protection updates”, press “Check for updates”.")),
            Instruct(Text("If you use another antivirus, open it and press “Update”.")),
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "turn-on",
        Text("Turn on XProtect"),
        (
            Instruct(Text("Restart the Mac, and look again.")),
            Instruct(Text("If it is still off, ask Apple's support. There is no switch for it in the settings.")),
        ),
        Text("About 5 minutes and a restart."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "update",
        Text("Let the Mac fetch the newest list"),
        (
            OpenSettings(SettingsPage.UPDATES),
            Instruct(Text("Press the “i” beside “Automatic updates”.")),
            Instruct(Text("Turn on the entry for security responses and system files.")),
            Instruct(Text("Leave the Mac on, with internet, for some hours. Then look again.")),
        ),
        Text("About 2 minutes, and some hours of waiting."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "turn-on",
        Text("Turn on the antivirus"),
        (
            Instruct(Text("Open the antivirus and turn on its protection.")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "update",
        Text("Update the antivirus"),
        (
            Instruct(Text("For ClamAV, type in a terminal: sudo systemctl enable --now clamav-freshclam")),
            Instruct(Text("For Microsoft Defender, type in a terminal: mdatp definitions update")),
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
)
