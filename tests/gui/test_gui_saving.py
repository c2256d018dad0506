"""The window saves its result: a page to give away, by the same hand as the terminal's, and never over another file."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

import tests.support.offscreen
from postigo.core.model import Finding, Level
from postigo.core.redact import Disclosure
from postigo.core.report import Shutter
from postigo.core.source import Source
from postigo.core.values import Text
from postigo.gui.shell import dialogs
from postigo.passwords import summary
from postigo.reports import html, redaction, shape
from tests.stories.screens import ACTS, Shot, Stage, end, quiet, stage
from tests.stories.window_story import saw
from tests.support.places import needs

pytestmark = tests.support.offscreen.quiet_platform
Open = Callable[[Shot], Stage]


@pytest.fixture
def show(qapp: QApplication) -> Iterator[Open]:
    opened: list[Stage] = []

    def show(shot: Shot) -> Stage:
        opened.append(stage(qapp, shot))
        shot.act(opened[-1])
        quiet(opened[-1])
        return opened[-1]

    yield show
    for one in opened:
        end(one)


def told(one: Stage) -> str:
    return "\n".join(label.text() for label in one.today.saving.findChildren(QLabel) if label.isVisible())


def test_a_report_is_saved_as_the_terminal_saves_it(
    show: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = show(Shot(ACTS["result"], language="es"))
    place = tmp_path / "informe.html"
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: str(tmp_path / "informe"))
    one.today.saving.button.click()
    report = one.audit.report
    assert report is not None
    words = redaction.words_for("es", report, redaction.stand_ins(Disclosure.SHARED, report))
    assert place.read_bytes() == html.render(shape.given(report, words))
    assert "Firefox" not in place.read_text("utf-8"), "a copy to give away names no program"
    assert "informe.html" in told(one).replace("\u200b", "")
    assert [file.name for file in tmp_path.iterdir()] == ["informe.html"]


@pytest.mark.parametrize("level", [Level.ACT, Level.GOOD])
def test_what_the_persons_files_said_is_in_no_saved_page_and_closes_nothing_in_it(
    show: Open, tmp_path: Path, level: Level
) -> None:
    one = show(Shot(ACTS["result"]))
    said = Finding("leaked", level, Text("canary of the files"), None, {"entries": 3})
    one.audit.receive(Source(summary.SOURCE, (summary.LISTED,), (saw(summary.CHECK, said),)))
    one.saving.save(str(tmp_path / "report.html"))
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "canary" not in page
    assert "Your passwords" not in page
    assert "its answer is only on your screen, never in a copy" in page
    report = one.audit.report
    assert report is not None
    assert report.verdict(summary.CHECK) is not None
    assert redaction.redacted(report, Disclosure.FULL).shutter(summary.LISTED.tip) is not Shutter.CLOSED


@needs("posix")
def test_only_its_owner_can_read_it(show: Open, tmp_path: Path) -> None:
    one = show(Shot(ACTS["result"]))
    one.saving.save(str(tmp_path / "report.html"))
    assert stat.S_IMODE((tmp_path / "report.html").stat().st_mode) == 0o600


def test_another_file_is_never_overwritten(show: Open, tmp_path: Path) -> None:
    one = show(Shot(ACTS["result"]))
    place = tmp_path / "report.html"
    place.write_text("somebody's own")
    one.saving.save(str(place))
    assert place.read_text() == "somebody's own"
    assert "overwrites nothing" in told(one)
    one.saving.save(str(tmp_path / "other.html"))
    assert "Saved" in told(one)


@pytest.mark.parametrize("name", ["nowhere/report.html", "x" * 300])
def test_a_place_that_does_not_work_is_said(show: Open, tmp_path: Path, name: str) -> None:
    one = show(Shot(ACTS["result"]))
    one.saving.save(str(tmp_path / name))
    assert one.saving.failed
    assert one.saving.told is not None


def test_a_dialog_that_is_closed_changes_nothing(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    one = show(Shot(ACTS["result"]))
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: "")
    one.today.saving.button.click()
    assert one.saving.told is None


@pytest.mark.parametrize("act", ["consent", "declined", "progress"])
def test_nothing_is_offered_before_there_is_something_to_save(show: Open, act: str) -> None:
    assert not show(Shot(ACTS[act])).today.saving.isVisible()


def test_it_is_reached_by_keyboard_as_the_last(show: Open) -> None:
    one = show(Shot(ACTS["calm"]))
    last = list(one.today.list.chain())[-1]
    last.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(last, Qt.Key.Key_Tab)
    assert one.today.saving.button.hasFocus()
