"""`image.photo-sync` and `image.screenshot-sync`: which programs copy pictures and screenshots to the internet.

Photos in a cloud are what many people want, so they are only worth knowing. Screenshots that go there by themselves are
rarely meant to. Only settings are read: no file, and no name of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from postigo.api import Check, Coverage, Finding, Gap, Instruct, Level, Plan, Platform, Probe, Share, Text, Unknown
from postigo_checks.image.photo_sync.fact import CloudCopies
from postigo_checks.image.photo_sync.linux import linux
from postigo_checks.image.photo_sync.macos import macos
from postigo_checks.image.photo_sync.windows import windows

_MISSED: Final = Text("We could not read the settings of all programs that copy files to the internet.")


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
    for unknown in fact.missed:
        yield Gap(unknown.why, _MISSED)
    if not (fact.photos or fact.photos_unclear or fact.unclear or fact.missed):
        text = Text("No program that we know copies your pictures folder to the internet.")
        yield Finding("not-copied", Level.GOOD, text)


def judge_shots(fact: CloudCopies) -> Iterator[Finding | Gap]:
    """By the folder where screenshots are saved."""
    for program in fact.shots:
        text = Text(
            "Your screenshots go to the internet on their own ({app}). A screenshot can show private chats or faces.",
            values={"app": program},
        )
        yield Finding("copied", Level.ADVISE, text, subject=program, fixes=("stop",))
    for program in fact.unclear:
        if program in fact.shots:
            continue
        text = Text(
            "{app} is on this computer. We could not see whether it copies your screenshots.", values={"app": program}
        )
        yield Gap(Unknown.MISSING, text)
    for unknown in fact.missed:
        yield Gap(unknown.why, _MISSED)
    if not (fact.shots or fact.unclear or fact.missed):
        text = Text("The folder of your screenshots is not copied to the internet by a program that we know.")
        yield Finding("not-copied", Level.GOOD, text)


PHOTO_SYNC: Final = Check(
    id="image.photo-sync",
    title=Text("Where your pictures are copied"),
    why=Text("A copy on the internet is as private as the account it lies in, and as everyone who knows its password."),
    tip=1,
    probe=Probe(linux=linux, windows=windows, macos=macos),
    judge=judge_photos,
    coverage={
        Platform.LINUX: Coverage(
            Text("The settings of Nextcloud, Dropbox, OneDrive and rclone, and where your pictures folder is."),
            Text("Other programs, browsers, and phones that copy pictures."),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "The folders that Windows knows as cloud folders, OneDrive, Dropbox, Nextcloud, and where your pictures are."
            ),
            Text(
                "Programs that copy other folders by lists of their own, such as Google Drive, MEGA or Syncthing, and phones."
            ),
        ),
        Platform.MACOS: Coverage(
            Text("The services of your iCloud account, and the settings of Dropbox and Nextcloud."),
            Text("iCloud Photos, unless macOS wrote down that it is on. Google Drive, OneDrive, and phones."),
        ),
    },
    share=Share.NAMES,
    fixes=(
        Plan(
            "protect-or-stop",
            Text("Protect that account, or stop the copy"),
            (
                Instruct(
                    Text(
                        "Do you want the copy? Keep it, and protect that account with a long password and two-step sign-in."
                    )
                ),
                Instruct(Text("With two-step sign-in a second key is needed, for example a code on your phone.")),
                Instruct(Text("Do you not want it? Open the program's settings and take the pictures folder out.")),
                Instruct(Text("Before you delete anything, look whether a copy of it stays on this computer.")),
            ),
            Text("About 10 minutes."),
            safety=True,
        ),
    ),
)

SCREENSHOT_SYNC: Final = Check(
    id="image.screenshot-sync",
    title=Text("Where screenshots are copied"),
    why=Text("A screenshot can show a chat, a face or an address. On the internet, others may come to see it."),
    tip=1,
    probe=Probe(windows=windows, macos=macos),
    judge=judge_shots,
    coverage={
        Platform.WINDOWS: Coverage(
            Text("Where screenshots are saved, and whether that is a cloud folder."),
            Text(
                "Programs that take screenshots of their own and copy them by themselves, such as Gyazo. "
                "Programs that copy folders by lists of their own."
            ),
        ),
        Platform.MACOS: Coverage(
            Text("Where screenshots are saved, and whether iCloud, Dropbox or Nextcloud copies that folder."),
            Text("Programs that take screenshots of their own, and copy them by themselves."),
        ),
    },
    share=Share.NAMES,
    fixes=(
        Plan(
            "stop",
            Text("Keep screenshots out of the cloud"),
            (
                Instruct(Text("OneDrive: open its settings, “Sync and back up”, and turn off saving screenshots.")),
                Instruct(Text("There, you can also take the pictures folder out of the backup.")),
                Instruct(Text("Another program: look in its settings for “screenshots”, and turn that off.")),
            ),
            Text("About 3 minutes."),
            on=frozenset({Platform.WINDOWS}),
        ),
        Plan(
            "stop",
            Text("Keep screenshots out of the cloud"),
            (
                Instruct(Text("Press Shift, Command and 5. Open “Options”, and choose a folder that is not copied.")),
                Instruct(Text("The folder “Pictures” is not part of “Desktop & Documents” in iCloud.")),
            ),
            Text("About 1 minute."),
            on=frozenset({Platform.MACOS}),
        ),
    ),
)
