"""Models of changes without a window: what is offered, one change at a time, and what is told of how it ended."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen  # noqa: F401 - before anything of Qt
from postigo.core.change import CannotChange, Refusal
from postigo.core.events import Done, Finished
from postigo.core.handle import HandleKind
from postigo.core.model import Level, Means
from postigo.core.report import Shutter
from postigo.core.setting_aside import Span, snoozed
from postigo.core.values import Program, Text
from postigo.fixes.journal import How, Journal
from postigo.fixes.messages import Changed, Do, Moved, Preview, Refused
from postigo.fixes.session import told
from postigo.gui.common.fix_process import FixProcess
from postigo.gui.today.models.card import SHOW, card
from postigo.gui.today.models.card import Do as CardDo
from postigo.gui.today.models.change_list import ChangeList, ChangesPart
from postigo.gui.today.models.checklist import Checklist, rows
from postigo.gui.today.models.detail import Detail, detail
from postigo.gui.today.models.fix_part import Press, press, sheet
from postigo.gui.today.models.fixing import Fixing, Place, Stage, subjects
from postigo.gui.today.models.walk import Walk
from postigo.guidance.reader import Reader
from postigo.pipe.messages import to_line
from postigo.reports.watched import Whose
from tests.fixes.case import FOLDER, read
from tests.gui.house import House, said
from tests.stories.fix_screens import keep, made
from tests.stories.fix_story import FOLDERS, LATE, LOCK, Workshop
from tests.stories.watched_screens import ONE, STORY
from tests.stories.window_story import FAMILY, THEN, behind_door


class Home(House):
    """A window's models, and machines that can be changed."""

    def __init__(self, workshop: Workshop | None = None, remembered: str | None = None) -> None:
        super().__init__(remembered)
        self.shop = workshop or Workshop()
        self.fixing = Fixing(self.audit, self.shop.open)
        self.list = Checklist(self.audit, fixing=self.fixing)
        self.walk = Walk(self.fixing)
        self.changes = ChangeList(self.fixing, lambda: self.shop.folder)

    def look(self) -> Home:
        self.receive(self.shop.story)
        return self

    def shown(self, check: str) -> Detail:
        self.list.open(check)
        found = detail(self.list)
        assert found is not None
        return found

    def list_of_changes(self) -> ChangesPart:
        part = self.changes.part
        assert part is not None
        return part

    def lists_changes(self) -> bool:
        return self.changes.part is not None

    def closed(self) -> str | None:
        return self.audit.closed

    @property
    def stage(self) -> Stage | None:
        return self.fixing.now.stage if self.fixing.now is not None else None

    def ask(self, check: str = LOCK) -> None:
        self.list.open(check)
        self.fixing.ask(self.fixing.offers(check)[0].key)

    def press(self, *presses: Press) -> None:
        for one in presses:
            press(self.fixing, one)


@pytest.fixture
def home(qtbot: QtBot) -> Home:
    del qtbot  # an application object must be there for QObjects
    return Home()


# --- what is offered


def test_the_button_says_what_it_will_do_and_the_steps_are_folded(home: Home) -> None:
    (guide,) = home.look().shown(LOCK).guides
    assert guide.fix is not None
    assert [said(one.said.text) for one in guide.fix.buttons] == ["Let the screen lock by itself…"]
    assert not guide.steps_shown
    home.list.show_steps("lock", wanted=True)
    assert home.shown(LOCK).guides[0].steps_shown


def test_without_an_offer_there_are_the_steps_as_before(home: Home) -> None:
    home.receive(FAMILY)
    (guide, *_) = home.shown("update.os-pending").guides
    assert (guide.fix, guide.steps_shown) == (None, True)


def test_what_is_alike_is_told_by_its_subject(home: Home) -> None:
    (offer,) = home.look().fixing.offers(LOCK)
    group = tuple(replace(offer, subject=Program(name)) for name in ("Zoom", "Firefox"))
    assert [said(text) for _, text in subjects(group)] == [
        "Zoom: Let the screen lock by itself…",
        "Firefox: Let the screen lock by itself…",
    ]
    assert [said(text) for _, text in subjects(group[:1])] == ["Let the screen lock by itself…"]


