"""`image.disk-encryption`: whether somebody who holds this disk can read the photos on it.

Never ACT: it takes a thief or a finder. Another maker's encryption cannot be seen, so each sentence names whose is off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.image.disk_encryption.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.image.disk_encryption.fact import Encryption


def load(platform: Platform) -> Implementation[Encryption]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.image.disk_encryption.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.image.disk_encryption.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.image.disk_encryption.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.image.disk_encryption.macos import macos as way
    return Implementation(way, judge)


DISK_ENCRYPTION: Final = Check(
    id="image.disk-encryption",
    title=Text("The encryption of the disk"),
    why=Text("A lost or stolen computer gives away every photo on it, unless its disk is encrypted."),
    tip=1,
    load=load,
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
    fixes=FIXES,
)
