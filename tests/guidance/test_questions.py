"""Tips and questions: what they say, and that a reply counts for nothing, moves no shutter and is in no copy."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from postigo.core.advice import things
from postigo.core.model import Instruct, Level, Share
from postigo.core.report import TIPS as NUMBERS
from postigo.core.report import Report, without_private
from postigo.core.source import union
from postigo.core.values import Text
from postigo.guidance import replies
from postigo.guidance.questions import QUESTIONS, Question, Reply, of_tip
from postigo.guidance.tips import TIPS
from postigo.words import Words
from tests.stories.window_story import ALL_WELL, FAMILY

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
WORST = {question.id: question.improvable for question in QUESTIONS}
MOST_AT_A_TIME = 8
MOST_WORDS = 20


def texts(question: Question) -> list[Text]:
    steps = [step.text for step in question.plan.steps if isinstance(step, Instruct)]
    return [question.text, question.said, question.plan.title, *steps]


SENTENCES = [text for question in QUESTIONS for text in texts(question)] + [
    text for tip in TIPS for text in (tip.words, *tip.why, tip.today)
]


def report(story: object = FAMILY) -> Report:
    catalogue, *events = story.events()  # type: ignore[attr-defined]  # both stories have them
    made: Report = catalogue.report()
    for event in events:
        if hasattr(event, "verdict"):
            made = made.merge(event.verdict)
    return replace(made, ended=NOW)


def test_there_are_fifteen_questions_on_five_tips_and_few_on_one() -> None:
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS) == 15
    assert [tip.number for tip in TIPS] == list(NUMBERS)
    assert all(0 < len(of_tip(tip)) <= MOST_AT_A_TIME for tip in NUMBERS[:-1])
    assert not of_tip(6), "what is asked about blackmail is asked behind the door, in no list"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("text", SENTENCES, ids=lambda text: text.one[:40])
def test_a_sentence_is_short_and_blames_nobody(text: Text, language: str) -> None:
    said = Words(language).say(text)
    for sentence in re.split(r"(?<=[.!?:])\s+", said):
        assert len(sentence.split()) <= MOST_WORDS, sentence
    assert not re.search(r"should have|mistake|deberías|error tuyo|imprud|víctima|delincuente", said, re.IGNORECASE)
    assert language == "en" or said != text.one


@pytest.mark.parametrize("given", [Reply.UNKNOWN, Reply.PRIVATE])
def test_not_knowing_and_not_saying_are_never_a_fault(given: Reply) -> None:
    assert not replies.source(dict.fromkeys(WORST, given), NOW).listed


@pytest.mark.parametrize("story", [FAMILY, ALL_WELL], ids=["family", "all well"])
def test_replies_count_for_nothing_and_move_no_shutter(story: object) -> None:
    device = report(story)
    both = union(device, [replies.source(WORST, NOW)])
    assert both.counts() == device.counts()
    assert both.worst() == device.worst()
    assert [both.shutter(tip) for tip in NUMBERS] == [device.shutter(tip) for tip in NUMBERS]
    assert (both.passwords, both.incomplete_tips) == (device.passwords, device.incomplete_tips)


def test_what_a_person_told_can_be_what_comes_first() -> None:
    told = {thing.line.check for thing in things(union(report(ALL_WELL), [replies.source(WORST, NOW)]))}
    assert told == {question.id for question in QUESTIONS if question.level is Level.ADVISE}


def test_replies_are_in_no_copy_and_leave_no_gap_in_it() -> None:
    """Red line E5. Not even "something was left out" may tell that somebody answered."""
    device = report()
    both = union(device, [replies.source(WORST, NOW)])
    assert without_private(both) == without_private(device)
    assert {line.share for line in replies.source(WORST, NOW).listed} == {Share.NEVER}


def test_a_safety_note_goes_before_what_another_person_may_notice() -> None:
    noticed = {"password.q-shared", "password.q-recovery", "password.q-changed"}
    assert {question.id for question in QUESTIONS if question.plan.safety} == noticed
