"""Setting aside in the window: quiet controls in a row, marks that everybody sees, and a way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

import tests.support.offscreen
from postigo.core.events import Done, Finished
from postigo.core.redact import Disclosure
from postigo.core.report import TIPS
from postigo.core.setting_aside import Span
from postigo.gui.today.models.card import card
from postigo.gui.today.models.checklist import rows
from postigo.gui.today.models.facade import openings, summary
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.fields import Field
from postigo.reports import copies
from postigo.reports.cover import Cover
from postigo.store import aside
from postigo.words import Words
from tests.gui.on_screen import Open, press, show, texts
from tests.stories import aside_screens, watched_screens
from tests.stories.aside_screens import FINE, URGENT
from tests.stories.screens import ACTS, Shot, Stage, settle
from tests.stories.window_story import FAMILY, THEN

__all__ = ["show"]  # a fixture, found by its name

pytestmark = tests.support.offscreen.quiet_platform


def state(one: Stage, check: str) -> str:
    return next(Words().say(row.state) for row in rows(one.audit) if row.check == check)


def names(one: Stage) -> set[str]:
    """Buttons of the list about setting aside, by their names."""
    found = one.today.list.findChildren(Button)
    return {button.objectName() for button in found if button.objectName().startswith("aside") and button.isVisible()}


def test_a_row_offers_it_folded_and_unfolds(show: Open) -> None:
    one = show(Shot(ACTS["row"]))
    assert names(one) == {"aside"}
    press(one.button("aside"))
    assert names(one) == {"aside", "aside-day"}
    assert "This one can wait until tomorrow, and no longer." in texts(one.window)
    press(one.button("aside"))
    assert names(one) == {"aside"}


def test_a_row_that_is_set_aside_says_so_everywhere_and_can_be_taken_up_again(show: Open) -> None:
    one = show(Shot(ACTS["aside-choices"]))
    assert names(one) == {"aside", "aside-day", "aside-week", "aside-month", "aside-accept"}
    shutters = [opening.tone for opening in openings(one.audit)]
    press(one.button("aside-week"))
    assert "Set aside on 23 Nov 2026, until 30 Nov 2026." in texts(one.window)
    assert "It still counts. If you did not do this, take it up again." in texts(one.window)
    assert names(one) == {"aside-end"}
    assert state(one, FINE) == "can be better · set aside"
    assert "1 set aside" in [Words().say(part) for part in summary(one.audit)]
    assert [opening.tone for opening in openings(one.audit)] == shutters
    press(one.button("aside-end"))
    assert state(one, FINE) == "can be better"
    assert aside.read(one.home.data).entries == ()


def test_a_reason_is_typed_and_shown_and_hidden_with_the_names(show: Open) -> None:
    one = show(Shot(ACTS["aside-choices"]))
    field = one.today.list.findChild(Field, "aside-reason")
    assert isinstance(field, Field)
    field.setFocus()
    QTest.keyClicks(field, "The library's computer")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle()
    told = " ".join(texts(one.window))
    assert "as fine here, until 23 Nov 2027. Why: The library's computer" in told
    one.window.around.language.hide_names(wanted=True)
    settle()
    assert "library" not in " ".join(texts(one.window))


def test_what_is_typed_stays_in_another_language_and_goes_to_no_other_row(show: Open) -> None:
    one = show(Shot(ACTS["aside-choices"]))
    _reason(one).setText("It is the library's")
    one.window.around.language.choose("es")
    settle()
    assert "Aquí está bien, porque…" in texts(one.window)
    assert _reason(one).text() == "It is the library's"
    press(one.button("aside-accept"))
    assert "Por qué: It is the library's" in " ".join(texts(one.window))
    press(one.button("aside-end"))
    one.row(URGENT)
    one.row(FINE)
    settle()
    press(one.button("aside"))
    assert _reason(one).text() == ""


def _reason(one: Stage) -> Field:
    """The field of the open row."""
    return next(field for field in one.today.list.findChildren(Field, "aside-reason") if field.isVisible())


def test_without_a_reason_it_is_not_accepted(show: Open) -> None:
    one = show(Shot(ACTS["aside-no-reason"]))
    assert "Write in a few words why it is fine here." in texts(one.window)
    assert aside.read(one.home.data).entries == ()
    one.row(URGENT)
    settle()
    press(one.button("aside"))
    assert "Write in a few words why it is fine here." not in texts(one.window)


def test_the_keyboard_goes_through_the_choices(show: Open) -> None:
    one = show(Shot(ACTS["aside-choices"]))
    parts = [part.objectName() for part in one.today.list.chain()]
    begin = parts.index("aside")
    assert parts[begin : begin + 6] == [
        "aside",
        "aside-day",
        "aside-week",
        "aside-month",
        "aside-reason",
        "aside-accept",
    ]
    one.button("aside-week").setFocus()
    QTest.keyClick(one.button("aside-week"), Qt.Key.Key_Space)
    settle()
    assert one.window.focusWidget() is not None
    assert one.today.isAncestorOf(one.window.focusWidget())


def test_the_card_begins_with_what_is_not_set_aside(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    aside_screens.folder(one)
    first = card(one.audit)
    assert first is not None
    assert first.actions[0].check == URGENT
    report = one.audit.report
    assert report is not None
    one.features.setting_aside.snooze(report, URGENT, Span.DAY)
    following = card(one.audit)
    assert following is not None
    assert following.actions[0].check == "av.active"


def test_when_all_is_set_aside_nothing_looks_well(show: Open) -> None:
    one = show(Shot(ACTS["aside-all"]))
    shown = card(one.audit)
    assert shown is not None
    assert Words().say(shown.title.text) == "4 things are set aside. They still count."
    assert shown.tone == "open"
    assert one.today.card.isVisible()
    report = one.audit.shown
    assert report is not None
    assert [opening.tone for opening in openings(one.audit)][2] == "open"
    assert {report.shutter(tip).value for tip in TIPS} >= {"open", "ajar"}


def test_a_question_has_no_such_choice(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    one.checklist.open("camera.in-use")
    settle()
    assert names(one) == set()


@pytest.mark.parametrize("act", ["whose-watched", "whose", "offer", "blind", "tip-replies"])
def test_what_watches_what_is_offered_and_what_is_not_known_have_none(show: Open, act: str) -> None:
    assert act in {**ACTS, **watched_screens.ACTS}
    assert names(show(Shot(ACTS[act]))) == set()


def test_a_remembered_machine_has_none(show: Open) -> None:
    one = show(Shot(ACTS["consent"], replay="tests/machines/linux-school.json"))
    settle()
    one.streams[-1].send(*FAMILY.events())
    one.row(URGENT)
    settle()
    assert names(one) == set()


def test_it_comes_back_when_its_time_ends_and_when_the_facts_change(show: Open) -> None:
    one = show(Shot(ACTS["aside-snoozed"]))
    assert "set aside" in state(one, FINE)
    one.audit.check_again(FINE)
    one.streams[-1].send(Finished(FAMILY.verdict(FINE)), Done(THEN))
    assert "set aside" in state(one, FINE)
    assert one.audit.again_changed[FINE] is False
    said = FAMILY.verdict(FINE)
    other = replace(said, findings=tuple(replace(finding, code="paused") for finding in said.findings))
    one.audit.check_again(FINE)
    one.streams[-1].send(Finished(other), Done(THEN))
    assert state(one, FINE) == "can be better"
    one.audit.check_again(FINE)
    one.streams[-1].send(Finished(said), Done(THEN))
    assert "set aside" in state(one, FINE)
    for later in (timedelta(days=7), timedelta(days=-365 * 56)):
        one.audit.now = lambda later=later: THEN + later  # type: ignore[misc]
        one.receive(FAMILY)
        assert state(one, FINE) == "can be better"


def test_a_copy_from_the_window_has_the_mark_and_no_reason(show: Open) -> None:
    one = show(Shot(ACTS["aside-accepted"], language="es"))
    report = one.audit.report
    assert report is not None
    for level in Disclosure:
        document = copies.document(replace(report, remembered=True), "es", level, Cover())
        marks = [
            finding["aside"] for result in document["results"] for finding in result["findings"] if "aside" in finding
        ]
        assert [mark["kind"] for mark in marks] == ["accepted"]
        assert ("biblioteca" in str(document)) is (level is Disclosure.FULL)


def test_what_the_terminal_set_aside_is_seen_at_the_next_look(show: Open) -> None:
    one = show(Shot(ACTS["aside-snoozed"]))
    aside.end(lambda _entry: True, THEN.date(), one.home.data)
    one.receive(FAMILY)
    assert state(one, FINE) == "can be better"


def test_a_list_that_is_damaged_is_said_and_nothing_is_set_aside(show: Open) -> None:
    one = show(Shot(ACTS["aside-snoozed"]))
    (one.home.data / aside.NAME).write_text("{")
    one.receive(FAMILY)
    settle()
    assert state(one, FINE) == "can be better"
    assert any("is damaged. So nothing is set aside now." in text for text in texts(one.window))
    one.row(URGENT)
    settle()
    press(one.button("aside"))
    press(one.button("aside-day"))
    assert state(one, URGENT) == "act"
    assert sum("is damaged" in text for text in texts(one.window)) == 2
    assert (one.home.data / aside.NAME).read_text() == "{"


def test_forgetting_everything_forgets_it(show: Open) -> None:
    one = show(Shot(ACTS["aside-snoozed"]))
    one.features.settings.forget_everything()
    assert not (one.home.data / aside.NAME).exists()
    assert state(one, FINE) == "can be better"
