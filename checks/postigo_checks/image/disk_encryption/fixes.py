"""Plans of `image.disk-encryption`."""

from __future__ import annotations

from typing import Final

from postigo.api import Instruct, OpenSettings, Plan, Platform, SettingsPage, Text

_KEY: Final = Instruct(
    Text("Save the recovery key in a safe place, not on this computer. Without it, you could lose all.")
)

FIXES: Final = (
    Plan(
        "encrypt",
        Text("Turn on disk encryption"),
        (
            Instruct(Text("Make a copy of your important files first.")),
            OpenSettings(SettingsPage.ENCRYPTION),
            Instruct(Text("Turn on “Device encryption”. If it is not there, look for “BitLocker” in the Start menu.")),
            _KEY,
            Instruct(Text("On a school or work computer, tell the person who looks after it.")),
        ),
        Text("About 10 minutes, then some hours by itself."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "finish",
        Text("Finish the disk encryption"),
        (
            OpenSettings(SettingsPage.ENCRYPTION),
            Instruct(Text("Choose “Sign in” or “Turn on”, so that Windows can keep the key for you.")),
            _KEY,
        ),
        Text("About 5 minutes."),
        on=frozenset({Platform.WINDOWS}),
    ),
    Plan(
        "encrypt",
        Text("Turn on disk encryption"),
        (
            OpenSettings(SettingsPage.ENCRYPTION),
            Instruct(Text("Turn on “FileVault”.")),
            _KEY,
        ),
        Text("About 5 minutes, then some hours by itself."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "restart",
        Text("Restart the computer"),
        (Instruct(Text("Restart the computer, and leave it plugged in.")),),
        Text("About 5 minutes, then some hours by itself."),
        on=frozenset({Platform.MACOS}),
    ),
    Plan(
        "encrypt",
        Text("Plan an encrypted disk"),
        (
            Instruct(Text("On Linux, the disk is encrypted when the system is installed.")),
            Instruct(Text("The next time you install it, choose “Encrypt”. Copy your files to another disk first.")),
            Instruct(Text("Until then, keep private files in an encrypted folder, for example with Cryptomator.")),
        ),
        Text("A few hours, when you next install the system."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "move",
        Text("Put your photos on the locked disk"),
        (
            Instruct(Text("Move private photos and files from there to a folder on the locked disk.")),
            Instruct(Text("Or let the program “Disks” format that disk with a password (LUKS). Copy its files first.")),
            Instruct(Text("What was deleted can often be brought back. Formatting with a password is safer.")),
        ),
        Text("About 30 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "finish",
        Text("Take the key away from the open disk"),
        (
            Instruct(Text("Ask somebody who knows Linux well. A mistake here can lock you out.")),
            Instruct(Text("Copy your important files to another disk first.")),
            Instruct(Text("Add a password to the disk: sudo cryptsetup luksAddKey, and the name of the disk.")),
            Instruct(Text("In the file /etc/crypttab, write “none” in place of the key's path. Restart, and try it.")),
            Instruct(Text("If it works, take away the old key: sudo cryptsetup luksRemoveKey. Then delete its file.")),
        ),
        Text("About 1 hour."),
        on=frozenset({Platform.LINUX}),
    ),
    Plan(
        "lock-swap",
        Text("Protect the swap (memory that is put aside on the disk)"),
        (
            Instruct(
                Text("Easiest: take its line out of the file /etc/fstab. Then type in a terminal: sudo swapoff -a")
            ),
            Instruct(Text("Many systems can keep it in memory instead: install “zram-tools” or “zram-generator”.")),
        ),
        Text("About 10 minutes."),
        on=frozenset({Platform.LINUX}),
    ),
)
