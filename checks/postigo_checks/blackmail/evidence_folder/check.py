"""`blackmail.evidence-folder`: whether the folders in which proof is kept leave the computer.

Only settings are read: no file, and no name of one. A folder that somebody chose for their proof is not asked for: it would
have to be told to another process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Share, Text

if TYPE_CHECKING:
    from postigo_checks.blackmail.evidence_folder.fact import ProofFolders


def load(platform: Platform) -> Implementation[ProofFolders]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.blackmail.evidence_folder.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.blackmail.evidence_folder.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.blackmail.evidence_folder.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.blackmail.evidence_folder.macos import macos as way
    return Implementation(way, judge)


_OTHERS: Final = Text("Other programs that copy, folders that are shared on the network, and phones.")

EVIDENCE_FOLDER: Final = Check(
    id="blackmail.evidence-folder",
    title=Text("Whether your folders leave this computer"),
    why=Text("Proof that is copied or shared can be seen by others, or changed by them."),
    tip=6,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("The settings of Nextcloud, Dropbox, OneDrive and rclone, and where your usual folders are."), _OTHERS
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "The folders that Windows knows as cloud folders, OneDrive, Dropbox, Nextcloud, the shared folders, and "
                "where your usual folders are."
            ),
            Text("Programs that copy other folders by lists of their own, and phones."),
        ),
        Platform.MACOS: Coverage(
            Text("The services of the iCloud account here, and the settings of Dropbox and Nextcloud."), _OTHERS
        ),
    },
    share=Share.NEVER,
    on_request=True,
    discreet=True,
)
