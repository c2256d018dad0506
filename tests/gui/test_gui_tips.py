"""Page of a tip: its words, the device's part, the questions, and that replies live in memory only."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import tests.support.offscreen
from postigo.core.report import without_private
from postigo.gui.places import HELP, TIPS, TODAY
from postigo.gui.shell.window import USUAL
from postigo.gui.today.models.card import Do, card
from postigo.gui.widgets.button import Button
from postigo.guidance.questions import Reply
from tests.gui.on_screen import Open, cut, press, show, texts, through
from tests.stories.screens import ACTS, LOW, PHONE, Shot, Stage, settle
from tests.stories.window_story import ALL_WELL

__all__ = ["show"]  # a fixture, found by its name

pytestmark = tests.support.offscreen.quiet_platform


def reply(one: Stage, question: str, given: Reply) -> None:
    card = next(card for card in one.tips_page.cards if card.objectName() == question)
    press(card.replies[given])


def test_all_is_whole_in_every_size(show: Open) -> None:
    for act in ("tip", "tip-unseen", "tip-replies", "tip-door"):
        one = show(Shot(ACTS[act], language="es"))
        sizes = (("usual", USUAL, 0), ("low", LOW, 0), ("low 200", LOW, 10), ("phone", PHONE, 0))
        assert not through(one, sizes), act


def test_before_a_look_a_tip_says_so_and_the_way_there(show: Open) -> None:
    one = show(Shot(ACTS["tip-unseen"]))
    assert "Nothing has been looked at yet. On “Today” you can let Postigo look." in texts(one.tips_page)


def test_what_the_device_says_stands_on_the_page_of_its_tip(show: Open) -> None:
    one = show(Shot(ACTS["tip"]))
    rows = {row.check for section in one.features.tip_checklist.sections() for row in (*section.rows, *section.folded)}
    report = one.audit.report
    assert report is not None
    assert rows
    assert {report.listing(check).tip for check in rows} == {2}
    assert one.features.tip_checklist.open_row == one.checklist.open_row == ""
    first = one.features.tip_checklist.sections()[0].rows[0].check
    one.features.tip_checklist.open(first)
    assert one.checklist.open_row == "", "a row that is opened here is not open on the page of today"


def test_keys_alone_go_from_tip_to_tip_and_reply(show: Open) -> None:
    one = show(Shot(ACTS["tip-unseen"]))
    one.tips_page.numbers[1].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(one.window.focusWidget(), Qt.Key.Key_Right)
    settle()
    assert one.features.tips.tip.number == 2
    first = one.tips_page.cards[0].replies[Reply.YES]
    for _ in range(20):
        if first.hasFocus():
            break
        QTest.keyClick(one.window.focusWidget(), Qt.Key.Key_Tab)
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Space)
    assert one.features.tips.replies == {"camera.q-covered": Reply.YES}


def test_tab_goes_through_the_page_as_the_eye_does(show: Open) -> None:
    one = show(Shot(ACTS["tip"]))
    one.features.tips.show(5)
    settle()
    one.features.tips.show(2)
    settle()
    page, column = one.tips_page, one.tips_page.widget()
    assert column is not None
    page.numbers[2].setFocus(Qt.FocusReason.TabFocusReason)
    reached = []
    for _ in range(12):
        QTest.keyClick(one.window.focusWidget(), Qt.Key.Key_Tab)
        here = one.window.focusWidget()
        reached.append(here.mapTo(column, here.rect().topLeft()).y() if page.isAncestorOf(here) else 10_000)
    assert reached == sorted(reached)
    assert reached[0] < 10_000


def test_a_reply_that_can_be_better_says_what_to_do_and_another_is_kind(show: Open) -> None:
    one = show(Shot(ACTS["tip-unseen"]))
    one.features.tips.show(4)
    settle()
    reply(one, "password.q-shared", Reply.YES)
    said = " ".join(texts(one.tips_page.cards[0]))
    assert said.index("016") < said.index("Change it when it is safe for you."), "the safety note goes before the steps"
    reply(one, "password.q-shared", Reply.PRIVATE)
    assert "You do not have to say." in " ".join(texts(one.tips_page.cards[0]))
    assert "016" not in " ".join(texts(one.tips_page.cards[0]))
    assert not cut(one)


def test_a_reply_may_lead_to_start_here_and_the_card_leads_to_its_tip(show: Open) -> None:
    one = show(Shot(lambda stage: stage.receive(ALL_WELL)))
    house = [button.accessibleName() for button in one.today.facade.buttons]
    one.features.tips.reply("info.q-public-profile", Reply.YES)
    settle()
    shown = card(one.audit)
    assert shown is not None
    assert [action.do for action in shown.actions] == [Do.TIP]
    assert [button.accessibleName() for button in one.today.facade.buttons] == house, "no shutter moves"
    assert one.today.list.row("info.q-public-profile") is None
    assert one.today.card.main is not None
    press(one.today.card.main)
    assert (one.window.router.here, one.features.tips.tip.number) == (TIPS, 5)
    press(one.tips_page.forget)
    shown = card(one.audit)
    assert shown is not None
    assert Do.TIP not in {action.do for action in shown.actions}
    assert not one.features.tips.replies


def test_a_saved_page_knows_no_reply(show: Open) -> None:
    one = show(Shot(lambda stage: stage.receive(ALL_WELL)))
    before = one.audit.report
    one.features.tips.reply("image.q-pressure", Reply.YES)
    assert before is not None
    assert one.audit.report is not None
    assert without_private(one.audit.report) == without_private(before)


def test_replies_outlive_another_look_and_language_but_not_the_window(show: Open) -> None:
    one = show(Shot(ACTS["tip-unseen"]))
    reply(one, "image.q-old-devices", Reply.YES)
    one.window.around.theme.zoom(2)
    one.window.around.language.choose("es")
    settle()
    held = next(card for card in one.tips_page.cards if card.objectName() == "image.q-old-devices")
    assert held.replies[Reply.YES].isChecked()
    assert any("borra" in text.casefold() for text in texts(held))
    other = show(Shot(ACTS["tip-unseen"]))
    assert not other.features.tips.replies


def test_whoever_said_no_can_read_the_tips(show: Open) -> None:
    one = show(Shot(ACTS["declined"]))
    press(one.declined.tips)
    assert one.window.router.here == TIPS
    help_ = next(b for b in one.tips_page.findChildren(Button) if b.text() == "I need help" and b.isVisible())
    press(help_)
    assert one.window.router.here == HELP
    one.window.router.back()
    assert one.window.router.here == TIPS
    press(one.window.sidebar.places[TODAY]) if TODAY in one.window.router.there else None
    assert one.streams == [], "nothing was looked at"
