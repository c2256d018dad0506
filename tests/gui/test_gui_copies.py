"""A report to save in the window: one document, made once, for the preview, the file and the paper."""

from __future__ import annotations

import codecs
import gc
import json
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

import tests.support.offscreen
from postigo.core.model import Finding, Level
from postigo.core.redact import Disclosure
from postigo.core.report import Report, Shutter
from postigo.core.source import Source
from postigo.core.values import Text
from postigo.gui.common import aside
from postigo.gui.places import REPORTS, TODAY
from postigo.gui.reports.models import copies as model
from postigo.gui.reports.models.copies import ENDINGS, PAPER, Copies
from postigo.gui.reports.models.wish import Copy, make
from postigo.gui.reports.views.choices import FORMS
from postigo.gui.shell import dialogs
from postigo.passwords import summary
from postigo.reports import formats, integrity, preview, redaction, typeset
from postigo.reports.pair import Pair
from tests.gui.on_screen import Open, told
from tests.gui.on_screen import show_done as show
from tests.stories.screens import ACTS, Shot, Stage, quiet
from tests.stories.window_story import saw
from tests.support import made
from tests.support.pdf_text import read_back
from tests.support.places import needs

__all__ = ["collected", "show"]  # fixtures, found by their names

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(4)]


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Garbage of a test is collected here: a thread of the next one would stop its timers from elsewhere."""
    yield
    gc.collect()


def read(one: Stage) -> str:
    """What the preview shows."""
    return one.reports_page.copy.preview.reading.toPlainText()


# --- the copy, without a window


class Desk:
    """Copies of one report, and what was written."""

    def __init__(self, report: Report | None, *, together: bool = False, has_pdf: bool = True) -> None:
        self.report, self.language = report, "en"
        self.written: list[tuple[str, bytes, Disclosure, str]] = []
        self.pairs: list[tuple[str, Pair] | None] = []
        self.answer: tuple[bool, Text | None] = (True, None)
        self.copies = Copies(
            lambda: self.report, lambda: self.language, lambda: together, lambda: made.NOW, self.keep, lambda: has_pdf
        )

    def keep(
        self, name: str, content: bytes, level: Disclosure, form: str, pair: tuple[str, Pair] | None
    ) -> tuple[bool, Text | None]:
        self.written.append((name, content, level, form))
        self.pairs.append(pair)
        return self.answer


def made_now(qtbot: QtBot, desk: Desk) -> Copy:
    qtbot.waitUntil(lambda: not desk.copies.making, timeout=10_000)
    copy = desk.copies.copy
    assert copy is not None
    return copy


def test_nothing_is_made_before_somebody_looks(qtbot: QtBot) -> None:
    desk = Desk(made.everything())
    desk.copies.follow()
    assert not desk.copies.making
    desk.copies.open(wanted=True)
    assert made_now(qtbot, desk).document["level"] == "share"


@pytest.mark.parametrize("form", ENDINGS)
def test_the_preview_and_the_file_are_of_one_document(qtbot: QtBot, form: str) -> None:
    desk = Desk(made.everything())
    desk.copies.open(wanted=True)
    first = made_now(qtbot, desk)
    desk.copies.choose(form=form)
    copy = made_now(qtbot, desk)
    assert copy.document is first.document, "another kind of file is made of the same document"
    assert desk.copies.save("/there/report")
    name, content, level, kind = desk.written[-1]
    assert (name, level, kind) == (f"/there/report{ENDINGS[form]}", Disclosure.SHARED, form)
    assert content == copy.content
    mark = copy.document["integrity"]["sha256"]
    assert mark in copy.words, "the fingerprint that is read is the one that is saved"
    assert mark in read_back(form, content).replace("\n", "")
    if form == "json":
        assert integrity.check(content).held is integrity.Held.UNCHANGED
    assert copy.words == preview.words(form, content, copy.document)[0]


@pytest.mark.parametrize("form", ["text", "md", "csv", "json", "jsonl"])
def test_what_is_text_is_previewed_letter_by_letter(qtbot: QtBot, form: str) -> None:
    desk = Desk(made.everything())
    desk.copies.choose(form=form)
    desk.copies.open(wanted=True)
    copy = made_now(qtbot, desk)
    assert copy.words.encode() == copy.content.removeprefix(codecs.BOM_UTF8)


def test_every_sentence_of_the_page_is_in_its_preview(qtbot: QtBot) -> None:
    desk = Desk(made.everything())
    desk.copies.open(wanted=True)
    copy = made_now(qtbot, desk)
    words = " ".join(copy.words.split())
    for one in copy.document["results"]:
        for sentence in (*(finding["text"] for finding in one["findings"]), *one["unseen"]):
            assert " ".join(sentence.split()) in words
    assert "<" not in words
    assert "{" not in words, "no style"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("form", ENDINGS)
def test_no_canary_is_in_a_preview_or_a_file_to_give_away(qtbot: QtBot, form: str, language: str) -> None:
    desk = Desk(made.everything())
    desk.language = language
    desk.copies.choose(form=form)
    desk.copies.open(wanted=True)
    copy = made_now(qtbot, desk)
    assert "canary" not in copy.words
    assert "canary" not in read_back(form, copy.content)


@pytest.mark.parametrize("level", Disclosure)
def test_what_is_in_no_copy_is_in_no_preview(qtbot: QtBot, level: Disclosure) -> None:
    desk = Desk(made.everything())
    desk.copies.choose(level=level, reason="for the school")
    desk.copies.open(wanted=True)
    copy = made_now(qtbot, desk)
    assert made.SECRET not in copy.words
    assert copy.document["left_out"]


def test_what_was_typed_stands_in_the_copy(qtbot: QtBot) -> None:
    desk = Desk(made.everything())
    desk.copies.choose(label="  Room 3,\n PC 12 ", notes="One\nTwo\x07", reason="not at this level", together=False)
    desk.copies.open(wanted=True)
    document = made_now(qtbot, desk).document
    assert (document["label"], document["notes"], document["together"]) == ("Room 3, PC 12", "One\nTwo�", False)
    assert "reason" not in document
    assert desk.copies.usual_name("pdf") == "postigo-room-3-pc-12-2026-11-23.pdf"


def test_a_full_copy_waits_for_its_reason(qtbot: QtBot) -> None:
    desk = Desk(made.everything())
    desk.copies.open(wanted=True)
    made_now(qtbot, desk)
    desk.copies.choose(level=Disclosure.FULL)
    assert desk.copies.obstacle is model.NO_REASON
    assert desk.copies.copy is None, "nothing that could be read or saved is left"
    assert not desk.copies.save("/there/report.html")
    desk.copies.choose(reason="the helper asked for it")
    copy = made_now(qtbot, desk)
    assert (copy.document["level"], copy.document["reason"]) == ("full", "the helper asked for it")


def test_without_typst_the_page_is_named(qtbot: QtBot) -> None:
    desk = Desk(made.everything(), has_pdf=False)
    desk.copies.open(wanted=True)
    made_now(qtbot, desk)
    desk.copies.choose(form="pdf")
    assert desk.copies.obstacle == typeset.missing()
    assert "HTML" in typeset.missing().one
    assert not desk.copies.save("/there/report")
    assert desk.copies.paper == "pdf"


def test_a_look_together_is_told_unless_somebody_says_otherwise() -> None:
    desk = Desk(made.everything(), together=True)
    before = desk.copies.wish.together
    desk.copies.choose(together=None)
    assert (before, desk.copies.wish.together) == (True, None)
    assert Desk(made.everything()).copies.wish.together is None


def test_another_report_or_language_is_another_document(qtbot: QtBot) -> None:
    desk = Desk(made.everything())
    desk.copies.open(wanted=True)
    first = made_now(qtbot, desk)
    desk.copies.follow()
    assert not desk.copies.making, "nothing is new"
    desk.language = "es"
    desk.copies.follow()
    assert made_now(qtbot, desk).document["lang"] == "es"
    desk.report = made.everything()
    desk.copies.follow()
    last = made_now(qtbot, desk)
    assert last.document["integrity"] != first.document["integrity"]
    desk.report = None
    desk.copies.follow()
    assert desk.copies.copy is None


def test_a_save_before_the_pause_is_over_holds_what_was_typed(qtbot: QtBot) -> None:
    desk = Desk(made.everything())
    desk.copies.choose(form="json")
    desk.copies.open(wanted=True)
    made_now(qtbot, desk)
    desk.copies.choose(label="Room 4")
    assert desk.copies.making
    assert desk.copies.save("/there/a.json")
    assert json.loads(desk.written[-1][1])["label"] == "Room 4"


def test_what_is_no_paper_is_printed_as_a_page_of_the_same_document(qtbot: QtBot) -> None:
    desk = Desk(made.everything())
    desk.copies.choose(form="csv")
    desk.copies.open(wanted=True)
    copy = made_now(qtbot, desk)
    assert (desk.copies.paper, desk.copies.printable) == ("html", None)
    assert desk.copies.save("/there/a", desk.copies.paper)
    assert desk.written[-1] == ("/there/a.html", formats.render("html", copy.document), Disclosure.SHARED, "html")
    assert desk.copies.printable == "/there/a.html"
    desk.copies.choose(label="another one")
    assert desk.copies.printable is None, "that file says something else"


def test_what_could_not_be_written_is_told_and_no_file_is_offered(qtbot: QtBot) -> None:
    desk = Desk(made.everything())
    desk.copies.open(wanted=True)
    made_now(qtbot, desk)
    desk.answer = (False, Text("The disk is full."))
    assert not desk.copies.save("/there/a.html")
    assert (desk.copies.failed, desk.copies.file) == (True, None)
    desk.answer = (True, Text("That it was saved could not be noted."))
    assert desk.copies.save("/there/a.html")
    assert (desk.copies.failed, desk.copies.file) == (True, "/there/a.html")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_notes_that_are_too_long_are_said_and_never_cut(qtbot: QtBot) -> None:
    desk = Desk(made.everything())
    desk.copies.choose(notes="n" * 2001)
    desk.copies.open(wanted=True)
    assert not desk.copies.making
    assert desk.copies.obstacle is not None
    assert "too long" in desk.copies.obstacle.one
    assert not desk.copies.save("/there/report")
    desk.copies.choose(notes="n" * 2000)
    assert "n" * 2000 in made_now(qtbot, desk).document["notes"]


@pytest.mark.parametrize(("form", "name"), [("html", "a.htm"), ("pdf", "a.htm.pdf"), ("csv", "a.htm.csv")])
def test_the_ending_of_a_file_is_that_of_its_kind(qtbot: QtBot, form: str, name: str) -> None:
    desk = Desk(made.everything())
    desk.copies.choose(form=form)
    desk.copies.open(wanted=True)
    made_now(qtbot, desk)
    assert desk.copies.save("a.htm")
    assert desk.written[-1][0] == name


def test_a_fault_of_ours_is_said(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("made by hand")

    monkeypatch.setattr(threading, "excepthook", lambda _args: None)
    monkeypatch.setattr(model, "make", fail)
    desk = Desk(made.everything())
    desk.copies.open(wanted=True)
    qtbot.waitUntil(lambda: not desk.copies.making, timeout=10_000)
    assert desk.copies.told is model.NOT_MADE


def test_only_what_was_asked_for_last_is_handed_over(qtbot: QtBot) -> None:
    found: list[int | None] = []
    work: aside.Aside[int] = aside.Aside(found.append)
    gate = threading.Event()

    def slow() -> int:
        gate.wait(10)
        return 1

    work.run(slow)
    qtbot.waitUntil(lambda: any(thread.name == "aside" for thread in threading.enumerate()), timeout=5000)
    work.run(lambda: 2)
    qtbot.waitUntil(lambda: not work.busy, timeout=5000)
    gate.set()
    qtbot.wait(50)
    assert found == [2]


# --- the page


def test_a_report_is_saved_as_the_preview_shows_it(show: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = show(Shot(ACTS["report"], language="es"))
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: str(tmp_path / "informe"))
    one.reports_page.copy.saving.save.click()
    place = tmp_path / "informe.html"
    copy = one.copies.copy
    assert copy is not None
    assert place.read_bytes() == copy.content
    assert read(one) == copy.words
    assert "Firefox" not in place.read_text("utf-8"), "a copy to give away names no program"
    assert "informe.html" in told(one.reports_page.copy.saving)
    assert [file.name for file in tmp_path.iterdir()] == ["informe.html"]


@pytest.mark.parametrize("level", [Level.ACT, Level.GOOD])
def test_what_the_persons_files_said_is_in_no_saved_page_and_closes_nothing_in_it(
    show: Open, tmp_path: Path, level: Level
) -> None:
    one = show(Shot(ACTS["report"]))
    said = Finding("leaked", level, Text("canary of the files"), None, {"entries": 3})
    one.audit.receive(Source(summary.SOURCE, (summary.LISTED,), (saw(summary.CHECK, said),)))
    quiet(one)
    assert "canary" not in read(one)
    assert one.copies.save(str(tmp_path / "report.html"))
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "canary" not in page
    assert "Your passwords" not in page
    assert "its answer is only on your screen, never in a copy" in page
    assert "never in a copy" in told(one.reports_page.copy.preview), "what is left out is counted above the preview"
    report = one.audit.report
    assert report is not None
    assert report.verdict(summary.CHECK) is not None
    assert redaction.redacted(report, Disclosure.FULL).shutter(summary.LISTED.tip) is not Shutter.CLOSED


@needs("posix")
def test_only_its_owner_can_read_it(show: Open, tmp_path: Path) -> None:
    one = show(Shot(ACTS["report"]))
    assert one.copies.save(str(tmp_path / "report.html"))
    assert stat.S_IMODE((tmp_path / "report.html").stat().st_mode) == 0o600


def test_another_file_is_never_overwritten(show: Open, tmp_path: Path) -> None:
    one = show(Shot(ACTS["report"]))
    place = tmp_path / "report.html"
    place.write_text("somebody's own")
    assert not one.copies.save(str(place))
    assert place.read_text() == "somebody's own"
    assert "overwrites nothing" in told(one.reports_page.copy.saving)
    assert one.copies.save(str(tmp_path / "other.html"))
    assert "Saved" in told(one.reports_page.copy.saving)


@pytest.mark.parametrize("name", ["nowhere/report.html", "x" * 300])
def test_a_place_that_does_not_work_is_said(show: Open, tmp_path: Path, name: str) -> None:
    one = show(Shot(ACTS["report"]))
    assert not one.copies.save(str(tmp_path / name))
    assert one.copies.failed
    assert one.copies.told is not None


def test_a_dialog_that_is_closed_changes_nothing(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    one = show(Shot(ACTS["report"]))
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: "")
    monkeypatch.setattr(dialogs, "open_file", lambda _: pytest.fail("nothing was saved"))
    one.reports_page.copy.saving.save.click()
    one.reports_page.copy.saving.print.click()
    assert one.copies.told is None


def test_to_print_the_page_is_saved_once_and_opened(
    show: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = show(Shot(ACTS["report"]))
    place, opened, asked = str(tmp_path / "page.html"), list[str](), list[str]()

    def ask(_window: object, _title: str, name: str, _kind: str) -> str:
        asked.append(name)
        return place

    monkeypatch.setattr(dialogs, "open_file", opened.append)
    monkeypatch.setattr(dialogs, "file_to_write", ask)
    saving = one.reports_page.copy.saving
    assert "opens it in your browser" in told(saving)
    saving.print.click()
    saving.print.click()
    assert asked == ["postigo-2026-11-23.html"], "the second time it is in a file already"
    assert opened == [place, place]
    saving.folder.click()
    assert opened[-1] == str(tmp_path)


def test_what_is_in_the_way_is_said_at_a_press(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    one = show(Shot(ACTS["report-full"]))
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: pytest.fail("there is nothing to save"))
    saving = one.reports_page.copy.saving
    saving.save.click()
    assert saving.obstacle.hasFocus()
    assert read(one) == ""
    QTest.keyClicks(one.reports_page.copy.choices.reason, "the helper asked")
    quiet(one)
    assert "the helper asked" in read(one)


def test_each_kind_of_file_says_what_it_is_for(show: Open) -> None:
    assert list(FORMS) == list(ENDINGS)
    assert set(FORMS) == set(formats.MODULES)
    one = show(Shot(ACTS["report"]))
    choices = one.reports_page.copy.choices
    for form, choice in choices.forms.items():
        choice.click()
        quiet(one)
        assert one.window.around.language.say(FORMS[form][1]) in told(choices)
        copy = one.copies.copy
        assert copy is not None
        assert copy.wish.form == form


@pytest.mark.parametrize("form", [form for form in ENDINGS if form not in PAPER])
def test_no_strange_sign_is_in_a_preview(show: Open, form: str) -> None:
    """The lines of a table end in two signs (RFC 4180), which are one end of a line to read."""
    one = show(Shot(ACTS["report"]))
    one.copies.choose(form=form)
    quiet(one)
    copy = one.copies.copy
    assert copy is not None
    assert read(one) == copy.content.decode("utf-8-sig").replace("\r\n", "\n")
    assert "\ufffd" not in read(one)


@pytest.mark.parametrize("level", [Disclosure.INTERNAL, Disclosure.FULL])
def test_while_names_are_hidden_no_copy_with_names_is_shown(show: Open, level: Disclosure) -> None:
    one = show(Shot(ACTS["report"]))
    one.copies.choose(level=level, reason="for the school")
    quiet(one)
    assert "Zoom" in read(one) or "Chrome" in read(one) or "Firefox" in read(one)
    one.window.around.language.hide_names(wanted=True)
    quiet(one)
    assert read(one) == ""
    assert "Names are hidden" in told(one.reports_page.copy.preview)
    one.copies.choose(level=Disclosure.SHARED)
    quiet(one)
    assert "program 1" in read(one).lower(), "a copy without names is shown"


def test_while_names_are_hidden_the_full_copy_of_before_is_not_shown_either(
    show: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stays until the next one is made, which takes a moment on a slow computer."""
    one = show(Shot(ACTS["report"]))
    copies = one.copies
    copies.choose(level=Disclosure.FULL, reason="a canary")
    quiet(one)
    assert "a canary" in read(one)
    one.window.around.language.hide_names(wanted=True)
    go_on, made_anew = threading.Event(), make
    monkeypatch.setattr(model, "make", lambda *wish: go_on.wait(20) and made_anew(*wish))
    copies.choose(level=Disclosure.SHARED)
    assert copies.making
    assert read(one) == ""
    go_on.set()
    quiet(one)
    assert read(one)
    assert "a canary" not in read(one)


