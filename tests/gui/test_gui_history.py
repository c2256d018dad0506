"""The history in the window: off until a yes, read aside, opened, compared, forgotten; and the list of saves (red line E2)."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import tests.support.offscreen
from postigo.core.diff import Change
from postigo.core.model import Level
from postigo.core.redact import Disclosure
from postigo.core.report import Shutter
from postigo.core.values import Text
from postigo.gui.common.status_style import of_shutter
from postigo.gui.reports.models import past as model
from postigo.gui.reports.models.past import Past
from postigo.gui.reports.models.shelf import NOT_THERE, Compared, Hands, Opened, Shelf
from postigo.reports.keeping import templates
from postigo.store import saves
from postigo.store.files import Settings
from postigo.store.history.database import BUSY, NEWER, NO_HOME, opened
from postigo.store.history.history import History, history
from postigo.store.saves import Save
from tests.gui.on_screen import Open, told
from tests.gui.on_screen import show_done as show
from tests.stories.reports_screens import STORIES, kept, looked, page
from tests.stories.screens import ACTS, Shot, quiet
from tests.stories.window_story import ALL_WELL, BLIND, FAMILY, THEN, blind
from tests.support import made
from tests.support.places import needs

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(3)]
UNSEEN = replace(FAMILY, verdicts=tuple(blind(verdict.check) for verdict in FAMILY.verdicts))
"""The same machine, and nothing of it could be seen."""


# --- the model, without a window


class Chosen(QObject):
    """As much of the settings as is needed."""

    applied = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chosen = Settings(history=True)
        self.said: Text | None = None

    def locks(self, field: str) -> bool:
        return field == ""

    def choose(self, field: str, value: bool | int) -> None:
        change = {"history": replace(self.chosen, history=bool(value))}
        self.chosen = change.get(field, replace(self.chosen, history_days=int(value)))


def past_of(folder: Path, not_kept: Text | None = None) -> Past:
    return Past(Chosen(), Hands(lambda: folder, lambda: THEN), lambda: not_kept)


def read(qtbot: QtBot, past: Past) -> Shelf:
    if past.shelf is None:
        past.open(wanted=True)
    qtbot.waitUntil(lambda: not past.busy, timeout=10_000)
    assert past.shelf is not None
    return past.shelf


def changed(past: Past) -> Compared | None:
    return past.compared


def is_open(past: Past) -> Opened | None:
    return past.opened


def test_nothing_is_read_before_somebody_looks(qtbot: QtBot) -> None:
    past = past_of(kept(STORIES))
    past.reload()
    assert not past.busy
    assert len(read(qtbot, past).looks) == len(STORIES)


def test_an_empty_home_is_no_trouble_and_makes_no_file(qtbot: QtBot, tmp_path: Path) -> None:
    shelf = read(qtbot, past_of(tmp_path / "nothing"))
    assert shelf == Shelf()
    assert list(tmp_path.iterdir()) == []


def test_the_last_two_looks_are_compared_and_any_two_can_be(qtbot: QtBot) -> None:
    past = past_of(kept((FAMILY, UNSEEN, ALL_WELL)))
    read(qtbot, past)
    assert past.compared is not None
    assert past.compared.pair == (2, 3)
    past.mark(2, wanted=False)
    assert (past.marked, changed(past)) == ((3,), None)
    past.mark(1, wanted=True)
    read(qtbot, past)
    assert past.compared is not None
    assert past.compared.pair == (1, 3), "the earlier one first, whatever was chosen first"
    assert past.compared.diff is not None
    assert past.compared.diff.counts()[Change.FIXED] > 0
    past.mark(2, wanted=True)
    assert past.marked == (1, 2), "of three, the one that was chosen first is let go"
    read(qtbot, past)
    assert past.compared.diff is not None
    assert past.compared.diff.counts()[Change.FIXED] == 0, "what can be seen no more is not fixed"
    assert past.compared.diff.counts()[Change.NO_LONGER_VISIBLE] > 0


def test_a_look_is_opened_as_it_was(qtbot: QtBot) -> None:
    past = past_of(kept((FAMILY, ALL_WELL)))
    read(qtbot, past)
    past.show(1)
    read(qtbot, past)
    assert past.opened is not None
    assert past.opened.report is not None
    assert past.opened.report.counts() == looked(FAMILY, 7).counts()
    past.show(None)
    assert is_open(past) is None
    past.show(99)
    read(qtbot, past)
    assert is_open(past) == Opened(99, trouble=NOT_THERE)


def test_one_is_forgotten_and_the_others_stay(qtbot: QtBot) -> None:
    folder = kept((FAMILY, BLIND, ALL_WELL))
    past = past_of(folder)
    read(qtbot, past)
    past.show(3)
    read(qtbot, past)
    past.forget(3)
    shelf = read(qtbot, past)
    assert [look.id for look in shelf.looks] == [2, 1]
    assert (past.opened, past.marked) == (None, (2, 1))
    past.forget(None)
    assert read(qtbot, past).looks == ()
    assert history(folder).files() == []
    assert (past.told, past.marked, past.compared) == (None, (), None)


def test_a_shorter_time_forgets_what_is_older_at_once(qtbot: QtBot) -> None:
    past = past_of(kept((FAMILY, BLIND, ALL_WELL), step=40))
    assert len(read(qtbot, past).looks) == 3
    past.keep_for(30)
    assert len(read(qtbot, past).looks) == 1


def damaged(folder: Path) -> None:
    (folder / "history.sqlite3").write_bytes(b"no database" * 99)


def newer(folder: Path) -> None:
    with opened(folder / "history.sqlite3") as database:
        database.execute("PRAGMA user_version = 9")


@pytest.mark.parametrize(("spoil", "sentence"), [(damaged, "damaged"), (newer, NEWER.one)])
def test_a_history_that_cannot_be_used_is_a_sentence_and_the_saves_are_there(
    qtbot: QtBot, spoil: Callable[[Path], None], sentence: str
) -> None:
    folder = kept((FAMILY, ALL_WELL))
    spoil(folder)
    shelf = read(qtbot, past_of(folder))
    assert shelf.trouble is not None
    assert sentence in shelf.trouble.one
    assert len(shelf.saves) == 3


def test_a_history_that_another_holds_is_a_sentence(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postigo.store.history.database.PATIENCE", 0.1)
    folder = kept((FAMILY, ALL_WELL))
    past = past_of(folder)
    read(qtbot, past)
    other = sqlite3.connect(folder / "history.sqlite3", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    past.forget(1)
    qtbot.waitUntil(lambda: not past.busy, timeout=10_000)
    assert past.told == BUSY
    other.execute("ROLLBACK")
    other.close()
    assert history(folder).count() == 2


def test_a_look_that_is_damaged_costs_itself_only(qtbot: QtBot) -> None:
    folder = kept((FAMILY, BLIND, ALL_WELL))
    with opened(folder / "history.sqlite3") as database:
        database.execute("UPDATE document SET content = x'00' WHERE look = 3")
    past = past_of(folder)
    assert len(read(qtbot, past).looks) == 3
    assert past.compared is not None
    assert past.compared.trouble is not None
    past.mark(3, wanted=False)
    past.mark(1, wanted=True)
    read(qtbot, past)
    assert past.compared.diff is not None


def test_no_home_is_a_sentence(qtbot: QtBot) -> None:
    def homeless() -> Path:
        raise RuntimeError("no home")

    past = Past(Chosen(), Hands(homeless, lambda: THEN), lambda: None)
    shelf = read(qtbot, past)
    assert (shelf.trouble, shelf.saves_trouble) == (NO_HOME, NO_HOME)


def test_what_could_not_be_read_is_never_an_empty_list() -> None:
    past = past_of(Path())
    past._read(None)  # what the work aside hands over where it ended in a fault
    assert past.shelf is not None
    assert (past.shelf.trouble, past.shelf.saves_trouble) == (model.NOT_READ, model.NOT_READ)


def test_a_damaged_line_of_the_list_of_saves_is_counted(qtbot: QtBot, tmp_path: Path) -> None:
    saves.note(Save(THEN.date(), Disclosure.SHARED, "html"), tmp_path)
    with saves.list_file(tmp_path).open("ab") as file:
        file.write(b"{torn\n")
    shelf = read(qtbot, past_of(tmp_path))
    assert (len(shelf.saves), shelf.lost) == (1, 1)


@needs("posix")
def test_a_list_of_saves_that_is_a_folder_is_a_sentence(qtbot: QtBot, tmp_path: Path) -> None:
    saves.list_file(tmp_path).mkdir()
    shelf = read(qtbot, past_of(tmp_path))
    assert shelf.saves_trouble is not None


def test_one_look_leaves_nothing_of_it_behind(tmp_path: Path) -> None:
    kept_here: History = history(tmp_path)
    report = made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", made.finding(Level.ACT))))
    for days in (0, 1):
        one = replace(report, began=THEN - timedelta(days=days), label=f"canary-{days}")
        kept_here.keep(one, templates(one), THEN)
    kept_here.forget_look(1)
    assert [look.label for look in kept_here.looks()] == ["canary-1"]
    assert b"canary-0" not in b"".join(file.read_bytes() for file in kept_here.files())
    assert kept_here.open(1) is None


# --- the page


def test_it_is_off_until_somebody_says_yes(show: Open) -> None:
    one = show(Shot(ACTS["history-off"]))
    part = one.reports_page.history
    assert "No look is kept." in told(part)
    assert "Whoever can use this account can read it." in told(part), "said before the yes"
    assert not part.forget.isVisible()
    part.turn.click()
    quiet(one)
    assert one.features.settings.chosen.history
    assert "kept for 365 days" in told(part)
    part.days[90].click()
    quiet(one)
    assert one.features.settings.chosen.history_days == 90
    part.turn.click()
    assert not one.features.settings.chosen.history


def test_each_look_is_a_house_that_tells_its_windows(show: Open) -> None:
    one = show(Shot(ACTS["history"]))
    looks = one.reports_page.history.looks
    assert len(looks.houses) == len(STORIES)
    assert looks.houses[0].text().startswith("12 Oct 2026")
    assert looks.houses[-1].text().startswith("23 Nov 2026")
    blind = looks.houses[2].text()
    assert "Up to date: could not look" in blind
    assert "Your image: could not look" in blind, "what nobody looked at is fogged too"
    assert all(shutter in {Shutter.CLOSED, Shutter.FOGGED} for shutter in looks.houses[4]._house.windows)


@pytest.mark.parametrize("act", ["history", "history-opened"])
def test_a_house_is_painted_for_each_state(show: Open, act: str) -> None:
    one = show(Shot(ACTS[act]))
    houses = one.reports_page.history.looks.houses
    pictures = {
        house._house.windows: house.grab().toImage().copy(0, 0, house.width(), house._picture().height())
        for house in houses
    }
    assert len({bytes(picture.constBits()) for picture in pictures.values()}) == len(pictures)
    assert of_shutter(Shutter.BARE) != of_shutter(Shutter.FOGGED), "in a trend both are fogged: core.trend"


def test_a_look_is_opened_read_and_closed_by_keyboard(show: Open) -> None:
    one = show(Shot(ACTS["history"]))
    part = one.reports_page.history
    part.looks.rows[1].show_it.setFocus()
    QTest.keyClick(part.looks.rows[1].show_it, Qt.Key.Key_Space)
    quiet(one)
    assert part.opened.isVisible()
    assert part.opened.title.hasFocus()
    assert not part.opened.title.visibleRegion().isEmpty(), "it is brought into sight"
    assert "69 security updates" in part.opened.reading.toPlainText()
    assert "--level" not in part.opened.reading.toPlainText()
    QTest.keyClick(one.window, Qt.Key.Key_Escape)
    quiet(one)
    assert not part.opened.isVisible()
    assert part.looks.rows[1].show_it.hasFocus()


def test_two_are_compared_by_their_ticks(show: Open) -> None:
    one = show(Shot(ACTS["history"]))
    part = one.reports_page.history
    assert [row.compare.isChecked() for row in part.looks.rows] == [True, True, False, False, False, False]
    assert "What changed" in told(part.comparison)
    part.looks.rows[0].compare.click()
    quiet(one)
    assert "Choose two looks" in told(part.comparison)
    part.looks.rows[2].compare.click()
    quiet(one)
    words = told(part.comparison)
    assert "9 Nov 2026, 08:12 → 16 Nov 2026, 08:12" in words
    assert "New" in words
    assert "69 security updates" in words


def test_what_cannot_be_seen_is_never_told_as_fixed(show: Open) -> None:
    one = show(Shot(page((FAMILY, UNSEEN))))
    words = told(one.reports_page.history.comparison)
    assert "That does not mean that it is fixed" in words
    assert "Fixed: this is so no more" not in words


def test_nothing_is_forgotten_before_a_second_yes(show: Open) -> None:
    one = show(Shot(ACTS["history"]))
    part = one.reports_page.history
    part.forget.button.click()
    assert part.forget.no.hasFocus()
    QTest.keyClick(one.window, Qt.Key.Key_Escape)
    quiet(one)
    assert history(one.home.data).count() == len(STORIES)
    part.looks.rows[0].show_it.click()
    quiet(one)
    part.opened.forget.button.click()
    part.opened.forget.yes.click()
    quiet(one)
    assert history(one.home.data).count() == len(STORIES) - 1
    part.forget.button.click()
    part.forget.yes.click()
    quiet(one)
    assert history(one.home.data).files() == []
    assert not part.looks.houses
    assert not part.forget.isVisible()


def test_a_question_of_one_look_is_not_asked_of_another(show: Open) -> None:
    one = show(Shot(ACTS["history"]))
    part = one.reports_page.history
    part.looks.rows[0].show_it.click()
    quiet(one)
    part.opened.forget.button.click()
    before = part.opened.forget.asked
    part.looks.rows[1].show_it.click()
    quiet(one)
    assert (before, part.opened.forget.asked) == (True, False)
    assert part.opened.title.hasFocus()


def test_the_buttons_of_a_look_stand_at_one_height(show: Open) -> None:
    one = show(Shot(ACTS["history"]))
    for row in one.reports_page.history.looks.rows:
        assert abs(row.show_it.geometry().center().y() - row.compare.geometry().center().y()) <= 1


def test_older_looks_are_shown_on_a_press(show: Open) -> None:
    one = show(Shot(ACTS["history"]))
    looks = one.reports_page.history.looks
    assert len(looks.rows) == 6
    looks.more.click()
    quiet(one)
    assert len(looks.rows) == len(STORIES)
    assert not looks.more.isVisible()
    assert list(looks.rows)[6].show_it.hasFocus()


def test_a_damaged_history_is_a_sentence_and_a_report_can_be_saved(show: Open, tmp_path: Path) -> None:
    one = show(Shot(ACTS["history-damaged"]))
    assert "history-damaged-1.sqlite3" in told(one.reports_page.history)
    assert one.copies.save(str(tmp_path / "a.html"))
    assert "PDF" in told(one.reports_page.saves)


def test_a_look_that_could_not_be_kept_is_told(show: Open) -> None:
    one = show(Shot(ACTS["history"]))
    keeping = one.features.keeping
    keeping.told = Text("The disk is full: nothing new is in the history. What was kept is as it was.")
    keeping.changed.emit()
    quiet(one)
    assert "The disk is full" in told(one.reports_page.history)


def test_a_look_that_was_kept_meanwhile_comes_into_the_list(show: Open) -> None:
    one = show(Shot(ACTS["history"]))
    report = looked(ALL_WELL, -1)
    history(one.home.data).keep(report, templates(report), THEN)
    one.features.keeping.changed.emit()
    quiet(one)
    assert len(one.reports_page.history.looks.houses) == len(STORIES) + 1


def test_the_saves_are_listed_with_day_level_and_kind_and_nothing_else(show: Open) -> None:
    one = show(Shot(ACTS["history"]))
    lines = told(one.reports_page.saves).splitlines()
    assert lines[-3:] == [
        "23 Nov 2026 · to give away · Page (HTML)",
        "14 Nov 2026 · full · JSON",
        "5 Nov 2026 · to give away · PDF",
    ]


def test_forgetting_everything_in_the_settings_empties_the_page(show: Open) -> None:
    one = show(Shot(ACTS["history"]))
    one.features.settings.forget_everything()
    quiet(one)
    assert not one.reports_page.history.looks.houses
    assert "None was saved yet." in told(one.reports_page.saves)


@pytest.mark.parametrize("act", ["history-opened", "history-two"])
def test_while_names_are_hidden_no_name_is_in_an_earlier_look(show: Open, act: str) -> None:
    one = show(Shot(ACTS[act]))
    part = one.reports_page.history
    words = part.opened.reading.toPlainText() + told(part)
    assert "Contoso" in words
    one.window.around.language.hide_names(wanted=True)
    quiet(one)
    words = part.opened.reading.toPlainText() + told(part)
    assert "Contoso" not in words
    assert "Google Chrome" not in words
    assert "program" in words.lower()


def test_all_of_it_is_there_after_a_zoom(show: Open) -> None:
    one = show(Shot(ACTS["history-opened"]))
    one.window.around.theme.zoom(1)
    quiet(one)
    part = one.reports_page.history
    assert part.opened.isVisible()
    assert "69 security updates" in part.opened.reading.toPlainText()
    assert "What changed" in told(part.comparison)
