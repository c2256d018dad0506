"""The window on a screen: the question, the shutters, keys, language and look."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QProgressBar, QWidget
from pytestqt.qtbot import QtBot

import tests.support.offscreen
from postigo.gui.common.status_style import Tone
from postigo.gui.places import HELP, TIPS, TODAY
from postigo.gui.today.models.audit import Phase
from postigo.gui.today.views import checklist
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.labels import Label, breakable
from postigo.gui.widgets.theme import Scheme
from postigo.store import files
from tests.gui.on_screen import Open, press, show, texts
from tests.stories.screens import ACTS, LOW, Shot, quiet, settle
from tests.stories.window_story import ALL_WELL, THEN, machine
from tests.support.places import needs

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(4)]


# --- the question


def test_the_window_opens_with_the_question_and_looks_at_nothing(show: Open) -> None:
    one = show(Shot(ACTS["consent"]))
    assert one.streams == []
    assert one.today.card.main is not None
    assert one.today.card.main.hasFocus()
    assert not one.today.head.again.isVisible()


def test_large_text_in_a_low_window_shows_the_question_with_its_answers(show: Open) -> None:
    one = show(Shot(ACTS["consent"], size=LOW, scale=2.0, language="es"))
    card = one.today.card
    assert card.main is not None
    assert card.main.hasFocus()
    assert card.visibleRegion().boundingRect().height() == card.height()


def test_the_numbers_of_help_stand_in_one_column(show: Open) -> None:
    one = show(Shot(ACTS["help-danger"]))
    names = [label for label in one.help_page.findChildren(Label) if label.text() in {"112", "900 20 20 10"}]
    beside = {label.geometry().right() for label in names}
    assert len(names) == 2
    assert len(beside) == 1


def test_yes_looks_and_cancel_stops(show: Open) -> None:
    one = show(Shot(ACTS["consent"]))
    yes = one.today.card.main
    assert yes is not None
    press(yes)
    assert one.audit.phase is Phase.LOOKING
    cancel = one.today.card.main
    assert cancel is not None
    assert cancel.text() == "Cancel"
    assert cancel.hasFocus(), "the focus does not get lost when the card changes"
    press(cancel)
    assert one.streams[-1].cancelled


def test_no_leads_to_a_calm_page_with_help_one_click_away(show: Open) -> None:
    one = show(Shot(ACTS["consent"]))
    no = one.today.card.buttons[2]
    assert no.text() == "Neither: only the tips"
    press(no)
    assert one.window.pages.currentWidget() is one.declined
    assert one.streams == []
    press(one.declined.help)
    assert one.window.pages.currentWidget() is one.help_page
    [today] = [b for b in one.window.sidebar.places.values() if b.text() == "Today" and b.isVisible()]
    press(today)
    assert one.window.pages.currentWidget() is one.declined
    press(one.declined.back)
    assert one.audit.phase is Phase.ASKING


# --- the façade


@pytest.mark.parametrize("act", ["consent", "progress", "result"])
def test_a_window_leads_to_the_page_of_its_tip(show: Open, act: str) -> None:
    one = show(Shot(ACTS[act], size=LOW))
    for tip, button in enumerate(one.today.facade.buttons[:5], start=1):
        press(button)
        assert one.window.router.here == TIPS
        assert one.features.tips.tip.number == tip
        assert texts(one.tips_page)[0].startswith(f"{tip} · ")
        press(one.window.sidebar.places[TODAY])


def test_the_door_leads_to_help_before_the_look(show: Open) -> None:
    one = show(Shot(ACTS["consent"]))
    buttons = one.today.facade.buttons
    press(buttons[5])
    assert one.window.pages.currentWidget() is one.help_page


def test_a_shutter_is_seen_closing_when_a_thing_is_fixed(show: Open, qtbot: QtBot) -> None:
    one = show(Shot(ACTS["result"]))
    shutter = one.today.facade.buttons[2]
    tones = [shutter.tone]
    one.audit.look()
    one.streams[-1].send(*ALL_WELL.events())
    tones.append(shutter.tone)
    assert tones == [Tone.OPEN, Tone.CLOSED]
    assert shutter.moving
    qtbot.waitUntil(lambda: not shutter.moving, timeout=30_000)


def test_no_shutter_moves_when_the_system_asks_for_less_motion(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postigo.gui.widgets.theme.wants_stillness", lambda: True)
    one = show(Shot(ACTS["result"]))
    one.audit.look()
    one.streams[-1].send(*ALL_WELL.events())
    shutter = one.today.facade.buttons[2]
    assert shutter.tone is Tone.CLOSED
    assert not shutter.moving


def test_a_low_window_has_small_windows_in_one_line(show: Open) -> None:
    high = show(Shot(ACTS["result"], language="es")).today.facade
    low = show(Shot(ACTS["result"], size=LOW, language="es")).today.facade
    assert low.height() < high.height() * 0.67
    assert len({button.y() for button in low.buttons}) == 1


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_the_windows_of_a_line_are_equally_wide(show: Open, scale: float) -> None:
    facade = show(Shot(ACTS["result"], size=LOW, scale=scale, language="es")).today.facade
    assert len({button.width() for button in facade.buttons}) == 1


# --- keys


def test_arrows_go_through_rows_and_windows_and_escape_closes_the_row(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    rows = one.today.list.rows
    fold = one.window.findChild(Button, "fold-3")
    assert fold is not None
    rows[0].setFocus()
    QTest.keyClick(rows[0], Qt.Key.Key_Down)
    assert rows[1].hasFocus()
    QTest.keyClick(rows[1], Qt.Key.Key_End)
    assert rows[-1].hasFocus()
    QTest.keyClick(rows[-1], Qt.Key.Key_Home)
    assert fold.hasFocus(), "what is folded is reached in the same way"
    QTest.keyClick(fold, Qt.Key.Key_Down)
    QTest.keyClick(rows[0], Qt.Key.Key_Return)
    assert one.checklist.open_row == rows[0].row.check
    QTest.keyClick(rows[0], Qt.Key.Key_Escape)
    assert one.checklist.open_row == ""
    assert rows[0].hasFocus()
    windows = one.today.facade.buttons
    windows[1].setFocus()
    QTest.keyClick(windows[1], Qt.Key.Key_Right)
    assert windows[2].hasFocus()


def test_f5_looks_again_and_f1_helps(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    QTest.keyClick(one.window, Qt.Key.Key_F1)
    assert one.window.pages.currentWidget() is one.help_page
    QTest.keyClick(one.window, Qt.Key.Key_Escape)
    assert one.window.pages.currentWidget() is one.today
    QTest.keyClick(one.window, Qt.Key.Key_F5)
    assert len(one.streams) == 2
    assert one.audit.phase is Phase.LOOKING


def test_f5_takes_nobody_away_from_what_they_type(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    ACTS["vault-phrases"](one)
    QTest.keyClick(one.window, Qt.Key.Key_F5)
    assert one.vault.maker.phrase is not None
    assert len(one.streams) == 1


def test_f5_does_not_go_around_the_question(show: Open) -> None:
    one = show(Shot(ACTS["consent"]))
    QTest.keyClick(one.window, Qt.Key.Key_F5)
    one.audit.decline()
    QTest.keyClick(one.window, Qt.Key.Key_F5)
    assert one.streams == []


# --- language, look, replay, trouble


def test_the_language_changes_everything_at_once_and_keeps_the_open_row(show: Open) -> None:
    one = show(Shot(ACTS["row"]))
    press(one.window.sidebar.languages["es"])
    shown = texts(one.window)
    assert "Este equipo, hoy" in shown
    assert "Por qué importa" in shown
    assert "Why it matters" not in shown
    assert one.window.sidebar.help.text() == "Necesito ayuda"
    assert one.today.facade.buttons[2].accessibleName() == "Consejo 3, Al día: atención, 3 cosas"
    one.window.router.go(HELP)
    assert "Necesito ayuda" in texts(one.help_page)


def test_a_language_is_kept_for_the_next_time(show: Open, at_home: Path) -> None:
    one = show(Shot(ACTS["consent"], at_home=True))
    press(one.window.sidebar.languages["es"])
    assert files.settings().language == "es"
    assert [path.name for path in at_home.rglob("*") if path.is_file()] == ["settings.toml"]


def test_a_language_that_could_not_be_kept_is_said(show: Open, at_home: Path) -> None:
    (at_home / "postigo").mkdir(parents=True)
    (at_home / "postigo" / "settings.toml").write_text("this is not TOML")
    one = show(Shot(ACTS["consent"], at_home=True))
    press(one.window.sidebar.languages["es"])
    assert "Este equipo, hoy" in texts(one.window)
    assert any("settings.toml" in text.replace("\u200b", "") for text in texts(one.window.sidebar))


@pytest.mark.parametrize("scheme", list(Scheme))
def test_another_look_keeps_what_was_open(show: Open, scheme: Scheme) -> None:
    one = show(Shot(ACTS["row"]))
    theme = one.window.around.theme
    theme.wish(scheme)
    settle()
    assert theme.look.scheme is scheme
    assert "Why it matters" in texts(one.window)


def test_ctrl_plus_makes_the_text_larger(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    before = one.today.head.height()
    QTest.keyClick(one.window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert one.window.around.look.scale == 1.25
    assert one.today.head.height() > before
    QTest.keyClick(one.window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert one.window.around.look.scale == 1.0


def test_a_remembered_machine_begins_by_itself_under_a_banner(show: Open) -> None:
    one = show(Shot(ACTS["consent"], replay="somewhere/linux-school.json"))
    assert one.streams[-1].started_with == ()
    assert "Remembered machine: linux-school.json. It is not this computer." in texts(one.window)
    assert "A remembered machine" in texts(one.window)


def test_a_look_that_cannot_begin_offers_one_button(show: Open) -> None:
    one = show(Shot(ACTS["no-start"]))
    assert "The look could not begin. The fault is ours, not yours." in texts(one.window)
    assert not one.today.head.again.isVisible()
    main = one.today.card.main
    assert main is not None
    press(main)
    assert len(one.streams) == 2


def test_progress_shows_a_bar(show: Open) -> None:
    one = show(Shot(ACTS["progress"]))
    quiet(one)
    bar = one.today.card.findChild(QProgressBar)
    assert bar is not None
    assert bar.isVisible()
    assert (bar.value(), bar.maximum()) == (3, 8)


def test_closing_the_window_stops_the_look(show: Open) -> None:
    one = show(Shot(ACTS["progress"]))
    one.window.close()
    assert one.streams[-1].abandoned


class Watcher(QObject):
    """Notes every widget that is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_no_part_of_the_window_is_ever_shown_as_a_window_of_its_own(show: Open, qapp: QApplication) -> None:
    watcher = Watcher()
    qapp.installEventFilter(watcher)
    try:
        for act in ("technical", "not-here", "died", "declined", "help"):
            one = show(Shot(ACTS[act], replay="a.json" if act == "technical" else None))
            one.window.around.theme.zoom(1)
            settle()
    finally:
        qapp.removeEventFilter(watcher)
    assert watcher.seen == ["Window"] * 5


