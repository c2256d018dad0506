"""Pictures of several computers: before, meanwhile, a class, a district, and nothing that counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from postigo.fleet.summary import Summary
from postigo.gui.places import SEVERAL
from postigo.gui.reports.models.several import STOPPED
from tests.fleet.summaries import rooms, several, summary
from tests.stories.window_story import ALL_WELL

if TYPE_CHECKING:
    from tests.stories.screens import Stage

FOLDER: Final = Path("/media/stick/reports")


def page(stage: Stage) -> None:
    """The page as it opens, after a look."""
    stage.receive(ALL_WELL)
    stage.window.router.go(SEVERAL)


def _working(stage: Stage) -> None:
    page(stage)
    model = stage.features.several
    model._aside._work = lambda: STOPPED  # as if it were begun: no thread of a picture outlives it
    model._reading.count = 128
    model.changed.emit()


def _stopped(stage: Stage) -> None:
    _working(stage)
    stage.features.several.stop()


def _read(found: Callable[[], Summary]) -> Callable[[Stage], None]:
    def act(stage: Stage) -> None:
        page(stage)
        stage.features.several._take(found())
        stage.wait()
        stage.several_page.show_part(stage.several_page.summary)

    return act


ACTS: Final = {
    "several": page,
    "several-working": _working,
    "several-stopped": _stopped,
    "several-class": _read(lambda: summary(30)),
    "several-district": _read(lambda: summary(400, rooms(14))),
    "several-nothing": _read(lambda: dict(several())["nothing"]),
}
MAIN: Final = ("several", "several-class", "several-district")
"""Acts that are drawn in every light and size."""
