"""Covers of the cameras on tip 2: asked for each camera, remembered only if the person wants it, and without a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

import tests.support.offscreen
from postigo.core.report import Report
from postigo.gui.settings.models.settings import SettingsModel, Store
from postigo.gui.tips.models.covers import NOT_KEPT, QUESTION, Camera, Covers, Hands, cameras
from postigo.gui.tips.views.covers import AGAIN, KEPT, TITLE
from postigo.guidance.questions import Reply
from postigo.passwords.model import TagsProblem
from postigo.passwords.tag_key import TagKey
from postigo.store import covers as kept
from postigo.store.files import Settings
from tests.gui.on_screen import Open, cut, press, show, texts
from tests.stories.screens import ACTS, LOW, Shot, settle
from tests.stories.window_story import ALL_WELL, CAMERAS
from tests.support.places import needs

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.usefixtures("qapp")]
TODAY = date(2026, 11, 29)
SECRET = b"k" * 32


def report() -> Report:
    catalogue, *events = CAMERAS.events()
    made: Report = catalogue.report()  # type: ignore[union-attr]  # the first event is the catalogue
    for event in events:
        if hasattr(event, "verdict"):
            made = made.merge(event.verdict)
    return made


REPORT = report()


def at_once(act: Callable[[], object]) -> None:
    act()


FIRST, SECOND = cameras(REPORT)[:2]


@dataclass
class Person:
    """Somebody's computer: its folder, its key ring, and the day."""

    folder: Path
    ring: TagKey | TagsProblem = field(default_factory=lambda: TagKey(SECRET))
    day: date = TODAY
    asked: int = 0
    forgot: int = 0

    def key(self) -> TagKey | TagsProblem:
        self.asked += 1
        return self.ring

    def forget(self) -> None:
        self.forgot += 1

    def window(self) -> Covers:
        """The model as a window has it that was opened now."""
        hands = Hands(lambda: self.folder, self.key, self.forget, at_once)
        covers = Covers(lambda: REPORT, lambda: self.day, hands)
        covers.look_up()
        return covers

    @property
    def files(self) -> list[str]:
        return sorted(file.name for file in self.folder.rglob("*"))


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "data")


def test_the_cameras_are_those_that_the_check_saw_and_alike_ones_are_told_apart() -> None:
    assert FIRST.name == SECOND.name
    assert (FIRST.number, SECOND.number) == (1, 2)
    assert cameras(None) == ()
    assert Camera("OBS Virtual Camera") not in cameras(REPORT)


def test_nothing_is_kept_and_no_key_ring_is_asked_unless_the_person_wants_it(person: Person) -> None:
    covers = person.window()
    covers.reply(FIRST, Reply.YES)
    covers.reply(SECOND, Reply.NO)
    assert (covers.given(FIRST), covers.given(SECOND), covers.all_covered) == (Reply.YES, Reply.NO, Reply.NO)
    assert (person.files, person.asked) == ([], 0)
    assert person.window().given(FIRST) is None


@pytest.mark.parametrize("ring", [TagKey(SECRET), TagsProblem.NO_RING])
def test_what_is_remembered_names_no_camera_and_is_known_again(person: Person, ring: TagKey | TagsProblem) -> None:
    person.ring = ring
    covers = person.window()
    covers.reply(FIRST, Reply.YES)
    covers.remember(True)
    own = ring is TagsProblem.NO_RING
    assert person.files == [kept.FILE, *([kept.KEY_FILE] if own else [])]
    for file in person.folder.iterdir():
        content = file.read_bytes()
        assert not any(word in content for word in FIRST.name.encode().split())
    later = person.window()
    assert later.given(FIRST) is Reply.YES
    assert later.given(SECOND) is None
    said = later.said(FIRST)
    assert said == kept.Cover(covered=True, said=TODAY, again=TODAY + timedelta(days=30))


@needs("posix")
def test_both_files_are_their_owners_alone(person: Person) -> None:
    person.ring = TagsProblem.NO_RING
    covers = person.window()
    covers.remember(True)
    covers.reply(FIRST, Reply.NO)
    assert {file.stat().st_mode & 0o777 for file in person.folder.iterdir()} == {0o600}


def test_it_is_asked_again_after_the_time_that_the_person_chose(person: Person) -> None:
    covers = person.window()
    covers.remember(True)
    covers.reply(FIRST, Reply.YES)
    covers.ask_again_after(7)
    person.day = TODAY + timedelta(days=6)
    assert person.window().given(FIRST) is Reply.YES
    person.day = TODAY + timedelta(days=7)
    later = person.window()
    assert (later.is_due(FIRST), later.given(FIRST)) == (True, None)
    assert later.days == 7, "the choice of last time"
    later.reply(FIRST, Reply.YES)
    assert (later.is_due(FIRST), later.given(FIRST)) == (False, Reply.YES)


