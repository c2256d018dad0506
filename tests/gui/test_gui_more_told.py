"""Ticks for what a copy tells more: one name with its reason, and what may watch, for one copy and by the person's hand only."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen
from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.gui.places import REPORTS, TODAY
from postigo.gui.reports.models import copies as model
from postigo.gui.reports.models.wish import Wish
from postigo.gui.reports.views.preview import HIDDEN
from postigo.gui.reports.views.ticks import WHO_READS
from postigo.gui.shell import dialogs
from postigo.gui.widgets.exit_bar import ExitBar
from tests.gui.on_screen import Open, told
from tests.gui.on_screen import show_done as show
from tests.gui.test_gui_copies import Desk, collected, made_now, read
from tests.reports.test_more_told import SEEN, asked
from tests.stories.screens import ACTS, Shot, quiet
from tests.support import made

__all__ = ["collected", "show"]  # fixtures, found by their names

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(3)]
WATCHER = "info.monitoring-software"


def watched_desk(report: Report) -> Desk:
    desk = Desk(replace(report, remembered=True))
    desk.copies.choose(form="json")
    desk.copies.open(wanted=True)
    return desk


def checks(content: bytes) -> list[str]:
    return [one["check"] for one in json.loads(content)["results"]]


# --- without a window


def test_nothing_more_is_told_unless_somebody_ticks_it(qtbot: QtBot) -> None:
    assert (Wish().watchers, Wish().told) == (False, frozenset())
    desk = watched_desk(asked(SEEN))
    copy = made_now(qtbot, desk)
    assert WATCHER not in checks(copy.content)
    assert "canary" not in copy.words


def test_what_may_watch_is_in_one_copy_and_the_tick_is_gone(qtbot: QtBot) -> None:
    desk = watched_desk(asked(SEEN))
    desk.copies.choose(watchers=True)
    assert WATCHER in checks(made_now(qtbot, desk).content)
    assert desk.copies.save("/there/a.json")
    assert WATCHER in checks(desk.written[-1][1])
    assert not desk.copies.wish.watchers
    assert WATCHER not in checks(made_now(qtbot, desk).content)
    assert desk.copies.save("/there/b.json")
    assert WATCHER not in checks(desk.written[-1][1])


def test_a_save_that_failed_keeps_the_tick(qtbot: QtBot) -> None:
    desk = watched_desk(asked(SEEN))
    desk.copies.choose(watchers=True)
    made_now(qtbot, desk)
    desk.answer = (False, None)
    assert not desk.copies.save("/there/a.json")
    assert desk.copies.wish.watchers


def test_who_leaves_the_page_takes_the_tick_along(qtbot: QtBot) -> None:
    desk = watched_desk(asked(SEEN))
    desk.copies.choose(watchers=True, label="Room 3")
    made_now(qtbot, desk)
    desk.copies.open(wanted=False)
    assert (desk.copies.copy, desk.copies.wish.watchers, desk.copies.wish.label) == (None, False, "Room 3")
    desk.copies.open(wanted=True)
    assert WATCHER not in checks(made_now(qtbot, desk).content)


def test_where_nobody_looked_the_tick_says_so_and_nothing_is_made(qtbot: QtBot) -> None:
    desk = watched_desk(made.everything())
    made_now(qtbot, desk)
    desk.copies.choose(watchers=True)
    assert desk.copies.obstacle is model.NOT_ASKED
    assert desk.copies.copy is None
    assert not desk.copies.save("/there/a.json")


def test_a_ticked_name_is_told_at_the_level_that_hides_it(qtbot: QtBot) -> None:
    desk = watched_desk(made.everything())
    name = next(iter(desk.copies.nameable()))
    desk.copies.choose(told=frozenset({name}))
    assert len(made_now(qtbot, desk).document["told"]) == 1
    desk.copies.choose(level=Disclosure.INTERNAL)
    assert "told" not in made_now(qtbot, desk).document
    assert desk.copies.nameable() == {}


# --- the page


def test_the_tick_and_who_could_read_that_stand_there_whether_or_not_somebody_looked(show: Open) -> None:
    shown = []
    for act in ("report", "whose"):
        one = show(Shot(ACTS[act], language="en"))
        one.window.router.go(REPORTS)
        quiet(one)
        more = one.reports_page.copy.choices.ticks
        assert more.watchers.isVisible()
        assert not more.watchers.isChecked()
        assert WHO_READS.one in told(more)
        shown.append((more.watchers.text(), more.watchers.accessibleName()))
    assert shown[0] == shown[1]
    assert WHO_READS.one in shown[0][1], "a screen reader says it with the tick"


def test_what_may_watch_is_ticked_read_saved_and_forgotten(
    show: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = show(Shot(ACTS["whose"], language="en"))
    one.window.router.go(REPORTS)
    quiet(one)
    assert "Do not remove it yet" not in read(one)
    one.reports_page.copy.choices.ticks.watchers.click()
    quiet(one)
    assert "Do not remove it yet" in read(one)
    opened: list[str] = []
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: str(tmp_path / "a.html"))
    monkeypatch.setattr(dialogs, "open_file", opened.append)
    one.reports_page.copy.saving.print.click()
    quiet(one)
    assert "Do not remove it yet" in (tmp_path / "a.html").read_text("utf-8")
    assert opened == [str(tmp_path / "a.html")], "what is printed is the copy that was ticked"
    assert not one.reports_page.copy.choices.ticks.watchers.isChecked()
    assert "Do not remove it yet" not in read(one)
    one.reports_page.copy.choices.ticks.watchers.click()
    one.window.router.go(TODAY)
    quiet(one)
    one.window.router.go(REPORTS)
    quiet(one)
    assert not one.reports_page.copy.choices.ticks.watchers.isChecked()
    assert "Do not remove it yet" not in read(one)


def test_a_name_is_ticked_with_its_reason_beside_it_and_stands_in_the_preview(show: Open) -> None:
    one = show(Shot(ACTS["report-ticks"], language="en"))
    one.copies.choose(watchers=False, told=frozenset())
    quiet(one)
    tick = one.reports_page.copy.choices.ticks.names[0]
    assert "Needed for: " in told(tick)
    assert "Needed for: " in tick.box.accessibleName()
    name = tick.box.text()
    assert name not in read(one)
    tick.box.click()
    quiet(one)
    assert name in read(one)
    assert "Told by name on purpose" in read(one)
    tick.box.click()
    quiet(one)
    assert name not in read(one)


def test_while_names_are_hidden_no_name_is_offered_and_no_copy_with_one_is_shown(show: Open) -> None:
    one = show(Shot(ACTS["report-ticks"], language="en"))
    one.copies.choose(watchers=False)
    one.window.around.language.hide_names(wanted=True)
    quiet(one)
    assert one.reports_page.copy.choices.ticks.names == ()
    assert HIDDEN.one in told(one.reports_page.copy.preview)
    assert read(one) == ""


def test_while_what_may_watch_is_ticked_the_quick_exit_stands_above_the_page(
    show: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[int] = []
    monkeypatch.setattr(os, "_exit", left.append)
    one = show(Shot(ACTS["report-watched"], language="en"))
    page = one.reports_page
    assert isinstance(page.fixed, ExitBar)
    assert page.fixed.exit.isVisible()
    page.fixed.exit.click()
    assert left == [0]
    one.window.show()
    page.copy.choices.ticks.watchers.click()
    quiet(one)
    assert page.fixed is None
