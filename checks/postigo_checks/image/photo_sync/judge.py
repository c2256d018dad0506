"""Judge of `image.photo-sync` and `image.screenshot-sync`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Finding, Gap, Level, Text, Unknown, gaps
from postigo_checks.common.cloud_folders.fact import Part
from postigo_checks.image.photo_sync.fact import CloudCopies

_UNSEEN: Final = dict.fromkeys(
    Part, Text("We could not read the settings of all programs that copy files to the internet.")
)


def judge_photos(fact: CloudCopies) -> Iterator[Finding | Gap]:
    """Each program that copies the pictures, then those that do not say what they copy."""
    for program in fact.photos:
        text = Text(
            "Your pictures are copied to the internet by {app}. Anyone who enters that account can see them.",
            values={"app": program},
        )
        yield Finding("copied", Level.NOTE, text, subject=program, fixes=("protect-or-stop",))
    for program in (*fact.photos_unclear, *fact.unclear):
        if program in fact.photos:
            continue
        text = Text(
            "{app} is on this computer. We could not see whether it copies your pictures.", values={"app": program}
        )
        yield Gap(Unknown.MISSING, text)
    yield from gaps(fact.unseen, _UNSEEN)
    if not (fact.photos or fact.photos_unclear or fact.unclear or fact.unseen):
        text = Text("No program that we know copies your pictures folder to the internet.")
        yield Finding("not-copied", Level.GOOD, text)


def judge_shots(fact: CloudCopies) -> Iterator[Finding | Gap]:
    """By the folder where screenshots are saved."""
    for program in fact.shots:
        text = Text(
            "Your screenshots go to the internet on their own ({app}). A screenshot can show private chats or faces.",
            values={"app": program},
        )
        yield Finding("copied", Level.ADVISE, text, subject=program, fixes=("stop",), handle=fact.shots_at)
    for program in fact.unclear:
        if program in fact.shots:
            continue
        text = Text(
            "{app} is on this computer. We could not see whether it copies your screenshots.", values={"app": program}
        )
        yield Gap(Unknown.MISSING, text)
    yield from gaps(fact.unseen, _UNSEEN)
    if not (fact.shots or fact.unclear or fact.unseen):
        text = Text("The folder of your screenshots is not copied to the internet by a program that we know.")
        yield Finding("not-copied", Level.GOOD, text)
