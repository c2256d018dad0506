"""Plans of `image.photo-sync` and `image.screenshot-sync`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, Plan, Platform, Text

PHOTO_SYNC_FIXES: Final = (
    Plan(
        "protect-or-stop",
        Text("Protect that account, or stop the copy"),
        (
            Instruct(
                Text(
                    "Do you want the copy? Keep it, and protect that account with a long password and two-step sign-in."
                )
            ),
            Instruct(Text("With two-step sign-in a second key is needed, for example a code on your phone.")),
            Instruct(Text("Do you not want it? Open the program's settings and take the pictures folder out.")),
            Instruct(Text("Before you delete anything, look whether a copy of it stays on this computer.")),
        ),
        Text("About 10 minutes."),
        safety=True,
    ),
)

SCREENSHOT_SYNC_FIXES: Final = (
    Plan(
        "stop",
        Text("Keep screenshots out of the cloud"),
        (
            Instruct(Text("OneDrive: open its settings, “Sync and back up”, and turn off saving screenshots.")),
            Instruct(Text("There, you can also take the pictures folder out of the backup.")),
            Instruct(Text("Another program: look in its settings for “screenshots”, and turn that off.")),
        ),
        Text("About 3 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "stop",
        Text("Keep screenshots out of the cloud"),
        (
            Instruct(Text("Press Shift, Command and 5. Open “Options”, and choose a folder that is not copied.")),
            Instruct(Text("The folder “Pictures” is not part of “Desktop & Documents” in iCloud.")),
        ),
        Text("About 1 minute."),
        on=frozenset({Platform.MACOS}),
    ),
)
