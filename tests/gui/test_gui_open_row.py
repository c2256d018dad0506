"""The open row on a screen: its steps, its buttons, and where the focus stays."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

import tests.support.offscreen
from postigo.core.events import Done, Finished
from postigo.core.settings_page import NotOpened, PageInfo, SettingsPage
from postigo.core.values import Program
from postigo.gui.shell import dialogs
from postigo.gui.today.views.row import RowButton
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.labels import Label, breakable
from tests.gui.on_screen import Open, press, show, texts
from tests.stories.screens import ACTS, LOW, Shot, settle
from tests.stories.window_story import ALL_WELL, FAMILY, THEN

__all__ = ["show"]  # a fixture, found by its name

pytestmark = tests.support.offscreen.quiet_platform


# --- the open row


def test_a_row_opens_and_another_closes_it(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    rows = one.today.list.rows
    press(rows[0])
    assert "Why it matters" in texts(one.window)
    assert [row.opened for row in rows[:2]] == [True, False]
    press(rows[1])
    assert [row.opened for row in rows[:2]] == [False, True]
    assert texts(one.window).count("Why it matters") == 1
    press(rows[1])
    assert "Why it matters" not in texts(one.window)


def test_the_safety_note_stands_before_the_steps(show: Open) -> None:
    shown = texts(show(Shot(ACTS["watched"])).window)
    note = next(index for index, text in enumerate(shown) if text.startswith("Before you change this"))
    step = shown.index("Cover the camera with a sliding cover or a piece of paper tape.")
    assert note < step


def test_a_button_opens_the_page_and_says_so_when_it_could_not(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[PageInfo] = []

    def refuse(page: PageInfo) -> NotOpened:
        asked.append(page)
        return NotOpened.UNKNOWN

    monkeypatch.setattr(dialogs, "open_settings", refuse)
    one = show(Shot(ACTS["result"]))
    main = one.today.card.main
    assert main is not None
    press(main)
    assert asked == [SettingsPage.UPDATES.info]
    assert one.checklist.open_row == "update.os-pending"
    assert any(text.startswith("That page could not be opened") for text in texts(one.window))


def test_the_card_says_itself_that_its_page_did_not_open(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "open_settings", lambda _page: NotOpened.REFUSED)
    one = show(Shot(ACTS["result"], size=LOW))
    main = one.today.card.main
    assert main is not None
    press(main)
    assert any("could not be opened" in text for text in texts(one.today.card))
    assert one.today.verticalScrollBar().value() == 0
    one.checklist.check_again("update.os-pending")
    settle()
    assert not any("could not be opened" in text for text in texts(one.today))


def test_a_message_of_the_open_row_is_brought_into_sight(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "open_settings", lambda _page: NotOpened.REFUSED)
    one = show(Shot(ACTS["row"], size=LOW))
    one.today.list.page_wanted.emit(SettingsPage.UPDATES.info)
    settle(0.1)
    message = next(label for label in one.today.list.findChildren(Label) if "could not be opened" in label.text())
    assert not message.visibleRegion().isEmpty()


def test_no_name_brings_control_signs_to_the_screen(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    label = Label(one.window.around.look)
    label.show_text("a\u202eb\x1b[31mc")
    assert label.text() == "a\ufffdb\ufffd[31mc"
    assert one.window.around.language.value(Program("x\u202e")).endswith("\ufffd")


def test_check_again_keeps_the_focus_and_the_row(show: Open) -> None:
    one = show(Shot(ACTS["row"]))
    again = one.window.findChild(Button, "again")
    assert again is not None
    again.setFocus()
    press(again)
    assert one.streams[-1].started_with == ("update.os-pending",)
    focused = QApplication.focusWidget()
    assert isinstance(focused, Button)
    assert (focused.objectName(), focused.text()) == ("again", "Looking…")
    fixed = ALL_WELL.verdict("update.os-pending")
    one.streams[-1].send(ALL_WELL.catalogue([fixed.check]), Finished(fixed), Done(THEN))
    settle()
    assert one.checklist.open_row == "update.os-pending"
    assert any(text.startswith("No security update is waiting.") for text in texts(one.window))


def test_what_is_looked_at_only_if_one_wants_is_looked_at_by_its_own_button(show: Open) -> None:
    one = show(Shot(ACTS["offer"], size=LOW))
    assert "What we would read" in texts(one.window)
    look = one.window.findChild(Button, "again")
    assert look is not None
    assert (look.kind, look.text()) == (Kind.MAIN, "Look at this now")
    look.setFocus()
    QTest.keyClick(look, Qt.Key.Key_Return)
    settle()
    assert one.streams[-1].started_with == ("image.location",)
    stop = one.window.findChild(Button, "stop")
    assert stop is not None
    stop.setFocus()
    QTest.keyClick(stop, Qt.Key.Key_Return)
    settle()
    assert one.streams[-1].abandoned
    focused = QApplication.focusWidget()
    assert isinstance(focused, Button)
    assert focused.text() == "Look at this now", "the focus does not get lost with its button"


def test_no_row_is_ever_squeezed_while_the_list_is_made_anew(show: Open, qapp: QApplication) -> None:
    one = show(Shot(ACTS["offer"]))
    heights = Heights()
    qapp.installEventFilter(heights)
    try:
        one.audit.look()
        one.streams[-1].send(*FAMILY.events())
        settle()
    finally:
        qapp.removeEventFilter(heights)
    assert len(heights.seen) >= 5
    assert min(heights.seen) >= 44


def test_where_it_is_narrow_a_row_has_its_state_below_its_sentence(show: Open) -> None:
    wide = show(Shot(ACTS["result"])).today.list.rows[0]
    narrow = show(Shot(ACTS["result"], size=QSize(420, 760))).today.list.rows[0]
    tops = [[label.y() for label in row.findChildren(Label)] for row in (wide, narrow)]
    assert abs(tops[0][0] - tops[0][1]) < 8
    assert tops[1][1] > tops[1][0] + 8


def test_the_technical_detail_is_folded_and_can_be_copied(show: Open) -> None:
    one = show(Shot(ACTS["watched"]))
    assert one.window.findChild(Button, "copy") is None
    fold = one.window.findChild(Button, "fold")
    assert fold is not None
    fold.setFocus()
    press(fold)
    copy = one.window.findChild(Button, "copy")
    assert copy is not None
    press(copy)
    copied = QGuiApplication.clipboard().text()
    assert "path: C:\\Users\\ana\\C#\\proyecto\\app.exe" in copied
    assert "\u200b" not in copied


def test_a_very_long_word_can_wrap() -> None:
    path = "~/AppData/Local/Temp/7zS8C2B1F90/updater/bin/svchost32.exe"
    assert breakable(f"It is {path}.").replace("\u200b", "") == f"It is {path}."
    assert max(len(part) for part in breakable("x" * 300).split("\u200b")) <= 24
    assert breakable("An ordinary sentence.") == "An ordinary sentence."


class Heights(QObject):
    """Notes every height that a row is given."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[int] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(watched, RowButton) and event.type() is QEvent.Type.Resize:
            self.seen.append(watched.height())
        return False
