"""`blackmail.auto-cleanup`: whether the system deletes old files by itself, and proof with them.

Only settings are read: no file, and no name of one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Share, Text

if TYPE_CHECKING:
    from postigo_checks.blackmail.auto_cleanup.fact import Cleaning


def load(platform: Platform) -> Implementation[Cleaning]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.blackmail.auto_cleanup.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.blackmail.auto_cleanup.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.blackmail.auto_cleanup.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.blackmail.auto_cleanup.macos import macos as way
    return Implementation(way, judge)


_OTHERS: Final = Text("Cleaning programs, apps that delete their own messages, and the folder for temporary files.")

AUTO_CLEANUP: Final = Check(
    id="blackmail.auto-cleanup",
    title=Text("Whether this computer deletes files by itself"),
    why=Text("Proof that a computer deletes by itself is hard to bring back."),
    tip=6,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("Whether GNOME or KDE empties the bin, and rules of systemd that delete old files."), _OTHERS
        ),
        Platform.WINDOWS: Coverage(Text("Storage Sense: its policy, and what you chose."), _OTHERS),
        Platform.MACOS: Coverage(Text("Whether Finder empties the Trash after 30 days."), _OTHERS),
    },
    share=Share.NEVER,
    on_request=True,
    discreet=True,
)
