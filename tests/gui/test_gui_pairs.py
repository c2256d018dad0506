"""Two copies to compare, and a signature, in the window: what the terminal has as `--pair` and `--sign`."""

from __future__ import annotations

import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen
from postigo.core.model import Finding, Level
from postigo.core.redact import Disclosure
from postigo.core.report import Report
from postigo.core.values import Program, Text
from postigo.gui.reports.models.signing import NO_KEY, WAITING
from postigo.gui.reports.models.wish import Copy
from postigo.gui.shell import dialogs
from postigo.passwords.model import TagsProblem
from postigo.passwords.tag_key import TagKey
from postigo.reports import integrity
from postigo.reports.pair import Pair, PairTrouble, opened, refuse_another
from tests.gui.on_screen import Open, told
from tests.gui.on_screen import show_done as show
from tests.gui.test_gui_copies import Desk, made_now, read
from tests.stories.screens import ACTS, Shot, quiet
from tests.support import made
from tests.support.places import needs

pytestmark = tests.support.offscreen.quiet_platform
__all__ = ["show"]  # a fixture

KEY = TagKey(b"a key of thirty-two bytes, made.")


# --- the pair


def test_the_file_of_a_pair_is_written_with_the_copy_and_not_before(qtbot: QtBot, tmp_path: Path) -> None:
    place = tmp_path / "pair.json"
    desk = Desk(made.everything())
    desk.copies.open(wanted=True)
    alone = made_now(qtbot, desk).document
    desk.copies.choose_pair(str(place))
    first = made_now(qtbot, desk)
    assert first.document["ref_key"] != alone["ref_key"]
    assert list(tmp_path.iterdir()) == []
    assert desk.copies.save("/there/a.html")
    assert first.pair is not None
    assert first.pair.things
    assert desk.pairs == [(str(place), first.pair)]
    assert not desk.copies.making, "the copy that was saved is still the one that is shown"


def test_a_later_copy_goes_on_from_the_first_and_names_things_alike(qtbot: QtBot, tmp_path: Path) -> None:
    def seen(*apps: str) -> Report:
        findings = [Finding("seen", Level.NOTE, Text("{app} looks", values={"app": Program(app)})) for app in apps]
        return made.report((made.listed("camera.in-use", 2), made.verdict("camera.in-use", *findings)))

    def sentences(copy: Copy) -> list[str]:
        return [found["text"] for found in copy.document["results"][0]["findings"]]

    desk = Desk(seen("first", "second"))
    desk.copies.choose_pair(str(tmp_path / "pair.json"))
    desk.copies.open(wanted=True)
    before = made_now(qtbot, desk)
    assert desk.copies.save("/there/a")
    desk.report = seen("third", "second")
    desk.copies.follow()
    after = made_now(qtbot, desk)
    assert before.document["ref_key"] == after.document["ref_key"]
    assert sentences(before) == ["Program 1 looks", "Program 2 looks"]
    assert sentences(after) == ["Program 3 looks", "Program 2 looks"]
    desk.copies.leave_pair()
    assert sentences(made_now(qtbot, desk)) == ["Program 1 looks", "Program 2 looks"]


def test_what_nobody_saved_adds_nothing_to_a_pair(qtbot: QtBot, tmp_path: Path) -> None:
    place = tmp_path / "pair.json"
    kept = Pair()
    place.write_bytes(kept.content())
    desk = Desk(made.everything())
    desk.copies.choose_pair(str(place))
    desk.copies.open(wanted=True)
    made_now(qtbot, desk)
    desk.copies.choose(label="Room 3")
    assert made_now(qtbot, desk).pair != kept
    assert desk.copies.wish.pair is not None
    assert (desk.copies.wish.pair.pair, opened(place)) == (kept, kept)


@needs("posix")
def test_two_copies_of_the_window_are_a_pair(show: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "pair.json"
    one = show(Shot(ACTS["report-more"]))
    more = one.reports_page.copy.more
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: str(place))
    more.first.click()
    quiet(one)
    assert more.file.hasFocus()
    assert "pair.json" in told(more)
    assert one.copies.save(str(tmp_path / "a.html"))
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    first = one.copies.copy
    later = show(Shot(ACTS["report-more"]))
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: str(place))
    later.reports_page.copy.more.second.click()
    quiet(later)
    second = later.copies.copy
    assert first is not None
    assert second is not None
    assert first.document["ref_key"] == second.document["ref_key"]
    assert first.document["results"] == second.document["results"]
    assert later.copies.save(str(tmp_path / "b.html"))
    assert opened(place) == second.pair


def test_another_file_is_no_pair_and_stays_as_it_is(
    show: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "shopping.json"
    place.write_text("bread")
    one = show(Shot(ACTS["report-more"]))
    more = one.reports_page.copy.more
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: str(place))
    more.second.click()
    quiet(one)
    assert "no file of a pair" in told(more)
    assert more.trouble.hasFocus()
    assert one.copies.wish.pair is None
    monkeypatch.setattr(dialogs, "file_to_read", lambda *_: "")
    more.second.click()
    assert "no file of a pair" in told(more), "a dialog that is closed changes nothing"
    assert place.read_text() == "bread"


def test_a_pair_that_changed_meanwhile_is_not_overwritten(show: Open, tmp_path: Path) -> None:
    place = tmp_path / "pair.json"
    one = show(Shot(ACTS["report"]))
    one.copies.choose_pair(str(place))
    quiet(one)
    place.write_text("somebody's own")
    assert not one.copies.save(str(tmp_path / "a.html"))
    assert one.copies.failed
    assert place.read_text() == "somebody's own"
    assert [file.name for file in tmp_path.iterdir()] == ["pair.json"], "and no copy without its pair"


