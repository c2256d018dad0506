"""Keeping of looks by the window: aside, after the look, and of the device alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from postigo.core.model import Level
from postigo.core.report import Report
from postigo.core.values import Text
from postigo.gui.today.models import keeping
from postigo.gui.today.models.keeping import Keeping
from postigo.store import files
from postigo.store.files import Settings
from postigo.store.history.history import history
from tests.support import made


class Looked(QObject):
    """As much of an audit as is needed: its report, and that it has ended."""

    looked = Signal()
    classroom = False

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report: Report | None = report

    def now(self) -> datetime:
        return made.NOW


REPORT = made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", made.finding(Level.ACT))))


def kept(qtbot: QtBot, keep: Callable[[Report, datetime], int | Text | None]) -> tuple[Keeping, Looked]:
    audit = Looked(REPORT)
    model = Keeping(audit, keep)  # type: ignore[arg-type] # it has what the model reads
    with qtbot.waitSignal(model.changed, timeout=5000):
        audit.looked.emit()
    return model, audit


def test_a_look_is_kept_in_a_thread_of_its_own(qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []

    def keep(report: Report, now: datetime) -> int:
        assert (report, now) == (REPORT, made.NOW)
        threads.append(threading.current_thread())
        return 7

    model, _ = kept(qtbot, keep)
    assert threads[0] is not threading.main_thread()
    assert (model.number, model.told) == (7, None)


def test_what_could_not_be_kept_is_told(qtbot: QtBot) -> None:
    trouble = Text("It could not be kept.")
    model, _ = kept(qtbot, lambda report, now: trouble)
    assert (model.number, model.told) == (None, trouble)


def test_a_remembered_machine_is_not_kept() -> None:
    audit = Looked(replace(REPORT, remembered=True))
    before = threading.active_count()
    Keeping(audit, lambda report, now: pytest.fail("it was kept"))  # type: ignore[arg-type] # see above
    audit.looked.emit()
    assert threading.active_count() == before


@pytest.mark.usefixtures("at_home")
def test_nothing_is_kept_before_the_person_said_yes() -> None:
    assert keeping.store(REPORT, made.NOW) is None
    assert history().files() == []
    files.keep(Settings(history=True))
    assert keeping.store(REPORT, made.NOW) == 1
    files.keep(Settings(history=False))
    assert keeping.store(REPORT, made.NOW) is None
    assert history().count() == 1


@pytest.mark.usefixtures("at_home")
def test_without_a_yes_that_can_be_read_nothing_is_kept() -> None:
    files.keep(Settings(history=True))
    (files.settings_folder() / files.SETTINGS).write_text("history = ")
    assert keeping.store(REPORT, made.NOW) is None
    assert history().files() == []


@pytest.mark.usefixtures("at_home")
def test_a_damaged_history_is_told() -> None:
    files.keep(Settings(history=True))
    keeping.store(REPORT, made.NOW)
    history().file.write_bytes(b"no database" * 99)
    assert isinstance(keeping.store(REPORT, made.NOW), Text)
