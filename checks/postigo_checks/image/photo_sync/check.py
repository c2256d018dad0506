"""`image.photo-sync` and `image.screenshot-sync`: which programs copy pictures and screenshots to the internet.

Photos in a cloud are what many people want, so they are only worth knowing. Screenshots that go there by themselves are
rarely meant to. Only settings are read: no file, and no name of one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Share, Text
from postigo_checks.image.photo_sync.fixes import PHOTO_SYNC_FIXES, SCREENSHOT_SYNC_FIXES

if TYPE_CHECKING:
    from postigo_checks.image.photo_sync.fact import CloudCopies


def load_photo_sync(platform: Platform) -> Implementation[CloudCopies]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.image.photo_sync.judge import judge_photos

    match platform:
        case Platform.LINUX:
            from postigo_checks.image.photo_sync.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.image.photo_sync.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.image.photo_sync.macos import macos as way
    return Implementation(way, judge_photos)


def load_screenshot_sync(platform: Platform) -> Implementation[CloudCopies]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.image.photo_sync.judge import judge_shots

    match platform:
        case Platform.WINDOWS:
            from postigo_checks.image.photo_sync.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.image.photo_sync.macos import macos as way
    return Implementation(way, judge_shots)


PHOTO_SYNC: Final = Check(
    id="image.photo-sync",
    title=Text("Where your pictures are copied"),
    why=Text("A copy on the internet is as private as the account it lies in, and as everyone who knows its password."),
    tip=1,
    load=load_photo_sync,
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
            Text("The services of the iCloud account here, and the settings of Dropbox and Nextcloud."),
            Text("iCloud Photos, unless macOS wrote down that it is on. Google Drive, OneDrive, and phones."),
        ),
    },
    share=Share.NAMES,
    fixes=PHOTO_SYNC_FIXES,
)

SCREENSHOT_SYNC: Final = Check(
    id="image.screenshot-sync",
    title=Text("Where screenshots are copied"),
    why=Text("A screenshot can show a chat, a face or an address. On the internet, others may come to see it."),
    tip=1,
    load=load_screenshot_sync,
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
    fixes=SCREENSHOT_SYNC_FIXES,
)
