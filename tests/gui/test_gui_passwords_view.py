"""The Passwords page as it is seen, reached by keyboard, and heard; the child is a fake that tells what the test wants."""

from __future__ import annotations

import gc
import time
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSize, Qt, QTimer, QUrl
from PySide6.QtGui import QAccessible, QClipboard, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import tests.support.offscreen
from postigo.gui.passwords.models.entries import Line
from postigo.gui.passwords.models.password_audit import Step
from postigo.gui.passwords.views.entry_row import EntryRow
from postigo.gui.passwords.views.page import PasswordsPage
from postigo.gui.places import HELP, TODAY
from postigo.gui.shell import dialogs
from postigo.gui.shell.window import USUAL
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.choice import Choice
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.fields import SecretField
from postigo.gui.widgets.labels import Selectable
from postigo.gui.widgets.theme import TARGET
from postigo.passwords.model import Reason, Source
from postigo.passwords.protocol import Batch, Done, Locked, Master, Progress
from tests.gui.on_screen import Open, looking_at, press, through
from tests.gui.on_screen import seen_done as seen
from tests.gui.on_screen import show_done as show
from tests.gui.test_gui_a11y import chain, focusable
from tests.stories import passwords_screens, passwords_story
from tests.stories.screens import ACTS, LOW, PHONE, Shot, Stage, quiet, settle

__all__ = ["seen", "show"]  # fixtures, found by their names

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(4)]
PAGES = (
    "vault-empty",
    "vault-guide",
    "vault-remembering",
    "vault-key-ring",
    "vault-progress",
    "vault-locked",
    "vault-entry",
    "vault-folds",
    "vault-asked",
    "vault-deleting",
    "vault-other",
    "vault-tested",
    "vault-phrases",
)
ENGLISH = {page: Shot(ACTS[page]) for page in PAGES}
SPANISH = {f"{page}-es": Shot(ACTS[page], language="es") for page in PAGES}


def built(one: Stage) -> None:
    """Wait until the list is in its order, and laid out."""
    quiet(one)


def page_of(one: Stage) -> PasswordsPage:
    return one.passwords_page