def test_nothing_is_offered_on_a_remembered_machine_nor_while_it_looks(qtbot: QtBot) -> None:
    del qtbot
    assert Home(remembered="linux.json").look().fixing.offers() == ()
    home = Home().look()
    assert home.fixing.offers(LOCK)
    home.list.check_again(LOCK)
    assert not home.fixing.offers(LOCK)
    assert home.fixing.offers(FOLDERS)
    home.audit.look()
    assert not home.fixing.offers()


def test_in_the_safety_flow_and_behind_the_door_there_is_no_button(home: Home) -> None:
    home.receive(STORY)
    home.list.check_again(ONE.check)
    home.streams[-1].send(Finished(ONE), Done(THEN))
    shown = home.shown(ONE.check)
    assert shown.flow is not None
    assert (shown.guides, shown.sheet, home.fixing.offers(ONE.check)) == ((), None, ())
    story = home.look().shop.story
    for discreet in (True, False):
        listed = tuple(replace(one, discreet=discreet) for one in story.listed)
        verdicts = tuple(
            replace(v, findings=tuple(replace(f, whose=not discreet) for f in v.findings)) for v in story.verdicts
        )
        home.receive(replace(story, listed=listed, verdicts=verdicts))
        assert home.fixing.offers() == ()
        assert home.walk.offer is None
        assert all(guide.fix is None for guide in home.shown(LOCK).guides)
    home.receive(behind_door("blackmail.auto-cleanup/windows-bin-and-downloads"))
    assert home.fixing.offers() == ()


def test_a_question_that_nobody_answered_offers_nothing(home: Home) -> None:
    story = home.shop.story
    asks = replace(story.verdict(LOCK).findings[0], level=Level.NOTE, needs_confirmation=True)
    verdicts = tuple(replace(v, findings=(asks,)) if v.check == LOCK else v for v in story.verdicts)
    home.receive(replace(story, verdicts=verdicts))
    assert not home.fixing.offers(LOCK)
    home.list.answer(home.audit.questions[0].asked, mine=False)
    assert home.fixing.offers(LOCK)


# --- shown, made, looked at again


def test_a_preview_says_now_and_then_and_changes_nothing(home: Home) -> None:
    home.look().ask(FOLDERS)
    sheet = home.shown(FOLDERS).sheet
    assert sheet is not None
    assert said(sheet.first.text) == "This would be changed. Nothing is changed yet."
    assert [said(line.text) for line in sheet.lines] == [
        "Now: Other accounts on this computer can open your pictures folder.",
        "Then: Other accounts on this computer can no longer open your pictures folder. An administrator, or somebody who was let in by name, may still do so.",
        "Whoever looks at your pictures from another account here cannot do so any more.",
        "You can undo it.",
        "No password of an administrator is needed.",
    ]
    assert [one.text for one in sheet.raw] == ["~/Pictures: 0755 → 0700"]
    assert sheet.presses == (Press.CHANGE, Press.LEAVE)
    assert not home.shop.benches[FOLDERS].changes.made
    assert not list(home.shop.folder.iterdir())


def test_the_safety_note_is_said_once_and_before_the_next_button(home: Home) -> None:
    (guide,) = home.look().shown(FOLDERS).guides
    assert guide.safety is not None
    home.ask(FOLDERS)
    shown = home.shown(FOLDERS)
    assert shown.guides[0].safety is None
    assert shown.sheet is not None
    assert shown.sheet.safety == guide.safety
    home.ask(LOCK)
    quiet = home.shown(LOCK).sheet
    assert quiet is not None
    assert quiet.safety is None


def test_a_change_puts_the_checks_new_answer_in_the_row_and_can_be_undone(home: Home) -> None:
    home.look().ask()
    home.press(Press.CHANGE)
    assert home.stage is Stage.ENDED
    shown = home.shown(LOCK)
    assert shown.sheet is not None
    assert said(shown.sheet.first.text) == "Changed, and looked at again: it is mended."
    assert shown.sheet.presses == (Press.CLOSE, Press.UNDO)
    report = home.audit.report
    assert report is not None
    verdict = report.verdict(LOCK)
    assert verdict is not None
    assert verdict.level is Level.GOOD
    home.press(Press.UNDO)
    assert said(home.shown(LOCK).sheet.first.text) == "Undone. All is as it was before."  # type: ignore[union-attr]
    again = home.audit.report.verdict(LOCK) if home.audit.report else None
    assert again is not None
    assert again.level is Level.ADVISE


