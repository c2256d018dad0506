"""The safety flow on a screen: what is asked, which buttons there are, and what is forgotten."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import tests.support.offscreen
from postigo.core.events import Done, Finished
from postigo.core.model import Verdict
from postigo.gui.places import HELP, TIPS
from postigo.gui.today.views.detail import DetailView
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.choice import Choice
from postigo.gui.widgets.exit_bar import ExitBar
from postigo.reports.watched import REPLIES, Whose
from postigo_checks.strangers.monitoring.check import MONITORING
from tests.gui.on_screen import Open, cut, press, show, texts
from tests.stories.screens import ACTS, LOW, Shot, Stage, settle
from tests.stories.watched_screens import ACTS as WATCHED_ACTS
from tests.stories.watched_screens import NONE, ONE, SEVERAL, STORY, UNSEEN, answered
from tests.stories.window_story import THEN

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(4)]

UNKNOWN = (Whose.UNKNOWN, Whose.WATCHED)
KNOWN = (Whose.ME, Whose.ORGANISATION, Whose.FAMILY)
NAMES = ("REFOG", "Revealer Keylogger", "NetSupport School")


def opened(one: Stage) -> DetailView:
    """The open row's inside."""
    (view,) = [view for view in one.window.findChildren(DetailView) if view.isVisible()]
    return view


def buttons(one: Stage) -> list[str]:
    return [button.objectName() for button in opened(one).findChildren(Button)]


def button(one: Stage, name: str) -> Button:
    found = opened(one).findChild(Button, name)
    assert found is not None
    return found


def focused() -> QWidget:
    held = QApplication.focusWidget()
    assert held is not None
    return held


def reply(one: Stage, whose: Whose) -> None:
    choice = opened(one).findChild(Choice, f"whose-{whose.name.lower()}")
    assert choice is not None
    press(choice)


def test_what_to_know_before_the_look_stands_above_what_is_read(show: Open) -> None:
    one = show(Shot(ACTS["whose-offer"]))
    shown = texts(opened(one))
    assert shown.index("Before you look") < shown.index("What we would read")
    assert any("Whoever put it there may notice." in text for text in shown)
    assert not any(stream.started_with for stream in one.streams), "nothing is looked at before somebody asks"


@pytest.mark.parametrize("verdict", [ONE, SEVERAL], ids=["one", "several"])
def test_what_is_found_is_asked_about_and_the_row_names_no_program(show: Open, verdict: Verdict) -> None:
    one = show(Shot(answered(verdict)))
    row = one.today.list.row(MONITORING.id)
    assert row is not None
    assert not any(name in text for name in NAMES for text in [*texts(row), row.accessibleName()])
    assert any(name in text for name in NAMES for text in texts(opened(one))), "inside, for whoever helps"
    assert [choice.text() for choice in opened(one).findChildren(Choice)] == [text.one for text in REPLIES.values()]
    assert buttons(one) == []
    assert any("more than one" in text for text in texts(opened(one))) is (verdict is SEVERAL)


@pytest.mark.parametrize("whose", UNKNOWN)
def test_the_safety_flow_has_two_buttons_and_none_of_them_changes_anything(show: Open, whose: Whose) -> None:
    one = show(Shot(ACTS["whose"]))
    reply(one, whose)
    assert buttons(one) == ["whom", "close"]
    assert any(text.startswith("Do not remove it yet.") for text in texts(opened(one)))
    press(button(one, "whom"))
    assert one.window.router.here == HELP
    assert one.checklist.open_row == ""
    assert one.checklist.whose is None


@pytest.mark.parametrize("whose", KNOWN)
def test_who_knows_reads_whom_to_ask_and_can_close(show: Open, whose: Whose) -> None:
    one = show(Shot(ACTS["whose"]))
    reply(one, whose)
    assert buttons(one) == ["close"]
    assert not any("another device" in text for text in texts(opened(one)))
    press(button(one, "close"))
    assert one.checklist.open_row == ""


def test_the_reply_is_gone_when_the_row_is_shut(show: Open) -> None:
    one = show(Shot(ACTS["whose"]))
    reply(one, Whose.WATCHED)
    press(button(one, "close"))
    one.checklist.open(MONITORING.id)
    settle()
    assert not any(choice.isChecked() for choice in opened(one).findChildren(Choice))
    assert buttons(one) == []


def test_another_reply_replaces_the_first(show: Open) -> None:
    one = show(Shot(ACTS["whose"]))
    reply(one, Whose.WATCHED)
    reply(one, Whose.ME)
    assert buttons(one) == ["close"]


@pytest.mark.parametrize("verdict", [NONE, UNSEEN], ids=["none", "unseen"])
def test_where_nothing_was_found_nothing_is_asked_and_help_is_near(show: Open, verdict: Verdict) -> None:
    one = show(Shot(answered(verdict)))
    assert opened(one).findChildren(Choice) == []
    assert buttons(one)[:2] == ["whom", "close"]
    assert any(text.startswith("Do you still think that somebody watches you?") for text in texts(opened(one)))
    state = one.today.list.row(MONITORING.id)
    assert state is not None
    assert state.row.tone.value == ("note" if verdict is NONE else "fogged")


