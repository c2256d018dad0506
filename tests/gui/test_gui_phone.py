"""Page of the phone: one card a time, kept through another size and language, forgotten when asked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

import tests.support.offscreen
from postigo.core.report import without_private
from postigo.gui.places import HELP, PHONE, TIPS
from postigo.gui.shell.window import USUAL
from postigo.gui.tips.models.phone import Unsure
from postigo.gui.today.models.card import Do, card
from postigo.gui.widgets.choice import Choice
from postigo.gui.widgets.labels import Label
from postigo.guidance.phone import System
from postigo.guidance.questions import Reply
from tests.gui.on_screen import Open, cut, press, show, texts, through
from tests.stories.screens import ACTS, LOW, Shot, Stage, settle
from tests.stories.screens import PHONE as NARROW
from tests.stories.window_story import ALL_WELL

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(3)]
ADMINISTRATORS = "phone.android-administrators"


def said(one: Stage) -> str:
    assert one.phone_page.card is not None
    return " ".join(texts(one.phone_page.card))


def give(one: Stage, reply: Reply) -> None:
    assert one.phone_page.card is not None
    press(one.phone_page.card.replies[reply])


@pytest.mark.parametrize("act", [act for act in ACTS if act.startswith("phone")])
def test_all_is_whole_in_every_size(show: Open, act: str) -> None:
    one = show(Shot(ACTS[act], language="es"))
    assert not through(one, (("usual", USUAL, 0), ("low", LOW, 0), ("low 200", LOW, 10), ("narrow", NARROW, 0)))


def test_the_models_are_whole_when_they_are_unfolded(show: Open) -> None:
    one = show(Shot(ACTS["phone-first"]))
    assert one.phone_page.card is not None
    press(one.phone_page.card.support.fold)
    assert "iPhone SE (2)" in said(one)
    one.window.around.theme.zoom(2)
    settle()
    assert "iPhone SE (2)" in said(one), "it stays unfolded"
    assert not cut(one)
    press(one.phone_page.next)
    assert not one.phone_page.card.support.isVisible()


def test_the_phone_is_offered_on_the_pages_of_three_tips_and_leads_back(show: Open) -> None:
    one = show(Shot(ACTS["tip-unseen"]))
    offered = set()
    for tip in range(1, 7):
        one.features.tips.show(tip)
        settle()
        offered |= {tip} if one.tips_page.phone.isVisible() else set()
    assert offered == {2, 3, 5}
    one.features.tips.show(3)
    settle()
    press(one.tips_page.phone)
    assert one.window.router.here == PHONE
    assert one.window.sidebar.places[TIPS].marked, "it has no entry of its own in the side bar"
    assert PHONE not in one.window.sidebar.places
    press(one.phone_page.help)
    assert one.window.router.here == HELP
    one.window.router.back()
    assert one.window.router.here == PHONE
    QTest.keyClick(one.window, Qt.Key.Key_Escape)
    assert (one.window.router.here, one.features.tips.tip.number) == (TIPS, 3)


def test_keys_alone_choose_a_phone_reply_and_go_on(show: Open) -> None:
    one = show(Shot(ACTS["phone"]))
    page = one.phone_page

    def tab_to(thing: QWidget) -> list[QWidget]:
        passed: list[QWidget] = []
        while one.window.focusWidget() is not thing:
            assert len(passed) < 30, thing
            passed.append(one.window.focusWidget())
            QTest.keyClick(passed[-1], Qt.Key.Key_Tab)
        return passed

    tab_to(page.phones[System.ANDROID])
    QTest.keyClick(one.window.focusWidget(), Qt.Key.Key_Space)
    settle()
    assert page.card is not None
    passed = tab_to(page.card.replies[Reply.YES])
    assert page.next not in passed, "as the eye goes"
    QTest.keyClick(one.window.focusWidget(), Qt.Key.Key_Space)
    tab_to(page.next)
    QTest.keyClick(page.next, Qt.Key.Key_Space)
    assert page.card.look.question.id == "phone.android-updates"
    assert page.card.name.hasFocus(), "a screen reader reads the name of the new card"
    assert one.features.tips.replies == {"phone.android-support": Reply.YES}


def test_each_reply_says_to_a_screen_reader_what_it_is_about(show: Open) -> None:
    one = show(Shot(ACTS["phone-not-fine"]))
    assert one.phone_page.card is not None
    for choice in one.phone_page.card.findChildren(Choice):
        assert choice.accessibleName().endswith("Apps that manage the phone")
    assert all(choice.accessibleName() for choice in one.phone_page.findChildren(Choice) if choice.isVisible())


def test_not_fine_begins_with_the_safety_note_and_says_that_ordinary_things_are_commoner(show: Open) -> None:
    one = show(Shot(ACTS["phone-not-fine"]))
    words = said(one)
    order = [
        words.index(part) for part in ("016", "far more common", "Find out who put this there", "leave it as it is")
    ]
    assert order == sorted(order)
    give(one, Reply.UNKNOWN)
    assert "That is all right." in said(one)
    assert "016" not in said(one)


def test_the_words_of_the_menus_follow_the_edition_and_the_language(show: Open) -> None:
    one = show(Shot(ACTS["phone-not-fine"]))
    assert "“Other security settings”" in said(one)
    assert "It may be called otherwise on your phone." in said(one)
    press(one.phone_page.editions["14"])
    assert "“Special app access”" in said(one)
    assert "otherwise" not in said(one)
    press(one.window.sidebar.languages["es"])
    assert "«Aplicaciones del administrador de dispositivos»" in said(one)
    assert one.features.tips.replies[ADMINISTRATORS] is Reply.NO


def test_the_end_says_what_was_told_and_gives_no_verdict(show: Open) -> None:
    one = show(Shot(ACTS["phone-end"]))
    words = " ".join(texts(one.phone_page))
    assert "You have looked at 3 of 11 things." in words
    assert "It does not say that the phone is good or bad." in words
    left = words[words.index("Left to do") : words.index("Not found yet")]
    assert "Install the update of your phone" in left
    assert "Play Protect" not in left
    assert words.index("016") < words.index("Left to do"), "one of them is what somebody may notice"
    assert not one.phone_page.next.isVisible()
    press(one.phone_page.before)
    assert one.phone_page.card is not None


def test_a_phone_without_the_thing_has_one_card_less(show: Open) -> None:
    one = show(Shot(ACTS["phone-first"]))
    one.features.phone.go(8)
    settle()
    assert "Safety Check" in said(one)
    press(one.phone_page.editions["15"])
    assert one.phone_page.card is None
    assert "of 8 things" in " ".join(texts(one.phone_page))


def test_it_is_kept_through_zoom_and_forgotten_with_the_replies(show: Open) -> None:
    one = show(Shot(ACTS["phone-not-fine"]))
    one.window.around.theme.zoom(2)
    settle()
    assert one.phone_page.card is not None
    assert one.phone_page.card.look.question.id == ADMINISTRATORS
    assert one.phone_page.card.replies[Reply.NO].isChecked()
    press(one.phone_page.forget)
    assert "Card 6 of 11" not in texts(one.phone_page)
    assert (one.features.phone.chosen, dict(one.features.tips.replies)) == (None, {})
    other = show(Shot(ACTS["phone"]))
    assert other.features.phone.chosen is None


def test_forgetting_on_a_tips_page_forgets_the_phone_too(show: Open) -> None:
    one = show(Shot(ACTS["phone-not-fine"]))
    one.features.tips.show(3)
    one.window.router.go(TIPS)
    settle()
    press(one.tips_page.forget)
    assert one.features.phone.chosen is None


def test_another_card_is_shown_from_its_beginning_also_where_there_is_little_room(show: Open) -> None:
    one = show(Shot(ACTS["phone-not-fine"], size=LOW, scale=2.0, language="es"))
    for _ in range(6):
        assert one.phone_page.card is not None
        name = one.phone_page.card.name
        place = name.mapTo(one.phone_page.viewport(), name.rect().topLeft()).y()
        assert 0 <= place < one.phone_page.viewport().height() // 2
        press(one.phone_page.next)
        settle()
    assert one.phone_page.card is None
    assert not one.phone_page.words.visibleRegion().isEmpty()


def test_the_safety_note_is_in_sight_at_once_also_where_there_is_little_room(show: Open) -> None:
    one = show(Shot(ACTS["phone-not-fine"], size=LOW, scale=2.0, language="es"))
    give(one, Reply.YES)
    give(one, Reply.NO)
    settle()
    assert one.phone_page.card is not None
    [note] = [label for label in one.phone_page.card.findChildren(Label) if "016" in label.text() and label.isVisible()]
    assert note.visibleRegion().boundingRect().height() == note.height(), "nothing of it is beyond the edge"


def test_whoever_does_not_know_is_told_how_to_find_out(show: Open) -> None:
    one = show(Shot(ACTS["phone"]))
    press(one.phone_page.phones[Unsure.UNSURE])
    assert "Look at the back of the phone." in " ".join(texts(one.phone_page))
    assert not one.phone_page.next.isVisible()


def test_what_is_not_fine_may_lead_to_start_here_but_not_what_could_be_somebodys_doing(show: Open) -> None:
    one = show(Shot(lambda stage: stage.receive(ALL_WELL)))
    house = [button.accessibleName() for button in one.today.facade.buttons]
    before = one.audit.report
    one.features.tips.reply(ADMINISTRATORS, Reply.NO)
    settle()
    shown = card(one.audit)
    assert shown is None or Do.TIP not in {action.do for action in shown.actions}
    one.features.tips.reply("phone.android-updates", Reply.NO)
    settle()
    shown = card(one.audit)
    assert shown is not None
    assert [action.do for action in shown.actions] == [Do.TIP]
    assert [button.accessibleName() for button in one.today.facade.buttons] == house, "no shutter moves"
    assert before is not None
    assert one.audit.report is not None
    assert without_private(one.audit.report) == without_private(before)
