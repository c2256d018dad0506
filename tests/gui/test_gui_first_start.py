"""First start: four cards, once, to be skipped at each; nothing is looked at before it is over, and help is there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import tests.support.offscreen
from postigo.core.values import Text
from postigo.gui.places import FIRST, HELP, TODAY
from postigo.gui.settings.models.first_start import FirstStart
from postigo.gui.settings.models.settings import SettingsModel, Store
from postigo.gui.today.models.audit import Phase
from postigo.passwords.model import Profile
from postigo.store import files
from postigo.store.files import Settings, SettingsTrouble
from tests.gui.on_screen import Open, cut, press, show, texts
from tests.stories.screens import ACTS, LOW, Shot, Stage

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.usefixtures("at_home")]

NEW = Shot(ACTS["consent"], at_home=True, chosen=Settings())
CARDS = ("language", "shared", "audience", "country")


def asked(one: Stage) -> str:
    held = one.window.focusWidget()
    assert held is not None
    return texts(one.first_page)[3]


# --- the model


def test_the_cards_go_on_and_back_and_end(qtbot: QtBot) -> None:
    del qtbot
    kept: list[Settings] = []
    first = FirstStart(lambda: model, over=False)
    model = SettingsModel(Settings(), Store(keep=kept.append))
    first.go(-1)
    assert (first.at, first.question) == (0, None)
    first.go(1)
    assert first.question is not None
    assert first.question.field == "shared"
    first.go(-1)
    for _ in range(first.count):
        first.go(1)
    assert first.over
    assert kept == [Settings(begun=True)]
    first.end()
    assert len(kept) == 1, "it ends once"


# --- the page


def test_before_it_is_over_there_is_nothing_but_help(show: Open) -> None:
    one = show(NEW)
    assert one.window.router.there == (FIRST, HELP)
    assert one.window.router.here == FIRST
    QTest.keyClick(one.window, Qt.Key.Key_F5)
    one.window.router.go(TODAY)
    assert one.window.router.here == FIRST
    assert one.audit.phase is Phase.ASKING
    assert one.streams == []


def test_help_is_one_press_or_one_key_away_and_the_card_waits(show: Open) -> None:
    one = show(NEW)
    press(one.first_page.next)
    press(one.first_page.help)
    assert one.window.router.here == HELP
    one.window.router.back()
    assert (one.window.router.here, one.features.first.at) == (FIRST, 1)
    QTest.keyClick(one.window, Qt.Key.Key_F1)
    assert one.window.router.here == HELP
    assert not files.settings().begun, "nobody who is threatened is asked about it later"


def test_each_answer_is_kept_as_it_is_given(show: Open) -> None:
    one = show(NEW)
    page = one.first_page
    assert asked(one) == "Which language do you want?"
    press(page.cards[0]["es"])
    assert asked(one) == "¿Qué idioma prefieres?"
    press(page.next)
    press(page.cards[1][True])
    press(page.next)
    press(page.cards[2]["child"])
    press(page.next)
    press(page.cards[3]["MX"])
    assert not files.settings().begun
    assert page.next.text() == "Listo"
    press(page.next)
    assert files.settings() == Settings("es", country="MX", shared=True, audience="child", begun=True)
    assert one.window.router.here == TODAY
    assert one.audit.phase is Phase.ASKING
    assert one.streams == []


@pytest.mark.parametrize("card", range(len(CARDS)))
def test_it_is_skipped_at_each_card_and_never_comes_again(show: Open, card: int) -> None:
    one = show(NEW)
    for _ in range(card):
        press(one.first_page.next)
    press(one.first_page.past)
    assert one.window.router.here == TODAY
    assert files.settings() == Settings(begun=True)
    again = show(replace(NEW, chosen=files.settings()))
    assert again.window.router.here == TODAY
    assert FIRST not in again.window.router.there


def test_what_was_answered_before_somebody_closed_the_window_stands_there_again(show: Open) -> None:
    one = show(NEW)
    press(one.first_page.next)
    press(one.first_page.cards[1][True])
    one.window.close()
    again = show(replace(NEW, chosen=files.settings()))
    assert again.window.router.here == FIRST
    press(again.first_page.next)
    assert again.first_page.cards[1][True].isChecked()


def test_a_remembered_machine_has_no_first_start(show: Open) -> None:
    one = show(replace(NEW, replay="somewhere/linux-school.json"))
    assert FIRST not in one.window.router.there


def test_what_is_in_no_table_is_as_if_nothing_was_chosen(show: Open) -> None:
    one = show(replace(NEW, chosen=Settings(country="xx")))
    assert one.first_page.cards[3][None].isChecked()


def test_settings_that_cannot_be_kept_hold_nobody_up(show: Open) -> None:
    def keep(_chosen: Settings) -> None:
        raise SettingsTrouble(Text("They could not be kept."), "x")

    one = show(NEW)
    one.features.settings._store = Store(keep=keep)
    press(one.first_page.next)
    press(one.first_page.cards[1][False])
    assert "They could not be kept." in texts(one.first_page)
    press(one.first_page.past)
    assert one.window.router.here == TODAY


def test_it_is_gone_through_with_the_keyboard(show: Open) -> None:
    one = show(NEW)
    for _ in CARDS:
        for _ in range(12):
            held = one.window.focusWidget()
            assert held is not None
            if held is one.first_page.next:
                break
            QTest.keyClick(held, Qt.Key.Key_Tab)
        QTest.keyClick(one.first_page.next, Qt.Key.Key_Return)
    assert one.window.router.here == TODAY


@pytest.mark.parametrize("card", CARDS)
def test_all_is_whole_in_a_low_window_with_large_text(show: Open, card: str) -> None:
    assert not cut(show(Shot(ACTS[f"first-{card}"], size=LOW, scale=2.0, language="es")))


# --- what Settings has of it


def test_the_advice_on_passwords_is_one_setting(show: Open) -> None:
    one = show(Shot(ACTS["settings"], at_home=True))
    press(one.settings_page.choices["passwords"]["nist"])
    assert one.vault.passwords.profile is Profile.NIST
    assert files.settings().passwords == "nist"
    one.vault.passwords.follow(Profile.POLICE)
    assert files.settings().passwords == "police"
    assert one.settings_page.choices["passwords"]["police"].isChecked()


def test_every_answer_can_be_changed_in_settings(show: Open) -> None:
    one = show(Shot(ACTS["settings"], at_home=True))
    press(one.settings_page.choices["shared"][True])
    press(one.settings_page.choices["audience"]["teacher"])
    assert (files.settings().shared, files.settings().audience) == (True, "teacher")
    press(one.settings_page.choices["audience"][None])
    assert files.settings().audience is None
