"""Pictures of a class: the question, what was seen, a row, the report with its number, a tip, and the settings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from postigo.core.model import Scope
from postigo.gui.places import REPORTS, SETTINGS, TIPS
from postigo.guidance.questions import Reply
from tests.stories.window_story import FAMILY

if TYPE_CHECKING:
    from tests.stories.screens import Stage

_MACHINE: Final = tuple(one for one in FAMILY.listed if one.scope is Scope.MACHINE)
CLASS: Final = replace(
    FAMILY,
    listed=_MACHINE,
    verdicts=tuple(verdict for verdict in FAMILY.verdicts if verdict.check in {one.check for one in _MACHINE}),
)
"""The family's computer, as a class may look at it: nothing of an account."""


def asked(_stage: Stage) -> None:
    """The window as it opens."""


def looked(stage: Stage) -> None:
    """After a look."""
    stage.receive(CLASS)


def row(stage: Stage) -> None:
    """A thing that a pupil cannot change."""
    looked(stage)
    stage.row("update.os-pending")


def report(stage: Stage) -> None:
    """The report, with the number of the computer."""
    looked(stage)
    stage.window.router.go(REPORTS)
    stage.reports_page.copy.choices.label.setText("Equipo 07")
    stage.copies.choose(label="Equipo 07")
    stage.wait()


def no_number(stage: Stage) -> None:
    """A label that is no number of a computer."""
    report(stage)
    stage.copies.choose(label="Ana")
    stage.wait()


def tip(stage: Stage) -> None:
    """A tip, with a reply."""
    looked(stage)
    stage.features.tips.show(4)
    stage.window.router.go(TIPS)
    stage.features.tips.reply(stage.features.tips.questions[0].id, Reply.YES)


def settings(stage: Stage) -> None:
    """What a class can choose."""
    stage.window.router.go(SETTINGS)


ACTS: Final[dict[str, Callable[[Stage], None]]] = {
    "class": asked,
    "class-looked": looked,
    "class-row": row,
    "class-report": report,
    "class-report-no-number": no_number,
    "class-tip": tip,
    "class-settings": settings,
}
MAIN: Final = ("class", "class-looked", "class-row", "class-report", "class-tip")
"""Acts that are drawn in every light and size."""