def test_one_shutter_less_is_told_only_as_the_shutters_say_so(home: Home) -> None:
    home.look().ask()
    home.press(Press.CHANGE)
    assert home.closed() is None  # the other row of the tip still asks
    home.ask(FOLDERS)
    home.press(Press.CHANGE)
    report = home.audit.report
    assert report is not None
    assert (home.closed(), report.shutter(1)) == (FOLDERS, Shutter.CLOSED)
    home.press(Press.UNDO)
    assert home.closed() is None
    assert home.audit.report is not None
    assert home.audit.report.shutter(1) is Shutter.AJAR


def test_what_was_mended_before_makes_no_shutter_close(qtbot: QtBot) -> None:
    del qtbot
    home = Home(Workshop({LOCK: LATE})).look()
    home.ask()
    home.press(Press.CHANGE)
    assert home.stage is Stage.ENDED
    assert home.closed() is None  # the shutter had not been open


def test_still_there_says_so_and_offers_to_undo(home: Home) -> None:
    home.look().ask()
    home.shop.slow = True
    home.press(Press.CHANGE)
    entry = made(LOCK, How.STILL_THERE, home.shop)
    home.shop.streams[-1].speak(Changed(entry, home.shop.verdict(LOCK)))
    sheet = home.shown(LOCK).sheet
    assert sheet is not None
    assert said(sheet.first.text).endswith("it is still there. You can undo the change.")
    assert Press.UNDO in sheet.presses
    assert home.closed() is None


def _no_verdict(home: Home) -> None:
    assert home.fixing.now is not None
    assert home.fixing.now.entry is not None
    home.shop.streams[-1].speak(Changed(replace(home.fixing.now.entry, how=How.RESTORED, undoes="1"), None))


def _dies(home: Home) -> None:
    home.shop.streams[-1].ended.emit("the child crashed with status 9")


def _half(home: Home) -> None:
    home.shop.streams[-1].speak(told(CannotChange(Refusal.HALF)))


@pytest.mark.parametrize("ends", [_no_verdict, _dies, _half])
def test_an_end_that_nobody_saw_leaves_no_good_answer(home: Home, ends: Callable[[Home], None]) -> None:
    home.look().ask()
    home.press(Press.CHANGE)
    home.shop.slow = True
    home.press(Press.UNDO)
    assert home.audit.report is not None
    assert home.audit.report.verdict(LOCK).level is Level.GOOD  # type: ignore[union-attr]
    ends(home)
    assert home.audit.report.verdict(LOCK).level is None  # type: ignore[union-attr]


def test_a_refusal_says_why_and_shows_the_steps(home: Home) -> None:
    home.look()
    home.shop.slow = True
    home.ask()
    home.shop.streams[-1].speak(told(CannotChange(Refusal.RUNNING)))
    shown = home.shown(LOCK)
    assert shown.sheet is not None
    assert said(shown.sheet.first.text) == "The program that keeps this setting is open. Close it, and try again."
    assert shown.sheet.presses == (Press.AGAIN, Press.CLOSE)
    assert shown.guides[0].steps_shown
    home.press(Press.AGAIN)
    assert home.stage is Stage.ASKED
    home.shop.streams[-1].speak(told(CannotChange(Refusal.MANAGED)))
    assert home.shown(LOCK).sheet.presses == (Press.CLOSE,)  # type: ignore[union-attr]


def test_what_somebody_changed_since_the_preview_is_refused_with_both_values(home: Home) -> None:
    home.look().ask(FOLDERS)
    home.shop.benches[FOLDERS].changes.set_mode("~/Pictures", 0o777, expected=0o755)
    home.press(Press.CHANGE)
    sheet = home.shown(FOLDERS).sheet
    assert sheet is not None
    assert home.stage is Stage.REFUSED
    assert "Somebody changed it in the meantime" in said(sheet.first.text)


def test_a_child_that_says_nothing_is_our_fault(home: Home) -> None:
    home.look()
    home.shop.slow = True
    home.ask()
    home.shop.streams[-1].ended.emit("the child ended with status 70")
    sheet = home.shown(LOCK).sheet
    assert sheet is not None
    assert said(sheet.first.text) == "It stopped before it had finished. The fault is ours, not yours."
    assert [one.text for one in sheet.raw] == ["the child ended with status 70"]


