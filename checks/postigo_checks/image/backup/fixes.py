"""Plans of `disk.backup`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

_TITLE: Final = Text("Make a backup")
_EFFORT: Final = Text("About 10 minutes, and a second disk.")

FIXES: Final = (
    Plan(
        "backup",
        _TITLE,
        (
            Instruct(Text("Plug in a second disk. In the Start menu, look for “File History”, and turn it on.")),
            OpenSettings(SettingsPage.BACKUP),
            Instruct(Text("Afterwards, unplug the disk, and keep it in another place.")),
        ),
        _EFFORT,
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "backup",
        _TITLE,
        (
            Instruct(Text("Plug in a second disk.")),
            OpenSettings(SettingsPage.BACKUP),
            Instruct(Text("Add the disk as a backup disk, and choose to encrypt the backup.")),
            Instruct(Text("Keep its password in a safe place. Nobody can open the backup without it.")),
        ),
        _EFFORT,
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "backup",
        _TITLE,
        (
            Instruct(Text("Plug in a second disk.")),
            Instruct(Text("Install “Déjà Dup Backups” or “Pika Backup”, and choose that disk and a password.")),
            OpenSettings(SettingsPage.BACKUP),
            Instruct(Text("Keep the password in a safe place. Nobody can open the backup without it.")),
        ),
        _EFFORT,
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "lock",
        Text("Lock the backup"),
        (
            OpenSettings(SettingsPage.BACKUP),
            Instruct(Text("Remove the disk there, and add it again with “Encrypt backup”. This starts a new backup.")),
        ),
        Text("About 10 minutes, then some hours by itself."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "lock",
        Text("Lock the backup"),
        (
            Instruct(Text("Set up a new backup in your program, with encryption and a password.")),
            Instruct(Text("When it is finished, delete the old one.")),
        ),
        Text("About 10 minutes, then some hours by itself."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "mend",
        Text("Let the backup save again"),
        (
            Instruct(
                Text(
                    "Plug in the disk of the backup. In the Start menu, look for “File History”: it says what is wrong."
                )
            ),
            Instruct(
                Text("Is the disk full? Under “Advanced settings” choose “Clean up versions”, or choose a bigger disk.")
            ),
            Instruct(Text("Then choose “Run now”.")),
        ),
        Text("About 10 minutes, then some hours by itself."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "another-way",
        Text("Save your files in another way"),
        (
            Instruct(Text("Plug in a second disk, and copy your pictures and documents to it.")),
            OpenSettings(SettingsPage.BACKUP),
            Instruct(Text("Look there at what Windows saves now. It may save to a cloud: that is your choice.")),
            Instruct(Text("Afterwards, unplug the disk, and keep it in another place.")),
        ),
        Text("About an hour, and a second disk."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "ask",
        Text("Ask how your files are saved"),
        (
            Instruct(Text("Ask the person who looks after this computer whether your files are saved, and where.")),
            Instruct(
                Text("Does nobody look after it? Then ask for help: a rule was set on it that forbids the backup.")
            ),
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
)
