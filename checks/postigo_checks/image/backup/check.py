"""`disk.backup`: whether there is a copy of one's files, from when it is, and whether it is locked.

That there is none is only worth knowing: there may be one by a program, or on a disk in a drawer, that cannot be seen.
One that is old, or that lies open for whoever finds it, is advised against.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from postigo.api import (
    CannotTell,
    Check,
    Coverage,
    Finding,
    Gap,
    Instruct,
    Keyword,
    Level,
    OpenSettings,
    Plan,
    Platform,
    Probe,
    SettingsPage,
    Share,
    Text,
    Unknown,
    Value,
)
from postigo_checks.image.backup.fact import Backup, Backups
from postigo_checks.image.backup.linux import linux
from postigo_checks.image.backup.macos import macos
from postigo_checks.image.backup.windows import windows

OLD: Final = timedelta(days=30)
_AHEAD: Final = timedelta(days=1)

_MAKE: Final = ("backup",)


def judge(fact: Backups) -> Iterator[Finding | Gap]:
    """The newest backup first, then how each is kept."""
    running = [backup for backup in fact.found if not backup.off]
    dated = [backup for backup in running if backup.dated]
    finished = [(backup.last, backup) for backup in dated if backup.last is not None]
    if not fact.found and not fact.missed:
        text = Text("We found no backup by a program that we know. If the disk breaks, your files are gone.")
        yield Finding("none-known", Level.NOTE, text, fixes=_MAKE)
    elif finished:
        yield from _by_age(*max(finished, key=lambda one: one[0]), fact.today)
    elif dated and not fact.missed:
        text = Text("A backup is set up ({tool}), but none was ever finished.", values={"tool": dated[0].tool})
        yield Finding("never-finished", Level.ADVISE, text, fixes=_MAKE)
    elif running:
        yield _set_up(running[0])
    yield from (_off(backup) for backup in fact.found if backup.off)
    yield from _kept(fact)
    for unknown in fact.missed:
        yield Gap(unknown.why, Text("We could not see all the records of your backups."))


def _off(backup: Backup) -> Finding:
    """One that was set up, and is switched off: what it saved gets older each day."""
    text = Text(
        "A backup was set up ({tool}), but it is switched off. New files are not saved.", values={"tool": backup.tool}
    )
    return Finding("switched-off", Level.ADVISE, text, fixes=_MAKE)


def _set_up(backup: Backup) -> Finding:
    return Finding("set-up", Level.NOTE, Text("A backup is set up ({tool}).", values={"tool": backup.tool}))


def _by_age(last: datetime, backup: Backup, today: datetime) -> Iterator[Finding | Gap]:
    if last > today + _AHEAD:
        text = Text("The last backup has a date in the future. The clock of this computer may be wrong.")
        yield Gap(Unknown.UNREADABLE, text)
    elif backup.at_most and today - last <= OLD:
        yield _set_up(backup)
        yield Gap(Unknown.MISSING, Text("We could not see when the last copy reached its disk."))
    else:
        yield _dated(backup.tool, last, today)


def _dated(tool: Keyword, last: datetime, today: datetime) -> Finding:
    days = max(0, (today - last).days)
    values: dict[str, Value] = {"tool": tool, "n": days}
    if days == 0:
        return Finding("recent", Level.GOOD, Text("Your last backup is of today ({tool}).", values={"tool": tool}))
    if today - last <= OLD:
        text = Text(
            "Your last backup is {n} day old ({tool}).", "Your last backup is {n} days old ({tool}).", days, values
        )
        return Finding("recent", Level.GOOD, text)
    text = Text(
        "Your last backup is {n} day old ({tool}). What is newer may be saved nowhere else.",
        "Your last backup is {n} days old ({tool}). What is newer may be saved nowhere else.",
        days,
        values,
    )
    return Finding("old", Level.ADVISE, text, fixes=_MAKE)


def _kept(fact: Backups) -> Iterator[Finding | Gap]:
    if any(backup.encrypted is False for backup in fact.found):
        text = Text("A backup of yours is not locked. Whoever finds its disk can open your photos.")
        yield Finding("not-locked", Level.ADVISE, text, fixes=("lock",))
    for backup in fact.found:
        if isinstance(backup.encrypted, CannotTell):
            yield Gap(backup.encrypted.why, Text("We could not see whether a backup of yours is locked."))
    if fact.found and all(backup.automatic is False for backup in fact.found):
        text = Text("Your backups do not start by themselves. You have to remember to make them.")
        yield Finding("by-hand", Level.NOTE, text, fixes=_MAKE)


_TITLE: Final = Text("Make a backup")
_EFFORT: Final = Text("About 10 minutes, and a second disk.")

DISK_BACKUP: Final = Check(
    id="disk.backup",
    title=Text("The copy of your files"),
    why=Text(
        "A copy that is yours alone keeps your pictures when a disk breaks, or when somebody locks or deletes them."
    ),
    tip=1,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("The records of Déjà Dup, Pika Backup and Vorta: when, and whether encrypted."),
            Text("Backups of other programs or by hand, and whether Déjà Dup encrypts."),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "Whether File History is set up for your account and switched on, and when it last worked. "
                "Whether “Backup and Restore (Windows 7)” is set up."
            ),
            Text("Backups of other programs, in the cloud or by hand, and whether the backup disk is encrypted."),
        ),
        Platform.MACOS: Coverage(
            Text("The disks of Time Machine, and when they were last written to, if macOS lets us look."),
            Text("Backups of other programs or by hand. Without Full Disk Access, the dates."),
        ),
    },
    share=Share.OPEN,
    fixes=(
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
                Instruct(
                    Text("Remove the disk there, and add it again with “Encrypt backup”. This starts a new backup.")
                ),
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
    ),
)