def test_what_needs_the_helper_is_offered_where_it_is_installed_and_says_so(home: Home) -> None:
    story = home.look().shop.story
    by_helper = Means(HandleKind.PATH, helper="some-fix", says=Text("It is closed."))
    listed = tuple(
        replace(line, fixes=tuple(replace(plan, means=(by_helper,), button=plan.title) for plan in line.fixes))
        for line in story.listed
    )
    home.receive(replace(story, listed=listed))
    assert not home.fixing.offers(FOLDERS)
    home.audit.rights = lambda: True
    with_helper = home.fixing
    (offer,) = with_helper.offers(FOLDERS)
    assert not offer.alone
    home.shop.slow = True
    with_helper.ask(offer.key)
    shown = Preview(offer.key, Text("Close it"), Text("It is open."), (Text("It is closed."),), rights=True)
    home.shop.streams[-1].speak(shown)
    assert with_helper.now is not None
    found = sheet(with_helper.now)
    assert "The system will ask for the password of an administrator." in [said(line.text) for line in found.lines]
    assert found.presses == (Press.CHANGE, Press.LEAVE)
    with_helper.make()
    assert with_helper.now is not None
    assert said(sheet(with_helper.now).lines[0].text) == "The system asks for the password of an administrator now."


def test_how_far_the_updates_are_is_shown_and_nothing_stops_them(home: Home) -> None:
    home.look().ask()
    home.shop.slow = True
    home.press(Press.CHANGE)
    child, drawn = home.shop.streams[-1], 0

    def draw() -> None:
        nonlocal drawn
        drawn += 1

    home.fixing.changed.connect(draw)
    for step, percent in (("fetch", 3), ("fetch", 4), ("install", 42), ("install", 44), ("install", 300)):
        child.moved.emit(Moved(step, percent))
    assert drawn == 3, "one for each step that can be read"
    assert home.fixing.busy
    shown = home.shown(LOCK).sheet
    assert shown is not None
    first, began, stays, _ = (said(line.text) for line in shown.lines)
    assert first == "Installing the updates: 100 %"
    assert re.fullmatch(r"It began at \d\d:\d\d\.", began)
    assert stays == "It cannot be stopped halfway. Leave the computer on."
    assert shown.presses == ()
    child.speak()
    child.moved.emit(Moved("install", 50))  # too late
    assert home.stage is Stage.ENDED


def test_progress_and_answer_come_down_one_pipe(qtbot: QtBot) -> None:
    del qtbot
    child = FixProcess(["postigo"])
    heard: list[object] = []
    child.moved.connect(heard.append)
    child.answered.connect(heard.append)
    refused = Refused(Refusal.BUSY, Text("wait"))
    for message in (Moved("fetch", 7), refused):
        child.host.line.emit(to_line(message))
    assert heard == [Moved("fetch", 7), refused]


# --- busy, and one at a time


def test_while_it_is_changed_the_row_is_busy_and_the_rest_is_not(home: Home) -> None:
    home.look().ask()
    home.shop.slow = True
    home.press(Press.CHANGE)
    assert {row.check: said(row.state) for row in rows(home.audit)}[LOCK] == "changing…"
    shown = home.shown(LOCK)
    assert shown.again is None
    assert shown.sheet is not None
    assert shown.sheet.presses == ()
    other = home.shown(FOLDERS)
    assert other.guides[0].fix is not None
    assert other.guides[0].fix.waits
    assert home.fixing.now is not None
    assert home.fixing.now.key.check == LOCK  # a row that is shut goes on
    home.shop.streams[-1].speak()
    assert home.stage is Stage.ENDED
    assert home.shown(FOLDERS).guides[0].fix.buttons  # type: ignore[union-attr]


def test_a_preview_is_left_when_its_row_is_shut_and_its_answer_counts_no_more(home: Home) -> None:
    home.look()
    home.shop.slow = True
    home.ask()
    stream = home.shop.streams[-1]
    home.list.open("")
    assert (home.fixing.now, stream.left) == (None, True)
    stream.speak()
    assert home.fixing.now is None


