"""Nothing is lost when the look, the size of the text or the language changes: the same place, tool, text, focus and scroll."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from dataclasses import dataclass

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import tests.support.offscreen
from postigo.gui.help.views.contact_card import ContactCard
from postigo.gui.places import HELP, PASSWORDS, TODAY
from postigo.gui.shell import window as shell
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice
from postigo.gui.widgets.fields import Field
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.theme import Scheme
from tests.gui.on_screen import Open
from tests.gui.on_screen import show_done as show
from tests.stories.screens import ACTS, LOW, Shot, Stage, quiet

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(4)]


# --- what a person does on each page


def words(one: Stage) -> None:
    ACTS["vault-empty"](one)
    choosing = one.passwords_page.choosing
    choosing.guides.choices["Firefox"].click()
    choosing.wishes.options.open(wanted=True)
    choosing.wishes.words.setText("Luna, 1234 BCD")
    choosing.wishes.words.setCursorPosition(4)
    choosing.wishes.words.setFocus()


def master(one: Stage) -> None:
    ACTS["vault-locked"](one)
    field = one.passwords_page.results.card.field
    assert field is not None
    QTest.keyClicks(field, "half a master")


def tried(one: Stage) -> None:
    ACTS["vault-tested"](one)
    tester = one.passwords_page.tester
    tester.eye.click()
    tester.field.setFocus()


def phrase(one: Stage) -> None:
    ACTS["vault-phrases"](one)
    phrases = one.passwords_page.phrases
    phrases.copy.click()
    phrases.copy.setFocus()


def entry(one: Stage) -> None:
    ACTS["vault-entry"](one)
    quiet(one)
    page = one.passwords_page
    view = page.results.list.open_view
    assert view is not None
    button = view.findChild(Button, "change")
    assert button is not None
    button.setFocus()
    page.ensureWidgetVisible(button)


def last_row(one: Stage) -> None:
    ACTS["vault-results"](one)
    quiet(one)
    rows = one.passwords_page.results.list
    rows.rows[0].setFocus()
    QTest.keyClick(rows.rows[0], Qt.Key.Key_End)


def folds(one: Stage) -> None:
    ACTS["vault-folds"](one)
    one.passwords_page.results.filter.choices[None].setFocus()


def open_row(one: Stage) -> None:
    ACTS["technical"](one)
    quiet(one)
    copy = one.today.list.findChild(Button, "copy")
    assert copy is not None
    copy.setFocus()
    one.today.ensureWidgetVisible(copy)


def helped(one: Stage) -> None:
    ACTS["help-more"](one)
    quiet(one)
    copy = one.help_page.stage.findChildren(ContactCard)[9].copy
    copy.setFocus()
    one.help_page.ensureWidgetVisible(copy)


def asked_before_a_page(one: Stage) -> None:
    ACTS["help-link"](one)
    quiet(one)
    asked = next(card for card in one.help_page.stage.findChildren(ContactCard) if card.no.isVisible())
    asked.no.setFocus()


def in_the_band(one: Stage) -> None:
    ACTS["help-carer-6"](one)
    one.help_page.band.exit.setFocus()
    one.help_page.verticalScrollBar().setValue(200)


def in_danger(one: Stage) -> None:
    ACTS["help-danger"](one)


def consent(one: Stage) -> None:
    one.today.card.buttons[1].setFocus()


def in_the_side_bar(one: Stage) -> None:
    ACTS["result"](one)
    one.window.sidebar.places[PASSWORDS].setFocus()


DONE = {
    act.__name__: act
    for act in (
        words,
        master,
        tried,
        phrase,
        entry,
        last_row,
        folds,
        open_row,
        helped,
        asked_before_a_page,
        in_the_band,
        in_danger,
        consent,
        in_the_side_bar,
    )
} | {"declined": ACTS["declined"]}


@dataclass(frozen=True)
class State:
    """All that a person would miss. Names are left out where the language changes."""

    place: str
    typed: dict[int, tuple[str, int, object]]
    unfolded: list[bool]
    chosen: list[bool]
    focus: tuple[type, str]
    open_rows: tuple[object, object]
    phrase: object
    answer: object


def state(one: Stage, *, named: bool = True) -> State:
    window = one.window
    page = window.pages.currentWidget()
    assert isinstance(page, Page)
    focus = window.focusWidget()
    assert focus is not None
    assert focus.isVisible()
    fields = page.findChildren(Field)
    return State(
        window.router.here,
        {i: (field.text(), field.cursorPosition(), field.echoMode()) for i, field in enumerate(fields)},
        [button.marked for button in page.findChildren(Button) if button.kind is Kind.FOLD and button.isVisible()],
        [choice.isChecked() for choice in page.findChildren(Choice) if choice.isVisible()],
        (type(focus), focus.accessibleName() if named else ""),
        (one.checklist.open_row, one.vault.entries.open_row),
        one.vault.maker.phrase,
        one.vault.tester.answer,
    )


def in_sight(one: Stage) -> bool:
    focus: QWidget | None = one.window.focusWidget()
    return focus is not None and not focus.visibleRegion().isEmpty()


def larger(one: Stage) -> None:
    one.window.around.theme.zoom(1)


def dark(one: Stage) -> None:
    one.window.around.theme.wish(Scheme.DARK)


def spanish(one: Stage) -> None:
    one.window.around.language.choose("es")


@pytest.mark.parametrize("done", DONE)
@pytest.mark.parametrize("low", [False, True])
def test_nothing_is_lost(show: Open, capfd: pytest.CaptureFixture[str], done: str, low: bool) -> None:
    """One change after the other, as somebody who looks for what suits the eyes makes them."""
    keeps_all(show, capfd, done, low, dark, spanish, larger)


@pytest.mark.parametrize(
    "done", [done if done == "helped" else pytest.param(done, marks=pytest.mark.long) for done in DONE]
)
@pytest.mark.parametrize("low", [False, pytest.param(True, marks=pytest.mark.long)])
def test_nothing_is_lost_with_larger_text_first(
    show: Open, capfd: pytest.CaptureFixture[str], done: str, low: bool
) -> None:
    """The words of another language take more lines then, and push what has the focus down."""
    keeps_all(show, capfd, done, low, larger, spanish, dark)


def keeps_all(
    show: Open, capfd: pytest.CaptureFixture[str], done: str, low: bool, *changes: Callable[[Stage], None]
) -> None:
    one = show(Shot(DONE[done], size=LOW) if low else Shot(DONE[done]))
    for change in changes:
        loses_nothing(one, change)
    assert capfd.readouterr().err.replace("This plugin does not support propagateSizeHints()\n", "") == ""


def loses_nothing(one: Stage, change: Callable[[Stage], None]) -> None:
    named = change is not spanish
    before, seen = state(one, named=named), in_sight(one)
    page = one.window.pages.currentWidget()
    assert isinstance(page, Page)
    scrolled = page.verticalScrollBar().value()
    change(one)
    quiet(one)
    assert state(one, named=named) == before, change
    assert in_sight(one) or not seen, change
    page = one.window.pages.currentWidget()
    assert isinstance(page, Page)
    if change is dark:
        assert page.verticalScrollBar().value() == scrolled
    assert scrolled == 0 or page.verticalScrollBar().value() > 0, change


def gone(window: shell.Window) -> list[weakref.ref[QWidget]]:
    return [weakref.ref(widget) for widget in (window.sidebar, *window.pages.made)]


def test_the_old_views_are_gone_and_nobody_calls_them(show: Open, capfd: pytest.CaptureFixture[str]) -> None:
    one = show(Shot(ACTS["row"]))
    window = one.window
    for place in (PASSWORDS, HELP, TODAY):
        window.router.go(place)
    old = [view for _ in range(3) for view in _renewed(one)]
    gc.collect()
    alive = [view() for view in old]
    assert [view for view in alive if view is not None and shiboken6.isValid(view)] == []
    assert [view for view in alive if view is not None] == []
    for check in ("camera.in-use", "update.os-pending", "av.active"):
        one.checklist.open(check)
    one.vault.maker.make()
    one.vault.passwords.choose(["/nowhere.csv"])
    quiet(one)
    assert capfd.readouterr().err.replace("This plugin does not support propagateSizeHints()\n", "") == ""


@pytest.mark.long
@pytest.mark.parametrize("zooms", [20, 50])
@pytest.mark.parametrize("done", ["entry", "tried", "open_row"])
def test_more_zooms_leave_no_more_than_ten(show: Open, done: str, zooms: int) -> None:
    one = show(Shot(DONE[done]))
    for place in (HELP, TODAY):
        one.window.router.go(place)
    counted = []
    for turn in range(zooms):
        one.window.around.theme.zoom(-1 if turn % 2 else 1)
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if turn in {9, zooms - 1}:
            gc.collect()
            counted.append(sum(issubclass(type(thing), QObject) for thing in gc.get_objects()))
    assert counted[1] <= counted[0], "a view, or PySide's hold on one"


def _renewed(one: Stage) -> list[weakref.ref[QWidget]]:
    old = gone(one.window)
    one.window.around.theme.zoom(1)
    quiet(one)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return old


def test_a_copied_phrase_does_not_stay_behind(show: Open) -> None:
    one = show(Shot(phrase))
    assert QGuiApplication.clipboard().text() != ""
    one.window.around.theme.zoom(1)
    quiet(one)
    assert "Copied" in one.passwords_page.phrases._copied.text()
    one.window.close()
    assert QGuiApplication.clipboard().text() == ""


def test_what_was_typed_stands_in_one_field_only(show: Open) -> None:
    one = show(Shot(master))
    old = one.passwords_page.results.card.field
    assert old is not None
    one.window.around.theme.zoom(1)
    assert old.text() == ""


def test_the_tester_still_hears_after_a_zoom(show: Open) -> None:
    one = show(Shot(tried))
    one.window.around.theme.zoom(1)
    quiet(one)
    field = one.passwords_page.tester.field
    QTest.keyClicks(field, "x")
    assert one.vault.tester.waiting
    one.vault.tester._ask()
    assert str(one.children[-1].told[-1]).endswith(f"number={one.vault.tester._number})") or one.children[-1].told


@pytest.mark.parametrize("from_", ["today", "passwords"])
def test_the_way_back_out_of_the_door_leads_to_where_one_was(show: Open, from_: str) -> None:
    one = show(Shot(open_row if from_ == "today" else entry))
    before = state(one)
    page = one.window.pages.currentWidget()
    assert isinstance(page, Page)
    scrolled = page.verticalScrollBar().value()
    QTest.keyClick(one.window, Qt.Key.Key_F1)
    assert one.window.router.here == HELP
    one.help_page.back.click()
    quiet(one)
    assert state(one) == before
    assert page.verticalScrollBar().value() == scrolled
