"""Models of the parts of the Passwords page: leaks, the export, the tester, the fourth shutter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen  # noqa: F401 - skips where there is no Qt
from postigo.core.model import Level
from postigo.core.report import Shutter
from postigo.gui.common.status_style import Tone
from postigo.gui.passwords.models.leak_section import leaks_told
from postigo.gui.passwords.models.leaks import Asking
from postigo.gui.passwords.models.page import files
from postigo.gui.today.models.audit import Audit
from postigo.gui.today.models.facade import openings
from postigo.net.ranges import Unreached
from postigo.passwords import summary
from postigo.passwords.export_file import Deleted
from postigo.passwords.model import ListTrouble, ReadProblem, Reason, Source
from postigo.passwords.protocol import (
    Batch,
    Crashed,
    Done,
    LeakList,
    Locked,
    Opened,
    Order,
    Ranges,
    Snagged,
    Try,
)
from tests.gui.room import Room, room
from tests.stories import passwords_story as story
from tests.stories.passwords_story import ENTRIES
from tests.stories.window_story import FAMILY, NO_CAMERA, FakeStream, Story

__all__ = ["room"]  # a fixture, found by its name


# --- leaks


def counted(room: Room) -> None:
    room.look()
    room.vault.leaks.count()
    room.child.say(*story.whole()[:-1], story.WANTED)


def test_nothing_is_asked_of_the_service_before_a_yes(room: Room) -> None:
    counted(room)
    assert room.vault.leaks.asking is Asking.ASKED
    assert room.sources == []
    order = room.child.told[0]
    assert isinstance(order, Order)
    assert order.online
    told = leaks_told(room.vault.leaks)
    assert told.body[0].n == 11
    assert told.body[0].values["megabytes"] == 1
    room.vault.leaks.yes()
    assert set(room.sources[0].asked) == set(story.PREFIXES)


def test_a_no_lets_the_child_end_without_a_single_request(room: Room) -> None:
    counted(room)
    room.vault.leaks.no()
    assert room.child.told[-1] == Ranges(end=True)
    assert room.sources == []
    room.child.say(Done(12))
    assert room.vault.leaks.asking is Asking.OFF


def test_each_body_goes_to_the_child_and_what_is_leaked_stands_first(room: Room) -> None:
    counted(room)
    room.vault.leaks.yes()
    for prefix in story.PREFIXES:
        room.sources[0].body.emit(prefix, "A:1")
    assert room.vault.leaks.done == 11
    room.sources[0].ended.emit(None)
    assert [frame for frame in room.child.told if isinstance(frame, Ranges)][-1].end
    room.child.say(Batch((story.leaked(ENTRIES[8]),)), Done(12))
    assert room.vault.leaks.asking is Asking.DONE
    assert room.vault.entries.counts[Reason.LEAKED] == 1
    assert ENTRIES[8].site in room.sites()[:6], "under the mailbox and its group"


def test_stopped_on_the_way_it_goes_on_with_what_is_missing(room: Room) -> None:
    counted(room)
    leaks = room.vault.leaks
    leaks.yes()
    for prefix in story.PREFIXES[:4]:
        room.sources[0].body.emit(prefix, "A:1")
    leaks.hold()
    assert room.sources[0].stopped
    room.sources[0].body.emit(story.PREFIXES[5], "A:1")
    assert leaks.done == 4, "what comes too late is not taken"
    leaks.yes()
    assert room.sources[1].asked == story.PREFIXES[4:]


def test_a_service_that_is_not_reached_is_said_and_nothing_is_lost(room: Room) -> None:
    counted(room)
    leaks = room.vault.leaks
    leaks.yes()
    room.sources[0].body.emit(story.PREFIXES[0], "A:1")
    room.sources[0].ended.emit(Unreached.OFFLINE)
    assert room.asking() is Asking.HELD
    assert leaks.trouble is not None
    leaks.no()
    room.child.say(Done(12))
    assert room.asking() is Asking.DONE
    assert leaks.partly
    assert any("only a part" in text.one for text in leaks_told(leaks).body), "part of it is never said to be all"


def test_a_look_for_leaks_that_fails_keeps_what_was_seen(room: Room) -> None:
    room.look()
    room.vault.leaks.count()
    room.child.say(Crashed("MemoryError"))
    assert len(room.vault.passwords.entries) == 12
    assert room.vault.passwords.finished
    assert leaks_told(room.vault.leaks).trouble is not None
    assert files(room.vault.entries).verdicts[0].level is Level.ACT


def test_a_downloaded_list_is_given_to_the_child_and_asks_nobody(room: Room) -> None:
    room.look()
    room.vault.leaks.use_list("/media/pwned.txt")
    order = room.child.told[0]
    assert isinstance(order, Order)
    assert order.offline == "/media/pwned.txt"
    assert not order.online
    room.child.say(*story.whole()[:-1], LeakList(12), Done(12))
    assert room.vault.leaks.asking is Asking.LIST_DONE
    assert room.sources == []


def test_a_list_that_cannot_be_used_is_never_good_news(room: Room) -> None:
    room.look()
    room.vault.leaks.use_list("/media/pwned.txt")
    room.child.say(*story.whole()[:-1], LeakList(0, ListTrouble.NTLM), Done(12))
    told = leaks_told(room.vault.leaks)
    assert room.vault.leaks.asking is Asking.OFF
    assert told.trouble is not None
    assert told.state.one == "not looked"


# --- the export


def test_an_export_is_deleted_after_a_second_yes_only(room: Room) -> None:
    room.look()
    exports = room.vault.exports
    exports.delete(0)
    assert room.file.exists(), "nobody was asked"
    exports.ask(0)
    exports.delete(0)
    assert not room.file.exists()
    assert exports.gone
    assert exports.outcomes == {0: Deleted.GONE}
    room.vault.passwords.again()
    assert len(room.children) == 1, "what is gone cannot be looked through again"


def test_an_export_that_changed_while_it_was_read_is_refused(room: Room) -> None:
    room.choose()
    room.file.write_text("something else", encoding="utf-8")
    room.child.say(*story.whole())
    room.vault.exports.ask(0)
    room.vault.exports.delete(0)
    assert room.vault.exports.outcomes == {0: Deleted.CHANGED}
    assert room.file.exists()


def test_a_vault_is_not_offered_to_be_deleted(room: Room) -> None:
    room.choose().say(Locked(0, Source.KDBX), Opened(0, Source.KDBX), Batch(ENTRIES), Done(12))
    (export,) = room.vault.exports.exports()
    assert export.vault
    assert not export.deletable


def test_a_file_that_was_not_recognised_is_not_offered(room: Room) -> None:
    room.choose().say(Snagged(ReadProblem.UNKNOWN_KIND, 0, whole=True), Done(0))
    assert room.vault.exports.exports() == ()


# --- the tester


def test_only_the_newest_text_is_asked_for_and_only_its_answer_counts(room: Room, qtbot: QtBot) -> None:
    tester = room.vault.tester
    typed = ""

    def read() -> str:
        return typed

    for typed in ("L", "Lu", "Luna"):  # noqa: B007 - read() reads it
        tester.typed(read)
    qtbot.waitUntil(lambda: bool(room.children) and len(room.child.told) == 2)
    order, asked = room.child.told
    assert order == Order(story.TODAY)
    assert isinstance(asked, Try)
    assert (asked.number, asked.password) == (3, "Luna")
    typed = "Luna2019"
    tester.typed(read)
    room.child.say(story.tried(3, 1, Reason.NAME))
    assert room.answer() is None, "that was for an older text"
    qtbot.waitUntil(lambda: len(room.child.told) == 3)
    room.child.say(story.tried(4, 1, Reason.NAME, Reason.YEAR))
    assert room.answer() is not None
    assert not tester.waiting


def test_an_empty_field_asks_nobody(room: Room, qtbot: QtBot) -> None:
    room.vault.tester.typed(lambda: "")
    qtbot.wait(200)
    assert room.children == []


def test_a_tester_whose_child_dies_says_so_and_the_next_key_opens_another(room: Room) -> None:
    tester = room.vault.tester
    tester.typed(lambda: "a")
    tester._ask()
    room.child.ended.emit("the child crashed with status 9")
    assert tester.trouble is not None
    tester.typed(lambda: "ab")
    tester._ask()
    assert len(room.children) == 2
    assert tester.trouble is None


# --- the fourth shutter


@pytest.fixture
def house(room: Room) -> Callable[[Story], Audit]:
    def house(told: Story) -> Audit:
        stream = FakeStream()
        audit = Audit(lambda: stream, lambda: datetime(2026, 11, 23, 8, 12, tzinfo=UTC))
        passwords = room.vault.passwords
        passwords.looked.connect(lambda: audit.receive(files(room.vault.entries)))
        passwords.forgotten.connect(lambda: None if passwords.entries else audit.receive(files(room.vault.entries)))
        audit.consent()
        stream.send(*told.events())
        return audit

    return house


def fourth(audit: Audit) -> Tone:
    return openings(audit)[3].tone


def test_the_fourth_shutter_opens_with_counts_and_forgets_with_the_files(
    room: Room, house: Callable[[Story], Audit]
) -> None:
    audit = house(FAMILY)
    assert fourth(audit) is Tone.BARE
    room.look()
    assert fourth(audit) is Tone.OPEN
    assert summary.CHECK in audit.order
    audit.check_again(summary.CHECK)
    assert not audit.looks_again(summary.CHECK)
    room.vault.passwords.forget()
    assert fourth(audit) is Tone.BARE
    assert summary.CHECK not in audit.order


def test_a_tip_is_not_closed_by_the_files_alone(room: Room, house: Callable[[Story], Audit]) -> None:
    audit = house(NO_CAMERA)
    room.choose().say(*story.whole(story.FINE))
    assert audit.report is not None
    verdict = audit.report.verdict(summary.CHECK)
    assert verdict is not None
    assert verdict.level is Level.GOOD
    assert audit.report.shutter(4) is Shutter.BARE
    assert fourth(audit) is Tone.BARE


def test_the_row_waits_for_the_look_at_the_device_and_stays_in_the_next(
    room: Room, house: Callable[[Story], Audit]
) -> None:
    audit = house(FAMILY)
    room.look()
    audit.look()
    assert audit._stream is not None
    audit._stream.line.emit  # noqa: B018 - the fake is the same stream
    stream = audit._stream
    assert isinstance(stream, FakeStream)
    stream.send(*FAMILY.events())
    assert fourth(audit) is Tone.OPEN


def test_an_audit_that_was_stopped_is_never_good_news(room: Room) -> None:
    room.choose().say(*story.OPENED, Batch(story.FINE))
    room.vault.passwords.cancel()
    assert files(room.vault.entries).verdicts[0].level is None
