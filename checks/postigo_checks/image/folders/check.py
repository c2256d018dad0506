"""`image.folders`: whether other accounts of this computer can look into the pictures folder.

Where nobody else has an account, an open folder is only worth knowing. That the folder is copied to the internet is the
business of `image.photo-sync`, that folders are shared at all of `image.open-shares`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Share, Text
from postigo_checks.image.folders.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.image.folders.fact import PicturesFolder


def load(platform: Platform) -> Implementation[PicturesFolder]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.image.folders.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.image.folders.posix import linux as way
        case Platform.WINDOWS:
            from postigo_checks.image.folders.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.image.folders.posix import macos as way
    return Implementation(way, judge)


FOLDERS: Final = Check(
    id="image.folders",
    title=Text("Who can open your pictures"),
    why=Text("On a computer that several people use, an open folder shows your pictures to all of them."),
    tip=1,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text(
                "The permissions of your personal folder and your pictures folder, and how many people have an account."
            ),
            Text("Extended access lists, the pictures themselves, and pictures in other folders."),
        ),
        Platform.WINDOWS: Coverage(
            Text("The access list of your pictures folder, and whether it lies in a folder shared on the network."),
            Text(
                "Administrators, who can open every folder, and pictures in other folders or on another computer. "
                "Whom a share itself lets in."
            ),
        ),
        Platform.MACOS: Coverage(
            Text(
                "The permissions of your personal folder and your pictures folder, and how many people have an account."
            ),
            Text("Extended access lists, and pictures in other folders."),
        ),
    },
    share=Share.OPEN,
    budget=45.0,
    fixes=FIXES,
)
