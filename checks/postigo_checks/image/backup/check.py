"""`disk.backup`: whether there is a copy of one's files, how old, and locked.

That there is none is only worth knowing: there may be one by a program, or on a disk in a drawer, that cannot be seen.
One that is old, or that lies open for whoever finds it, is advised against.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Share, Text
from postigo_checks.image.backup.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.image.backup.fact import Backups


def load(platform: Platform) -> Implementation[Backups]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.image.backup.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.image.backup.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.image.backup.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.image.backup.macos import macos as way
    return Implementation(way, judge)


DISK_BACKUP: Final = Check(
    id="disk.backup",
    title=Text("The copy of your files"),
    why=Text(
        "A copy that is yours alone keeps your pictures when a disk breaks, or when somebody locks or deletes them."
    ),
    tip=1,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("The records of Déjà Dup, Pika Backup and Vorta: when, and whether encrypted."),
            Text("Backups of other programs or by hand, and whether Déjà Dup encrypts."),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "Whether File History is set up for this account, whether it saves your files, and when it last worked. Whether “Backup and Restore (Windows 7)” is set up."
            ),
            Text("Backups of other programs, in the cloud or by hand, and whether the backup disk is encrypted."),
        ),
        Platform.MACOS: Coverage(
            Text("The disks of Time Machine, and when they were last written to, if macOS lets us look."),
            Text("Backups of other programs or by hand. Without Full Disk Access, the dates."),
        ),
    },
    share=Share.OPEN,
    fixes=FIXES,
)
