"""The answer page on whole machines: what goes on now, what was stopped, what is folded, and what is in sight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import tests.support.offscreen
from postigo.core.events import Done, Finished
from postigo.core.model import Finding, Level
from postigo.core.redact import Disclosure
from postigo.core.report import PASSWORDS, Report, Shutter, verdict_digest
from postigo.core.source import Source
from postigo.gui.common.status_style import Tone
from postigo.gui.today.models.audit import Phase
from postigo.gui.today.views.row import RowButton
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.colours import DARK, LIGHT, Tokens, contrast
from postigo.gui.widgets.exit_bar import ExitBar
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.status_icon import SIDE, paint_mark
from postigo.gui.widgets.theme import Look, Scheme, Theme
from postigo.passwords import summary
from postigo.reports import html, shape, text
from postigo.reports.redaction import words_for
from postigo.words import Words
from tests.gui import on_screen
from tests.gui.on_screen import show as show_shot
from tests.machines.build import FOLDER
from tests.stories.screens import LOW, Shot, Stage, settle
from tests.stories.window_story import (
    ALL_WELL,
    BUILT_IN,
    CALLING,
    FAMILY,
    NO_CAMERA,
    OFFERING,
    PACK,
    THEN,
    WATCHED,
    Story,
    machine,
    saw,
)

__all__ = ["show_shot"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(4)]
MACHINES = sorted(path.stem for path in FOLDER.glob("*.json"))
SOME_NOW_ALL_LATER = [pytest.param(name, marks=[pytest.mark.long] if "untouched" in name else []) for name in MACHINES]
"""Machines as they come have fewer things to tell than those that somebody uses."""
USUAL_SCREEN = QSize(1366, 768)
Open = Callable[..., Stage]


@pytest.fixture
def show(show_shot: on_screen.Open) -> Open:
    """Opens the window on a story; all are closed at the end."""

    def show(story: Story | None, size: QSize = LOW, *, language: str = "en") -> Stage:
        return show_shot(Shot(lambda one: None if story is None else one.receive(story), size=size, language=language))

    return show


def said(one: Stage) -> list[str]:
    return [label.text() for label in one.today.findChildren(Label) if label.isVisible()]


def button(one: Stage, text: str) -> Button:
    return next(b for b in one.today.findChildren(Button) if b.isVisible() and b.text() == text)


def press(one: Stage, text: str) -> None:
    button(one, text).click()
    settle()


def named(one: Stage, name: str) -> Button:
    return next(b for b in one.today.list.findChildren(Button, name) if b.isVisible())


def row_of(one: Stage, check: str) -> RowButton:
    row = one.today.list.row(check)
    assert row is not None
    return row


def tone_of(one: Stage, tip: int) -> Tone | None:
    return one.today.facade.buttons[tip - 1].tone


def report_of(one: Stage) -> Report:
    assert one.audit.report is not None
    return one.audit.report


def phase_of(one: Stage) -> Phase:
    return one.audit.phase


def top(one: Stage, part: QWidget) -> int:
    return part.mapTo(one.today.viewport(), QPoint(0, 0)).y()


def in_view(one: Stage, part: QWidget) -> bool:
    return top(one, part) >= 0 and top(one, part) + part.height() <= one.today.viewport().height()


# --- now


def test_what_goes_on_now_stands_above_what_to_do_first_in_one_question(show: Open) -> None:
    one = show(machine("windows-11-family"))
    today = one.today
    (question,) = one.audit.questions
    assert Words().say(question.text) == "Google Chrome is using the camera and the microphone now. Is it you?"
    assert "Start here" in said(one)
    assert today.facade.y() < today.strips.y() < today.card.y() < today.list.y()
    assert [b.text() for b in today.strips.buttons] == ["Yes, it is me", "No, it is not me"]
    assert today.strips.buttons[0].accessibleName().endswith("the camera and the microphone now. Is it you?")


def test_yes_takes_the_question_away_and_folds_the_row_and_closes_no_shutter(show: Open) -> None:
    one = show(CALLING)
    one.today.strips.buttons[0].setFocus()
    QTest.keyClick(one.today.strips.buttons[0], Qt.Key.Key_Return)
    settle()
    assert not one.today.strips.isVisible()
    assert one.today.list.row("camera.in-use") is None
    focused = QApplication.focusWidget()
    assert isinstance(focused, Button)
    window = one.today.facade.buttons[1]
    assert (window.tone, window.accessibleName()) == (Tone.AJAR, "Tip 2, Camera and mic: you said: it is me, 1 thing")
    assert "In what we always look at, we saw nothing that asks for something now." in said(one)


def test_no_shows_what_to_do_and_then_the_way_to_help(show: Open) -> None:
    one = show(machine("windows-11-family"))
    press(one, "No, it is not me")
    row = one.today.list.row("camera.in-use")
    assert row is not None
    assert (row.opened, row.hasFocus(), in_view(one, row)) == (True, True, True)
    assert not one.today.strips.isVisible()
    told = said(one)
    order = ("You said that it is not you. This is not kept.", "If it is not you", "Why it matters")
    assert sorted(order, key=told.index) == list(order)
    assert "Cover the camera with a sliding cover or a piece of paper tape." in told
    assert any(label.startswith("Before you change this") for label in told)
    assert "Cover the camera, and see if the program is yours" in [
        label.text() for label in one.today.card.findChildren(Label)
    ]
    named(one, "door").click()
    settle()
    assert one.window.pages.currentWidget() is one.help_page


def test_an_answer_can_be_given_again_and_is_over_when_it_is_looked_again(show: Open) -> None:
    one = show(CALLING)
    press(one, "No, it is not me")
    assert tone_of(one, 2) is Tone.OPEN
    press(one, "Answer again")
    assert tone_of(one, 2) is Tone.AJAR
    press(one, "Yes, it is me")
    assert one.audit.questions == ()
    one.audit.check_again("camera.in-use")
    one.streams[-1].send(Finished(CALLING.verdict("camera.in-use")), Done(THEN))
    assert len(one.audit.questions) == 1


def test_yes_settles_what_only_the_person_can_tell_and_never_what_could_harm(show: Open) -> None:
    """An unknown program on the camera stays what it is: a name can be borrowed, and a person be told to say yes."""
    for level, settled in ((Level.NOTE, True), (Level.ADVISE, True), (Level.ACT, False)):
        asking = replace(CALLING.verdicts[0].findings[0], level=level)
        story = replace(CALLING, verdicts=(saw("camera.in-use", asking), *CALLING.verdicts[1:]))
        one = show(story)
        press(one, "Yes, it is me")
        (now,) = of_camera(one.audit.shown)
        assert now.level is (Level.NOTE if settled else Level.ACT)
        assert one.audit.questions == ()


def test_yes_within_the_row_shuts_it_once_nothing_waits_there_and_keeps_the_keyboard(show: Open) -> None:
    call = CALLING.verdicts[0].findings[0]
    other = replace(call, code="other", text=replace(call.text, one="Something else is on. Is it you?", values={}))
    one = show(replace(CALLING, verdicts=(saw("camera.in-use", call, other), *CALLING.verdicts[1:])))
    one.checklist.open("camera.in-use")
    settle()
    for code, still_open in ((call.code, True), ("other", False)):
        answer = named(one, f"answer-{code}-True")
        answer.setFocus()
        answer.click()
        settle()
        assert bool(one.checklist.open_row) is still_open
    assert QApplication.focusWidget() is named(one, "fold-2")


@pytest.mark.parametrize("answer", ["Yes, it is me", "No, it is not me"])
def test_what_may_be_written_to_a_file_knows_no_answer(show: Open, answer: str) -> None:
    one = show(machine("windows-11-family"))
    before = report_of(one)
    press(one, answer)
    assert report_of(one) == before
    assert (of_camera(one.audit.shown) != of_camera(before)) is answer.startswith("No")


def of_camera(report: Report | None) -> tuple[Finding, ...]:
    """What the check of the camera found."""
    said = report.verdict("camera.in-use") if report is not None else None
    return said.findings if said is not None else ()


def test_several_questions_have_a_strip_each(show: Open) -> None:
    call = CALLING.verdicts[0].findings[0]
    other = replace(call, code="other", text=replace(call.text, one="Something else is on. Is it you?", values={}))
    story = replace(CALLING, verdicts=(saw("camera.in-use", call, other), *CALLING.verdicts[1:]))
    one = show(story)
    assert [b.text() for b in one.today.strips.buttons] == ["Yes, it is me", "No, it is not me"] * 2
    one.today.strips.buttons[2].click()
    settle()
    assert len(one.today.strips.buttons) == 2
    assert row_of(one, "camera.in-use").row.tone is Tone.AJAR, "one of the two still waits"


def test_the_tab_key_goes_from_the_facade_to_the_question_and_on_to_the_card(show: Open) -> None:
    one = show(machine("windows-11-family"))
    one.today.facade.buttons[-1].setFocus()
    reached = []
    for _ in range(3):
        QTest.keyClick(one.window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert isinstance(focused, Button)
        reached.append(focused)
    assert reached == [*one.today.strips.buttons, one.today.card.main]


# --- passwords


@pytest.mark.parametrize("name", MACHINES)
def test_passwords_are_never_closed_while_none_was_looked_at(show: Open, name: str) -> None:
    one = show(machine(name))
    report = one.audit.report
    assert report is not None
    assert report.shutter(PASSWORDS) is not Shutter.CLOSED
    assert one.today.facade.buttons[3].tone is not Tone.CLOSED
    press(one, "Look")
    assert one.window.pages.currentWidget() is one.passwords_page


def test_reports_and_window_say_the_same_of_the_passwords(show: Open) -> None:
    report = show(machine("linux-school")).audit.report
    assert isinstance(report, Report)
    words = words_for("en", report)
    assert "4 · Passwords: what was looked at asks for nothing" in text.render(shape.given(report, words)).decode()
    assert (
        '<span class="state bare">what was looked at asks for nothing</span>'
        in html.render(shape.given(report, words)).decode()
    )
    assert words.stand_ins.disclosure is Disclosure.FULL


def test_once_passwords_were_looked_at_their_own_row_stands_there(show: Open) -> None:
    one = show(ALL_WELL)
    weak = saw(summary.CHECK, Finding("weak", Level.ADVISE, summary.LISTED.why))
    one.audit.receive(Source(summary.SOURCE, (summary.LISTED,), (weak,)))
    settle()
    assert one.today.list.row(summary.CHECK) is not None
    assert "not looked at" not in said(one)
    one.audit.receive(Source(summary.SOURCE))
    settle()
    assert "not looked at" in said(one)


# --- stopped


def test_a_look_that_was_stopped_says_so_and_goes_on(show: Open) -> None:
    one = show(None)
    one.cancelled(FAMILY)
    settle()
    assert "You stopped it: 3 of 8 looked at." in said(one)
    assert one.today.facade.buttons[2].accessibleName() == "Tip 3, Up to date: you stopped, 5 things"
    assert "Looked a moment ago · 3 things seen · 5 not looked at: you stopped" in said(one)
    press(one, "Go on looking")
    rest = one.streams[-1].started_with
    assert rest == tuple(verdict.check for verdict in FAMILY.verdicts[3:])
    assert phase_of(one) is Phase.LOOKING
    one.streams[-1].send(FAMILY.catalogue(rest), *(Finished(FAMILY.verdict(check)) for check in rest), Done(THEN))
    settle()
    assert one.audit.stopped == ()
    report = one.audit.report
    assert report is not None
    assert {said.check: verdict_digest(said) for said in report.verdicts} == {
        said.check: verdict_digest(said) for said in FAMILY.verdicts
    }
    assert "Looked a moment ago · 7 things seen · 1 could not be looked at" in said(one)


def test_the_keyboard_stays_on_the_card_while_a_look_is_stopped(show: Open) -> None:
    one = show(None)
    one.half(FAMILY)
    settle()
    cancel = one.today.card.main
    assert cancel is not None
    cancel.setFocus()
    QTest.keyClick(cancel, Qt.Key.Key_Return)
    settle()
    one.streams[-1].send(Done(THEN, cancelled=True))
    settle()
    assert one.today.card.main is not None
    assert one.today.card.main.hasFocus()


def test_a_stopped_look_with_nothing_to_do_promises_nothing(show: Open) -> None:
    one = show(None)
    one.cancelled(ALL_WELL)
    settle()
    assert "You stopped it: 3 of 8 looked at." in said(one)
    assert "What was looked at asks for nothing. It is not everything." in said(one)


def test_a_look_that_goes_on_may_be_stopped_again_and_hears_no_other_catalogue(show: Open) -> None:
    one = show(None)
    one.cancelled(ALL_WELL)
    one.audit.go_on()
    one.streams[-1].send(ALL_WELL.catalogue(ALL_WELL.listed[i].check for i in (3, 4)), Finished(ALL_WELL.verdicts[3]))
    one.audit.cancel()
    one.streams[-1].send(Done(THEN, cancelled=True))
    assert len(one.audit.stopped) == 4
    one.audit.go_on()
    stranger = replace(ALL_WELL.catalogue(), listed=(replace(ALL_WELL.listed[0], check="acme:other"),))
    one.streams[-1].send(stranger)
    assert one.audit.trouble is not None
    assert len(one.audit.stopped) == 4


def test_when_a_shutter_closes_the_page_shows_it_and_leads_back(show: Open) -> None:
    ends = replace(ALL_WELL, verdicts=(*ALL_WELL.verdicts[:3], FAMILY.verdicts[3], *ALL_WELL.verdicts[4:]))
    one = show(ends)
    one.checklist.open("update.os-pending")
    settle()
    named(one, "again").setFocus()
    named(one, "again").click()
    one.streams[-1].send(Finished(ALL_WELL.verdict("update.os-pending")), Done(THEN))
    settle()
    assert tone_of(one, 3) is Tone.CLOSED
    assert "One shutter less open." in said(one)
    assert one.today.verticalScrollBar().value() == 0
    back = QApplication.focusWidget()
    assert isinstance(back, Button)
    assert back.accessibleName() == "Back to the list · One shutter less open."
    back.click()
    settle()
    assert row_of(one, "update.os-pending").hasFocus()
    assert in_view(one, row_of(one, "update.os-pending"))
    one.audit.look()
    assert one.audit.closed is None


def test_a_shutter_that_only_gets_better_is_not_called_closed(show: Open) -> None:
    one = show(FAMILY)
    one.audit.check_again("update.os-pending")
    one.streams[-1].send(Finished(ALL_WELL.verdict("update.os-pending")), Done(THEN))
    settle()
    assert one.audit.closed is None
    assert "One shutter less open." not in said(one)


# --- what is folded, and what is in sight


@pytest.mark.parametrize("name", MACHINES)
def test_whatever_asks_for_something_is_within_two_screens(show: Open, name: str) -> None:
    one = show(machine(name), USUAL_SCREEN, language="es")
    height = one.today.viewport().height()
    asking = [row for row in one.today.list.rows if row.row.tone in {Tone.OPEN, Tone.AJAR}]
    first = [row for row in asking if row.row.tone is Tone.OPEN or len(asking) <= MOST]
    for row in first:
        assert top(one, row) + row.height() <= 2 * height, row.row.check


MOST = 16
"""More rows than these have no room on two screens, however little stands beside them: none is folded away for that."""


@pytest.mark.parametrize("name", MACHINES)
def test_only_what_asks_for_nothing_is_folded_and_nothing_is_lost(show: Open, name: str) -> None:
    story = machine(name)
    one = show(story)
    sections = one.checklist.sections()
    shown = [row for section in sections for row in section.rows]
    folded = [row for section in sections for row in section.folded]
    assert {row.tone for row in folded} <= {Tone.CLOSED, Tone.NOTE}
    assert not {row.tone for row in shown} & {Tone.CLOSED, Tone.NOTE}
    for section in sections:
        if section.folded:
            named(one, f"fold-{section.tip}").click()
            settle()
    there = {row.row.check for row in one.today.list.rows}
    assert there == {row.check for row in (*shown, *folded)}


def test_what_was_just_looked_at_by_itself_does_not_fold_away_under_the_hand(show: Open) -> None:
    one = show(FAMILY)
    one.checklist.open("update.os-pending")
    one.audit.check_again("update.os-pending")
    one.streams[-1].send(Finished(ALL_WELL.verdict("update.os-pending")), Done(THEN))
    settle()
    row = one.today.list.row("update.os-pending")
    assert row is not None
    assert (row.row.tone, row.opened) == (Tone.CLOSED, True)


def test_a_tip_that_is_mostly_worth_knowing_says_so() -> None:
    notes = tuple(saw(v.check, replace(v.findings[0], level=Level.NOTE)) for v in ALL_WELL.verdicts[3:6])
    report = replace(ALL_WELL, verdicts=(*ALL_WELL.verdicts[:3], *notes, *ALL_WELL.verdicts[6:])).catalogue().report()
    for verdict in (*notes, *ALL_WELL.verdicts[6:]):
        report = report.merge(verdict)
    shown = text.render(shape.given(report, words_for("en", report))).decode()
    assert "3 · Up to date: closed · 3 things to know" in shown


@pytest.mark.parametrize("name", SOME_NOW_ALL_LATER)
def test_a_row_that_opens_is_in_sight_with_its_first_button(show: Open, name: str) -> None:
    one = show(machine(name), LOW, language="es")
    for tip in range(1, 6):
        if fold := one.today.list.findChild(Button, f"fold-{tip}"):
            fold.click()
            settle(0)
    for row in [row.row.check for row in one.today.list.rows if row.row.opens]:
        row_of(one, row).click()
        settle(0)
        opened, first = one.today.list.row(row), one.today.list.first_button
        assert opened is not None
        assert first is not None
        assert top(one, opened) >= 0, row
        if (
            one.checklist.discreet
        ):  # what is to be read stands before its button (0676); the first stop is the exit (0687)
            ways_out = [bar.exit for bar in one.window.findChildren(ExitBar) if bar.isVisible()]
            assert [way.visibleRegion().boundingRect().size() == way.size() for way in ways_out] == [True], row
        else:
            assert in_view(one, first), row


def test_what_unfolds_is_in_sight(show: Open) -> None:
    one = show(machine("windows-10-old"), LOW, language="es")
    for tip in (3, 1, 4, 5):
        named(one, f"fold-{tip}").click()
        settle()
        section = next(section for section in one.checklist.sections() if section.tip == tip)
        heading = named(one, f"fold-{tip}")
        assert top(one, heading) >= 0
        assert in_view(one, row_of(one, section.folded[0].check)) or top(one, heading) < 16
    row_of(one, "update.os-supported").click()
    settle()
    named(one, "fold").click()
    settle()
    assert in_view(one, named(one, "fold"))
    assert in_view(one, named(one, "copy")) or top(one, named(one, "fold")) < 16


def test_the_arrow_keys_bring_the_row_they_reach_into_sight(show: Open) -> None:
    one = show(machine("windows-10-old"), LOW)
    rows = one.today.list.rows
    rows[0].setFocus()
    for _ in range(20):
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Down)
        settle(0)
    reached = QApplication.focusWidget()
    assert reached is not None
    assert reached is not rows[0]
    assert in_view(one, reached)


# --- marks


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_signs_of_all_states_differ_in_shape_and_not_in_colour_alone(qapp: QApplication, scheme: Scheme) -> None:
    del qapp
    look = Theme(scheme=scheme).look
    one_colour = replace(look.tokens, **dict.fromkeys(INKS, "#000000"), **dict.fromkeys(PAPERS, "#ffffff"))
    drawn = {tone: pixels(tone, replace(look, tokens=one_colour)) for tone in Tone}
    for tone, picture in drawn.items():
        for other, another in drawn.items():
            differ = sum(a != b for a, b in zip(picture, another, strict=True))
            assert tone is other or differ > 0.08 * len(picture), (tone, other)


INKS = [f"{tone.value}{end}" for tone in Tone for end in ("", "_text")]
PAPERS = ["card", "glow", "breath"]


def pixels(tone: Tone, look: Look) -> list[bool]:
    """Which pixels of a sign are dark."""
    picture = QImage(48, 48, QImage.Format.Format_RGB32)
    picture.fill(QColor("#ffffff"))
    painter = QPainter(picture)
    painter.scale(48 / SIDE, 48 / SIDE)
    paint_mark(painter, tone, look)
    painter.end()
    return [picture.pixelColor(x, y).lightness() < 128 for x in range(48) for y in range(48)]


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_signs_and_edges_stand_out_from_what_is_behind_them(tokens: Tokens) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1."""
    for tone in Tone:
        assert contrast(getattr(tokens, tone.value), tokens.card) >= 3, tone
        assert contrast(getattr(tokens, tone.value), tokens.wall) >= 3, tone
    assert contrast(tokens.leaf, tokens.house) >= 3


# --- the language of what was seen


@pytest.mark.parametrize(
    "story", [FAMILY, ALL_WELL, NO_CAMERA, WATCHED, OFFERING], ids=["family", "well", "none", "watched", "offering"]
)
def test_the_stories_of_the_spanish_pictures_speak_spanish(story: Story) -> None:
    spanish, english = (Words(code, {PACK: BUILT_IN.locale}) for code in ("es", "en"))
    told = [finding.text for verdict in story.verdicts for finding in verdict.findings]
    told += [gap.text for verdict in story.verdicts for gap in verdict.gaps]
    told += [verdict.not_applicable.text for verdict in story.verdicts if verdict.not_applicable]
    for line in (*story.listed, *story.offered):
        told += [line.title, line.why, *(plan.title for plan in line.fixes)]
    assert len(told) > 20
    for one in told:
        assert spanish.say(one, PACK) != english.say(one, PACK)