def test_time_passes_on_the_screen(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    one.window.around.theme.zoom(1)  # the page is made anew in the meantime
    one.audit.now = lambda: THEN + timedelta(minutes=5)
    one.today.grow_older()
    settle()
    assert any(text.startswith("Looked 5 minutes ago") for text in texts(one.window))


@needs("x11")
@pytest.mark.parametrize("display", ["", ":4242"], ids=["none", "dead"])
def test_without_a_screen_there_is_a_clear_exception_and_no_abort(display: str) -> None:
    environ = {name: value for name, value in os.environ.items() if name not in {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY"}}
    program = 'from postigo.gui.main import main\nfrom postigo.gui.shell.application import NoWindow\nfrom postigo.store.context import Context\ntry:\n    main(Context("en"))\nexcept NoWindow as why:\n    print(why)'
    command = [sys.executable, "-c", program]
    run = subprocess.run(
        command, env=environ | {"DISPLAY": display}, capture_output=True, text=True, timeout=60, check=False
    )
    assert (run.returncode, run.stdout.splitlines()[:1]) == (0, ["no display answers"]), run.stderr


def test_the_page_that_is_shown_says_so(show: Open) -> None:
    one = show(Shot(ACTS["help"]))
    there = [button for button in one.window.sidebar.places.values() if button.isVisible()]
    said = {button.accessibleName(): button.accessibleDescription() for button in there}
    assert said == {
        "Today": "",
        "Passwords": "",
        "Tips": "",
        "Reports": "",
        "Settings": "",
        "I need help": "You are here",
    }
    assert one.window.sidebar.help.marked


def test_after_another_language_and_back_tab_stops_at_the_one_that_holds(show: Open) -> None:
    one = show(Shot(ACTS["result"], language="es"))
    for code in ("en", "es"):
        press(one.window.sidebar.languages[code])
    stops = [c for c, b in one.window.sidebar.languages.items() if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == ["es"]
    QTest.keyClick(one.window.sidebar.languages["es"], Qt.Key.Key_Left)
    assert one.window.around.language.code == "en"


def test_a_long_word_breaks_at_its_joints_first() -> None:
    assert breakable("marido-reclamar-abecedario-campana") == "marido-\u200breclamar-\u200babecedario-\u200bcampana"
    assert breakable("x" * 30) == "x" * 24 + "\u200b" + "x" * 6


AT_THE_FRONT = """
from PySide6.QtCore import QTimer
from postigo.gui import main as gui
from postigo.store.context import Context
made = gui.open_window
def open_window(*args, **more):
    window, features = made(*args, **more)
    window.soon = QTimer(interval=100)
    window.soon.timeout.connect(lambda: (print("active"), window.close()) if window.isActiveWindow() else None)
    window.soon.start()
    return window, features
gui.open_window = open_window
gui.main(Context("en"))
"""


@needs("linux", "screen")
def test_without_a_window_manager_the_window_takes_the_keyboard_itself(at_home: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
    command = ["xvfb-run", "-a", sys.executable, "-c", AT_THE_FRONT]
    run = subprocess.run(
        command, env=environ | {"HOME": str(at_home)}, capture_output=True, text=True, timeout=90, check=False
    )
    assert run.stdout.splitlines() == ["active"], run.stderr


def test_the_first_rows_of_a_look_come_in_slices(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checklist, "SLICE", -1.0)
    one = show(Shot(ACTS["getting-ready"]))
    story = machine("windows-11-family")
    one.streams[-1].send(story.events()[0])
    one.today.refresh()
    first = len(one.today.list.rows)
    assert 0 < first < len(one.audit.order)
    quiet(one)
    assert [row.row.check for row in one.today.list.rows] == [
        row.check for section in one.checklist.sections() for row in section.rows
    ]
    assert len(one.today.list.rows) > 40
    one.streams[-1].send(*story.events()[1:])
    assert one.today.list.rows[0].row.opens, "when it has ended, all is there at once"
