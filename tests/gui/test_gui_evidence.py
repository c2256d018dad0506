"""The log of evidence in the window: behind the door, by keyboard, with nothing lost that was saved and nothing told elsewhere."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QWidget

import tests.support.offscreen
from postigo.core.values import Text
from postigo.evidence import bag
from postigo.evidence.entry import Part
from postigo.evidence.errands import Add, KeepStamp, WriteDraft
from postigo.evidence.rules import GATE, LEAVE_IT, TEXT_ONLY, Gate
from postigo.gui.evidence.models import log as model
from postigo.gui.evidence.models.commands import COMMANDS
from postigo.gui.evidence.models.form import What
from postigo.gui.evidence.models.log import EvidenceLog
from postigo.gui.evidence.models.steps import Step
from postigo.gui.evidence.views.draft import DraftPane
from postigo.gui.evidence.views.entries import EntriesPane
from postigo.gui.evidence.views.form import FormPane
from postigo.gui.evidence.views.log import LogView
from postigo.gui.evidence.views.pane import Pane
from postigo.gui.evidence.views.phrase import NewPhrasePane, UnlockPane
from postigo.gui.evidence.views.stamp import ASKING, StampPane
from postigo.gui.help.models.way import Spot, Stage
from postigo.gui.places import HELP, TODAY
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.fields import Field, SecretField
from postigo.gui.widgets.file_picker import FilePicker
from postigo.gui.widgets.text_box import TextBox
from postigo.guidance.cards import Step as Card
from postigo.guidance.path import Age
from postigo.reports import typeset
from postigo.reports.document.formats import Form
from tests.gui.on_screen import Open, cut, looking_at, seen, show, texts
from tests.gui.test_gui_quick_exit import keys
from tests.stories import evidence_screens as story
from tests.stories.screens import ACTS, LOW, Shot, quiet, settle
from tests.stories.screens import Stage as Scene
from tests.support.places import needs
from tests.support.time_stamps import Authority, served

__all__ = ["seen", "show"]  # fixtures, found by their names

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(4)]
CANARY = "zq-canary-zq"
LOGS = [name for name in ACTS if name == "log" or name.startswith("log-")]
IN_A_LOW_WINDOW = {act: Shot(ACTS[act], size=LOW) for act in LOGS}
IN_LARGE_SPANISH_TOO = IN_A_LOW_WINDOW | {
    f"{act}-es": Shot(ACTS[act], size=LOW, scale=2.0, language="es") for act in LOGS
}
SHIFT = Qt.Key.Key_Shift


def log_of(one: Scene) -> EvidenceLog:
    return one.features.evidence


def step(one: Scene) -> Step:
    return log_of(one).step


def pane(one: Scene) -> Pane:
    view = one.help_page.stage
    assert isinstance(view, LogView)
    return view.pane


def form(one: Scene) -> FormPane:
    shown = pane(one)
    assert isinstance(shown, FormPane)
    return shown


def said(one: Scene) -> str:
    return "\n".join(texts(one.help_page)).replace("\u200b", "")


def buttons(one: Scene) -> list[str]:
    return [button.text() for button in one.help_page.stage.findChildren(Button) if button.isVisible()]


def key(one: Scene, *pressed: Qt.Key) -> None:
    keys(one, *pressed)
    settle()


def letters(one: Scene, text: str) -> None:
    widget = one.window.focusWidget()
    assert isinstance(widget, Field | TextBox)
    QTest.keyClicks(widget, text)
    settle()


def tab_to(one: Scene, name: str) -> None:
    for _ in range(40):
        widget: QWidget | None = one.window.focusWidget()
        if widget is not None and name in {widget.accessibleName(), getattr(widget, "text", str)()}:
            return
        key(one, Qt.Key.Key_Tab)
    pytest.fail(f"Tab does not reach {name!r}")


def typed(one: Scene, part: Part, text: str) -> None:
    field = form(one).fields[part]
    if isinstance(field, TextBox):
        field.setPlainText(text)
    else:
        field.setText(text)
    settle()


# --- who has one


@pytest.mark.parametrize("age", list(Age))
@pytest.mark.parametrize(
    ("step", "name"),
    [(3, "Write it down in a log"), (4, "Write it down in a log"), (6, "Draft of the report, from a log")],
)
def test_the_way_to_it_stands_on_three_cards_and_never_up_to_twelve(show: Open, age: Age, step: int, name: str) -> None:
    one = show(Shot(ACTS["help-age"]))
    way = one.features.way
    way.tell_age(age)
    if age is Age.CHILD:
        way.open_log()
        settle()
        assert name not in buttons(one)
        assert way.here.stage is Stage.CHILD
        return
    way._go(Spot(Stage.CARDS, Card(step)))
    settle()
    assert name in buttons(one)
    assert [place.id for place in one.window._places if "log" in place.id] == [], "it is no place"


def test_no_other_card_has_it(show: Open) -> None:
    for step in Card:
        one = show(Shot(ACTS[f"help-teen-{int(step)}"]))
        assert any("log" in name for name in buttons(one)) is (step in {Card.PROOF, Card.BLOCK, Card.REPORT})


@pytest.mark.parametrize("age", [age for age in Age if age is not Age.CHILD])
def test_below_eighteen_a_file_is_an_extra_choice(show: Open, age: Age) -> None:
    one = show(Shot(ACTS["help"]))
    log = story.opened(one, age)
    log.writing.begin()
    log.writing.take_kind(What.FILE)
    settle()
    asked = "I want a file in it all the same"
    assert (asked in buttons(one)) is (age is not Age.ADULT)
    assert (GATE.one in said(one)) is (age is Age.ADULT)
    assert (TEXT_ONLY.one in said(one)) is (age is not Age.ADULT)
    if age is not Age.ADULT:
        form(one).want.click()
        settle()
        assert GATE.one in said(one)
    log.writing.answer(Gate.CLEAR)
    story.picking(log)
    log.choose("/home/ana/amenaza-1.png")
    log.writing.save()
    add = one.shelf.errands[-1].errand
    assert isinstance(add, Add)
    assert add.files_chosen is (age is not Age.ADULT)


# --- the gate


def test_a_carer_is_told_to_stop_and_not_to_look(show: Open) -> None:
    one = show(Shot(ACTS["help"]))
    log = story.opened(one, Age.CARER)
    log.writing.begin()
    log.writing.take_kind(What.FILE)
    settle()
    form(one).want.click()
    settle()
    form(one).gates[Gate.SHOWS].click()
    settle()
    assert "Stop here. Do not look at it and do not copy it." in said(one)
    assert LEAVE_IT.one not in said(one), "it is not their device"


@pytest.mark.parametrize("gate", [Gate.UNSURE, Gate.SHOWS])
def test_whoever_is_not_sure_is_shown_no_picker_and_no_file_is_looked_at(show: Open, gate: Gate) -> None:
    one = show(Shot(ACTS["log-gate"]))
    before = len(one.shelf.errands)
    form(one).gates[gate].click()
    settle()
    assert LEAVE_IT.one in said(one)
    assert one.help_page.stage.findChildren(QListView) == []
    log_of(one).writing.pick_file()
    assert log_of(one).step is Step.FORM
    typed(one, Part.REFERENCE, "a photo of 3 May, still on my phone")
    form(one).save.click()
    errand = one.shelf.errands[before].errand
    assert isinstance(errand, Add)
    assert errand.draft.file is None
    assert len(one.shelf.errands) == before + 1


def test_a_file_that_was_chosen_and_then_doubted_is_not_saved(show: Open) -> None:
    one = show(Shot(ACTS["log-file-chosen"]))
    log = log_of(one)
    assert log.writing.form.file is not None
    log.writing.answer(Gate.UNSURE)
    log.writing.say(Part.REFERENCE, "in words")
    log.writing.save()
    errand = one.shelf.errands[-1].errand
    assert isinstance(errand, Add)
    assert errand.draft.file is None


def test_a_file_is_asked_for_before_it_is_saved_without_one(show: Open) -> None:
    one = show(Shot(ACTS["log-gate"]))
    log = log_of(one)
    log.writing.answer(Gate.CLEAR)
    log.back()
    log.writing.say(Part.WHAT, "a threat")
    log.writing.save()
    settle()
    assert "Choose the file first, or note it in words." in said(one)


# --- a whole life, by keyboard


def test_new_log_entry_check_and_hand_over_by_keyboard_alone(show: Open) -> None:
    one = show(Shot(ACTS["help-adult-5"]))
    log = log_of(one)
    key(one, Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    tab_to(one, "Write it down in a log")
    key(one, Qt.Key.Key_Return)
    assert one.window.focusWidget() is pane(one).first
    tab_to(one, "Begin a log")
    key(one, Qt.Key.Key_Return)
    story.picking(log)
    settle()
    tab_to(one, "Take this place")
    key(one, Qt.Key.Key_Return)
    assert step(one) is Step.NEW_PHRASE
    tab_to(one, "Passphrase")
    letters(one, "one two three")
    key(one, Qt.Key.Key_Return)
    letters(one, "one two thre")
    key(one, Qt.Key.Key_Return)
    assert "These two are not the same. Type it again." in said(one)
    assert one.window.focusWidget() is pane(one).note, "a screen reader says it"
    tab_to(one, "Begin the log")
    second = pane(one).findChildren(SecretField)[1]
    second.setText("one two three")
    key(one, Qt.Key.Key_Return)
    assert step(one) is Step.LOG
    assert "It has no entry yet." in said(one)
    tab_to(one, "Write an entry")
    key(one, Qt.Key.Key_Return)
    tab_to(one, "What happened")
    letters(one, "He wrote again")
    assert "Not saved yet." in said(one)
    tab_to(one, "Save this entry")
    key(one, Qt.Key.Key_Return)
    assert "1 entry, unchanged." in said(one)
    assert "Saved as entry 1." in said(one)
    assert "Not saved yet." not in said(one)
    tab_to(one, "1. He wrote again")
    key(one, Qt.Key.Key_Return)
    assert "What happened" in said(one)
    tab_to(one, "Check it")
    key(one, Qt.Key.Key_Return)
    assert "No change can be seen: its one entry matches." in said(one)
    assert "That is no proof of them." in said(one)
    tab_to(one, "Hand it over")
    key(one, Qt.Key.Key_Return)
    assert "Whoever has it can read it: it has no password." in said(one)
    tab_to(one, "Choose the place")
    key(one, Qt.Key.Key_Return)
    story.picking(log)
    settle()
    tab_to(one, "Take this place")
    key(one, Qt.Key.Key_Return)
    assert "Print the paper in it, and sign it." in said(one)
    tab_to(one, "Close the log")
    key(one, Qt.Key.Key_Return)
    assert (log.step, log.log, log.secret) == (Step.START, None, "")


def test_an_entry_is_said_anew_and_the_earlier_one_stays(show: Open) -> None:
    one = show(Shot(ACTS["log-entries"]))
    shown = pane(one)
    assert isinstance(shown, EntriesPane)
    shown.entries[0].open(wanted=True)
    shown.entries[0].anew.click()
    settle()
    assert "Entry 1, said anew. The earlier one stays." in said(one)
    typed(one, Part.WHAT, "It was on Sunday")
    form(one).save.click()
    settle()
    opened = log_of(one).log
    assert opened is not None
    assert [entry.draft.changes for entry in opened.checked.entries] == [None, None, None, 1]


def test_arrows_go_through_the_kinds_and_each_keeps_what_was_typed(show: Open) -> None:
    one = show(Shot(ACTS["log-written"]))
    form(one).kinds[What.HAPPENED].setFocus()
    key(one, Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert log_of(one).writing.form.what is What.SHOWN
    assert one.window.focusWidget() is form(one).kinds[What.SHOWN]
    key(one, Qt.Key.Key_Left, Qt.Key.Key_Left)
    field = form(one).fields[Part.WHAT]
    assert isinstance(field, TextBox)
    assert field.toPlainText() == "Ha vuelto a escribir"


@pytest.mark.parametrize(("count", "told"), [(3, "It agrees"), (2, "It does not agree"), (None, "Type the number")])
def test_a_signed_paper_is_compared(show: Open, count: int | None, told: str) -> None:
    one = show(Shot(ACTS["log-entries"]))
    shown, log = pane(one), log_of(one).log
    assert isinstance(shown, EntriesPane)
    assert log is not None
    shown.paper.open(wanted=True)
    shown.count.setText("" if count is None else str(count))
    shown.last.setText(log.checked.head.sha256[:10].upper())
    shown.compare.click()
    settle()
    assert told in said(one)


def test_escape_goes_back_step_by_step_and_out_to_the_card(show: Open) -> None:
    one = show(Shot(ACTS["log-target"]))
    steps = []
    for _ in range(3):
        steps.append(log_of(one).step)
        key(one, Qt.Key.Key_Escape)
    assert steps == [Step.TARGET, Step.HAND, Step.LOG]
    assert one.features.way.here.stage is Stage.CARDS
    one.features.way.open_log()
    settle()
    assert "3 entries, unchanged." in said(one), "it is still open until the door closes"


# --- trouble


@pytest.mark.parametrize(
    "sentence",
    [
        "Another window or terminal is writing this log now. Nothing was lost. Try again.",
        "It could not be saved in a.age (the disk is full). What was saved before is as it was.",
    ],
)
def test_what_was_typed_is_there_after_trouble_and_can_be_saved(show: Open, sentence: str) -> None:
    one = show(Shot(ACTS["log-written"]))
    one.shelf.refusal = Text(sentence)
    form(one).save.click()
    settle()
    assert sentence in said(one)
    assert one.window.focusWidget() is form(one).note
    assert "Not saved yet." in said(one)
    field = form(one).fields[Part.WHAT]
    assert isinstance(field, TextBox)
    assert field.toPlainText() == "Ha vuelto a escribir"
    one.shelf.refusal = None
    form(one).save.click()
    settle()
    assert "Saved as entry 4." in said(one)


@pytest.mark.parametrize("part", [Part.WHAT, Part.URL])
def test_an_answer_that_is_too_long_is_said_and_never_cut(show: Open, part: Part) -> None:
    one = show(Shot(ACTS["log-written"]))
    typed(one, part, "x" * 20_001)
    form(one).save.click()
    settle()
    assert "One answer is too long" in said(one)
    assert len(log_of(one).writing.form.said[part]) == 20_001
    typed(one, part, "x" * 20_000)
    form(one).save.click()
    settle()
    assert "Saved as entry 4." in said(one)
    (saved,) = [entry for entry in log_of(one).log.checked.entries if entry.seq == 4]  # type: ignore[union-attr]
    assert saved.draft.said[part] == "x" * 20_000


def test_a_wrong_passphrase_is_said_and_can_be_typed_again(show: Open) -> None:
    one = show(Shot(ACTS["log-wrong"]))
    assert "This passphrase does not open it. You can try as often as you like." in said(one)
    shown = pane(one)
    assert isinstance(shown, UnlockPane)
    shown.one.setText(story.SECRET)
    shown.open.click()
    settle()
    assert "3 entries, unchanged." in said(one)


def test_a_log_that_was_changed_is_told_apart_and_takes_no_more(show: Open) -> None:
    one = show(Shot(ACTS["log-broken"]))
    assert "This log is not as it was written." in said(one)
    assert "Changed after it was written: entry 1." in said(one)
    assert "All other entries can be read, and match." in said(one)
    log_of(one).writing.begin()
    settle()
    assert log_of(one).step is Step.LOG
    assert "so nothing is added to it" in said(one)


def test_an_entry_of_another_window_is_there_after_saving(show: Open) -> None:
    one = show(Shot(ACTS["log-written"]))
    other = Add("/home/ana/notes.age", story.SECRET, log_of(one).writing.form.draft, Age.ADULT)
    one.shelf.answer(other)
    form(one).save.click()
    settle()
    assert "5 entries, unchanged." in said(one)


def test_where_the_process_ends_too_early_nobody_says_that_it_was_saved(show: Open) -> None:
    one = show(Shot(ACTS["log-working"]))
    one.shelf.errands[-1].failed.emit()
    settle()
    assert model.UNSURE.one in said(one)
    assert log_of(one).writing.form.said[Part.WHAT] == "Ha vuelto a escribir"


def test_a_name_that_is_taken_is_said_before_a_passphrase_is_typed(show: Open, tmp_path: os.PathLike[str]) -> None:
    one = show(Shot(ACTS["log-name"]))
    taken = f"{os.fspath(tmp_path)}/notes.age"
    with open(taken, "w", encoding="utf-8"):  # noqa: PTH123 - an empty file
        pass
    log_of(one).choose(taken)
    settle()
    assert log_of(one).step is Step.NAME
    assert "Postigo overwrites nothing" in said(one)


def test_without_the_library_a_sentence_says_how_to_write_on_paper(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "find_spec", lambda _name: None)
    one = show(Shot(ACTS["log"]))
    assert "write it on paper" in said(one)
    assert buttons(one) == []


# --- quick exit, and what is forgotten


@pytest.mark.parametrize("act", LOGS)
def test_shift_three_times_leaves_from_every_page_of_the_log(show: Open, left: list[int], act: str) -> None:
    one = show(Shot(ACTS[act]))
    keys(one, SHIFT, SHIFT, SHIFT)
    assert left == [0], "also while something is under way"
    assert not one.window.isVisible()


def test_capital_letters_leave_nowhere(show: Open, left: list[int]) -> None:
    one = show(Shot(ACTS["log-written"]))
    field = form(one).fields[Part.WHO]
    field.setFocus()
    handle = one.window.windowHandle()
    assert handle is not None
    for letter in (Qt.Key.Key_A, Qt.Key.Key_B, Qt.Key.Key_C, Qt.Key.Key_D):
        QTest.keyPress(handle, SHIFT)
        QTest.keyClick(handle, letter, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyRelease(handle, SHIFT)
    assert left == []


@looking_at(IN_A_LOW_WINDOW)
def test_what_is_lost_and_what_stays_is_said_on_every_page_of_it(seen: Scene, page: str) -> None:
    assert "What is saved stays in your file. What is not saved yet is gone" in said(seen), page


@pytest.mark.parametrize("act", ["log-wrong", "log-broken", "log-name"])
def test_what_goes_wrong_is_said_without_red(show: Open, act: str) -> None:
    """Guidance 2.5: no red for somebody who is afraid, and a folder without folders is no fault at all."""
    one = show(Shot(ACTS[act]))
    look = one.help_page.around.look
    red = {look.colour(name).name() for name in ("open", "open_text")}
    shown = [label for label in one.help_page.findChildren(QLabel) if label.isVisible() and label.text()]
    assert len(shown) > 3
    assert not [label.text() for label in shown if label.palette().windowText().color().name() in red]


def test_whoever_leaves_while_it_is_saved_loses_nothing_and_tells_nothing(show: Open) -> None:
    one = show(Shot(ACTS["log-working"]))
    one.window.router.go(TODAY)
    settle()
    one.shelf.errands[-1].end()
    settle()
    _, files = one.shelf.logs["/home/ana/notes.age"]
    assert b"Ha vuelto a escribir" in files[bag.LOG]
    log = log_of(one)
    assert (log.step, log.log, log.secret, log.where) == (Step.START, None, "", "")
    assert not log.writing.form.unsaved
    one.window.router.go(HELP)
    settle()
    assert one.features.way.here == Spot(Stage.SPLIT)


def test_whoever_leaves_while_it_is_opened_is_not_answered(show: Open) -> None:
    one = show(Shot(ACTS["log-entries"]))
    one.shelf.slow = True
    log_of(one).check()
    one.window.router.go(TODAY)
    errand = one.shelf.errands[-1]
    assert errand.left
    settle()
    assert log_of(one).log is None


def test_a_window_that_closes_waits_for_what_is_being_saved(show: Open) -> None:
    one = show(Shot(ACTS["log-working"]))
    one.window.close()
    _, files = one.shelf.logs["/home/ana/notes.age"]
    assert b"Ha vuelto a escribir" in files[bag.LOG]


def test_going_back_while_it_is_saved_still_says_that_it_was(show: Open) -> None:
    one = show(Shot(ACTS["log-working"]))
    key(one, Qt.Key.Key_Escape)
    assert log_of(one).step is Step.LOG
    one.shelf.errands[-1].end()
    settle()
    assert "Saved as entry 4." in said(one)


def test_a_zoom_and_a_language_keep_what_was_typed(show: Open) -> None:
    one = show(Shot(ACTS["log-written"]))
    typed(one, Part.WHO, CANARY)
    one.window.around.theme.zoom(2)
    quiet(one)
    one.window.around.language.choose("es")
    quiet(one)
    who, what = form(one).fields[Part.WHO], form(one).fields[Part.WHAT]
    assert isinstance(who, Field)
    assert isinstance(what, TextBox)
    assert (who.text(), what.toPlainText()) == (CANARY, "Ha vuelto a escribir")
    assert "Sin guardar todavía." in said(one)


def test_a_zoom_keeps_a_passphrase_that_is_half_typed(show: Open) -> None:
    one = show(Shot(ACTS["log-phrase"]))
    shown = pane(one)
    assert isinstance(shown, NewPhrasePane)
    shown.one.setText("half of i")
    one.window.around.theme.zoom(1)
    quiet(one)
    again = pane(one)
    assert isinstance(again, NewPhrasePane)
    assert again is not shown
    assert again.one.text() == "half of i"


# --- told nowhere else


def test_no_word_of_an_entry_is_in_a_title_or_on_another_page(show: Open) -> None:
    one = show(Shot(ACTS["log-written"]))
    for part in (Part.WHAT, Part.WHO):
        typed(one, part, CANARY)
    form(one).save.click()
    settle()
    assert CANARY in " ".join(button.text() for button in one.help_page.stage.findChildren(Button))
    assert one.window.windowTitle() == "Postigo"
    one.window.router.go(TODAY)
    quiet(one)
    for widget in (*QApplication.topLevelWidgets(), *one.window.findChildren(QWidget)):
        if widget.window() is not one.window:
            continue
        named = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        shown = widget.text() if isinstance(widget, QLabel | Button | Field) else ""
        assert CANARY not in f"{named} {shown} {widget.objectName()} {widget.toolTip()}"


# --- its look


@looking_at(IN_LARGE_SPANISH_TOO)
def test_nothing_is_cut_in_a_low_window(seen: Scene, page: str) -> None:
    assert cut(seen) == [], page


@looking_at(IN_LARGE_SPANISH_TOO)
def test_every_stop_of_tab_has_a_name_and_the_first_is_the_exit(seen: Scene, page: str) -> None:
    reachable = [
        widget
        for widget in seen.help_page.stage.findChildren(QWidget)
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert reachable or page.startswith("log-working")
    for widget in reachable:
        heard = QAccessible.queryAccessibleInterface(widget)
        assert heard is not None
        assert heard.text(QAccessible.Text.Name).strip(), f"no name: {widget!r}"
    seen.help_page.focus_first()
    visited: list[QWidget] = []
    for _ in range(60):
        key(seen, Qt.Key.Key_Tab)
        here: QWidget | None = seen.window.focusWidget()
        assert here is not None
        if here in visited:
            break
        visited.append(here)
    assert visited[0] is seen.help_page.band.exit
    choices = {choice for choice in reachable if choice.__class__.__name__ == "Choice"}
    assert set(reachable) - set(visited) - choices == set(), "Tab reaches all of it"


def test_there_is_a_place_for_another_command() -> None:
    assert [command.name.one for command in COMMANDS] == [
        "Write an entry",
        "Check it",
        "Draft of the report to the police",
        "Time stamp",
        "Hand it over",
        "Close the log",
    ]
    assert [command.main for command in COMMANDS].count(True) == 1


# --- the draft of the report


def test_a_draft_is_asked_for_with_its_language_and_form_and_goes_where_the_person_says(show: Open) -> None:
    one = show(Shot(ACTS["log-draft"]))
    shown = pane(one)
    assert isinstance(shown, DraftPane)
    assert "Whoever has it can read it: it has no password." in said(one)
    assert "complete it by hand" in said(one)
    assert "in person" in said(one)
    assert shown.languages["es"].isChecked(), "the report is made in Spain"
    shown.languages["en"].click()
    shown.forms[Form.TEXT].click()
    shown.place.click()
    settle()
    assert step(one) is Step.PAPER
    picker = pane(one).findChild(FilePicker)
    assert isinstance(picker, FilePicker)
    assert picker.name.text() == "notes to print.txt", "a name that tells nothing"
    log_of(one).choose("/media/usb/a.txt")
    errand = one.shelf.errands[-1].errand
    assert isinstance(errand, WriteDraft)
    assert (errand.to, errand.form, errand.language) == ("/media/usb/a.txt", Form.TEXT, "en")
    assert errand.country == one.features.way.country
    assert "take it along" in said(one)


def test_outside_spain_a_draft_is_in_the_language_of_the_window_unless_another_is_chosen(show: Open) -> None:
    one = show(Shot(ACTS["log-entries"]))
    one.features.way.choose("GB")
    log_of(one).draft()
    assert log_of(one).wish.language == "en"


def test_without_what_makes_a_pdf_none_is_offered(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "available", lambda: False)
    one = show(Shot(ACTS["log-draft"]))
    shown = pane(one)
    assert isinstance(shown, DraftPane)
    assert set(shown.forms) == {Form.PAGE, Form.TEXT}


def test_a_draft_that_cannot_be_written_is_said_in_place_and_can_be_tried_again(show: Open) -> None:
    one = show(Shot(ACTS["log-draft-place"]))
    one.shelf.refusal = Text("It is full.")
    log_of(one).choose("/media/usb/a.html")
    settle()
    assert step(one) is Step.PAPER
    assert "It is full." in said(one)
    one.shelf.refusal = None
    log_of(one).choose("/media/usb/b.html")
    assert step(one) is Step.LOG


# --- a time stamp


STAMPS = needs("posix", "openssl", "import rfc3161_client")


def asked_for_a_stamp(one: Scene, service: str) -> StampPane:
    """The pane that says what leaves for this service, which was typed."""
    first = pane(one)
    assert isinstance(first, StampPane)
    assert first.address.text() == "", "there is no service of ours"
    assert not first.send.isVisible()
    letters(one, service)
    key(one, Qt.Key.Key_Return)
    shown = pane(one)
    assert isinstance(shown, StampPane)
    return shown


def heard(one: Scene) -> None:
    until = time.monotonic() + 30
    while log_of(one).busy and time.monotonic() < until:
        settle()


@STAMPS
def test_a_stamp_is_asked_for_after_it_was_said_what_leaves_and_is_told_as_on_the_terminal(
    show: Open, tmp_path: Path
) -> None:
    authority = Authority(tmp_path / "authority")
    one = show(Shot(ACTS["log-stamp"]))
    with served(authority.answer) as service:
        first = pane(one)
        assert isinstance(first, StampPane)
        first.address.setFocus()
        shown = asked_for_a_stamp(one, service.address)
        assert f"One fingerprint of your log goes to {service.address}." in said(one)
        assert "others on the way can see the fingerprint too" in said(one)
        assert service.bodies == [], "nothing is sent before that"
        shown.send.click()
        assert ASKING.one in said(one)
        heard(one)
    assert len(service.bodies) == 1
    assert b"dinero" not in service.bodies[0]
    assert step(one) is Step.LOG
    assert "Saved as entry 4." in said(one)
    assert "A time stamp says: entry 3, and all before it, existed at" in said(one)
    assert "Nobody asked here whose key that is." in said(one)
    errand = one.shelf.errands[-1].errand
    assert isinstance(errand, KeepStamp)
    assert errand.entry == 3
    log_of(one).check()
    assert "A time stamp says: entry 3" in said(one)


@STAMPS
@pytest.mark.parametrize("typed", ["", "time.example.org", "https://me:secret@example.org", "file:///etc/passwd"])
def test_what_is_no_address_is_said_in_place_and_nothing_is_asked(show: Open, typed: str) -> None:
    one = show(Shot(ACTS["log-stamp"]))
    log_of(one).time_stamp.name_service(typed)
    assert log_of(one).trouble is not None
    log_of(one).time_stamp.send()
    assert not log_of(one).busy


@STAMPS
def test_a_service_that_does_not_answer_leaves_the_log_as_it_was_and_can_be_asked_again(
    show: Open, tmp_path: Path
) -> None:
    authority = Authority(tmp_path / "authority")
    one = show(Shot(ACTS["log-stamp"]))
    errands = len(one.shelf.errands)
    with served(authority.answer) as service:
        service.status = 503
        log_of(one).time_stamp.name_service(service.address)
        log_of(one).time_stamp.send()
        heard(one)
        assert step(one) is Step.STAMP
        assert "Your log is as it was." in said(one)
        assert len(one.shelf.errands) == errands
        service.status = 200
        log_of(one).time_stamp.send()
        heard(one)
    assert step(one) is Step.LOG


@STAMPS
def test_whoever_leaves_while_a_service_is_asked_hears_no_more_of_it(show: Open) -> None:
    one = show(Shot(ACTS["log-stamp-leaves"]))
    waits = Event()

    def answer(_service: str, _request: bytes) -> bytes:
        waits.wait(30)
        return b""

    log_of(one).time_stamp._stamping._answer = answer
    errands = len(one.shelf.errands)
    log_of(one).time_stamp.send()
    assert log_of(one).busy
    log_of(one).back()
    assert not log_of(one).busy
    waits.set()
    settle(0.3)
    assert (step(one), len(one.shelf.errands)) == (Step.LOG, errands)
    assert log_of(one).trouble is None


def test_without_the_library_no_service_is_asked(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    one = show(Shot(ACTS["log-entries"]))
    monkeypatch.setitem(sys.modules, "rfc3161_client", None)
    log_of(one).time_stamp.begin()
    assert "is not on this computer" in said(one)
    assert step(one) is Step.LOG
