"""Behind the door: questions, and a look at what happens to proof. Both change words there, and are nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import tests.support.offscreen
from postigo.core.report import DOOR
from postigo.gui.help.models.proof_look import ProofLook, Stand
from postigo.gui.help.models.way import Answer, Way
from postigo.gui.help.views.card import CardView
from postigo.gui.places import HELP, TODAY
from postigo.guidance import door_questions, helplines
from postigo.guidance.cards import Step
from postigo.guidance.path import Age, Situation
from postigo.guidance.proof import CHECKS
from postigo.guidance.questions import Reply
from postigo_checks import pack
from tests.gui.on_screen import Open, press, show, texts
from tests.stories.screens import ACTS, Shot, settle
from tests.stories.screens import Stage as Scene
from tests.stories.window_story import PROOF_UNWELL, FakeStream, behind_door

__all__ = ["show"]  # a fixture, found by its name

pytestmark = [tests.support.offscreen.quiet_platform, pytest.mark.breadth(3)]
CARDS_WITH_QUESTIONS = {"help-teen-1": 1, "help-teen-2": 1, "help-teen-3": 2, "help-teen-4": 0}


def card(one: Scene) -> CardView:
    found = one.help_page.stage
    assert isinstance(found, CardView)
    return found


def looked(one: Scene) -> ProofLook:
    look = one.features.way.look
    assert look is not None
    return look


# --- the questions


def test_six_questions_stand_behind_the_door_two_of_them_at_the_split() -> None:
    asked = {*door_questions.SPLIT.values(), *(question.id for question in door_questions.QUESTIONS)}
    assert asked == {
        f"blackmail.q-{name}" for name in ("now", "mass-email", "paid", "deleted", "disappearing", "safe-device")
    }
    assert all(set(question.said) == set(Reply) for question in door_questions.QUESTIONS)


@pytest.mark.parametrize("age", [age for age in Age if age is not Age.CHILD])
def test_at_most_two_questions_are_on_a_card_and_none_on_a_childs(age: Age) -> None:
    way = Way(helplines.load(), lambda: "ES")
    way.tell(Situation.THREAT)
    way.tell_age(age)
    assert [question.step for question in way.questions] == [Step.BREATHE]
    assert max(len(door_questions.of_step(step)) for step in Step) == 2
    way.forget()
    way.tell(Situation.THREAT)
    way.tell_age(Age.CHILD)
    assert not way.questions
    way.forget()
    way.tell(Situation.BLUFF)
    assert way.replies == {"blackmail.q-mass-email": Reply.YES}
    assert way.questions == (), "that page has the opposite advice"


def test_a_reply_is_followed_in_place_and_begins_a_later_card(show: Open) -> None:
    one = show(Shot(ACTS["help-teen-2"]))
    (question,) = card(one).questions
    press(question.replies[Reply.YES])
    said = texts(one.help_page)
    assert "Many people pay out of fear. It is not your fault, and you can still stop now." in said
    for step in (Step.PROOF, Step.BLOCK, Step.TELL, Step.REPORT):
        press(card(one).next)
        assert one.features.way.here.step is step
    said = texts(one.help_page)
    assert said.index("Take the receipt of the payment with you. It helps the police.") < said.index("With the police")


def test_no_reply_changes_nothing_and_each_is_forgotten_at_the_door(show: Open) -> None:
    one = show(Shot(ACTS["help-first"]))
    assert "First, for you:" in texts(one.help_page)
    one.window.router.go(TODAY)
    settle()
    assert one.features.way.replies == {}
    one = show(Shot(ACTS["help-teen-6"]))
    assert "First, for you:" not in texts(one.help_page)


def test_no_reply_reaches_the_report(show: Open) -> None:
    one = show(Shot(ACTS["help-proof-told"]))
    before = one.audit.report
    for question in door_questions.QUESTIONS:
        one.features.way.reply(question.id, Reply.YES)
    assert one.audit.report == before
    assert one.features.tips.replies == {}


# --- the look


def test_the_checks_that_run_here_are_all_those_of_the_pack_that_stand_behind_the_door() -> None:
    assert {check.id for check in pack.checks if check.tip == DOOR} == set(CHECKS)
    assert all(check.discreet for check in pack.checks if check.tip == DOOR)


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_was_seen_is_told_in_place_and_nowhere_else(show: Open, language: str) -> None:
    one = show(Shot(ACTS["help-proof-told"], language=language))
    said = " ".join(texts(one.help_page))
    for words in {
        "en": ("OneDrive copies these folders to the internet: Desktop", "for 60 days"),
        "es": ("OneDrive copia estas carpetas en internet: Escritorio", "en 60 días"),
    }[language]:
        assert words in said
    report = one.audit.report
    assert report is not None
    assert not {line.check for line in (*report.listed, *report.offered)} & set(CHECKS)
    assert not {verdict.check for verdict in report.verdicts} & set(CHECKS)
    assert not set(CHECKS) & set(one.audit.order)
    assert one.audit.seen_alone == frozenset()
    one.window.router.go(TODAY)
    settle()
    assert looked(one).report is None, "it is gone with the door"
    assert looked(one).stand is Stand.OFFERED
    assert "OneDrive" not in " ".join(texts(one.today))


def test_whoever_was_not_asked_yet_is_asked_whose_device_it_is(show: Open) -> None:
    one = show(Shot(ACTS["help-proof-whose"]))
    (part,) = card(one).looks
    streams = len(one.streams)
    assert list(part.buttons) == ["yes", "no"]
    press(part.buttons["no"])
    assert (len(one.streams), looked(one).stand) == (streams, Stand.OFFERED)
    press(part.buttons["look"])
    press(part.buttons["yes"])
    assert (len(one.streams), looked(one).stand) == (streams + 1, Stand.LOOKING)
    assert one.streams[-1].started_with == CHECKS


def test_whoever_said_that_it_is_not_their_device_is_offered_nothing(show: Open) -> None:
    one = show(Shot(ACTS["declined"]))
    one.window.router.go(HELP)
    way = one.features.way
    way.tell(Situation.THREAT)
    way.tell_age(Age.ADULT)
    way.answer(Answer.READ)
    way.answer(Answer.READ)
    settle()
    assert way.here.step is Step.PROOF
    assert card(one).looks == ()
    looked(one).want()
    assert one.streams == []


def test_leaving_in_the_midst_of_a_look_stops_it(show: Open) -> None:
    one = show(Shot(ACTS["help-proof-looking"]))
    stream = one.streams[-1]
    assert looked(one).stand is Stand.LOOKING
    one.window.router.go(TODAY)
    settle()
    assert stream.abandoned
    assert (looked(one).stand, looked(one).report) == (Stand.OFFERED, None)


def test_a_look_that_ends_too_early_says_so_and_tells_what_it_has(show: Open) -> None:
    one = show(Shot(ACTS["help-proof-looking"]))
    one.streams[-1].ended.emit("the child crashed")
    settle()
    assert looked(one).stand is Stand.FAILED
    said = " ".join(texts(one.help_page))
    assert "The fault is ours, not yours." in said
    assert "OneDrive copies these folders" in said
    assert list(card(one).looks[0].buttons) == ["look"]


def test_an_answer_that_is_none_is_a_fault_and_no_good_news() -> None:
    streams: list[FakeStream] = []

    def open_stream() -> FakeStream:
        streams.append(FakeStream())
        return streams[-1]

    look = ProofLook(open_stream, lambda: True, lambda: datetime(2026, 11, 29, tzinfo=UTC))
    look.want()
    streams[-1].line.emit(b"nonsense")
    assert (look.stand, look.report) == (Stand.FAILED, None)
    look.want()
    streams[-1].send(*behind_door(*PROOF_UNWELL).events()[:2])
    streams[-1].not_started.emit("")
    assert look.report is not None
    assert all(verdict.level is None and verdict.gaps for verdict in look.report.verdicts)
