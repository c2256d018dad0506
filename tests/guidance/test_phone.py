"""The phone, guided: its words are dated data in both languages, and what a person told of it is never a verdict."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from postigo.core.advice import things
from postigo.core.model import Instruct, Level, Share
from postigo.core.report import without_private
from postigo.core.source import union
from postigo.core.values import Text
from postigo.guidance import phone, replies
from postigo.guidance.phone import EDITIONS, Look, System
from postigo.guidance.phone_looks import LOOKS, looks, name
from postigo.guidance.questions import Reply
from postigo.words import Words
from tests.guidance.test_questions import MOST_WORDS, report
from tests.stories.window_story import ALL_WELL

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
SOMEBODY = {  # what can be another person's doing
    "android-play-protect",
    "android-sources",
    "android-administrators",
    "android-accessibility",
    "iphone-profiles",
    "iphone-safety-check",
    *(f"{system}-{look}" for system in System for look in ("camera", "places", "lock", "sharing")),
}
KINDS = [(system, edition) for system in System for edition in EDITIONS[system]]


def told(reply: Reply) -> dict[str, Reply]:
    return {look.question.id: reply for look in LOOKS}


def texts(look: Look) -> Iterator[Text]:
    plan = look.question.plan
    yield from (look.question.text, *look.why, look.find, look.fine, look.question.said, plan.title)
    yield from (step.text for step in plan.steps if isinstance(step, Instruct))


SENTENCES = {
    text.one: text
    for text in (
        *(text for look in LOOKS for text in texts(look)),
        *phone.FIND_OUT,
        phone.BEFORE,
        phone.TOLD,
        phone.NO_VERDICT,
        phone.MAY_BE_CALLED,
        phone.MOSTLY_ORDINARY,
    )
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("text", SENTENCES.values(), ids=list(SENTENCES))
def test_a_sentence_is_short_promises_nothing_and_blames_nobody(text: Text, language: str) -> None:
    said = Words(language).say(text)
    for sentence in re.split(r"(?<=[.!?:])\s+", said):
        assert len(sentence.split()) <= MOST_WORDS, sentence
    assert not re.search(r"should have|mistake|deberías|error tuyo|imprud|víctima|delincuente", said, re.IGNORECASE)
    assert not re.search(r"\b(clean|safe|100 %|limpio|seguro)\b", said, re.IGNORECASE), "no verdict on a phone"
    assert not re.search(
        r"\b(remove|delete|uninstall) (it|the app) now|(quita|borra|desinstala)\w* ya", said, re.IGNORECASE
    )
    assert language == "en" or said != text.one or text.one == "Play Protect"


def test_the_support_of_the_system_comes_first_and_each_system_has_its_own_looks() -> None:
    android, iphone = (
        [name(look).partition("-")[2] for look in looks(system, next(iter(EDITIONS[system])))] for system in System
    )
    ends = ["camera", "places", "lock", "sharing"]
    begins = ["support", "updates", "apps"]
    assert android == [*begins, "play-protect", "sources", "administrators", "accessibility", *ends]
    assert iphone == [*begins, "profiles", *ends, "safety-check"]
    assert "safety-check" not in {name(look).partition("-")[2] for look in looks(System.IPHONE, "15")}


@pytest.mark.parametrize(("system", "edition"), KINDS)
def test_each_look_has_a_way_in_both_languages_in_every_edition(system: System, edition: str) -> None:
    for look in looks(system, edition):
        way = phone.menu(name(look), edition)
        assert way is not None
        assert len(way.way["en"]) == len(way.way["es"]), look
        assert bool(way.also["en"]) == bool(way.also["es"])
        assert all(page.strip() == page != "" for pages in way.way.values() for page in pages)
        for language, quoted in (("en", "“Settings”"), ("es", "«Ajustes»")):
            steps = [Words(language).say(step) for step in phone.steps(look, way, language)]
            assert 3 <= len(steps) <= 7
            assert quoted in steps[0] or way.way["en"][0] != "Settings"
            assert phone.PICTURE not in " ".join(steps)


def test_words_that_are_sure_say_where_they_were_read() -> None:
    assert {way.look for way in phone.menus()} == {name(look) for look in LOOKS}
    assert all(way.source for way in phone.menus() if way.sure)
    assert {way.edition for way in phone.menus()} <= {"", *(e for known in EDITIONS.values() for e in known)}


def test_the_models_are_dated_and_a_day_that_is_over_is_only_a_promise_that_is_over() -> None:
    assert all(model.read_on == date(2026, 8, 22) for model in phone.models())
    assert not any(model.some and model.until for model in phone.models())
    for day, wanted in (
        (date(2026, 9, 30), "Google, promised until 2026: Pixel 6 Pro"),
        (date(2026, 10, 2), "are over: Pixel 6 Pro"),
    ):
        told = [Words().say(text) for text in phone.support(System.ANDROID, "14", day)]
        assert "22 Aug 2026" in told[0]
        assert any(wanted in line for line in told), told
    samsung = " ".join(Words().say(text) for text in phone.support(System.ANDROID, "samsung", NOW.date()))
    assert "Galaxy" in samsung
    assert "Pixel" not in samsung
    iphones = [Words("es").say(text) for text in phone.support(System.IPHONE, "16", NOW.date())]
    assert any("solo algunas" in line and "iPhone XR" in line for line in iphones)


def test_what_can_be_another_persons_doing_has_the_safety_note_and_does_not_lead_to_start_here() -> None:
    assert {name(look) for look in LOOKS if look.question.plan.safety} == SOMEBODY
    assert all((look.question.level is Level.NOTE) is look.question.plan.safety for look in LOOKS)
    source = replies.source(told(Reply.NO), NOW)
    leading = {thing.line.check for thing in things(union(report(ALL_WELL), [source]))}
    assert leading == {look.question.id for look in LOOKS if not look.question.plan.safety}


@pytest.mark.parametrize("reply", [Reply.YES, Reply.UNKNOWN, Reply.PRIVATE])
def test_fine_and_not_found_say_nothing(reply: Reply) -> None:
    assert not replies.source(told(reply), NOW).listed


def test_what_is_told_of_a_phone_counts_for_nothing_and_is_in_no_copy() -> None:
    device = report()
    source = replies.source(told(Reply.NO), NOW)
    both = union(device, [source])
    assert len(source.listed) == len(LOOKS)
    assert all(line.told and line.share is Share.NEVER for line in source.listed)
    assert (both.counts(), both.worst()) == (device.counts(), device.worst())
    assert [both.shutter(tip) for tip in range(1, 7)] == [device.shutter(tip) for tip in range(1, 7)]
    assert without_private(both) == without_private(device)


def test_the_tally_counts_what_was_looked_at_and_not_finding_it_is_not_left_to_do() -> None:
    there = looks(System.IPHONE, "16")
    given = dict(zip((look.question.id for look in there), (Reply.YES, Reply.NO, Reply.UNKNOWN), strict=False))
    tally = phone.tally(there, given)
    assert (tally.looked, tally.of) == (2, len(there))
    assert (tally.to_do, tally.not_found) == (there[1:2], there[2:3])
