"""Whose device it is: asked before the first look of each start, answered in three ways, stored nowhere (red line E8)."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import tests.support.offscreen
from postigo.gui.places import DECLINED, HELP, PASSWORDS, PHONE, SETTINGS, TIPS
from postigo.gui.today.models import facade
from postigo.gui.today.models.audit import Phase
from postigo_checks.strangers.monitoring.check import MONITORING
from tests.gui.house import House, house, said
from tests.gui.on_screen import Open, press, show, texts
from tests.stories.screens import ACTS, Shot, settle
from tests.stories.watched_screens import STORY
from tests.stories.window_story import FAMILY

__all__ = ["house", "show"]  # fixtures, found by their names

pytestmark = tests.support.offscreen.quiet_platform

TOGETHER = "Together: its person is here, and agrees"


def heads(one: House) -> list[str]:
    return [said(text) for text in facade.summary(one.audit)]


def test_that_somebody_helps_is_said_as_long_as_the_window_is_open(house: House) -> None:
    house.audit.consent(together=True)
    assert heads(house) == ["Looking now", TOGETHER]
    house.streams[-1].send(*FAMILY.events())
    assert heads(house)[-1] == TOGETHER
    house.audit.look()
    assert house.audit.together, "it is asked once in a start"
    assert heads(house)[-1] == TOGETHER


def test_whoever_looks_at_their_own_is_alone(house: House) -> None:
    house.audit.consent()
    house.streams[-1].send(*FAMILY.events())
    assert not house.audit.together
    assert TOGETHER not in heads(house)


def test_after_neither_what_watches_is_not_looked_for_in_this_start(house: House) -> None:
    """Guidance 5.2, 8: whoever watches could try whether a program of theirs is found."""
    house.audit.decline()
    house.audit.ask()
    house.receive(STORY)
    assert house.audit.report is not None
    assert house.audit.report.offered == ()
    assert MONITORING.id not in [row.check for section in house.list.sections() for row in section.rows]
    other = House().receive(STORY)
    assert other.audit.report is not None
    assert [line.check for line in other.audit.report.offered] == [MONITORING.id]


def test_each_answer_does_what_it_says(show: Open) -> None:
    asked = show(Shot(ACTS["consent"]))
    assert [button.text() for button in asked.today.card.buttons if button.isVisible()] == [
        "It is mine: look now",
        "I am helping somebody who is here with me",
        "Neither: only the tips",
    ]
    press(asked.today.card.buttons[1])
    assert (asked.audit.phase, asked.audit.together) == (Phase.LOOKING, True)
    mine = show(Shot(ACTS["consent"]))
    press(mine.today.card.buttons[0])
    assert (mine.audit.phase, mine.audit.together) == (Phase.LOOKING, False)


def test_after_neither_there_are_the_tips_the_phone_and_help(show: Open) -> None:
    one = show(Shot(ACTS["declined"]))
    assert one.window.router.there == (DECLINED, TIPS, PHONE, SETTINGS, HELP)
    press(one.declined.phone)
    assert one.window.router.here == PHONE
    one.window.router.go(PASSWORDS)
    assert one.window.router.here == DECLINED, "there is no page that looks"
    assert one.streams == []
    assert one.children == []


@pytest.mark.parametrize("answer", [0, 1, 2])
def test_the_answer_is_stored_nowhere(show: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: int) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    one = show(Shot(ACTS["consent"], at_home=True))
    press(one.today.card.buttons[answer])
    one.window.close()
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
    again = show(Shot(ACTS["consent"], at_home=True))
    assert again.audit.phase is Phase.ASKING


def test_the_three_answers_are_reached_by_the_keyboard(show: Open) -> None:
    one = show(Shot(ACTS["consent"]))
    for _ in range(2):
        held = one.window.focusWidget()
        assert held is not None
        QTest.keyClick(held, Qt.Key.Key_Tab)
    last = one.window.focusWidget()
    assert last is one.today.card.buttons[2]
    QTest.keyClick(last, Qt.Key.Key_Return)
    settle()
    assert one.audit.phase is Phase.DECLINED
    assert "Nothing was looked at." in texts(one.window)
