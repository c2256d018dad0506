"""Models of the Passwords page: files, the master password, the entries, and what is remembered of them."""

from __future__ import annotations

import gc
import random
import threading
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import tests.support.offscreen  # noqa: F401 - skips where there is no Qt
from postigo.gui.common.status_style import Tone
from postigo.gui.passwords.models.card import PasswordCard, Press, password_card, snags
from postigo.gui.passwords.models.entries import Bond, End, Entries, Heading, Line
from postigo.gui.passwords.models.entry import telling
from postigo.gui.passwords.models.key_ring import SystemKeyRing
from postigo.gui.passwords.models.password_audit import MOST_FILES, Step
from postigo.passwords import tag_key
from postigo.passwords.model import Profile, ReadProblem, Reason, Source, TagsProblem
from postigo.passwords.protocol import (
    Batch,
    ChangeTags,
    Crashed,
    Done,
    Kept,
    Master,
    Opened,
    Order,
    Ready,
    Snagged,
)
from postigo.passwords.severity import first_things_first
from postigo.passwords.tag_key import TagKey
from postigo.passwords.wording import UNTOLD, WHO_COULD_READ
from tests.gui.room import Room, room
from tests.stories import passwords_story as story
from tests.stories.passwords_story import ENTRIES, FakeVault
from tests.support.garbage import thawed

__all__ = ["room"]  # a fixture, found by its name


# --- what is remembered of when passwords change


def order_of(child: FakeVault) -> Order:
    order = child.told[0]
    assert isinstance(order, Order)
    return order


def test_nothing_is_remembered_and_no_key_ring_asked_unless_wished(room: Room) -> None:
    room.look()
    assert room.ring.asked == 0
    assert order_of(room.child).tags is None
    assert not any("Remembered" in text.one for text in card_of(room).body)


def card_of(room: Room) -> PasswordCard:
    card = password_card(room.vault.entries)
    assert card is not None
    return card


def test_with_the_wish_the_key_is_asked_first_and_goes_to_the_child(room: Room) -> None:
    passwords = room.vault.passwords
    passwords.remembering.want(True)
    passwords.choose([str(room.file)])
    assert room.step() is Step.KEY_RING
    assert room.children == [], "nothing is read while the key ring is waited for"
    assert Press.WITHOUT in {press for _, press in card_of(room).presses}
    room.ring.key.emit(TagKey(b"k" * 32))
    assert order_of(room.child).tags == ChangeTags(str(room.ring.file), (b"k" * 32).hex())
    room.child.say(*story.whole()[:-1], Kept(kept=True), Done(12))
    assert room.step() is Step.LOOKED
    assert any("Remembered" in text.one for text in card_of(room).body)


@pytest.mark.parametrize("why", [TagsProblem.NO_RING, TagsProblem.LOCKED, TagsProblem.NO_ANSWER, TagsProblem.REFUSED])
def test_without_a_key_the_look_goes_on_and_says_why_nothing_is_remembered(room: Room, why: TagsProblem) -> None:
    room.vault.passwords.remembering.want(True)
    room.vault.passwords.choose([str(room.file)])
    room.ring.key.emit(why)
    assert order_of(room.child).tags is None
    room.child.say(*story.whole())
    card = card_of(room)
    assert UNTOLD[why] in card.body
    assert card.tone is Tone.OPEN, "what was seen is as certain as ever"


def test_a_key_ring_that_does_not_answer_can_be_left(room: Room) -> None:
    passwords = room.vault.passwords
    passwords.remembering.want(True)
    passwords.choose([str(room.file)])
    passwords.cancel()
    assert room.step() is Step.LOOKED
    assert passwords.cancelled
    room.ring.key.emit(TagKey(b"k" * 32))
    assert room.children == [], "a late answer starts nothing"
    passwords.again()
    passwords.without()
    assert order_of(room.child).tags is None
    room.ring.key.emit(TagKey(b"k" * 32))
    assert len(room.children) == 1
    assert room.ring.stopped == 2