def test_a_pair_goes_on_only_from_its_own_earlier_state(tmp_path: Path) -> None:
    place = tmp_path / "pair.json"
    pair = Pair(things={"program": ["a", "b"]})
    refuse_another(place, pair)
    for there, fits in (
        (replace(pair, things={}), True),
        (replace(pair, things={"program": ["a"]}), True),
        (replace(pair, things={"program": ["b"]}), False),
        (replace(pair, things={"device": ["c"]}), False),
        (Pair(), False),
    ):
        place.write_bytes(there.content())
        if fits:
            refuse_another(place, pair)
        else:
            with pytest.raises(PairTrouble):
                refuse_another(place, pair)


def test_a_copy_stands_alone_again(show: Open, tmp_path: Path) -> None:
    one = show(Shot(ACTS["report-signed"]))
    more = one.reports_page.copy.more
    assert "one of two" in more.more.fold.text()
    more.alone.click()
    quiet(one)
    assert more.first.hasFocus()
    assert "one of two" not in more.more.fold.text()
    assert one.copies.copy is not None
    assert one.copies.copy.pair is None
    assert one.copies.save(str(tmp_path / "a.html"))
    assert [file.name for file in tmp_path.iterdir()] == ["a.html"]


def test_while_names_are_hidden_the_folder_of_the_pair_is_too(show: Open) -> None:
    one = show(Shot(ACTS["report-signed"]))
    more = one.reports_page.copy.more
    assert "nowhere" in told(more)
    one.window.around.language.hide_names(wanted=True)
    quiet(one)
    assert "nowhere" not in told(more)


# --- the signature


@pytest.mark.parametrize("level", Disclosure)
def test_a_signed_copy_is_what_the_preview_shows(qtbot: QtBot, level: Disclosure) -> None:
    desk = Desk(made.everything())
    desk.copies.signing.ring = lambda: KEY
    desk.copies.choose(form="json", level=level, reason="the helper asked")
    desk.copies.open(wanted=True)
    made_now(qtbot, desk)
    desk.copies.choose(sign=True)
    qtbot.waitUntil(lambda: desk.copies.obstacle is None, timeout=10_000)
    copy = made_now(qtbot, desk)
    assert desk.copies.save("/there/a.json")
    content = desk.written[-1][1]
    assert content.decode() == copy.words
    assert integrity.check(content).signature is integrity.Signature.FITS
    assert KEY.secret.hex() not in copy.words
    desk.copies.choose(form="html")
    page = made_now(qtbot, desk)
    assert page.document["integrity"]["signature"]["key"] in page.words


def test_nothing_is_asked_of_the_key_ring_before_somebody_signs(qtbot: QtBot) -> None:
    asked = []

    def ring() -> TagKey:
        asked.append(1)
        return KEY

    desk = Desk(made.everything())
    desk.copies.signing.ring = ring
    desk.copies.open(wanted=True)
    made_now(qtbot, desk)
    assert not asked
    for wanted in (True, False, True):
        desk.copies.choose(sign=wanted)
        qtbot.waitUntil(lambda: desk.copies.obstacle is None, timeout=10_000)
    assert asked == [1]


@pytest.mark.parametrize("answer", [TagsProblem.NO_RING, TagsProblem.LOCKED, TagsProblem.NO_ANSWER])
def test_without_a_key_nothing_is_saved_as_if_it_were_signed(qtbot: QtBot, answer: TagsProblem) -> None:
    go_on = threading.Event()
    answers: list[TagKey | TagsProblem] = [answer, KEY]

    def ring() -> TagKey | TagsProblem:
        go_on.wait(20)
        return answers.pop(0)

    desk = Desk(made.everything())
    desk.copies.signing.ring = ring
    desk.copies.open(wanted=True)
    made_now(qtbot, desk)
    desk.copies.choose(sign=True)
    assert desk.copies.obstacle is WAITING
    assert not desk.copies.save("/there/a.html")
    go_on.set()
    qtbot.waitUntil(lambda: desk.copies.obstacle is NO_KEY, timeout=10_000)
    assert not desk.copies.save("/there/a.html")
    desk.copies.choose(sign=False)
    assert "signature" not in made_now(qtbot, desk).document["integrity"]
    desk.copies.choose(sign=True)
    qtbot.waitUntil(lambda: desk.copies.obstacle is None, timeout=10_000)
    assert "signature" in made_now(qtbot, desk).document["integrity"], "asked again, it gave one"


def test_what_is_forgotten_in_the_settings_signs_no_more(show: Open) -> None:
    one = show(Shot(ACTS["report-signed"]))
    before = one.copies.copy
    assert before is not None
    assert "signature" in before.document["integrity"]
    one.features.settings.forget_everything()
    quiet(one)
    assert one.copies.copy is None
    assert one.copies.obstacle is NO_KEY


def test_no_key_is_said_at_the_button(show: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    one = show(Shot(ACTS["report-unsigned"]))
    monkeypatch.setattr(dialogs, "file_to_write", lambda *_: pytest.fail("there is nothing to save"))
    copy = one.reports_page.copy
    assert "no file of a pair" in told(copy.more)
    assert "signed" not in copy.more.more.fold.text()
    copy.saving.save.click()
    assert copy.saving.obstacle.hasFocus()
    assert "key ring" in told(copy.saving)
    assert read(one) == ""
    copy.more.sign.click()
    quiet(one)
    assert read(one)