@pytest.mark.parametrize("verdict", [ONE, SEVERAL, NONE, UNSEEN], ids=["one", "several", "none", "unseen"])
def test_the_facade_and_the_card_do_not_tell_that_somebody_asked(show: Open, verdict: Verdict) -> None:
    one = show(Shot(lambda stage: stage.receive(STORY)))
    before = [button.accessibleName() for button in one.today.facade.buttons]
    card = texts(one.today.card)
    one.checklist.open(MONITORING.id)
    one.checklist.check_again(MONITORING.id)
    one.streams[-1].send(Finished(verdict), Done(THEN))
    settle()
    if verdict is ONE or verdict is SEVERAL:
        reply(one, Whose.WATCHED)
    assert [button.accessibleName() for button in one.today.facade.buttons] == before
    assert texts(one.today.card) == card
    assert any(text.startswith("In what we always look at, we saw nothing") for text in card), (
        "true, whatever was found"
    )


def test_no_means_that_nobody_can_ask_for_it(show: Open) -> None:
    """E8: whoever says that it is not their device finds no row of it."""
    one = show(Shot(ACTS["declined"]))
    assert one.checklist.sections() == ()
    assert one.today.list.row(MONITORING.id) is None


def test_the_flow_is_gone_through_with_the_keyboard(show: Open) -> None:
    one = show(Shot(ACTS["whose"]))
    row = one.today.list.row(MONITORING.id)
    assert row is not None
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Tab)
    way_out = focused()
    assert isinstance(way_out, Button)
    assert way_out.text() == "Quick exit", "the first stop of Tab in the open row"
    QTest.keyClick(way_out, Qt.Key.Key_Tab)
    first = focused()
    assert isinstance(first, Choice)
    QTest.keyClick(first, Qt.Key.Key_Space)
    settle()
    held = focused()
    assert isinstance(held, Choice)
    assert held.objectName() == "whose-me", "the focus stays at the reply"
    for _ in range(4):
        QTest.keyClick(focused(), Qt.Key.Key_Right)
        settle()
    assert one.checklist.whose is Whose.WATCHED
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    whom = focused()
    assert isinstance(whom, Button)
    assert whom.objectName() == "whom"
    QTest.keyClick(whom, Qt.Key.Key_Return)
    settle()
    assert one.window.router.here == HELP


# --- the quick exit


def bar(one: Stage) -> ExitBar | None:
    """The bar that can be seen above the page."""
    return next((found for found in one.window.findChildren(ExitBar) if found.isVisible()), None)


def shift(one: Stage) -> None:
    handle = one.window.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Qt.Key.Key_Shift)


@pytest.mark.parametrize("act", list(WATCHED_ACTS))
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_the_quick_exit_is_in_sight_in_the_safety_flow_and_shift_leads_out(
    show: Open, left: list[int], act: str, scale: float
) -> None:
    one = show(Shot(ACTS[act], size=LOW, scale=scale))
    above = bar(one)
    assert above is not None
    bottom = one.today.verticalScrollBar().maximum()
    for place in (0, bottom):
        one.today.verticalScrollBar().setValue(place)
        settle()
        assert above.exit.visibleRegion().boundingRect().size() == above.exit.size()
    assert any("closes Postigo at once" in text for text in texts(opened(one))), "explained where it stands"
    shift(one)
    shift(one)
    assert above.count.text() == "Shift: 2 of 3"
    assert left == []
    shift(one)
    assert left == [0]
    assert not one.window.isVisible()


def test_the_quick_exit_goes_with_the_row_and_is_beside_no_other(show: Open, left: list[int]) -> None:
    one = show(Shot(ACTS["whose"]))
    assert bar(one) is not None
    one.checklist.open("")
    settle()
    assert bar(one) is None
    for _ in range(4):
        shift(one)
    assert left == [], "elsewhere the Shift key is what it is"
    one.checklist.open("update.os-pending")
    settle()
    assert bar(one) is None


def test_the_quick_exit_stays_through_a_zoom_and_speaks_the_language_of_now(show: Open, left: list[int]) -> None:
    one = show(Shot(ACTS["whose"]))
    one.window.around.theme.zoom(1)
    settle()
    one.window.around.language.choose("es")
    settle()
    above = bar(one)
    assert above is not None
    assert above.exit.text() == "Salir rápido"
    one.window.router.go(HELP)
    settle()
    found = bar(one)
    assert found is one.help_page.band, "behind the door stands the door's own"
    one.window.router.back()
    settle()
    above = bar(one)
    assert above is not None
    above.exit.click()
    assert left == [0]


def test_the_quick_exit_stands_above_the_same_row_on_its_tips_page(show: Open, left: list[int]) -> None:
    one = show(Shot(lambda stage: stage.receive(STORY)))
    one.features.tips.show(5)
    one.window.router.go(TIPS)
    settle()
    assert bar(one) is None
    one.features.tip_checklist.open(MONITORING.id)
    settle()
    assert bar(one) is not None
    for _ in range(3):
        shift(one)
    assert left == [0]


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_of_the_flow_is_cut_on_a_low_screen(show: Open, scale: float) -> None:
    assert cut(show(Shot(ACTS["whose-watched"], size=LOW, scale=scale, language="es"))) == []
