"""Page of several computers: a folder is chosen, read aside, told, saved and printed; a part of a folder tells nothing."""

from __future__ import annotations

import stat
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen
from postigo.fleet.page import html, pdf
from postigo.fleet.page.maker import outline
from postigo.fleet.summary import Summary
from postigo.gui.places import REPORTS, SEVERAL
from postigo.gui.reports.models import several as model
from postigo.gui.reports.models.several import STOPPED, Several
from postigo.gui.reports.views.house import SmallHouse
from postigo.gui.shell import dialogs
from postigo.gui.shell.window import USUAL
from tests.fleet.reports import document, write
from tests.fleet.summaries import summary
from tests.gui.on_screen import Open, press, show, texts, through
from tests.stories.screens import ACTS, LOW, Shot, Stage
from tests.stories.screens import PHONE as NARROW

__all__ = ["show"]  # a fixture, found by its name

pytestmark = tests.support.offscreen.quiet_platform
TODAY = date(2026, 11, 30)


def of(**more: object) -> Several:
    return Several(lambda: "en", lambda: TODAY, 30, **more)  # type: ignore[arg-type]  # hands of a test


def a_room(folder: Path) -> Path:
    write(folder, "pc-1.json", document({"update.auto": "act"}, label="PC 1"))
    write(folder, "pc-2.json", document({"update.auto": "good"}, label="PC 2"))
    write(folder, "pc-3.json", document({"update.auto": "unknown"}, label="PC 3"))
    write(folder, "letter.json", b'{"to": "somebody"}')
    return folder


@pytest.mark.parametrize("act", ["several-working", "several-class", "several-district"])
def test_all_is_whole_in_every_size(show: Open, act: str) -> None:
    one = show(Shot(ACTS[act], language="es"))
    assert not through(one, (("usual", USUAL, 0), ("low", LOW, 0), ("low 200", LOW, 10), ("narrow", NARROW, 0)))


def test_a_folder_that_is_chosen_is_read_and_told(
    show: Open, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = show(Shot(ACTS["several"]))
    one.features.several._today = lambda: TODAY
    monkeypatch.setattr(dialogs, "folder_to_fill", lambda *_: str(a_room(tmp_path)))
    with qtbot.waitSignal(one.features.several.ended):
        press(one.several_page.choose)
    one.wait()
    told = texts(one.several_page)
    assert "3 computers" in told
    assert "1 file is left out, and counts nowhere in this page. 1: It is not a report of Postigo." in told
    assert any(line.startswith("1. Mend it · act · 1 of 3 · PC 1") for line in told)
    houses = one.several_page.summary.findChildren(SmallHouse)
    assert [house.text().partition(":")[0] for house in houses] == ["PC 1", "PC 2", "PC 3"]
    assert houses[2].text().startswith("PC 3: could not look. could not look: Up to date; ")
    assert one.several_page.holds_focus()


def test_a_part_of_a_folder_tells_nothing(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(*_: object) -> object:
        begun.set()
        go_on.wait(10)
        return summary(3)

    monkeypatch.setattr(model, "counted", slow)
    several = of()
    several.choose(str(tmp_path))
    qtbot.waitUntil(begun.is_set)
    assert several.busy
    several.stop()
    go_on.set()
    qtbot.wait(50)
    assert (several.busy, several.summary, several.told, several.outline) == (False, None, STOPPED, None)


def test_a_reading_that_is_stopped_ends_before_the_next_file(tmp_path: Path) -> None:
    reading = model.Reading(stopped=True)
    assert model.counted(a_room(tmp_path), TODAY, 30, reading) == STOPPED
    assert reading.count == 0


def test_what_cannot_be_read_is_our_fault_and_tells_nothing(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(model, "counted", broken)
    hooked: list[object] = []
    monkeypatch.setattr(threading, "excepthook", hooked.append)
    several = of()
    with qtbot.waitSignal(several.ended):
        several.choose(str(tmp_path))
    qtbot.waitUntil(lambda: bool(hooked))  # the thread goes on a little after it has told
    assert (several.failed, several.told, several.summary) == (True, model.NOT_READ, None)


def test_without_its_reader_it_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "can_read", lambda: False)
    several = of()
    several.choose(str(tmp_path))
    assert not several.busy
    assert several.obstacle == model.NO_READER


@pytest.mark.parametrize(("form", "render"), [("html", html.render), ("pdf", pdf.render)])
def test_it_is_saved_in_a_new_file_for_its_owner_only(
    tmp_path: Path, form: str, render: Callable[[Summary, str], bytes]
) -> None:
    several = of()
    several._take(summary(3))
    place = tmp_path / several.usual_name(form)
    assert place.name == f"postigo-2026-11-30.{form}"
    assert several.save(str(place.with_suffix("")), form)
    assert place.read_bytes() == render(summary(3), "en")
    if sys.platform != "win32":
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
    before = place.read_bytes()
    assert not several.save(str(place), form)
    assert several.failed
    assert place.read_bytes() == before


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path: Path) -> None:
    several = of()
    several._take(summary(3))
    assert not several.save(str(tmp_path / "none" / "a.html"), "html")
    assert several.failed


def test_it_is_printed_from_the_file_that_was_saved(
    show: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(dialogs, "open_file", opened.append)
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: str(tmp_path / "class"))
    one = show(Shot(ACTS["several-class"]))
    press(one.several_page.print)
    (file,) = tmp_path.iterdir()
    assert opened == [str(file)]
    assert file.suffix == f".{one.features.several.paper}"


def test_a_dialog_that_is_closed_changes_nothing(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: "")
    monkeypatch.setattr(dialogs, "folder_to_fill", lambda *_: "")
    one = show(Shot(ACTS["several-class"]))
    before = one.features.several.summary
    press(one.several_page.save["html"])
    press(one.several_page.choose)
    assert one.features.several.summary is before
    assert one.features.several.told is None


def test_another_language_tells_the_same(show: Open) -> None:
    one: Stage = show(Shot(ACTS["several-class"]))
    seen = one.features.several.summary
    assert seen is not None
    one.window.around.language.choose("es")
    one.wait()
    assert outline(seen, "es").lead in texts(one.several_page)


def test_the_reports_lead_there_and_back(show: Open) -> None:
    one = show(Shot(ACTS["report"]))
    press(one.reports_page.several)
    assert one.window.router.here == SEVERAL
    press(one.several_page.back)
    assert one.window.router.here == REPORTS
    press(one.reports_page.several)
    one.several_page.escape()
    assert one.window.router.here == REPORTS


def test_a_class_is_not_led_there(show: Open) -> None:
    one = show(Shot(ACTS["class-report"]))
    assert SEVERAL not in one.window.router.there
    assert not one.reports_page.several.isVisible()


def test_a_cleared_page_begins_anew(show: Open) -> None:
    one = show(Shot(ACTS["several-class"]))
    press(one.several_page.forget)
    assert one.features.several.summary is None
    assert not one.several_page.summary.isVisible()
    assert one.several_page.holds_focus()
