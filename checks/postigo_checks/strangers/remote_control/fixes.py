"""Plans of `camera.remote-control`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

FIXES: Final = (
    Plan(
        "ask-then-close",
        Text("Find out who put it there, then decide"),
        (
            Instruct(
                Text(
                    "Ask the owner of this computer, or who looks after it: did somebody you trust install it, to help you?"
                )
            ),
            Instruct(Text("If so, you can keep it. Switch off “unattended access” in its settings.")),
            Instruct(
                Text(
                    "If nobody knows it, read the safety note first. The person who put it there may notice when it is gone."
                )
            ),
            Instruct(Text("Did somebody on the phone ask you for it? Switch off the Wi-Fi and ask for help.")),
        ),
        effort=Text("About 10 minutes."),
        safety=True,
    ),
    Plan(
        "doors",
        Text("Switch off the system's own remote access"),
        (
            OpenSettings(SettingsPage.REMOTE_CONTROL),
            Instruct(Text("Look for Remote Desktop, and switch it off if nobody needs it.")),
            Instruct(Text("For SSH: open Services, find “OpenSSH SSH Server”, and set it to “Disabled”.")),
        ),
        effort=Text("About 3 minutes."),
        safety=True,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "doors",
        Text("Switch off the system's own remote access"),
        (
            OpenSettings(SettingsPage.REMOTE_CONTROL),
            Instruct(
                Text("Switch off Screen Sharing, Remote Management and Remote Login in this list if nobody needs them.")
            ),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "doors",
        Text("Switch off the system's own remote access"),
        (
            OpenSettings(SettingsPage.REMOTE_CONTROL),
            Instruct(Text("Look for Remote Desktop, and switch it off if nobody needs it.")),
        ),
        effort=Text("About 2 minutes."),
        safety=True,
        on=frozenset({Platform.LINUX}),
    ),
)
