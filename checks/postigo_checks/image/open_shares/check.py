"""`image.open-shares`: folders of this computer that others on the network can reach.

What everybody may open without a password is advised against; what asks for one is only worth knowing, since people
share folders on purpose. AirDrop and its kin belong to `info.discoverable`. No home is read: what GNOME shares of a
person is seen by the program that runs for it.
"""

from __future__ import annotations

from collections.abc import Iterator
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
from postigo_checks.image.open_shares.fact import Shares
from postigo_checks.image.open_shares.linux import linux
from postigo_checks.image.open_shares.macos import macos
from postigo_checks.image.open_shares.windows import windows

_CLOSE: Final = ("close",)
_MOST: Final = 5  # names in a sentence


def judge(fact: Shares) -> Iterator[Finding | Gap]:
    """What is open to everybody first."""
    said = [*_folders(fact), *_sharing(fact)]
    yield from said
    if not said and not fact.missed:
        yield Finding("none", Level.GOOD, Text("No folder of this computer is shared on the network."))
    for unknown in fact.missed:
        yield Gap(unknown.why, Text("We could not see all the folders that are shared on the network."))


def _folders(fact: Shares) -> Iterator[Finding]:
    freely = [folder.name for folder in fact.folders if folder.freely]
    others = [folder.name for folder in fact.folders if not folder.freely]
    if freely:
        text = Text(
            "A folder of this computer is open to everybody on the network, without a password: {names}.",
            "{n} folders of this computer are open to everybody on the network, without a password: {names}.",
            len(freely),
            {"n": len(freely), "names": freely[:_MOST]},
        )
        yield Finding("open-to-everybody", Level.ADVISE, text, fixes=_CLOSE)
    if others:
        text = Text(
            "A folder of this computer is shared on the network, only with those who are allowed to see it: {names}.",
            "{n} folders of this computer are shared on the network, only with those who are allowed to see them: {names}.",
            len(others),
            {"n": len(others), "names": others[:_MOST]},
        )
        yield Finding("shared", Level.NOTE, text, fixes=_CLOSE)


def _sharing(fact: Shares) -> Iterator[Finding]:
    if fact.guests:
        text = Text(
            "File sharing is on, and guests may come in without a password. They could see or copy what is inside."
        )
        yield Finding("guests-may-come-in", Level.ADVISE, text, fixes=_CLOSE)
    elif fact.guests is False:
        text = Text("File sharing is on, for those who may sign in.")
        yield Finding("sharing-on", Level.NOTE, text, fixes=_CLOSE)
    if fact.showing:
        text = Text(
            "Pictures or films of this computer are shown to every device on the network by {programs}.",
            values={"programs": list(fact.showing)},
        )
        yield Finding("shows-media", Level.ADVISE, text, fixes=_CLOSE)
    if fact.handing_out:
        text = Text(
            "Files of this computer are shared on the network by {programs}.",
            values={"programs": list(fact.handing_out)},
        )
        yield Finding("shares-by-program", Level.NOTE, text, fixes=_CLOSE)


_TITLE: Final = Text("Close what you do not want to share")

OPEN_SHARES: Final = Check(
    id="image.open-shares",
    title=Text("Folders that are open to the network"),
    why=Text("What is in a shared folder can be seen and copied by others on the same network, for example in a café."),
    tip=1,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge,
    coverage={
        Platform.LINUX: Coverage(
            Text("What Samba and NFS share while they run, and programs that show media or share files."),
            Text("Folders that people shared by themselves, if their list is closed to you. Who exactly may sign in."),
            elevated=True,
        ),
        Platform.WINDOWS: Coverage(
            Text("The shared folders, and whether sharing asks for a password."),
            Text("Who exactly may open each folder, and media that Windows streams."),
        ),
        Platform.MACOS: Coverage(
            Text("Whether file sharing is on, and whether it lets guests in."),
            Text("Which folders are shared, NFS, media sharing, and a connection that is shared with others."),
        ),
    },
    share=Share.NAMES,
    scope=Scope.MACHINE,
    budget=20.0,
    fixes=(
        Plan(
            "close",
            _TITLE,
            (
                OpenSettings(SettingsPage.SHARING),
                Instruct(Text("In the sharing settings, turn on “Password protected sharing”.")),
                Instruct(Text("To stop sharing a folder: right-click on it, Properties, Sharing, Advanced Sharing.")),
                Instruct(Text("On a school or work computer, tell the person who looks after it.")),
            ),
            Text("About 5 minutes."),
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "close",
            _TITLE,
            (
                OpenSettings(SettingsPage.SHARING),
                Instruct(
                    Text("Turn off “File Sharing”, or open its ⓘ and take away the folders you do not want to share.")
                ),
                Instruct(Text("In Users & Groups, open Guest User and do not allow guests in shared folders.")),
            ),
            Text("About 3 minutes."),
            on=frozenset({Platform.MACOS}),
        ),
        Plan(
            "close",
            _TITLE,
            (
                OpenSettings(SettingsPage.SHARING),
                Instruct(
                    Text("In the file manager, right-click on the folder and stop sharing it, or ask for a password.")
                ),
                Instruct(
                    Text("Do you not use the program that shares? Then remove it, or ask somebody to do it with you.")
                ),
            ),
            Text("About 5 minutes."),
            on=frozenset({Platform.LINUX}),
        ),
    ),
)