def test_a_new_look_puts_a_preview_away_and_a_change_is_looked_at_after_it(home: Home) -> None:
    home.look().ask()
    home.audit.look()
    assert home.fixing.now is None
    home.look().ask()
    home.shop.slow = True
    home.press(Press.CHANGE)
    home.audit.look()
    home.shop.streams[-1].speak()
    home.streams[-1].send(*home.shop.story.events())
    assert home.streams[-1].started_with == (LOCK,)


def test_closing_gives_up_a_preview_and_waits_for_a_change(home: Home) -> None:
    home.look()
    home.shop.slow = True
    home.ask()
    home.fixing.close()
    assert home.shop.streams[-1].waited
    home.shop.slow = False
    home.ask()
    home.shop.slow = True
    home.press(Press.CHANGE)
    change = home.shop.streams[-1]
    assert change.order is not None
    assert change.order.do is Do.APPLY
    home.fixing.close()
    assert not change.waited  # the window closes at once
    home.fixing.wait()
    assert change.waited


# --- one by one


def test_the_walk_leads_through_what_is_safe_and_nothing_else(home: Home) -> None:
    assert said(home.look().walk.offer) == "Do what can be done safely: 1 thing…"  # the folder has a safety note
    home.walk.begin()
    part = home.walk.part
    assert part is not None
    assert part.title is not None
    assert part.sheet is not None
    assert said(part.title.text) == "1 of 1: Let the screen lock by itself"
    assert part.sheet.presses == (Press.CHANGE, Press.SKIP, Press.STOP)
    assert home.shown(LOCK).sheet is None
    home.walk.press(Press.CHANGE)
    home.walk.press(Press.NEXT)
    part = home.walk.part
    assert part is not None
    assert [said(text) for text in part.ended] == ["That is all. 1 thing was changed."]
    home.walk.press(Press.CLOSE)
    assert home.walk.part is None


