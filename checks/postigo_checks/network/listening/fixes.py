"""Plans of `net.listening`: one, to ask before anything is closed."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, SettingsPage, Text

FIXES: Final = (
    Plan(
        "ask-then-close",
        Text("Find out what the program is for"),
        (
            Instruct(Text("Do you know the program? Games and tools for work often accept connections.")),
            Instruct(Text("If nobody needs it, close it. Remove it, or stop it from starting with the computer.")),
            OpenSettings(SettingsPage.FIREWALL),
            Instruct(Text("Turn on the firewall. It keeps out what you did not ask for.")),
            Instruct(Text("If somebody else may have put it there, read the safety note first.")),
        ),
        Text("About 10 minutes."),
        safety=True,
    ),
)