def test_what_was_typed_and_chosen_is_there_after_a_zoom(show: Open) -> None:
    one = show(Shot(ACTS["report-told"]))
    one.window.around.theme.zoom(1)
    quiet(one)
    choices = one.reports_page.copy.choices
    assert (choices.label.text(), choices.notes.toPlainText()) == ("Aula 3, PC 12", "Mirado en la clase.")
    assert choices.forms["csv"].isChecked()
    assert choices.together[True].isChecked()
    assert "Aula 3, PC 12" in read(one)


# --- the way there


@pytest.mark.parametrize("act", ["consent", "declined", "progress"])
def test_nothing_is_offered_before_there_is_something_to_save(show: Open, act: str) -> None:
    assert not show(Shot(ACTS[act])).today.report.isVisible()


def test_who_said_that_it_is_not_theirs_finds_no_reports(show: Open) -> None:
    assert REPORTS not in show(Shot(ACTS["declined"])).window.router.there


def test_the_button_where_a_look_ends_leads_to_the_page(show: Open) -> None:
    one = show(Shot(ACTS["result"]))
    one.today.report.click()
    quiet(one)
    assert one.window.router.here == REPORTS
    assert read(one)


def test_before_a_look_the_page_leads_to_today(show: Open) -> None:
    one = show(Shot(ACTS["report-not-yet"]))
    assert "when a look has ended" in told(one.reports_page.copy)
    one.reports_page.copy.today.click()
    assert one.window.router.here == TODAY


def test_it_is_reached_by_keyboard_as_the_last(show: Open) -> None:
    one = show(Shot(ACTS["calm"]))
    last = list(one.today.list.chain())[-1]
    last.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(last, Qt.Key.Key_Tab)
    assert one.today.report.hasFocus()
