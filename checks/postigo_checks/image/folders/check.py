"""`image.folders`: whether other accounts of this computer can look into the pictures folder.

Where nobody else has an account, an open folder is only worth knowing. That the folder is copied to the internet is the
business of `image.photo-sync`, that folders are shared at all of `image.open-shares`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Check, Coverage, Finding, Gap, Instruct, Level, Plan, Platform, Probe, Share, Text
from postigo_checks.image.folders.fact import PicturesFolder
from postigo_checks.image.folders.posix import linux, macos
from postigo_checks.image.folders.windows import windows

_CLOSE: Final = ("close-folder",)


def judge(fact: PicturesFolder) -> Iterator[Finding | Gap]:
    """The pictures first, then the names in the home."""
    level = Level.NOTE if fact.others is False else Level.ADVISE
    if fact.open:
        if fact.others is False:
            text = Text("Your pictures folder is open to other accounts. There is no other person's account here now.")
        else:
            text = Text("Other accounts on this computer can open your pictures folder.")
        yield Finding("pictures-open", level, text, fixes=_CLOSE)
    if fact.shared:
        text = Text(
            "Your pictures folder, or one that it lies in, is shared on the network. Whoever is let in there could see or copy your pictures."
        )
        yield Finding("pictures-shared", Level.ADVISE, text, fixes=("stop-sharing",))
    if fact.named and not fact.open:
        text = Text("Somebody else was let into your pictures folder by name: another account, or a group.")
        yield Finding("others-by-name", Level.NOTE, text, fixes=_CLOSE)
    if fact.home_listed:
        text = Text("Other accounts can see the names of the files in your personal folder, but not your pictures.")
        yield Finding("names-listed", Level.NOTE, text, fixes=_CLOSE)
    for unknown in fact.missed:
        yield Gap(unknown.why, Text("We could not see all that decides who can open your pictures folder."))
    if not (fact.open or fact.shared or fact.named or fact.home_listed or fact.missed):
        yield Finding("closed", Level.GOOD, Text("Other accounts on this computer cannot open your pictures folder."))


_TITLE: Final = Text("Close your pictures folder to other accounts")

FOLDERS: Final = Check(
    id="image.folders",
    title=Text("Who can open your pictures"),
    why=Text("On a computer that several people use, an open folder shows your pictures to all of them."),
    tip=1,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
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
    budget=60.0,
    fixes=(
        Plan(
            "close-folder",
            _TITLE,
            (
                Instruct(Text("Right-click on the folder, then “Properties”, “Security” and “Advanced”.")),
                Instruct(Text("Take away “Everyone” and “Users”. Keep yourself, SYSTEM and Administrators.")),
                Instruct(Text("Or move the pictures into your own folder under C:\\Users, which is closed to others.")),
            ),
            Text("About 5 minutes."),
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "stop-sharing",
            Text("Stop sharing your pictures"),
            (Instruct(Text("Right-click on the shared folder, then “Give access to” and “Remove access”.")),),
            Text("About 2 minutes."),
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "close-folder",
            _TITLE,
            (
                Instruct(Text("In the Finder, choose the folder, and press Command and I.")),
                Instruct(Text("Under “Sharing & Permissions”, set “everyone” to “No Access”.")),
            ),
            Text("About 2 minutes."),
            on=frozenset({Platform.MACOS}),
        ),
        Plan(
            "close-folder",
            _TITLE,
            (
                Instruct(
                    Text("In the file manager, right-click on your personal folder, then “Properties”, “Permissions”.")
                ),
                Instruct(Text("For “Others”, choose “None”.")),
                Instruct(Text("Or type in a terminal: chmod o-rwx ~")),
            ),
            Text("About 2 minutes."),
            on=frozenset({Platform.LINUX}),
        ),
    ),
)
