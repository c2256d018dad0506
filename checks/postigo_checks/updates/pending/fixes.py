"""Plans of `update.os-pending`: installing what waits, by each system's own way."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text
from postigo_checks.updates.automatic.fixes import RESUME
from postigo_checks.updates.linux_renewal.fixes import FIXES_OF_LINUX

FIXES: Final = (
    *FIXES_OF_LINUX,
    Plan(
        "windows-update",
        Text("Install the updates"),
        (
            OpenSettings(SettingsPage.UPDATES),
            RESUME,
            Instruct(Text("Choose “Check for updates”, then “Download & install all”.")),
            Instruct(Text("When Windows asks for it, choose “Update and restart”.")),
        ),
        Text("About 20 minutes and a restart."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "windows-update-fails",
        Text("Find out why the updates do not come"),
        (
            OpenSettings(SettingsPage.UPDATES),
            RESUME,
            Instruct(
                Text("Choose “Check for updates”. Does an update come? Install it, and choose “Update and restart”.")
            ),
            Instruct(
                Text(
                    "Does it fail each time? Open the settings, “System”, “Troubleshoot”, “Other troubleshooters”, "
                    "and run the one for Windows Update."
                )
            ),
            Instruct(Text("Does the disk have less than 20 GB of free space? Make room first.")),
            Instruct(Text("A program may have switched updates off. Undo it in that program.")),
            Instruct(Text("Has this version of Windows come to its end? Then only a newer version gets updates.")),
            Instruct(Text("Does it still fail? Note the number of the error (0x…), and ask for help with it.")),
        ),
        Text("About 1 hour."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "macos-update",
        Text("Install the updates"),
        (
            OpenSettings(SettingsPage.UPDATES),
            Instruct(Text("Choose “Update Now”. Leave the Mac plugged in until it is done.")),
            Instruct(Text("Is there none? A “Background Security Improvement” stands under “Privacy & Security”.")),
        ),
        Text("About 30 minutes and a restart."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "leave-tests",
        Text("Leave the tests of new versions"),
        (
            OpenSettings(SettingsPage.UPDATES),
            Instruct(Text("Choose the ⓘ beside “Beta updates”, then “Off”.")),
            Instruct(Text("Is “Beta updates” not there? Then ask whoever set up this Mac.")),
            Instruct(Text("Then let the Mac look for updates, and install what it finds.")),
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.MACOS}),
    ),
)
