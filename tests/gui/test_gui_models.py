"""Models of the window: the look from its question to its end, its words, and the child process."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen  # noqa: F401 - before anything of Qt
from postigo.core.events import Catalogue, Done, Finished
from postigo.core.model import Level
from postigo.core.report import DOOR, Box, Shutter, tips_in_order
from postigo.core.settings_page import SettingsPage
from postigo.core.system import Unknown
from postigo.core.values import Text
from postigo.gui.common.audit_process import ProcessStream
from postigo.gui.common.language import Language
from postigo.gui.common.status_style import Tone
from postigo.gui.common.trouble import NOT_STARTED, NOT_UNDERSTOOD, STOPPED
from postigo.gui.shell.pyside_refcount_fix import keep_constants_alive
from postigo.gui.today.models import facade
from postigo.gui.today.models.audit import Phase
from postigo.gui.today.models.card import Do, card
from postigo.gui.today.models.detail import detail
from postigo.gui.today.models.strips import strips
from postigo.pipe.messages import to_line
from postigo.pipe.protocol import LONGEST
from postigo.words import UnknownLanguage, Words
from tests.gui.house import House, house
from tests.stories.window_story import (
    ALL_WELL,
    BLIND,
    CALLING,
    CHECKS,
    FAMILY,
    LISTED,
    NO_CAMERA,
    THEN,
    WATCHED,
    Story,
    pending,
)
from tests.support.places import needs

__all__ = ["house"]  # a fixture, found by its name

ASKED = "Google Chrome is using the camera now. Is it you?"


# --- before the look


def test_nothing_is_looked_at_before_the_person_said_yes(house: House) -> None:
    assert house.audit.phase is Phase.ASKING
    assert house.streams == []
    shown = card(house.audit)
    assert shown is not None
    assert [action.do for action in shown.actions] == [Do.CONSENT, Do.TOGETHER, Do.DECLINE]
    assert shown.question is not None
    assert all(opening.tone is Tone.BARE for opening in facade.openings(house.audit) if not opening.door)


def test_no_means_that_nothing_is_looked_at(house: House) -> None:
    house.audit.decline()
    assert house.audit.phase is Phase.DECLINED
    assert house.streams == []
    assert card(house.audit) is None
    assert house.list.sections() == ()
    house.audit.ask()
    asked = card(house.audit)
    assert asked is not None
    assert asked.question is not None


def test_yes_starts_one_audit_of_everything(house: House) -> None:
    house.audit.consent()
    house.audit.look()
    assert [stream.started_with for stream in house.streams] == [()]


def test_a_box_within_the_computer_is_said_above_everything(house: House) -> None:
    assert facade.banner(house.audit) is None
    house.audit.look()
    first = FAMILY.events()[0]
    assert isinstance(first, Catalogue)
    house.streams[-1].send(replace(first, box=Box.CONTAINER))
    shown = facade.banner(house.audit)
    assert shown is not None
    assert Words().say(shown).startswith("Postigo runs in a container.")


def test_nobody_waits_before_an_empty_page(house: House) -> None:
    """Before the question is answered, and until the names of the checks have come, the six tips stand there."""
    asking = house.list.sections()
    house.audit.consent()
    waiting = house.list.sections()
    for sections in (asking, waiting):
        assert [section.tip for section in sections] == [1, 2, 3, 4, 5, 6]
        assert all(section.note is not None for section in sections)
    house.streams[-1].send(FAMILY.events()[0])
    assert [row.check for section in house.list.sections() for row in section.rows] == list(CHECKS)


# --- while it looks


def test_progress_names_the_check_and_counts(house: House) -> None:
    house.half(FAMILY)
    shown = card(house.audit)
    assert shown is not None
    assert (shown.done, shown.total) == (3, 8)
    assert Words().say(shown.body[0].text) == "Now: Security updates that wait"
    assert [action.do for action in shown.actions] == [Do.CANCEL]


def test_bad_news_shows_at_once_and_nothing_closes_before_its_last_answer(house: House) -> None:
    house.half(ALL_WELL, checks=2)
    assert facade.stand(house.audit, 2) == (Shutter.BARE, True)
    house.streams[-1].send(Finished(ALL_WELL.verdict("camera.app-permissions")))
    assert facade.stand(house.audit, 2) == (Shutter.CLOSED, False)
    house.streams[-1].send(Finished(pending(1)))
    assert facade.stand(house.audit, 3) == (Shutter.OPEN, True)


def test_a_check_that_waits_shows_its_title_which_claims_nothing(house: House) -> None:
    house.half(FAMILY)
    waiting = [row for section in house.list.sections() for row in section.rows if not row.opens]
    assert len(waiting) == 5
    titles = {Words().say(listed.title) for listed in LISTED}
    assert {Words().say(row.sentence.text) for row in waiting} < titles
    assert {row.tone for row in waiting} == {Tone.BARE}


# --- after the look


def test_each_window_stands_as_the_report_says(house: House) -> None:
    house.receive(FAMILY)
    tones = {opening.tip: opening.tone for opening in facade.openings(house.audit)}
    assert tones == {1: Tone.BARE, 2: Tone.AJAR, 3: Tone.OPEN, 4: Tone.BARE, 5: Tone.BARE, 6: Tone.NOTE}


def test_a_window_is_spoken_with_its_tip_its_state_and_its_number_of_things(house: House) -> None:
    house.receive(FAMILY)
    spoken = {opening.tip: Words().say(opening.spoken) for opening in facade.openings(house.audit)}
    assert spoken[3] == "Tip 3, Up to date: act, 3 things"
    assert spoken[2] == "Tip 2, Camera and mic: can be better, 1 thing"
    assert spoken[1] == "Tip 1, Your image: not looked yet"
    assert spoken[6] == "Tip 6, Do not yield: always open, the way to help"


def test_the_door_is_open_whatever_was_seen(house: House) -> None:
    for story in (FAMILY, ALL_WELL, BLIND):
        door = facade.openings(house.receive(story).audit)[-1]
        assert door.door
        assert Words().say(door.state) == "always open"


def test_start_here_is_the_first_thing_to_do_with_one_button(house: House) -> None:
    shown = card(house.receive(FAMILY).audit)
    assert shown is not None
    assert Words().say(shown.title.text) == "Find out why the updates do not come"
    assert [(action.do, action.page) for action in shown.actions] == [(Do.OPEN, SettingsPage.UPDATES.info)]


def test_a_plan_with_a_safety_note_is_read_before_anything_opens(house: House) -> None:
    shown = card(house.receive(WATCHED).audit)
    assert shown is not None
    assert [(action.do, action.check) for action in shown.actions] == [(Do.SHOW, "camera.in-use")]
    house.list.open("camera.in-use")
    told = detail(house.list)
    assert told is not None
    note = told.guides[0].safety
    assert note is not None
    assert "016, 017" in Words().say(note)


def test_nothing_to_do_promises_nothing(house: House) -> None:
    shown = card(house.receive(ALL_WELL).audit)
    assert shown is not None
    words = " ".join(Words().say(said.text) for said in (shown.title, *shown.body)).lower()
    assert words == "in what we always look at, we saw nothing that asks for something now. look again in a month."
    assert shown.actions == ()


def test_only_unknowns_are_never_good_news(house: House) -> None:
    shown = card(house.receive(BLIND).audit)
    assert shown is not None
    assert shown.tone is Tone.FOGGED
    assert Words().say(shown.title.text) == "2 things could not be looked at"
    assert shown.actions[0].check == "update.os-pending"
    assert facade.stand(house.audit, 3) == (Shutter.FOGGED, False)


def test_an_open_eye_is_a_question_and_never_closed_nor_an_alarm(house: House) -> None:
    shown = card(house.receive(CALLING).audit)
    assert shown is not None
    assert shown.tone is Tone.NOTE
    assert (
        Words().say(shown.title.text)
        == "Apart from that, in what we always look at, we saw nothing that asks for something now."
    )
    (strip,) = strips(house.audit)
    assert (Words().say(strip.said.text), strip.tone) == (ASKED, Tone.AJAR)
    assert facade.stand(house.audit, 2) == (Shutter.ASKING, False)
    row = next(row for section in house.list.sections() for row in section.rows if row.check == "camera.in-use")
    assert (row.tone, Words().say(row.state)) == (Tone.AJAR, "is it you?")
    house.list.open("camera.in-use")
    told = detail(house.list)
    assert told is not None
    assert [(ask.by_row, ask.mine) for ask in told.asks] == [(True, None)]
    assert (told.guides, told.door) == ((), False)


def test_a_broken_pack_is_listed_and_takes_the_good_news_away(house: House) -> None:
    house.receive(NO_CAMERA)
    assert [(Words().say(pack.text), pack.error) for pack in house.list.broken()] == [
        ("The checks of acme could not be loaded.", "ModuleNotFoundError: No module named 'acme_doors'")
    ]
    shown = card(house.audit)
    assert shown is not None
    assert shown.tone is Tone.FOGGED


def test_what_is_not_here_is_folded_and_not_counted(house: House) -> None:
    house.receive(NO_CAMERA)
    assert [Words().say(said.text) for said in house.list.not_applicable()] == [
        "This computer has no camera that we can see.",
        "This computer has no microphone that we can see.",
    ]
    assert "6 things seen" in [Words().say(part) for part in facade.summary(house.audit)]
    assert not any(row.check == "camera.in-use" for section in house.list.sections() for row in section.rows)


def test_the_list_has_first_what_asks_for_something(house: House) -> None:
    sections = house.receive(FAMILY).list.sections()
    assert [section.tip for section in sections] == [3, 2, 1, 4, 5]
    assert [row.tone for row in sections[0].rows] == [Tone.OPEN, Tone.OPEN, Tone.AJAR, Tone.FOGGED]
    assert [row.tone for row in sections[0].folded] == [Tone.CLOSED]
    assert [bool(section.note) for section in sections] == [False, False, True, False, True]


def test_the_summary_tells_how_long_ago_it_was(house: House) -> None:
    house.receive(FAMILY)
    said = {}
    for ago in (timedelta(seconds=50), timedelta(minutes=5), timedelta(hours=1), timedelta(days=3)):
        house.now = THEN + ago
        said[ago] = Words().say(facade.summary(house.audit)[0])
    assert list(said.values()) == [
        "Looked a moment ago",
        "Looked 5 minutes ago",
        "Looked 1 hour ago",
        "Looked 3 days ago",
    ]
    assert [Words().say(part) for part in facade.summary(house.audit)[1:]] == [
        "7 things seen",
        "1 could not be looked at",
    ]


def test_a_time_in_the_future_is_not_a_moment_ago(house: House) -> None:
    house.receive(FAMILY)
    house.now = THEN - timedelta(days=28)
    assert Words().say(facade.summary(house.audit)[0]).startswith("Looked on ")


def test_no_part_of_the_list_moves_while_answers_come(house: House) -> None:
    house.audit.look()
    shapes = []
    for event in NO_CAMERA.events()[:-1]:
        house.streams[-1].send(event)
        shapes.append([(section.tip, [row.check for row in section.rows]) for section in house.list.sections()])
    assert [tip for tip, _ in shapes[0]] == [1, 2, 3, 4, 5]
    assert shapes == [shapes[0]] * len(shapes)
    assert house.list.not_applicable() == ()


# --- stopped, and broken


def test_cancelled_keeps_what_was_seen_and_the_rest_says_you_stopped(house: House) -> None:
    house.half(BLIND)
    house.audit.cancel()
    assert house.streams[-1].cancelled
    house.streams[-1].send(Done(THEN, cancelled=True))
    rows = [row for section in house.list.sections() for row in section.rows]
    assert sum(Words().say(row.state) == "you stopped" for row in rows) == 5
    folded = [row for section in house.list.sections() for row in section.folded]
    assert [Words().say(row.state) for row in folded] == ["fine"] * 3
    assert facade.stand(house.audit, 3) == (Shutter.FOGGED, False)


def test_a_cancelled_child_that_dies_without_a_word_counts_as_stopped(house: House) -> None:
    house.half(BLIND)
    house.audit.cancel()
    house.streams[-1].ended.emit("the audit crashed with status 9")
    assert house.audit.trouble is None
    assert house.audit.cancelled
    assert house.audit.phase is Phase.LOOKED


def test_a_child_that_dies_is_our_fault_and_what_was_seen_stays(house: House) -> None:
    house.half(FAMILY)
    house.streams[-1].ended.emit("the audit crashed with status 11")
    assert house.audit.trouble is not None
    assert house.audit.trouble.text is STOPPED
    report = house.audit.report
    assert report is not None
    reasons = {gap.why for check in CHECKS[4:] for gap in (report.verdict(check) or pending(1)).gaps}
    assert reasons == {Unknown.CRASHED}
    verdict = report.verdict("camera.in-use")
    assert verdict is not None
    assert verdict.level is Level.NOTE
    house.audit.look()
    assert house.audit.phase is Phase.LOOKING
    assert house.audit.trouble is None


def test_a_child_that_cannot_start_says_so_and_may_be_tried_again(house: House) -> None:
    house.audit.consent()
    house.streams[-1].not_started.emit("No such file or directory")
    shown = card(house.audit)
    assert shown is not None
    assert shown.title.text is NOT_STARTED
    assert shown.detail == "No such file or directory"
    assert shown.actions[0].do is Do.LOOK
    house.receive(ALL_WELL)
    assert house.audit.trouble is None


@pytest.mark.parametrize(
    "line", ["not json", '{"is":"Surprise"}', '{"is":"Started"}'], ids=["no json", "unknown event", "missing field"]
)
def test_a_line_that_is_not_understood_ends_the_look_honestly(house: House, line: str) -> None:
    house.half(FAMILY)
    house.streams[-1].line.emit(line.encode())
    assert house.audit.trouble is not None
    assert house.audit.trouble.text is NOT_UNDERSTOOD
    assert line in house.audit.trouble.detail
    assert house.streams[-1].abandoned
    assert house.audit.phase is Phase.LOOKED


def test_an_answer_before_the_catalogue_is_not_understood(house: House) -> None:
    house.audit.consent()
    house.streams[-1].send(Finished(pending(3)))
    assert house.audit.trouble is not None
    assert house.audit.trouble.text is NOT_UNDERSTOOD


def test_a_second_catalogue_takes_nothing_away(house: House) -> None:
    house.half(FAMILY, checks=4)
    house.streams[-1].send(ALL_WELL.catalogue())
    assert house.audit.trouble is not None
    assert facade.stand(house.audit, 3) == (Shutter.OPEN, False)


def test_a_tip_that_does_not_exist_is_not_understood(house: House) -> None:
    house.audit.look()
    house.streams[-1].line.emit(to_line(FAMILY.catalogue()).replace(b'"tip":3', b'"tip":9'))
    assert house.audit.trouble is not None
    assert house.list.sections() == ()


@pytest.mark.parametrize("seconds", ["NaN", "Infinity", "1" + "0" * 400])
def test_a_time_that_is_no_number_is_not_understood(house: House, seconds: str) -> None:
    house.half(FAMILY, checks=3)
    line = to_line(Finished(pending(3)))
    broken = re.sub(rb'"seconds":[^,}]*', b'"seconds":' + seconds.encode(), line)
    assert broken != line
    house.streams[-1].line.emit(broken)
    assert house.audit.trouble is not None
    assert house.audit.phase is Phase.LOOKED


def test_a_line_of_many_brackets_is_not_understood(house: House) -> None:
    house.half(FAMILY)
    house.streams[-1].line.emit(b"[" * 100_000)
    assert house.audit.trouble is not None


def test_closing_the_window_leaves_no_child(house: House) -> None:
    house.half(FAMILY)
    house.audit.close()
    assert house.streams[-1].abandoned


# --- constants, language and numbers


@needs("python-3.11")
def test_none_has_more_references_than_a_qt_that_takes_them_can_use_up() -> None:
    keep_constants_alive()
    keep_constants_alive()
    for constant in (None, True, False):
        assert 1 << 39 < sys.getrefcount(constant) < 1 << 41


def test_the_language_changes_at_run_time_and_is_kept(qtbot: QtBot) -> None:
    kept: list[str] = []

    def keep(code: str) -> Text | None:
        kept.append(code)
        return Text("Not kept.") if code == "en" else None

    language = Language("en", keep)
    with qtbot.waitSignal(language.changed, timeout=100):
        language.choose("es")
    assert (language.code, kept, language.not_kept) == ("es", ["es"], None)
    language.choose("es")
    assert kept == ["es"]
    language.choose("en")
    assert language.not_kept == Text("Not kept.")
    with pytest.raises(UnknownLanguage):
        language.choose("tlh")


# --- the child process


def test_a_process_hands_over_its_lines_and_its_end(qtbot: QtBot, tmp_path: Path) -> None:
    program = tmp_path / "speaker.py"
    program.write_text("import sys\nprint(' '.join(sys.argv[1:]))\nprint(input())\nsys.exit('broken')\n")
    stream = ProcessStream([sys.executable, str(program)], replay="family.json")
    lines: list[bytes] = []
    stream.line.connect(lines.append)
    with qtbot.waitSignal(stream.ended, timeout=60_000) as ended:
        stream.start(("camera.in-use", "info.monitoring-software"))
    assert lines == [b"audit --events --replay family.json -", b"camera.in-use info.monitoring-software"]
    assert "status 1" in ended.args[0]
    assert "broken" in ended.args[0]


def test_a_line_without_an_end_is_a_fault_and_not_kept(qtbot: QtBot, tmp_path: Path) -> None:
    program = tmp_path / "endless.py"
    program.write_text("import sys\nwhile True:\n    sys.stdout.write('x' * 65536)\n")
    stream = ProcessStream([sys.executable, str(program)])
    lines: list[bytes] = []
    stream.line.connect(lines.append)
    with qtbot.waitSignal(stream.ended, timeout=60_000) as ended:
        stream.start()
    assert lines == []
    assert f"{LONGEST} bytes" in ended.args[0]


def test_cancel_closes_the_childs_stdin(qtbot: QtBot, tmp_path: Path) -> None:
    program = tmp_path / "waiter.py"
    program.write_text("import sys\nprint('ready', flush=True)\nsys.stdin.read()\nprint('closed')\n")
    stream = ProcessStream([sys.executable, str(program)])
    lines: list[bytes] = []
    stream.line.connect(lines.append)
    with qtbot.waitSignal(stream.line, timeout=60_000):
        stream.start()
    with qtbot.waitSignal(stream.ended, timeout=60_000):
        stream.cancel()
    assert lines == [b"ready", b"closed"]


def test_a_child_that_does_not_heed_is_killed(qtbot: QtBot, tmp_path: Path) -> None:
    program = tmp_path / "deaf.py"
    program.write_text("import time\nprint('ready', flush=True)\ntime.sleep(60)\n")
    stream = ProcessStream([sys.executable, str(program)])
    stream.host.stop_grace = 0.05
    with qtbot.waitSignal(stream.line, timeout=60_000):
        stream.start()
    with qtbot.waitSignal(stream.ended, timeout=60_000):
        stream.cancel()


def test_a_program_that_is_not_there_is_told_apart(qtbot: QtBot) -> None:
    stream = ProcessStream(["/no/such/program"])
    with qtbot.waitSignal(stream.not_started, timeout=60_000):
        stream.start()


@pytest.mark.parametrize("story", [FAMILY, BLIND, CALLING, ALL_WELL])
def test_the_tips_come_in_the_order_that_reports_have(house: House, story: Story) -> None:
    sections = house.receive(story).list.sections()
    assert house.audit.report is not None
    assert [section.tip for section in sections] == [tip for tip in tips_in_order(house.audit.report) if tip != DOOR]