@pytest.mark.parametrize("reply", [Reply.UNKNOWN, Reply.PRIVATE])
def test_not_knowing_and_not_saying_are_remembered_nowhere(person: Person, reply: Reply) -> None:
    covers = person.window()
    covers.remember(True)
    covers.reply(FIRST, Reply.YES)
    covers.reply(FIRST, reply)
    assert covers.given(FIRST) is reply
    assert person.window().given(FIRST) is None
    assert covers.all_covered is None


@pytest.mark.parametrize("ring", [TagsProblem.LOCKED, TagsProblem.REFUSED, TagsProblem.NO_ANSWER])
def test_a_key_ring_that_is_closed_keeps_it_in_memory_and_says_so(person: Person, ring: TagsProblem) -> None:
    person.ring = ring
    covers = person.window()
    covers.remember(True)
    covers.reply(FIRST, Reply.YES)
    assert (covers.trouble, covers.given(FIRST)) == (NOT_KEPT, Reply.YES)
    assert person.files == []


def test_a_file_that_is_none_of_ours_is_as_none(person: Person) -> None:
    person.folder.mkdir()
    for content in ("", "[]", '{"schema": "another/1", "covers": {}}', '{"schema": 3}', "[" * 4000):
        (person.folder / kept.FILE).write_text(content)
        covers = person.window()
        assert covers.given(FIRST) is None
        covers.reply(FIRST, Reply.YES)
        assert person.window().given(FIRST) is Reply.YES


def test_forgetting_leaves_neither_file_nor_key(person: Person) -> None:
    for ring in (TagKey(SECRET), TagsProblem.NO_RING):
        person.ring, person.forgot = ring, 0
        covers = person.window()
        covers.remember(True)
        covers.reply(FIRST, Reply.YES)
        covers.remember(False)
        assert (person.files, covers.remembers) == ([], False)
        assert person.forgot == (1 if isinstance(ring, TagKey) else 0)
        assert covers.given(FIRST) is Reply.YES, "in memory it stays"
        covers.forget()
        assert covers.given(FIRST) is None


def test_forget_everything_deletes_it_with_its_key(person: Person) -> None:
    covers = person.window()
    covers.remember(True)
    covers.reply(FIRST, Reply.YES)
    asked: list[bool] = []
    store = Store(
        lambda _settings: None,
        lambda: person.folder / "settings",
        lambda: person.folder,
        forget_covers_key=lambda: asked.append(True),
    )
    model = SettingsModel(Settings(), store)
    model.forgot.connect(covers.forget)
    assert [one.file.name for one in model.kept() if one.there] == [kept.FILE]
    model.forget_everything()
    assert (person.files, asked, covers.given(FIRST)) == ([], [True], None)


def test_on_the_page_each_camera_is_asked_for_and_the_tips_own_question_is_not(show: Open) -> None:
    one = show(Shot(ACTS["tip-covers"], language="en"))
    page = one.tips_page
    assert len(page.covers.cameras) == len(one.features.covers.cameras) >= 2
    assert QUESTION not in {card.objectName() for card in page.cards}
    said = texts(page)
    assert TITLE.one in said
    assert AGAIN.one not in said
    assert "Use a sliding cover or a piece of paper tape." in said
    assert one.features.tips.replies[QUESTION] is Reply.NO
    assert KEPT.one not in said


def test_what_is_said_of_cameras_moves_no_shutter_and_is_in_no_sum(show: Open) -> None:
    one = show(Shot(ACTS["tip-covers"]))
    before = one.audit.report
    assert before is not None
    for camera in one.features.covers.cameras:
        one.features.covers.reply(camera, Reply.YES)
    after = one.audit.report
    assert after is not None
    assert (before.shutter(2), before.counts()) == (after.shutter(2), after.counts())


def test_where_no_camera_is_known_the_tips_own_question_stands(show: Open) -> None:
    one = show(Shot(ACTS["tip"]))
    one.receive(ALL_WELL)
    one.features.tips.show(2)
    settle()
    assert not one.tips_page.covers.isVisible()
    assert QUESTION in {card.objectName() for card in one.tips_page.cards}


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_all_is_whole_in_a_low_window(show: Open, scale: float) -> None:
    one = show(Shot(ACTS["tip-covers"], size=LOW, scale=scale, language="es"))
    press(one.tips_page.covers.cameras[0].replies[Reply.UNKNOWN])
    assert not cut(one)