def labels(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


# --- heard, and reached by keyboard


@looking_at(ENGLISH | SPANISH)
def test_everything_that_can_have_the_focus_has_a_name_and_a_role(seen: Stage, page: str) -> None:
    reachable = focusable(seen.window)
    assert len(reachable) >= 6, page
    roles = {
        QLineEdit: QAccessible.Role.EditableText,
        QLabel: QAccessible.Role.StaticText,
        Choice: QAccessible.Role.RadioButton,
    }
    for widget in reachable:
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        assert interface.text(QAccessible.Text.Name).strip(), f"no name: {widget!r}"
        box = isinstance(widget, Button) and widget.kind is Kind.BOX
        usual = QAccessible.Role.CheckBox if box else QAccessible.Role.Button
        role = next((role for kind, role in roles.items() if isinstance(widget, kind)), usual)
        assert interface.role() == role, widget
        if not isinstance(widget, QLabel):
            assert min(widget.width(), widget.height()) >= TARGET


@looking_at(ENGLISH)
def test_tab_reaches_everything_in_the_order_of_the_eye(seen: Stage, page: str) -> None:
    window = seen.window
    reachable = focusable(window)
    order = [widget for widget in chain(window) if widget in reachable]
    assert set(order) == set(reachable), page
    content = window.pages.currentWidget()
    assert content is not None
    inside = [widget for widget in order if content.isAncestorOf(widget)]
    places = [widget.mapTo(content, QPoint(0, widget.height() // 2)) for widget in inside]
    lines = [(place.y() // 20, place.x()) for place in places]
    assert lines == sorted(lines), [widget.accessibleName() for widget in inside]


@looking_at(ENGLISH)
def test_a_secret_is_told_to_no_screen_reader(seen: Stage, page: str) -> None:
    for field in seen.window.findChildren(SecretField):
        interface = QAccessible.queryAccessibleInterface(field)
        assert interface is not None, page
        assert interface.state().passwordEdit
        assert field.inputMethodHints() & Qt.InputMethodHint.ImhSensitiveData
        typed = field.text()
        assert not typed or typed not in interface.text(QAccessible.Text.Value)


def test_a_row_says_where_as_whom_why_its_state_and_its_place(show: Open) -> None:
    one = show(Shot(ACTS["vault-results"]))
    row = page_of(one).results.list.row((0, 2))
    assert row is not None
    assert row.accessibleName() == "gmail.com · ana.lopez@example.org · a name · a year · used again · act"
    assert row.accessibleDescription() == "1 of 12. This row can be opened"


def test_arrows_walk_through_the_list_and_one_stop_of_tab_is_enough(show: Open) -> None:
    one = show(Shot(ACTS["vault-results"]))
    entries = page_of(one).results.list
    stops = [row for row in entries.rows if row.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1
    stops[0].setFocus(Qt.FocusReason.TabFocusReason)
    seen = []
    for _ in range(14):
        here = QApplication.focusWidget()
        assert isinstance(here, EntryRow)
        seen.append(here.key)
        QTest.keyClick(here, Qt.Key.Key_Down)
    keys = [line.key for line in one.vault.entries.lines if isinstance(line, Line)]
    assert seen == [*keys, keys[-1], keys[-1]]
    here = QApplication.focusWidget()
    assert here is not None
    QTest.keyClick(here, Qt.Key.Key_Home)
    here = QApplication.focusWidget()
    assert isinstance(here, EntryRow)
    assert here.key == keys[0]
    QTest.keyClick(here, Qt.Key.Key_Return)
    assert one.vault.entries.open_row == keys[0]
    QTest.keyClick(one.window, Qt.Key.Key_Escape)
    assert one.vault.entries.open_row is None


def test_the_focus_stays_on_the_page_when_a_step_takes_its_button_away(show: Open) -> None:
    one = show(Shot(ACTS["vault-empty"]))
    assert page_of(one).choosing.drop.button.hasFocus()
    one.vault.passwords.choose(["/nowhere.csv"])
    settle()
    card = page_of(one).results.card
    assert card.title.hasFocus(), "at the words: one more Enter must cancel nothing"
    QTest.keyClick(card.title, Qt.Key.Key_Return)
    QTest.keyClick(card.title, Qt.Key.Key_Tab)
    here = QApplication.focusWidget()
    assert isinstance(here, Button)
    assert here.text() == "Cancel"


@pytest.mark.parametrize("way", ["results", "locked", "unread", "broken", "fine"])
def test_enter_right_after_a_look_throws_nothing_away(show: Open, way: str) -> None:
    one = show(Shot(ACTS["vault-locked" if way == "locked" else "vault-empty"]))
    passwords, page = one.vault.passwords, page_of(one)
    if way == "locked":
        assert page.results.card.field is not None
        QTest.keyClicks(page.results.card.field, "a main one")
        QTest.keyClick(page.results.card.field, Qt.Key.Key_Return)
        settle()
        here = QApplication.focusWidget()
        assert here is not None
        QTest.keyClick(here, Qt.Key.Key_Return)
        assert passwords.step is Step.LOOKING, "nor while it looks"
        one.children[-1].say(*passwords_story.whole())
    else:
        ACTS[f"vault-{way}"](one)
    built(one)
    before = (passwords.step, dict(passwords.entries), passwords.result)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        here = QApplication.focusWidget()
        assert here is page.results.card.title
        QTest.keyClick(here, key)
        settle()
    assert (passwords.step, dict(passwords.entries), passwords.result) == before


def test_what_was_seen_stays_until_another_file_is_chosen(show: Open) -> None:
    one = show(Shot(ACTS["vault-results"]))
    passwords, page = one.vault.passwords, page_of(one)
    before = dict(passwords.entries)
    other = next(button for button in page.results.card.presses.values() if button.text() == "Other files")
    press(other)
    assert page.choosing.isVisible()
    assert page.choosing.drop.button.hasFocus()
    assert passwords.entries == before
    passwords.choose([f"/{n}.csv" for n in range(99)])
    assert "too many" in labels(page.choosing), "and nothing is lost by it"
    assert passwords.entries == before
    QTest.keyClick(one.window, Qt.Key.Key_Escape)
    settle()
    assert page.results.isVisible()
    press(other)
    press(page.choosing.kept.back)
    assert page.results.isVisible()
    assert passwords.entries == before
    press(other)
    passwords.choose(["/another.csv"])
    settle()
    assert passwords.entries == {}
    assert page.results.isVisible()
    one.children[-1].say(*passwords_story.whole())
    built(one)
    press(other)
    press(page.choosing.kept.forget)
    assert passwords.step is Step.CHOOSING
    assert not page.choosing.kept.isVisible()


# --- nothing is cut

SIZES = {
    "es": (
        ("usual", USUAL, 0),
        ("low", LOW, 0),
        ("narrow", PHONE, 0),
        ("narrowest", QSize(360, 640), 0),
        ("low at 200 %", LOW, 4),
    ),
    "pseudo": (("usual at 200 %", USUAL, 4),),
}


@pytest.mark.parametrize("name", [*PAGES, "vault-unread", "vault-broken", "vault-deleted", "vault-fetching"])
@pytest.mark.parametrize("words", SIZES)
def test_nothing_is_cut_and_nothing_scrolls_sideways(show: Open, name: str, words: str) -> None:
    one = show(Shot(ACTS[name], size=SIZES[words][0][1], language="es", pseudo=words == "pseudo"))
    assert through(one, SIZES[words]) == []


# --- what the person does


def test_files_are_dropped_and_never_moved(show: Open, tmp_path: Path) -> None:
    one = show(Shot(ACTS["vault-empty"]))
    paths = [passwords_story.export(tmp_path, f"{n}.csv") for n in (1, 2)]
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths] + [QUrl("https://example.org/a.csv")])
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.MoveAction | Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page_of(one).choosing.drop.dropEvent(event)
    assert one.vault.passwords.paths == tuple(map(str, paths))
    assert event.dropAction() is Qt.DropAction.CopyAction


def test_a_master_password_is_typed_handed_on_and_gone(show: Open) -> None:
    one = show(Shot(ACTS["vault-locked"]))
    field = page_of(one).results.card.field
    assert field is not None
    assert field.hasFocus()
    secret = "a main" + " one"
    QTest.keyClicks(field, secret)
    QTest.keyClick(field, Qt.Key.Key_Return)
    sent = one.children[-1].told[-1]
    assert isinstance(sent, Master)
    assert sent.password == secret
    assert page_of(one).results.card.field is None
    settle()
    assert not any(edit.text() for edit in one.window.findChildren(QLineEdit))


def test_a_key_file_is_chosen_and_goes_with_what_is_typed(show: Open) -> None:
    one = show(Shot(ACTS["vault-locked"]))
    card = page_of(one).results.card
    asked: list[bool] = []
    page_of(one).key_file_wanted.disconnect()  # the system's own dialog is not ours to drive
    page_of(one).key_file_wanted.connect(lambda: asked.append(True))
    card.key_file.click()
    assert asked == [True]
    one.vault.passwords.use_key_file("/home/ana/mi llave.keyx")
    quiet(one)
    assert "mi llave.keyx" in card._body.text()
    assert "/home" not in card._body.text()
    card.open.click()
    assert one.children[-1].told[-1] == Master(0, "", "/home/ana/mi llave.keyx")


def test_an_empty_field_opens_nothing_unless_it_is_said_that_there_is_no_password(show: Open) -> None:
    one = show(Shot(ACTS["vault-locked"]))
    card = page_of(one).results.card
    told = len(one.children[-1].told)
    card.open.click()
    assert len(one.children[-1].told) == told
    card.no_password.click()
    assert one.children[-1].told[-1] == Master(0, "")


def test_an_export_that_is_locked_has_no_key_file(show: Open) -> None:
    one = show(Shot(ACTS["vault-locked"]))
    one.children[-1].say(Locked(0, Source.BITWARDEN_PROTECTED, 1))
    quiet(one)
    card = page_of(one).results.card
    assert not card.key_file.isVisibleTo(card)
    assert not card.no_password.isVisibleTo(card)


def test_a_secret_field_brings_nothing_back_and_copies_nothing(show: Open) -> None:
    one = show(Shot(ACTS["vault-tester"]))
    field = page_of(one).tester.field
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("what was there")
    field.setFocus()
    QTest.keyClicks(field, "similar")
    page_of(one).tester.eye.click()
    assert field.echoMode() is QLineEdit.EchoMode.Normal
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(field, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "what was there"
    assert field.text() == "similar"
    field.clear()
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""


def test_the_tester_forgets_when_one_goes_elsewhere(show: Open) -> None:
    one = show(Shot(ACTS["vault-tested"]))
    assert "easy to guess" in labels(page_of(one))
    child = one.children[-1]
    page_of(one).try_one.click()
    assert page_of(one).tester.field.text() == ""
    assert child.abandoned
    page_of(one).try_one.click()
    assert one.vault.tester.answer is None


@pytest.mark.parametrize("way", ["today", "help", "close"])
def test_leaving_the_page_forgets_what_was_typed_and_made(show: Open, way: str) -> None:
    one = show(Shot(ACTS["vault-phrases"]))
    match way:
        case "today":
            one.window.router.go(TODAY)
        case "help":
            one.window.router.go(HELP)
        case _:
            one.window.close()
    assert one.vault.maker.phrase is None


def test_a_page_on_the_internet_opens_on_a_click_only(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted: list[str] = []
    monkeypatch.setattr(dialogs, "browse", wanted.append)
    one = show(Shot(ACTS["vault-entry"]))
    view = page_of(one).results.list.open_view
    assert view is not None
    button = view.findChild(Button, "change")
    assert button is not None
    assert wanted == []
    button.click()
    assert wanted == ["https://gmail.com/.well-known/change-password"]
    assert wanted[0] in labels(view).replace("\u200b", "")


def test_a_phrase_lies_on_the_clipboard_for_a_while_and_marked(qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    lent = LentClipboard(kept_ms=60)
    lent.lend("one-two")
    data = clipboard.mimeData(QClipboard.Mode.Clipboard)
    assert data.data("x-kde-passwordManagerHint") == b"secret"
    assert clipboard.text() == "one-two"
    qtbot.waitUntil(lambda: clipboard.text() == "")
    assert not lent.lent


def test_what_somebody_else_copied_meanwhile_is_left_alone(qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    lent = LentClipboard(kept_ms=40)
    lent.lend("one-two")
    clipboard.setText("a shopping list")
    qtbot.waitUntil(lambda: not lent.lent)
    assert clipboard.text() == "a shopping list"


def test_closing_the_window_takes_the_phrase_back(show: Open) -> None:
    one = show(Shot(ACTS["vault-phrases"]))
    page_of(one).phrases.copy.click()
    assert QGuiApplication.clipboard().text().count("-") == 5
    one.window.close()
    assert QGuiApplication.clipboard().text() == ""


def test_the_words_and_the_profile_come_from_the_page(show: Open) -> None:
    one = show(Shot(ACTS["vault-empty"]))
    wishes = page_of(one).choosing.wishes
    wishes.words.setText("Luna")
    list(wishes.profiles.values())[1].click()
    assert one.vault.passwords.words == "Luna"
    assert one.vault.passwords.profile == list(wishes.profiles)[1]
    one.vault.passwords.forget()
    settle()
    assert wishes.words.text() == ""


def test_another_look_and_another_language_keep_the_open_row(show: Open) -> None:
    one = show(Shot(ACTS["vault-entry"]))
    one.window.around.theme.zoom(1)
    settle()
    assert page_of(one).results.list.open_view is not None
    one.window.around.language.choose("es")
    page_of(one).refresh()
    settle()
    assert "Qué hacer" in labels(page_of(one))
    assert page_of(one).isVisible()


# --- ten thousand


def test_ten_thousand_entries_need_a_few_rows_only(show: Open) -> None:
    one = show(Shot(passwords_screens.empty))
    one.vault.passwords.choose(["/nowhere.csv"])
    told = passwords_story.many(10_000)
    one.children[-1].say(*passwords_story.OPENED)
    for start in range(0, 10_000, 100):
        one.children[-1].say(Batch(told[start : start + 100]))
    one.children[-1].say(Done(10_000))
    built(one)
    entries = page_of(one).results.list
    assert len(entries.findChildren(EntryRow)) < 60
    assert one.vault.entries.counts[Reason.REUSED] > 3000
    first = entries.rows[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_End)
    settle()
    last = QApplication.focusWidget()
    assert isinstance(last, EntryRow)
    assert last.accessibleDescription().startswith("10,000 of 10,000")
    top = last.mapTo(page_of(one).viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= page_of(one).viewport().height() - last.height(), "it is in sight"
    assert len(entries.findChildren(EntryRow)) < 60


def test_the_window_stays_fluid_while_ten_thousand_come(show: Open) -> None:
    """What the window computes between two turns of its event loop is a small part of the whole: nothing waits for the list."""
    one = show(Shot(passwords_screens.empty))
    one.vault.passwords.choose(["/nowhere.csv"])
    told = passwords_story.many(10_000)
    child = one.children[-1]
    child.say(*passwords_story.OPENED)
    work: list[float] = []  # this thread's own: the machine may do other things
    beat = QTimer()
    beat.setTimerType(Qt.TimerType.PreciseTimer)
    beat.timeout.connect(lambda: work.append(time.thread_time()))
    gc.collect()
    gc.freeze()  # as the program does: what other tests left is not walked through
    beat.start(16)
    began = time.thread_time()
    for start in range(0, 10_000, 100):
        child.say(Batch(told[start : start + 100]), Progress(start + 100, 10_000))
        QApplication.processEvents()
    child.say(Done(10_000))
    built(one)
    whole = time.thread_time() - began
    longest = max(later - earlier for earlier, later in pairwise(work))
    assert one.vault.passwords.step is Step.LOOKED
    assert not one.vault.entries.building
    assert longest < max(0.15, whole / 6), f"{longest * 1000:.0f} ms of {whole * 1000:.0f}"


# --- what is remembered


def test_the_box_is_off_and_is_ticked_by_keyboard(show: Open) -> None:
    one = show(Shot(ACTS["vault-empty"]))
    page_of(one).choosing.wishes.options.open(wanted=True)
    box = page_of(one).choosing.wishes.remember
    remembering = one.vault.passwords.remembering
    assert (box.isChecked(), remembering.wanted) == (False, False)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert (box.isChecked(), remembering.wanted) == (True, True)
    interface = QAccessible.queryAccessibleInterface(box)
    assert interface is not None
    assert interface.state().checked
    assert "key ring" in labels(page_of(one).choosing)


def test_forgetting_is_offered_only_when_something_is_kept(show: Open, tmp_path: Path) -> None:
    one = show(Shot(ACTS["vault-empty"]))
    wishes = page_of(one).choosing.wishes
    wishes.options.open(wanted=True)
    assert not wishes.forget.isVisible()
    one.ring.file = tmp_path / "change-tags.json"
    one.ring.file.write_text("{}", encoding="utf-8")
    one.vault.passwords.remembering.want(True)
    assert wishes.forget.isVisible()
    wishes.forget.setFocus()
    QTest.keyClick(wishes.forget, Qt.Key.Key_Return)
    assert one.ring.forgotten == 1
    assert not wishes.remember.isChecked()
    assert wishes.remember.hasFocus(), "the keyboard stays where the person was"
    assert "Forgetting" in labels(wishes)
    one.ring.file.unlink()
    one.ring.forgot.emit(None)
    assert "is gone" in labels(wishes)
    assert not wishes.forget.isVisible()


def test_while_the_key_ring_is_waited_for_the_look_can_go_on_without_it(show: Open) -> None:
    one = show(Shot(ACTS["vault-key-ring"]))
    card = page_of(one).results.card
    assert "key ring" in labels(card)
    assert one.children == []
    press(next(button for button in card.presses.values() if button.text() == "Go on without it"))
    assert len(one.children) == 1
    assert one.vault.passwords.step is Step.LOOKING


def test_an_open_entry_tells_since_when_it_is_the_same(show: Open) -> None:
    one = show(Shot(ACTS["vault-told-ages"]))
    assert "The same since at least 2 May 2026." in labels(page_of(one).results.list)
    assert "Remembered" in labels(page_of(one).results.card)


def test_selecting_in_a_secret_field_takes_back_what_qt_offers_elsewhere(
    show: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Offscreen there is no primary selection; under Xvfb `tests.stories.passwords_drive` tries the real one."""
    field = page_of(show(Shot(ACTS["vault-tester"]))).tester.field
    field.show_typed(shown=True)
    QTest.keyClicks(field, "something")
    cleared: list[QClipboard.Mode] = []

    class Board:
        def supportsSelection(self) -> bool:  # noqa: N802 - Qt's name
            return True

        def ownsSelection(self) -> bool:  # noqa: N802 - Qt's name
            return True

        def clear(self, mode: QClipboard.Mode) -> None:
            cleared.append(mode)

    monkeypatch.setattr(QGuiApplication, "clipboard", Board)
    QTest.mouseDClick(field, Qt.MouseButton.LeftButton, pos=QPoint(20, field.height() // 2))
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=QPoint(20, field.height() // 2))
    assert field.hasSelectedText()
    assert set(cleared) == {QClipboard.Mode.Selection}


def test_a_phrase_breaks_after_a_hyphen_only_and_is_copied_as_it_is(show: Open) -> None:
    one = show(Shot(ACTS["vault-phrases"], size=PHONE))
    phrases, made = page_of(one).phrases, one.vault.maker.phrase
    assert made is not None
    assert phrases.phrase.text() == made.text, "without any sign that does not belong to it"
    phrases.phrase.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(phrases.phrase, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == made.text
    assert one.clipboard.holds(made.text), "lent, as by the button"


def test_an_address_is_copied_without_the_places_where_it_may_break(show: Open) -> None:
    one = show(Shot(ACTS["vault-entry"]))
    view = page_of(one).results.list.open_view
    assert view is not None
    address = next(label for label in view.findChildren(Selectable) if "https" in label.text())
    address.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(address, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "https://gmail.com/.well-known/change-password"


def test_no_field_says_something_in_pale_letters_that_go_with_the_first_key(show: Open) -> None:
    for act in ("vault-empty", "vault-tester", "vault-locked"):
        for field in show(Shot(ACTS[act])).window.findChildren(QLineEdit):
            assert field.placeholderText() == ""
    assert "For example: Luna" in labels(page_of(show(Shot(ACTS["vault-empty"]))))


def test_six_filters_are_seen_and_the_rest_unfold(show: Open) -> None:
    one = show(Shot(ACTS["vault-results"]))
    entries, filters = one.vault.entries, page_of(one).results.filter
    assert len(filters.choices) == 6
    press(filters.more)
    assert set(filters.choices) == {None, *(reason for reason in Reason if entries.counts[reason])}
    rare = list(filters.choices)[-1]
    press(filters.choices[rare])
    assert entries.reason is rare
    press(filters.more)
    assert len(filters.choices) == 6
    assert filters.choices[rare].isChecked(), "the one that holds is always in sight"


def test_whose_advice_to_follow_is_folded_until_one_asks(show: Open) -> None:
    wishes = page_of(show(Shot(ACTS["vault-empty"]))).choosing.wishes
    assert "How often should a password change?" not in labels(wishes)
    press(wishes.options.fold)
    assert "How often should a password change?" in labels(wishes)
