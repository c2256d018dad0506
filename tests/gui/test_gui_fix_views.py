"""Changes on a screen: the button, the sheet in the row, where the keyboard goes, and the shutter that closes in view."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import tests.support.offscreen
from postigo.gui.today.views.fix import FIRST
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.labels import FirstWords
from tests.gui.on_screen import Open, press, show, texts
from tests.stories.fix_screens import begin
from tests.stories.fix_screens import press as press_named
from tests.stories.fix_story import FOLDERS, LOCK
from tests.stories.screens import ACTS, LOW, Shot, Stage, quiet, settle

__all__ = ["show"]  # a fixture, found by its name

pytestmark = tests.support.offscreen.quiet_platform


def button(within: QWidget, name: str) -> Button:
    return next(part for part in within.findChildren(Button, name) if part.isVisible())  # not one that is going


def focused() -> str:
    there = QApplication.focusWidget()
    return there.objectName() if there is not None else ""


def key(one: Stage, pressed: Qt.Key) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClick(target, pressed)
    settle()
    del one


def seen(widget: QWidget | None) -> bool:
    return widget is not None and not widget.visibleRegion().isEmpty()


def test_by_keyboard_alone_a_row_is_read_changed_and_undone(show: Open) -> None:
    one = show(Shot(ACTS["fix-row"]))
    button(one.today.list, "fix-lock-0").setFocus()
    key(one, Qt.Key.Key_Return)
    assert focused() == FIRST
    said = QApplication.focusWidget()
    assert isinstance(said, FirstWords)
    assert said.text() == "This would be changed. Nothing is changed yet."
    names = []
    for _ in range(3):
        key(one, Qt.Key.Key_Tab)
        names.append(focused())
    assert names == ["fix-fold", "fix-change", "fix-leave"]
    button(one.today.list, "fix-change").setFocus()
    key(one, Qt.Key.Key_Return)
    assert focused() == FIRST
    assert "Changed, and looked at again: it is mended." in texts(one.window)
    button(one.today.list, "fix-undo").setFocus()
    key(one, Qt.Key.Key_Return)
    assert focused() == FIRST
    assert "Undone. All is as it was before." in texts(one.window)


def test_after_leaving_it_the_keyboard_is_back_at_the_button(show: Open) -> None:
    one = show(Shot(ACTS["fix-preview"]))
    button(one.today.list, "fix-leave").setFocus()
    key(one, Qt.Key.Key_Return)
    assert focused() == "fix-lock-0"
    assert one.checklist.open_row == LOCK


def test_closing_what_was_mended_goes_back_to_the_row(show: Open) -> None:
    one = show(Shot(ACTS["fix-ended"]))
    button(one.today.list, "fix-close").setFocus()
    key(one, Qt.Key.Key_Return)
    assert focused() == f"row-{LOCK}"


def test_an_answer_takes_the_keyboard_from_nowhere_else(show: Open) -> None:
    one = show(Shot(ACTS["fix-row"]))
    one.workshop.slow = True
    press(button(one.today.list, "fix-lock-0"))
    one.today.head.again.setFocus()
    one.workshop.streams[-1].speak()
    settle()
    assert QApplication.focusWidget() is one.today.head.again
    assert "This would be changed. Nothing is changed yet." in texts(one.window)


def test_every_button_says_to_a_screen_reader_what_it_is_about(show: Open) -> None:
    one = show(Shot(ACTS["fix-preview"]))
    names = {
        QAccessible.queryAccessibleInterface(button(one.today.list, name)).text(QAccessible.Text.Name)
        for name in ("fix-change", "fix-leave", "fix-fold")
    }
    assert names == {
        "Change it · Let the screen lock by itself",
        "Leave it · Let the screen lock by itself",
        "Details of this change · Let the screen lock by itself",
    }


def test_the_preview_is_brought_into_sight_with_its_buttons(show: Open) -> None:
    one = show(Shot(ACTS["fix-row"], size=QSize(1024, 760)))
    press(button(one.today.list, "fix-lock-0"))
    settle(0.1)
    assert any(seen(first) for first in one.today.list.findChildren(FirstWords, FIRST))
    assert seen(button(one.today.list, "fix-leave"))


def test_there_is_one_main_button_and_the_page_of_the_settings_is_another(show: Open) -> None:
    one = show(Shot(ACTS["fix-steps"]))
    kinds = {part.objectName(): part.kind for part in one.today.list.findChildren(Button) if part.isVisible()}
    assert kinds["fix-lock-0"] is Kind.MAIN
    assert kinds["page-screen-lock"] is Kind.PLAIN
    assert [name for name, kind in kinds.items() if kind is Kind.MAIN] == ["fix-lock-0"]


def test_the_last_open_shutter_closes_in_view_with_one_line(show: Open) -> None:
    one = show(Shot(ACTS["fix-ended"], size=LOW))
    assert "One shutter less open." not in texts(one.window)
    one.row(FOLDERS)
    press_named(one.today.list, "fix-close-folder-0")
    press_named(one.today.list, "fix-change")
    settle(0.2)
    assert "One shutter less open." in texts(one.window)
    assert one.today.verticalScrollBar().value() == 0
    back = QApplication.focusWidget()
    assert isinstance(back, Button)
    assert back.text() == "Back to the list"
    press(back)
    assert focused() == f"row-{FOLDERS}"
    assert "Changed, and looked at again: it is mended." in texts(one.window)


def test_while_it_is_changed_the_window_answers(show: Open) -> None:
    one = show(Shot(ACTS["fix-making"]))
    assert "Changing it, and then looking again…" in texts(one.window)
    row = one.today.list.row(FOLDERS)
    assert row is not None
    press(row)
    assert one.checklist.open_row == FOLDERS
    assert "Another change is being made. Wait until it is done." in texts(one.window)
    one.workshop.streams[-1].speak()
    settle()
    assert button(one.today.list, "fix-close-folder-0").isVisible()


def test_the_walk_goes_on_by_keyboard_and_keeps_it_as_a_shutter_closes(show: Open) -> None:
    one = show(Shot(begin))
    one.row(FOLDERS)
    press_named(one.today.list, "fix-close-folder-0")
    press_named(one.today.list, "fix-change")
    quiet(one)
    button(one.today.card, "card-walk").setFocus()
    key(one, Qt.Key.Key_Return)
    assert focused() == FIRST
    assert "1 of 1: Let the screen lock by itself" in texts(one.window)
    button(one.today.walk, "fix-change").setFocus()
    key(one, Qt.Key.Key_Return)
    settle(0.1)
    assert "One shutter less open." in texts(one.window)
    assert focused() == FIRST
    assert one.today.walk.holds_focus
    button(one.today.walk, "fix-next").setFocus()
    key(one, Qt.Key.Key_Return)
    assert "That is all. 1 thing was changed." in texts(one.window)
    assert focused() == FIRST
    button(one.today.walk, "fix-close").setFocus()
    key(one, Qt.Key.Key_Return)
    assert not one.today.walk.isVisible()
    assert isinstance(QApplication.focusWidget(), Button)


def test_the_list_unfolds_and_undoes_where_it_stands(show: Open) -> None:
    one = show(Shot(ACTS["fix-ended"]))
    quiet(one)
    press(button(one.today.changes, "changes"))
    (undo,) = (part for part in one.today.changes.findChildren(Button) if part.objectName().startswith("undo-"))
    assert undo.accessibleName() == "Undo · Let the screen lock by itself"
    undo.setFocus()
    key(one, Qt.Key.Key_Return)
    quiet(one)
    assert focused() == FIRST
    assert "Undone. All is as it was before." in texts(one.today.changes)


def test_what_was_interrupted_stands_unfolded_under_the_card(show: Open) -> None:
    one = show(Shot(ACTS["fix-interrupted"]))
    assert any(text.endswith("Undo it, to have everything as it was.") for text in texts(one.today.changes))
    assert [part.text() for part in one.today.changes.findChildren(Button) if part.isVisible()] == ["Undo"]


def test_nothing_stands_there_before_something_was_changed(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    quiet(one)
    assert not one.today.changes.isVisible()
    assert not one.today.walk.isVisible()


def test_names_of_files_are_hidden_with_the_others(show: Open) -> None:
    one = show(Shot(ACTS["fix-preview-safety"]))
    press_named(one.today.list, "fix-fold")
    settle()
    assert "~/Pictures: 0755 → 0700" in texts(one.window)
    one.window.around.language.hide_names(wanted=True)
    settle()
    assert not any("Pictures" in text for text in texts(one.window))


def test_another_zoom_keeps_the_preview_and_the_walk(show: Open) -> None:
    one = show(Shot(ACTS["fix-preview"]))
    button(one.today.list, "fix-change").setFocus()
    one.window.around.theme.zoom(1)
    settle()
    assert "This would be changed. Nothing is changed yet." in texts(one.window)
    assert focused() == "fix-change"


def test_on_the_page_of_the_tip_the_same_is_shown(show: Open) -> None:
    one = show(Shot(begin))
    one.features.tips.show(1)
    one.window.router.go("tips")
    settle()
    one.features.tip_checklist.open(LOCK)
    settle()
    press(button(one.window, "fix-lock-0"))
    assert "This would be changed. Nothing is changed yet." in texts(one.window)
