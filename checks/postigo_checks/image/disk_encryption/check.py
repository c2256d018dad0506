"""`image.disk-encryption`: whether somebody who holds this disk can read the photos on it.

Never ACT: it takes a thief or a finder. Another maker's encryption cannot be seen, so each sentence names whose is off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from postigo.api import (
    Check,
    Coverage,
    Finding,
    Gap,
    Instruct,
    Level,
    OpenSettings,
    Plan,
    Platform,
    Probe,
    Scope,
    SettingsPage,
    Share,
    Text,
)
from postigo_checks.image.disk_encryption.fact import Encryption, State
from postigo_checks.image.disk_encryption.linux import linux
from postigo_checks.image.disk_encryption.macos import macos
from postigo_checks.image.disk_encryption.windows import windows

_TURN_ON: Final = ("encrypt",)
_FINISH: Final = ("finish",)

_SAID: Final = {
    State.OFF: (
        "off",
        Level.ADVISE,
        Text(
            "The files on this disk are not locked ({tool} is off)."
            " If the computer is lost or stolen, another person can open your photos."
        ),
        _TURN_ON,
    ),
    State.ANOTHER: (
        "another-program",
        Level.NOTE,
        Text(
            "Windows' own encryption is off, but {tool} encrypts this disk, as its driver says. "
            "Do not turn on a second one on top of it."
        ),
        (),
    ),
    State.UNLOCKING: (
        "being-unlocked",
        Level.ADVISE,
        Text("The lock of this disk is being taken away ({tool}). Soon anybody who has the disk can open your photos."),
        _TURN_ON,
    ),
    State.KEY_OPEN: (
        "key-open",
        Level.ADVISE,
        Text("The disk is encrypted ({tool}), but its key lies open beside it. It does not protect your photos yet."),
        _FINISH,
    ),
    State.SYSTEM_ONLY: (
        "people-not-locked",
        Level.ADVISE,
        Text("The system is locked ({tool}), but the part of the disk with your files is not."),
        _TURN_ON,
    ),
    State.NEXT_START: (
        "at-next-start",
        Level.ADVISE,
        Text("The encryption of this disk ({tool}) waits for a restart."),
        ("restart",),
    ),
    State.LOCKING: (
        "being-locked",
        Level.NOTE,
        Text("This disk is being locked now ({tool}). Leave the computer on, and plugged in."),
        (),
    ),
    State.PEOPLE_ONLY: (
        "people-locked",
        Level.NOTE,
        Text("The part of the disk with your files is locked ({tool}). The system is not; it may hold traces of them."),
        (),
    ),
    State.SOME_FOLDERS: (
        "some-folders",
        Level.NOTE,
        Text("The disk is not locked, but personal folders can be locked one by one on this computer."),
        (),
    ),
    State.SYSTEM: ("system-locked", Level.NOTE, Text("The disk of the system is locked ({tool})."), ()),
    State.ON: ("on", Level.GOOD, Text("The files on this disk are locked ({tool})."), ()),
}


def judge(fact: Encryption) -> Iterator[Finding | Gap]:
    """One sentence on the disk, then what could not be seen."""
    if fact.state is not None:
        code, level, text, fixes = _SAID[fact.state]
        yield Finding(code, level, replace(text, values={"tool": fact.tool}), fixes=fixes)
    for folder in fact.folders:
        text = Text("The folder {folder} lies on a disk that is not locked.", values={"folder": folder})
        yield Finding("folder-not-locked", Level.ADVISE, text, subject=folder, fixes=("move",))
    for place in fact.others:
        text = Text("Another disk, at {place}, is not locked. Are photos on it?", values={"place": place})
        yield Finding("other-disk", Level.NOTE, text, subject=place, fixes=("move",))
    if fact.swap_open:
        text = Text(
            "The place on the disk where memory is put aside (swap) is not locked. It keeps pieces of what was open."
        )
        yield Finding("swap-open", Level.NOTE, text, fixes=("lock-swap",))
    if fact.state is State.SOME_FOLDERS:
        text = Text("We could not see whether your own folder is one of those that are locked.")
    elif fact.at_start:
        text = Text("The disk was locked when Windows started. We could not see whether it still is.")
    else:
        text = Text("We could not see all that tells whether the disk is locked now.")
    yield from (Gap(unknown.why, text) for unknown in fact.missed)


_KEY: Final = Instruct(
    Text("Save the recovery key in a safe place, not on this computer. Without it, you could lose all.")
)

_PLANS: Final = (
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

DISK_ENCRYPTION: Final = Check(
    id="image.disk-encryption",
    title=Text("The encryption of the disk"),
    why=Text("A lost or stolen computer gives away every photo on it, unless its disk is encrypted."),
    tip=1,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("Whether the disks of this computer are encrypted (LUKS, ZFS), and where their keys lie."),
            Text(
                "Disks that encrypt themselves, and whose folders are encrypted. A key that is in what starts the computer."
            ),
        ),
        Platform.WINDOWS: Coverage(
            Text("Whether Windows' own encryption, or VeraCrypt's, protects the system's disk now."),
            Text("Encryption of makers other than Microsoft and VeraCrypt, and other disks."),
        ),
        Platform.MACOS: Coverage(
            Text("Whether FileVault is on, and whether it has finished."),
            Text("Other disks, and encryption of other makers."),
        ),
    },
    share=Share.OPEN,
    scope=Scope.MACHINE,
    budget=30.0,
    fixes=_PLANS,
)
