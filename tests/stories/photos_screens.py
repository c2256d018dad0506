"""Pictures of the copies of photos: before, meanwhile, and what became of each; and the row that leads there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from postigo.core.events import Done, Finished
from postigo.gui.places import PHOTOS
from postigo.photos import refusal
from postigo.photos.copies import Copy
from postigo.photos.refusal import Damaged, NotCleaned
from tests.stories.window_story import OFFERING, THEN, told

if TYPE_CHECKING:
    from tests.stories.screens import Stage

FOLDER: Final = Path("/home/person/Pictures")


def made(name: str, copy: str = "", *, had_place: bool = True, why: NotCleaned | None = None) -> Copy:
    """What became of a photo: a copy, or why there is none."""
    return Copy(FOLDER / name, FOLDER / copy if copy else None, had_place, None if why is None else why.why)


COPIES: Final = (
    made("IMG_2041.jpg", "IMG_2041 (sin lugar).jpg"),
    made("IMG_2042.heic", "IMG_2042 (sin lugar).heic"),
    made("Captura de pantalla.png", "Captura de pantalla (sin lugar).png", had_place=False),
    made("VID_0007.mp4", why=NotCleaned(refusal.FILM)),
    made("IMG_2044.jpg", why=Damaged()),
)


def page(stage: Stage) -> None:
    """The page as it opens, after a look."""
    stage.receive(OFFERING)
    stage.window.router.go(PHOTOS)


def working(stage: Stage) -> None:
    """Two are done, three wait."""
    page(stage)
    photos = stage.features.photos
    photos.copies, photos.left = COPIES[:2], tuple(one.photo for one in COPIES[2:])
    photos.changed.emit()


def all_told(stage: Stage) -> None:
    """All are done, and two have no copy."""
    page(stage)
    photos = stage.features.photos
    photos.put_into(str(FOLDER))
    photos.copies = COPIES
    photos.changed.emit()
    photos.done.emit()


def row(stage: Stage) -> None:
    """The row of the pictures with a place."""
    stage.receive(OFFERING)
    stage.row("image.location")
    stage.checklist.check_again("image.location")
    stage.streams[-1].send(Finished(told("image.location/windows-places")), Done(THEN))
    stage.row("image.location")


ACTS: Final = {"photos": page, "photos-working": working, "photos-told": all_told, "photos-row": row}
