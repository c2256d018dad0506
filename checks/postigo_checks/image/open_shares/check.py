"""`image.open-shares`: folders of this computer that others on the network can reach.

What everybody may open without a password is advised against; what asks for one is only worth knowing, since people
share folders on purpose. AirDrop and its kin belong to `info.discoverable`. No home is read: what GNOME shares of a
person is seen by the program that runs for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Scope, Share, Text
from postigo_checks.image.open_shares.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.image.open_shares.fact import Shares


def load(platform: Platform) -> Implementation[Shares]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.image.open_shares.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.image.open_shares.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.image.open_shares.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.image.open_shares.macos import macos as way
    return Implementation(way, judge)


OPEN_SHARES: Final = Check(
    id="image.open-shares",
    title=Text("Folders that are open to the network"),
    why=Text("What is in a shared folder can be seen and copied by others on the same network, for example in a café."),
    tip=1,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text("What Samba and NFS share while they run, and programs that show media or share files."),
            Text(
                "Folders that people shared by themselves, if their list is closed to you. Who exactly may sign in. "
                "Programs for sharing that we do not know."
            ),
            elevated=True,
        ),
        Platform.WINDOWS: Coverage(
            Text("The shared folders, whether sharing asks for a password, and programs that share files."),
            Text(
                "Who exactly may open each folder, and media that Windows streams. Programs for sharing that we do not know."
            ),
        ),
        Platform.MACOS: Coverage(
            Text("Whether file sharing is on, whether it lets guests in, and programs that share files."),
            Text(
                "Which folders are shared, NFS, media sharing of macOS itself, and a connection that is shared with others. "
                "Programs for sharing that we do not know."
            ),
        ),
    },
    share=Share.NAMES,
    scope=Scope.MACHINE,
    budget=20.0,
    fixes=FIXES,
)