def test_a_look_for_leaks_knows_the_ages_too(room: Room) -> None:
    passwords = room.vault.passwords
    passwords.remembering.want(True)
    passwords.choose([str(room.file)])
    room.ring.key.emit(TagKey(b"k" * 32))
    room.child.say(*story.whole())
    room.vault.leaks.count()
    assert room.step() is Step.KEY_RING
    room.ring.key.emit(TagKey(b"k" * 32))
    order = order_of(room.child)
    assert order.online
    assert order.tags is not None


def test_what_was_kept_can_be_forgotten(room: Room) -> None:
    remembering = room.vault.passwords.remembering
    assert room.kept() is False
    room.ring.file.write_text("{}", encoding="utf-8")
    assert room.kept() is True
    remembering.want(True)
    remembering.forget()
    remembering.forget()
    assert room.ring.forgotten == 1
    assert room.remembers() is False, "what is forgotten is not remembered again at once"
    assert room.told() is None
    room.ring.forgot.emit(TagsProblem.NOT_GONE)
    assert room.told() == UNTOLD[TagsProblem.NOT_GONE]
    remembering.forget()
    room.ring.forgot.emit(None)
    told = room.told()
    assert told is not None
    assert "is gone" in told.one


def test_the_key_ring_is_asked_beside_the_window(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The real one asks in a thread; what comes after it was stopped is thrown away."""
    go, done = threading.Event(), threading.Event()

    def key() -> TagKey:
        go.wait(10)
        done.set()
        return TagKey(b"k" * 32)

    monkeypatch.setattr(tag_key, "key", key)
    monkeypatch.setattr(tag_key, "store", lambda: tmp_path / "change-tags.json")
    monkeypatch.setattr(tag_key, "forget", lambda store: TagsProblem.LOCKED if store.parent == tmp_path else None)
    ring, heard = SystemKeyRing(), list[object]()
    ring.key.connect(heard.append)
    ring.ask()  # returns at once
    ring.stop()
    go.set()
    assert done.wait(10)
    with qtbot.waitSignal(ring.key, timeout=60_000):
        ring.ask()
    assert heard == [TagKey(b"k" * 32)]
    with qtbot.waitSignal(ring.forgot, timeout=60_000, check_params_cb=lambda left: left is TagsProblem.LOCKED):
        ring.forget()


# --- the files


def test_nothing_is_started_before_a_file_was_chosen(room: Room) -> None:
    assert room.children == []
    assert room.vault.passwords.step is Step.CHOOSING
    room.vault.passwords.choose([])
    assert room.children == []


def test_one_child_is_given_all_files_the_words_and_the_profile(room: Room) -> None:
    room.vault.passwords.say_words("Luna, 1234 BCD; 14/03/2010")
    room.vault.passwords.follow(Profile.NIST)
    room.vault.passwords.choose([str(room.file), "/b.csv", str(room.file)])
    assert len(room.children) == 1
    order = room.child.told[0]
    assert isinstance(order, Order)
    assert order.files == (str(room.file), "/b.csv")
    assert order.words == ("Luna", "1234 BCD", "14/03/2010")
    assert order.profile is Profile.NIST
    assert not order.online
    assert order.offline is None


def test_too_many_files_are_refused_and_said(room: Room) -> None:
    room.vault.passwords.choose([f"/{n}.csv" for n in range(MOST_FILES + 1)])
    assert room.children == []
    assert room.vault.passwords.too_many


def test_the_first_entries_show_before_the_last_is_judged(room: Room) -> None:
    room.choose().say(*story.OPENED, Batch(ENTRIES[:3]))
    assert room.sites() == [entry.site for entry in ENTRIES[:3]], "no row moves while answers come"
    card = password_card(room.vault.entries)
    assert card is not None
    assert card.tone is Tone.NOTE


def test_nothing_is_called_fine_before_everything_was_looked_at(room: Room) -> None:
    child = room.choose()
    child.say(*story.OPENED, Batch(ENTRIES))
    assert room.vault.entries.shown((0, 4)).tone is Tone.BARE
    assert room.vault.entries.shown((0, 6)).tone is Tone.OPEN, "bad news shows at once"
    child.say(Crashed("MemoryError"))
    assert room.vault.entries.shown((0, 4)).tone is Tone.FOGGED


def test_a_later_word_on_an_entry_takes_the_place_of_the_earlier(room: Room) -> None:
    child = room.choose()
    child.say(*story.OPENED, Batch(ENTRIES), Batch((story.leaked(ENTRIES[3]),)), Done(12))
    assert room.vault.entries.counts[Reason.LEAKED] == 1
    assert room.vault.entries.shown((0, 4)).tone is Tone.OPEN
    assert len(room.vault.passwords.entries) == 12


def test_what_to_do_now_comes_first_and_groups_stand_together(room: Room) -> None:
    room.look()
    sites = room.sites()
    assert sites[:6] == ["—", "gmail.com", "instagram.com", "forum.example.org", "—", "192.168.1.1"]
    assert sites.index("tiktok.com") + 1 == sites.index("roblox.com")
    assert sorted(set(sites) - {"—"}) == sorted(entry.site for entry in ENTRIES)
    assert len(sites) == len(ENTRIES) + sites.count("—")


def test_a_group_stands_whole_where_its_worst_member_stands(room: Room) -> None:
    """A mailbox whose password is used at a forum stands on top, with the forum; what belongs to no group is set apart."""
    more = (
        story.judged(13, "outlook.com", "ana", 2, Reason.REUSED, Reason.WORD, reuse_group=2),
        story.judged(14, "paypal.com", "ana", 0, Reason.COMMON, Reason.NEAR, near_group=7),
        story.judged(15, "shop.example.org", "ana", 2, Reason.NEAR, near_group=7),
    )
    room.choose().say(*story.whole((*ENTRIES, *more)))
    entries = room.vault.entries
    for reason in (None, Reason.REUSED, Reason.NEAR):
        entries.only(reason)
        assert_groups_stand_whole(entries)
    entries.only(Reason.WORD)
    assert Heading(Bond.SAME, 3, 1) in entries.lines
    assert Heading(Bond.SAME, 3, 1).text.one == "The same password: {here} of {n} accounts"
    assert Heading(Bond.SAME, 3, 3).text.one == "The same password in {n} accounts"


def assert_groups_stand_whole(entries: Entries) -> None:
    """Every entry once; a group in one place only, under one heading, as high as its worst; a visible end after it."""
    places: list[tuple[Heading | None, list[tuple[int, int]]]] = []
    for before, line in zip((None, *entries.lines), entries.lines, strict=False):
        match line:
            case Heading():
                places.append((line, []))
            case Line(grouped=True):
                places[-1][1].append(line.key)
            case Line(grouped=False):
                assert before is None or isinstance(before, End) or not (isinstance(before, Line) and before.grouped)
                places.append((None, [line.key]))
            case End():
                assert isinstance(before, Line)
                assert before.grouped
    keys = [key for _, members in places for key in members]
    passing = [k for k, entry in entries.passwords.entries.items() if entries.reason in {None, *entry.reasons}]
    assert sorted(keys) == sorted(passing)
    firsts = [first_things_first(entries.entry(members[0])) for _, members in places]
    assert firsts == sorted(firsts), "each stands where its worst does"
    homes: dict[tuple[Bond, int | None], int] = {}
    for index, (heading, members) in enumerate(places):
        ranks = [first_things_first(entries.entry(member)) for member in members]
        assert ranks == sorted(ranks)
        if heading is not None:
            assert heading.here == len(members)
            entry = entries.entry(members[0])
            group = (heading.bond, entry.reuse_group if heading.bond is Bond.SAME else entry.near_group)
            assert homes.setdefault(group, index) == index, "one heading for a group"


@pytest.mark.parametrize("seed", range(40))
def test_groups_of_any_list_stay_together(room: Room, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - it makes lists, not secrets
    some = [Reason.COMMON, Reason.WORD, Reason.REUSED, Reason.NEAR, Reason.NAME, Reason.OLD]
    entries = tuple(
        story.judged(
            row,
            chance.choice(["gmail.com", "paypal.com", "forum.example.org", "192.168.1.1", ""]),
            chance.choice(["ana", "luis", ""]),
            chance.randrange(5),
            *chance.sample(some, chance.randrange(4)),
            reuse_group=chance.choice([None, None, 1, 2, 3]),
            near_group=chance.choice([None, None, 1, 2]),
        )
        for row in range(1, chance.randrange(2, 40))
    )
    room.choose().say(*story.whole(entries))
    for reason in (None, *some):
        room.vault.entries.only(reason)
        assert_groups_stand_whole(room.vault.entries)


def test_reuse_of_the_mailbox_asks_to_act_today(room: Room) -> None:
    room.look()
    assert room.vault.entries.shown((0, 2)).tone is Tone.OPEN
    card = password_card(room.vault.entries)
    assert card is not None
    assert card.title.n == 2


def test_a_filter_keeps_what_has_its_reason(room: Room) -> None:
    room.look()
    entries = room.vault.entries
    entries.only(Reason.REUSED)
    keys = [line.key for line in entries.lines if isinstance(line, Line)]
    assert len(keys) == entries.counts[Reason.REUSED] == 4
    assert all(Reason.REUSED in entries.entry(key).reasons for key in keys)
    entries.only(None)
    assert len([line for line in entries.lines if isinstance(line, Line)]) == len(ENTRIES)


def test_an_open_row_tells_reasons_advice_mates_and_the_page_to_change(room: Room) -> None:
    room.look()
    room.vault.entries.open((0, 2))
    told = telling(room.vault.entries)
    assert told is not None
    assert len(told.because) == 3
    assert len(told.others) == 2
    assert told.address == "https://gmail.com/.well-known/change-password"
    assert told.to_do
    room.vault.entries.open((0, 6))
    told = telling(room.vault.entries)
    assert told is not None
    assert told.address is None, "a box at home has no such page"


def test_a_shared_password_comes_with_the_safety_note(room: Room) -> None:
    room.look()
    room.vault.entries.open((0, 5))
    told = telling(room.vault.entries)
    assert told is not None
    assert told.safety is not None


def test_an_entry_without_a_reason_is_not_promised_to_be_good(room: Room) -> None:
    room.look()
    room.vault.entries.open((0, 4))
    told = telling(room.vault.entries)
    assert told is not None
    assert told.to_do == ()
    assert "does not prove" in told.because[0].text.one


def test_rows_that_could_not_be_read_are_told_by_number(room: Room) -> None:
    room.choose().say(*story.OPENED, *story.SNAGS, *story.whole()[2:])
    told = snags(room.vault.passwords)
    assert len(told) == 2
    assert told[0].values["rows"] == [13]


def test_a_file_of_which_nothing_could_be_read_says_why(room: Room) -> None:
    room.choose().say(Snagged(ReadProblem.BROWSER_STORE, 0, whole=True), Done(0))
    card = password_card(room.vault.entries)
    assert card is not None
    assert card.tone is Tone.FOGGED
    assert card.body


def test_nothing_weak_in_a_file_with_a_row_that_was_not_read_is_not_all_is_well(room: Room) -> None:
    room.choose().say(*story.OPENED, Snagged(ReadProblem.CHANGED_CELL, 0, 7), Batch(story.FINE), Done(len(story.FINE)))
    card = password_card(room.vault.entries)
    assert card is not None
    assert card.tone is Tone.FOGGED


def test_cancel_keeps_what_was_seen_and_ends_the_child(room: Room) -> None:
    room.choose().say(*story.OPENED, Batch(ENTRIES[:3]))
    room.vault.passwords.cancel()
    assert room.child.abandoned
    assert len(room.vault.passwords.entries) == 3
    card = password_card(room.vault.entries)
    assert card is not None
    assert card.tone is Tone.FOGGED


@pytest.mark.parametrize("how", ["crashed", "ended", "not_started", "nonsense"])
def test_a_child_that_fails_is_our_fault_and_said(room: Room, how: str) -> None:
    child = room.choose()
    child.say(*story.OPENED, Batch(ENTRIES[:3]))
    match how:
        case "crashed":
            child.say(Crashed("MemoryError at judge.py:40"))
        case "ended":
            child.ended.emit("the child crashed with status 9")
        case "not_started":
            child.not_started.emit("no such program")
        case _:
            child.say(Opened(7, Source.CHROMIUM))
    passwords = room.vault.passwords
    assert passwords.step is Step.LOOKED
    assert passwords.trouble is not None
    assert len(passwords.entries) == 3
    assert room.child.abandoned


def test_a_child_that_ends_after_its_last_word_is_no_fault(room: Room) -> None:
    room.look()
    room.child.ended.emit("the child ended with status 0")
    assert room.vault.passwords.trouble is None


# --- the master password


def test_a_locked_file_asks_and_what_is_typed_goes_to_the_child_only(room: Room) -> None:
    passwords = room.vault.passwords
    child = room.choose()
    child.say(story.OPENED[0], story.LOCKED)
    assert room.step() is Step.LOCKED
    secret = "canary " + "of a master"
    passwords.unlock(secret)
    master = child.told[-1]
    assert isinstance(master, Master)
    assert master.password == secret
    assert room.step() is Step.LOOKING
    del master, child.told[-1]
    with thawed():  # what stood before the first test could hold it too
        # Copied first: other threads of this process go on meanwhile.
        held = [one for one in gc.get_objects() if isinstance(one, dict) and secret in list(one.copy().values())]
    assert not any(thing is vars(passwords) for thing in held)
    assert secret not in repr(vars(passwords))


def test_a_wrong_one_is_said_kindly_and_none_leaves_the_file_out(room: Room) -> None:
    child = room.choose()
    child.say(story.OPENED[0], story.LOCKED)
    room.vault.passwords.unlock("x")
    child.say(story.WRONG)
    card = password_card(room.vault.entries)
    assert card is not None
    assert card.asks
    assert card.wrong
    room.vault.passwords.unlock(None)
    assert child.told[-1] == Master(0, None)


def test_nothing_is_told_to_a_child_that_does_not_wait(room: Room) -> None:
    child = room.choose()
    room.vault.passwords.unlock("x")
    assert len(child.told) == 1


# --- forgetting


def test_forgetting_forgets_files_words_and_entries(room: Room) -> None:
    room.vault.passwords.say_words("Luna")
    room.look()
    room.vault.entries.open((0, 2))
    room.vault.passwords.forget()
    passwords = room.vault.passwords
    assert (passwords.paths, passwords.words, passwords.entries, passwords.result) == ((), "", {}, None)
    assert room.vault.entries.lines == ()
    assert room.vault.entries.open_row is None
    assert not +room.vault.entries.counts


def test_closing_leaves_no_child(room: Room) -> None:
    room.choose()
    room.vault.tester.typed(lambda: "x")
    room.vault.tester._ask()
    room.vault.close()
    assert [child.abandoned for child in room.children] == [True, True]


@pytest.mark.parametrize("sealed", [True, False])
def test_who_could_read_along_is_said_as_it_was(room: Room, sealed: bool) -> None:
    child = room.choose()
    child.say(Ready("zxcvbn-rs-py 0.3.0", sealed=sealed), *story.OPENED[1:], Batch(ENTRIES))
    assert card_of(room).beside is None, "it still looks"
    child.say(Done(12))
    assert card_of(room).beside is WHO_COULD_READ[sealed]


def test_where_no_password_was_looked_at_nobody_could_read_one(room: Room) -> None:
    room.choose().say(*story.OPENED, Snagged(ReadProblem.DAMAGED, 0, whole=True), Done(0))
    assert card_of(room).beside is None
    child = room.choose()
    child.say(Batch(ENTRIES), Done(12))  # it never said how it is
    assert card_of(room).beside is None