def test_on_a_shared_computer_the_walk_says_whom_to_tell_first(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def before() -> str:
        part = home.walk.part
        return said(part.before if part is not None else None)

    home.look().walk.begin()
    assert before() == ""
    monkeypatch.setattr(home.audit, "_reader", lambda: Reader(shared=True))
    assert before().startswith("Several people use this computer.")


def test_what_is_set_aside_is_in_no_walk(home: Home) -> None:
    story = home.shop.story
    mark = snoozed(Span.WEEK, THEN.date())
    verdicts = tuple(replace(v, findings=tuple(replace(f, aside=mark) for f in v.findings)) for v in story.verdicts)
    home.receive(replace(story, verdicts=verdicts))
    assert home.fixing.offers(LOCK)
    assert home.walk.offer is None


def test_what_asks_for_nothing_is_in_no_walk(qtbot: QtBot) -> None:
    del qtbot
    home = Home(Workshop({LOCK: LATE})).look()
    assert home.fixing.offers(LOCK)
    assert home.walk.offer is None


def test_skipping_and_stopping_change_nothing(home: Home) -> None:
    for last in (Press.SKIP, Press.STOP):
        home.look().walk.begin()
        home.walk.press(last)
        part = home.walk.part
        assert part is not None
        assert [said(text) for text in part.ended] == ["That is all. Nothing was changed."]
    assert not home.shop.benches[LOCK].changes.made


def test_what_was_undone_in_the_walk_is_not_counted_and_what_is_still_there_is_told(home: Home) -> None:
    home.look().walk.begin()
    home.walk.press(Press.CHANGE)
    home.walk.press(Press.UNDO)
    home.walk.press(Press.STOP)
    assert home.walk.part is not None
    assert [said(text) for text in home.walk.part.ended] == ["That is all. Nothing was changed."]
    home.walk.begin()
    home.shop.slow = True
    home.walk.press(Press.CHANGE)
    entry = made(LOCK, How.STILL_THERE, home.shop)
    home.shop.streams[-1].speak(Changed(entry, home.shop.verdict(LOCK)))
    home.walk.press(Press.NEXT)
    assert home.walk.part is not None
    assert [said(text) for text in home.walk.part.ended] == [
        "That is all. 1 thing was changed.",
        "Of these, 1 is still there or could not be seen. The list below says which.",
    ]


def test_a_button_of_a_row_ends_the_walk(home: Home) -> None:
    home.look().walk.begin()
    home.ask(FOLDERS)
    assert not home.walk.active
    assert home.shown(FOLDERS).sheet is not None


# --- what Postigo changed


def test_the_list_comes_with_the_first_change_and_undoes_it(home: Home, qtbot: QtBot) -> None:
    home.look()
    qtbot.waitUntil(lambda: not home.changes.busy)
    assert not home.lists_changes()
    home.ask()
    home.press(Press.CHANGE)
    qtbot.waitUntil(home.lists_changes)
    (line,) = home.list_of_changes().lines
    assert (said(line.title.text), line.title.pack, line.undo) == (
        "Let the screen lock by itself",
        "postigo_checks",
        True,
    )
    assert said(line.told).endswith(": Changed, and looked at again: it is mended.")
    home.changes.undo(line.id)
    assert home.fixing.now is not None
    assert home.fixing.now.place is Place.LIST
    qtbot.waitUntil(lambda: not home.list_of_changes().lines[0].undo)
    (line,) = home.list_of_changes().lines
    assert line.sheet is not None
    assert said(line.sheet.first.text) == "Undone. All is as it was before."
    assert said(line.told).endswith("Undone since.")
    home.changes.press(Press.CLOSE)
    assert home.list_of_changes().lines[0].sheet is None


def test_what_was_interrupted_is_told_at_the_next_start_and_what_is_going_on_is_not(home: Home, qtbot: QtBot) -> None:
    keep(home.shop, made(LOCK, None, home.shop, name="old"))
    home.look()
    qtbot.waitUntil(home.lists_changes)
    (line,) = home.list_of_changes().stopped
    assert said(line.told).endswith("It was interrupted. Undo it, to have everything as it was.")
    with Journal(home.shop.folder).alone():
        home.changes.read()
        qtbot.waitUntil(lambda: not home.lists_changes())
    home.changes.read()
    qtbot.waitUntil(home.lists_changes)
    home.changes.undo("old")
    qtbot.waitUntil(lambda: not home.list_of_changes().stopped)


def test_an_interrupted_undo_is_told_as_the_change_that_it_was_to_take_back(home: Home, qtbot: QtBot) -> None:
    first = made(LOCK, How.FIXED, home.shop, name="a")
    keep(home.shop, first, replace(first, id="b", how=None, undoes="a"))
    home.look()
    qtbot.waitUntil(home.lists_changes)
    assert [line.id for line in home.list_of_changes().stopped] == ["a"]
    assert home.list_of_changes().lines == ()


def test_a_later_change_of_the_same_is_undone_first(home: Home, qtbot: QtBot) -> None:
    keep(home.shop, made(LOCK, How.FIXED, home.shop, 3, "a"), made(LOCK, How.FIXED, home.shop, 1, "b"))
    home.look()
    qtbot.waitUntil(home.lists_changes)
    later, first = home.list_of_changes().lines
    assert (later.id, later.undo, first.undo) == ("b", True, False)
    assert first.note is not None
    assert said(first.note.text).startswith("First undo the later change of the same: Let the screen lock by itself")


def test_damaged_and_younger_lines_are_told(home: Home, qtbot: QtBot) -> None:
    keep(home.shop, made(LOCK, How.FIXED, home.shop))
    with home.shop.journal.file.open("ab") as file:
        file.write(b'{"v": 1, "begun": 3}\n{"v": 9}\n{"v": 9}\n')
    home.look()
    qtbot.waitUntil(home.lists_changes)
    assert [said(note.text) for note in home.list_of_changes().notes] == [
        "One line of the list of changes is damaged, and left as it is.",
        "2 lines are of a newer Postigo. Use that one to undo them.",
    ]


def test_a_list_that_cannot_be_read_says_so(home: Home, qtbot: QtBot) -> None:
    home.shop.journal.file.mkdir()
    home.look()
    qtbot.waitUntil(home.lists_changes)
    assert said(home.list_of_changes().notes[0].text).startswith("The list of what Postigo changed cannot be read: ")


def test_many_changes_are_listed_a_few_at_a_time(home: Home, qtbot: QtBot) -> None:
    keep(home.shop, *(made(LOCK, How.UNDONE, home.shop, name=str(number)) for number in range(13)))
    home.look()
    qtbot.waitUntil(home.lists_changes)
    assert (len(home.list_of_changes().lines), home.list_of_changes().older) == (10, 3)
    home.changes.show_older()
    assert (len(home.list_of_changes().lines), home.list_of_changes().older) == (13, 0)


def test_nothing_is_read_on_a_remembered_machine_nor_shown_before_a_look(qtbot: QtBot, tmp_path: Path) -> None:
    del tmp_path
    home = Home(remembered="linux.json")
    keep(home.shop, made(LOCK, How.FIXED, home.shop))
    home.look()
    assert not home.changes.busy
    here = Home(home.shop)
    here.changes.read()
    qtbot.waitUntil(lambda: not here.changes.busy)
    assert not here.lists_changes()
    here.look()
    assert here.lists_changes()


def test_the_card_leads_to_the_row_where_postigo_can_do_it(home: Home) -> None:
    home.look()
    shown = card(home.audit)
    assert shown is not None
    assert [action.text for action in shown.actions] == [SHOW]


# --- what only whoever put it there can have changed (guidance 5.2)

REMOTE = "camera.remote-control"


@pytest.fixture
def remote(qtbot: QtBot) -> Home:
    """A program that starts with the session, by a file of the account's own."""
    del qtbot
    case = read(FOLDER / REMOTE / "linux-account-autostart.json")
    return Home(Workshop({REMOTE: (case.recording, dict(case.answers))})).look()


def test_a_start_is_changed_for_whoever_put_it_there_and_for_nobody_else(remote: Home) -> None:
    asked = remote.shown(REMOTE)
    assert asked.own is not None
    assert asked.own.given is None
    assert not remote.fixing.offers(REMOTE), "before the question there is no button"
    for reply in Whose:
        remote.list.tell_whose(reply)
        found = remote.shown(REMOTE)
        buttons = [button for guide in found.guides if guide.fix is not None for button in guide.fix.buttons]
        assert bool(buttons) is (reply is Whose.ME), reply
        assert found.own is not None
        assert found.own.safety is (reply in {Whose.UNKNOWN, Whose.WATCHED})
    assert not any(one.plan.asks_whose for one in remote.fixing.safe)


def test_the_reply_is_gone_when_the_row_is_shut(remote: Home) -> None:
    remote.list.open(REMOTE)
    remote.list.tell_whose(Whose.ME)
    assert remote.fixing.offers(REMOTE)
    remote.list.open("")
    assert not remote.fixing.offers(REMOTE)
    assert remote.shown(REMOTE).own is not None


def test_it_is_shown_made_and_undone_like_any_other(remote: Home) -> None:
    remote.list.open(REMOTE)
    remote.list.tell_whose(Whose.ME)
    remote.fixing.ask(remote.fixing.offers(REMOTE)[0].key)
    assert remote.stage is Stage.SHOWN
    assert remote.fixing.now is not None
    assert remote.fixing.now.preview is not None
    assert remote.fixing.now.preview.safety, "whoever helps through it may notice"
    remote.press(Press.CHANGE)
    (entry,) = Journal(remote.shop.folder).read().entries
    assert (entry.how, entry.key.plan) == (How.FIXED, "stop-start")


def test_another_reply_puts_a_preview_away(remote: Home) -> None:
    remote.list.open(REMOTE)
    remote.list.tell_whose(Whose.ME)
    remote.fixing.ask(remote.fixing.offers(REMOTE)[0].key)
    remote.list.tell_whose(Whose.WATCHED)
    assert remote.stage is None
    assert not remote.fixing.offers(REMOTE)


def test_the_card_leads_to_a_row_with_the_helpers_button(qtbot: QtBot) -> None:
    """Without the helper, it opens the page of the system at once."""
    del qtbot
    updates = "update.os-pending"
    home = Home(Workshop({updates: ("linux-apt-act-user", {})})).look()
    without = card(home.audit)
    home.audit.rights = lambda: True
    assert home.fixing.offers(updates)
    with_helper = card(home.audit)
    assert without is not None
    assert with_helper is not None
    assert [action.do for action in without.actions] == [CardDo.OPEN]
    assert [action.text for action in with_helper.actions] == [SHOW]
