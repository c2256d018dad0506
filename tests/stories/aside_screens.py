"""Pictures of what is set aside: the choices in a row, the row afterwards, the card when all is set aside."""

from __future__ import annotations

import atexit
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from postigo.core.setting_aside import Span
from postigo.gui.widgets.fields import Field
from postigo.store import aside
from tests.stories.window_story import BLIND, FAMILY

if TYPE_CHECKING:
    from tests.stories.screens import Stage

HELD: Final = Path(tempfile.gettempdir()) / f"postigo-aside-{os.getpid()}"
atexit.register(shutil.rmtree, HELD, ignore_errors=True)
_NUMBERS: Final = itertools.count()
URGENT: Final = "update.os-pending"
FINE: Final = "update.auto"


def folder(stage: Stage) -> Path:
    """A folder of its own for the window's list."""
    stage.home.data = HELD / str(next(_NUMBERS))
    stage.home.data.mkdir(parents=True)
    return stage.home.data


def press(stage: Stage, name: str) -> None:
    """Press a button of the open row, as a hand would."""
    stage.wait()
    stage.button(name).click()
    stage.wait()


def choices(check: str) -> Callable[[Stage], None]:
    """A row with its choices unfolded."""

    def act(stage: Stage) -> None:
        folder(stage)
        stage.receive(FAMILY)
        stage.row(check)
        press(stage, "aside")

    return act


def snoozed(check: str, span: Span) -> Callable[[Stage], None]:
    """A row that was set aside a moment ago."""

    def act(stage: Stage) -> None:
        choices(check)(stage)
        press(stage, f"aside-{span.value}")

    return act


def accepted(stage: Stage) -> None:
    """A row that is fine for somebody."""
    choices(FINE)(stage)
    field = stage.today.list.findChild(Field, "aside-reason")
    assert isinstance(field, Field)
    field.setText("Es el ordenador de la biblioteca")
    press(stage, "aside-accept")


def without_reason(stage: Stage) -> None:
    """A row whose reason was left empty."""
    choices(FINE)(stage)
    press(stage, "aside-accept")


def everything(stage: Stage) -> None:
    """The first screen when all that asks is set aside."""
    folder(stage)
    stage.receive(FAMILY)
    report = stage.audit.report
    assert report is not None
    for check in {line.check for line in report.listed}:
        stage.features.setting_aside.snooze(report, check, Span.DAY)


def damaged(stage: Stage) -> None:
    """The first screen with a list that cannot be read."""
    (folder(stage) / aside.NAME).write_text("{")
    stage.receive(BLIND)


ACTS: Final[dict[str, Callable[[Stage], None]]] = {
    "aside-choices": choices(FINE),
    "aside-urgent": choices(URGENT),
    "aside-snoozed": snoozed(FINE, Span.WEEK),
    "aside-accepted": accepted,
    "aside-no-reason": without_reason,
    "aside-all": everything,
    "aside-damaged": damaged,
}
MAIN: Final = ("aside-choices", "aside-accepted", "aside-all")
"""Acts that are drawn in every light and size."""
