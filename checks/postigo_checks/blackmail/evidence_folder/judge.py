"""Judge of `blackmail.evidence-folder`. Nothing here is an alarm: each sentence says what to do instead."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, Text, Unknown, gaps
from postigo_checks.blackmail.evidence_folder.fact import Part, ProofFolders
from postigo_checks.common.person_folders import Folder

_NAMES: Final = {
    Folder.DESKTOP: Text("Desktop"),
    Folder.DOCUMENTS: Text("Documents"),
    Folder.PICTURES: Text("Pictures"),
    Folder.DOWNLOADS: Text("Downloads"),
}
_UNSEEN: Final = {
    Part.COPIES: Text("We could not read the settings of all programs that copy files to the internet."),
    Part.SHARES: Text("We could not see which folders are shared on the network."),
}


def judge(fact: ProofFolders) -> Iterator[Finding | Gap]:
    """Each program that copies, the shared folders, then what could not be seen."""
    for program in dict.fromkeys(program for _, program in fact.copied):
        names = [_NAMES[folder] for folder, by in fact.copied if by == program]
        text = Text(
            "{app} copies these folders to the internet: {folders}. Whoever opens that account can see what lies there. "
            "Keep your proof in another folder, or on a USB stick of your own.",
            values={"app": program, "folders": names},
        )
        yield Finding("copied", Level.NOTE, text, subject=program)
    for program in dict.fromkeys(program for _, program in fact.copied_in_part):
        names = [_NAMES[folder] for folder, by in fact.copied_in_part if by == program]
        text = Text(
            "{app} copies a part of these folders to the internet: {folders}. Whoever opens that account can see that part. "
            "Keep your proof in another folder, or on a USB stick of your own.",
            values={"app": program, "folders": names},
        )
        yield Finding("copied-in-part", Level.NOTE, text, subject=program)
    if fact.shared:
        text = Text(
            "These folders are shared on the network: {folders}. Others may see what lies there. "
            "Keep your proof in another folder, or on a USB stick of your own.",
            values={"folders": [_NAMES[folder] for folder in fact.shared]},
        )
        yield Finding("shared", Level.NOTE, text)
    if fact.shared_in_part:
        text = Text(
            "A part of these folders is shared on the network: {folders}. Others may see that part. "
            "Keep your proof in another folder, or on a USB stick of your own.",
            values={"folders": [_NAMES[folder] for folder in fact.shared_in_part]},
        )
        yield Finding("shared-in-part", Level.NOTE, text)
    for program in fact.unclear:
        if program in {by for _, by in (*fact.copied, *fact.copied_in_part)}:
            continue
        text = Text(
            "{app} is on this computer. We could not see which folders it copies to the internet.",
            values={"app": program},
        )
        yield Gap(Unknown.MISSING, text)
    yield from gaps(fact.unseen, _UNSEEN)
    if fact == ProofFolders():
        text = Text("No program that we know copies your usual folders to the internet.")
        yield Finding("kept-here", Level.GOOD, text)
