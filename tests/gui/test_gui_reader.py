"""Texts of the window for a child with an adult, for a teacher, and on a computer that several people use."""

from __future__ import annotations

import pytest

import tests.support.offscreen
from postigo.gui.today.models.card import Do, card
from postigo.gui.widgets.labels import Label
from postigo.guidance.phone import System
from tests.gui.on_screen import Open, cut, press, show, texts
from tests.stories.screens import ACTS, LOW, Shot, settle
from tests.stories.window_story import FAMILY

__all__ = ["show"]  # a fixture, found by its name

pytestmark = tests.support.offscreen.quiet_platform

TOGETHER = "Do this together with the adult who is with you."
TELL = "Several people use this computer. Before you change something, tell who looks after it."
THEIRS = "Tell who looks after this computer. It takes the password of an administrator."


def test_a_child_is_told_to_do_it_together_and_nobody_else(show: Open) -> None:
    one = show(Shot(ACTS["tip-child"]))
    assert TOGETHER in texts(one.tips_page)
    one.features.phone.choose(System.ANDROID)
    assert TOGETHER in [label.text() for label in one.phone_page.findChildren(Label)]
    press(one.settings_page.choices["audience"]["teen"])
    assert TOGETHER not in [label.text() for label in one.tips_page.findChildren(Label)]
    assert TOGETHER not in [label.text() for label in one.phone_page.findChildren(Label)]


def test_on_a_shared_computer_the_first_thing_is_to_tell_somebody(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    alone = card(one.audit)
    assert alone is not None
    assert alone.actions[0].do is Do.OPEN
    one.features.settings.choose("audience", "adult")
    one.features.settings.choose("shared", value=True)
    first = card(one.audit)
    assert first is not None
    assert first.actions[0].do is Do.SHOW, "no page of the settings opens before it is read"
    assert any(TELL in text for text in texts(one.today.card))
    one.checklist.open("update.os-pending")
    settle()
    assert TELL in texts(one.today.list)
    one.features.settings.choose("shared", value=False)
    settle()
    assert TELL not in texts(one.today.list)


def test_a_teacher_reads_the_texts_of_a_shared_computer(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    one.features.settings.choose("audience", "teacher")
    assert any(THEIRS in text for text in texts(one.today.card))


def test_a_pupil_reads_whom_to_tell_and_no_steps(show: Open) -> None:
    """Not so on their own computer: there nobody else would do it."""
    one = show(Shot(ACTS["result"]))
    one.checklist.open("update.os-pending")
    one.features.settings.choose("audience", "teen")
    settle()
    steps = texts(one.today.list)
    assert THEIRS not in steps
    one.features.settings.choose("shared", value=True)
    settle()
    assert THEIRS in texts(one.today.list)
    assert TELL not in texts(one.today.list), "it is said once"
    one.features.settings.choose("shared", value=False)
    settle()
    assert texts(one.today.list) == steps


def test_what_may_be_somebodys_doing_is_told_to_nobody_first(show: Open) -> None:
    one = show(Shot(ACTS["watched"]))
    one.features.settings.choose("shared", value=True)
    settle()
    assert TELL not in texts(one.today.list)
    assert any("016" in text for text in texts(one.today.list)), "the safety note stands there instead"


def test_a_remembered_machine_is_nobodys_to_change(show: Open) -> None:
    one = show(Shot(ACTS["consent"], replay="somewhere/linux-school.json"))
    one.features.settings.choose("shared", value=True)
    one.streams[-1].send(*FAMILY.events())
    assert not any(TELL in text or THEIRS in text for text in texts(one.window))


@pytest.mark.parametrize("act", ["tip-child", "phone-child", "shared"])
def test_all_is_whole_in_a_low_window_with_large_text(show: Open, act: str) -> None:
    assert not cut(show(Shot(ACTS[act], size=LOW, scale=2.0, language="es")))
