"""`image.location`: how many of a person's own pictures say where they were taken. Only when asked for by its id.

Of each picture the first bytes are read, and in them only whether the place is there: never which, and no picture is
decoded or shown. Traps: a file of OneDrive or iCloud that lies in the cloud only would be fetched by reading it, so the
machine refuses that; a folder from another computer is passed by; links are not followed, so no circle can hold the
look; the photo library of macOS is a folder whose mere listing makes macOS ask the person, so it is left alone. One list
of names holds 20,000 at most: a larger folder is listed by the last letter of its names. What was not seen is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from postigo.api import Check, Coverage, Implementation, Platform, Share, Text
from postigo_checks.image.photo_location.fixes import FIXES

if TYPE_CHECKING:
    from postigo_checks.image.photo_location.fact import PlacedPictures


def load(platform: Platform) -> Implementation[PlacedPictures]:
    """Implementation of the check, imported when it is conducted."""
    from postigo_checks.image.photo_location.judge import judge

    match platform:
        case Platform.LINUX:
            from postigo_checks.image.photo_location.linux import linux as way
        case Platform.WINDOWS:
            from postigo_checks.image.photo_location.windows import windows as way
        case Platform.MACOS:
            from postigo_checks.image.photo_location.macos import macos as way
    return Implementation(way, judge)


IMAGE_LOCATION: Final = Check(
    id="image.location",
    title=Text("The place that your pictures give away"),
    why=Text(
        "Many phones write the place into each picture. Whoever gets the picture can find your home or your school."
    ),
    tip=1,
    load=load,
    coverage={
        Platform.LINUX: Coverage(
            Text(
                "The first bytes of the pictures in Pictures, Desktop and Downloads, for the place. No picture is shown."
            ),
            Text("Other folders, films, folders from other computers, and pictures in programs of their own."),
        ),
        Platform.WINDOWS: Coverage(
            Text(
                "The first bytes of the pictures in Pictures, Desktop and Downloads, for the place. No picture is shown."
            ),
            Text("Other folders, films, and pictures that lie in the cloud only."),
        ),
        Platform.MACOS: Coverage(
            Text(
                "The first bytes of the pictures in Pictures, Desktop and Downloads, for the place. No picture is shown."
            ),
            Text("The library of the Photos app, other folders, films, and pictures that lie in iCloud only."),
        ),
    },
    share=Share.NEVER,
    budget=120.0,
    on_request=True,
    fixes=FIXES,
)
