"""The file of help lines, and which of them somebody is shown."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from importlib import resources

import pytest

from postigo.guidance import cards, contacts, helplines, purposes
from postigo.guidance.cards import Step
from postigo.guidance.contacts import Person
from postigo.guidance.countries import NAMES, country
from postigo.guidance.helplines import Audience, Channel, Line, Purpose
from postigo.guidance.path import Age, Situation
from postigo.languages import region
from postigo.words import Words

LINES = helplines.load()
FILE = (resources.files("postigo_resources") / "data" / helplines.FILE).read_text("utf-8")


def ids(found: object) -> list[str]:
    assert isinstance(found, tuple)
    return [one.id if isinstance(one, Line) else one.name for one in found]


def first(where: str, situation: Situation, age: Age) -> list[str]:
    return ids(contacts.contacts(LINES, where, situation, age).first)


# --- the file


def test_every_row_of_the_file_is_understood() -> None:
    assert LINES.faults == ()
    assert len(LINES.lines) == len(list(csv.DictReader(io.StringIO(FILE))))


def test_what_nobody_has_read_is_never_shown() -> None:
    guesses = {line.id for line in LINES.lines.values() if line.status == "G"}
    assert {"es-fiscalia", "it-19696", "pt-lis", "mx-088"} <= guesses, "they stay in the file, to be called"
    for where in NAMES:
        for age in Age:
            shown = contacts.contacts(LINES, where, Situation.THREAT, age)
            assert not guesses & set(ids(shown.first + shown.more))


def test_every_line_that_is_shown_was_read_in_a_source() -> None:
    for line in LINES.lines.values():
        if line.shown:
            assert line.source
            assert line.status in {"V1", "V2"}
            assert line.value or line.purpose in {Purpose.POLICE, Purpose.MONEY}


def test_nobody_has_called_yet_and_none_says_so() -> None:
    told = [Words("en").say(text) for line in LINES.lines.values() for text in purposes.practical(line)]
    assert not [one for one in told if "Called on" in one]
    called = replace(LINES.lines["es-112"], called_on=date(2026, 12, 1))
    assert [Words("en").say(text) for text in purposes.practical(called)] == ["Called on 1 Dec 2026."]


def test_the_day_of_the_sources_is_said_once_and_is_the_oldest() -> None:
    one, other = LINES.lines["es-112"], LINES.lines["es-alertcops"]
    assert Words("en").say(purposes.read_on([one])).endswith("in public sources on 23 Nov 2026.")
    assert Words("en").say(purposes.read_on([other, one])).endswith("the oldest on 23 Nov 2026.")


@pytest.mark.parametrize(
    ("cell", "bad"),
    [
        ("channel", "smoke signals"),
        ("purpose", ""),
        ("audience", "aliens"),
        ("hours", "sometimes"),
        ("read_on", "yesterday"),
        ("called_on", "soon"),
        ("id", ""),
        ("id", "es-091"),
        ("name", ""),
        ("value", "http://example.org"),
    ],
)
def test_a_bad_row_is_left_out_and_named(cell: str, bad: str) -> None:
    rows = list(csv.DictReader(io.StringIO(FILE)))
    name = "es-017-web" if cell == "value" else "es-062"
    next(row for row in rows if row["id"] == name)[cell] = bad
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    found = helplines.parse(out.getvalue())
    assert len(found.faults) == 1
    assert "helplines.csv, row " in found.faults[0]
    assert set(LINES.lines) - set(found.lines) == {name}


@pytest.mark.parametrize("text", ["", "id,country\nes-112,ES", "\ufeff\n\n", "id" + "," * 30 + "\n" + "x," * 40])
def test_a_file_of_nonsense_shows_nothing_and_crashes_nowhere(text: str) -> None:
    assert helplines.parse(text).lines == {}


@pytest.mark.parametrize("gone", [*LINES.lines, ""])
def test_a_row_that_is_left_out_costs_a_sentence_and_no_card(gone: str) -> None:
    """Each row in turn, and all of them: every card, the danger page and the numbers are still made."""
    left = {} if not gone else {name: line for name, line in LINES.lines.items() if name != gone}
    lines = helplines.Helplines(left, ())
    words = Words("es")
    for where in ("ES", "world"):
        for age in Age:
            made = [*cards.cards(lines, age, where), cards.bluff(lines, where), cards.child()]
            assert all(words.say(text) for card in made for part in card.parts for text in part.texts)
            for situation in Situation:
                found = contacts.contacts(lines, where, situation, age)
                assert words.say(purposes.read_on(found.lines))
    assert words.say(purposes.emergency(lines))


# --- who is shown what


@pytest.mark.parametrize(
    ("situation", "age", "wanted"),
    [
        (Situation.DANGER, Age.UNTOLD, ["es-112", "es-024", "es-anar-tel"]),
        (Situation.THREAT, Age.CHILD, ["es-anar-tel", "es-anar-chat", "es-112"]),
        (Situation.THREAT, Age.TEEN, ["TRUSTED_ADULT", "es-anar-tel", "es-anar-chat", "es-017-tel"]),
        (Situation.THREAT, Age.ADULT, ["es-017-tel", "es-pn-comisaria", "ww-stopncii"]),
        (Situation.THREAT, Age.CARER, ["es-017-tel", "es-anar-fam", "SCHOOL", "es-pn-comisaria"]),
        (Situation.THREAT, Age.UNTOLD, ["es-017-tel", "es-anar-tel", "es-anar-chat"]),
        (Situation.BLUFF, Age.UNTOLD, ["es-017-tel", "es-017-wa", "es-017-tg"]),
    ],
)
def test_in_spain_the_first_three_are_those_of_the_guidance(situation: Situation, age: Age, wanted: list[str]) -> None:
    assert first("ES", situation, age) == wanted


@pytest.mark.parametrize(
    ("age", "wanted"),
    [
        (Age.TEEN, ["us-takeitdown", "es-aepd-prio-14", "es-pn-comisaria"]),
        (Age.ADULT, ["ww-stopncii", "es-aepd-prio", "es-pn-comisaria"]),
        (Age.CARER, ["us-takeitdown", "es-aepd-prio-14", "es-pn-comisaria"]),
        (Age.UNTOLD, ["us-takeitdown", "es-aepd-prio", "ww-stopncii"]),
    ],
)
@pytest.mark.parametrize("near", [False, True])
def test_on_the_card_to_report_the_pages_that_it_names_come_first(age: Age, wanted: list[str], *, near: bool) -> None:
    found = contacts.contacts(LINES, "ES", Situation.THREAT, age, Step.REPORT, near=near)
    assert ids(found.first) == wanted
    assert found.life is LINES.lines["es-024"]


@pytest.mark.parametrize(
    ("where", "age", "wanted"),
    [
        ("ES", Age.TEEN, ["TRUSTED_ADULT", "es-anar-tel", "es-anar-chat", "es-112"]),
        ("ES", Age.ADULT, ["es-016", "es-017-tel", "es-112"]),
        ("ES", Age.CARER, ["es-016", "es-anar-fam", "SCHOOL", "es-112"]),
        ("ES", Age.UNTOLD, ["es-016", "es-anar-tel", "es-112"]),
        ("PE", Age.ADULT, ["pe-100", "pe-105", "ww-stopncii"]),
    ],
)
def test_where_the_person_who_threatens_is_near_violence_and_danger_come_first(
    where: str, age: Age, wanted: list[str]
) -> None:
    assert ids(contacts.contacts(LINES, where, Situation.THREAT, age, Step.BREATHE, near=True).first) == wanted


@pytest.mark.parametrize("where", list(NAMES))
@pytest.mark.parametrize("age", list(Age))
@pytest.mark.parametrize("situation", list(Situation))
@pytest.mark.parametrize(("step", "near"), [(None, False), (Step.BREATHE, True), (Step.REPORT, False)])
def test_at_most_three_lines_and_none_twice(
    where: str, situation: Situation, age: Age, step: Step | None, *, near: bool
) -> None:
    found = contacts.contacts(LINES, where, situation, age, step, near=near)
    assert found.first or situation is Situation.BLUFF or where == "world", "nobody is left without a line"
    assert len([one for one in found.first if isinstance(one, Line)]) <= 3
    assert len([one for one in found.first if isinstance(one, Person)]) <= 1
    told = [*ids(found.first), *([found.life.id] if found.life else []), *ids(found.written), *ids(found.more)]
    assert len(told) == len(set(told)) or situation is Situation.DANGER
    topics = list(purposes.by_topic(found.more))
    assert [line for _, lines in topics for line in lines] == list(found.more)
    assert len({topic.one for topic, _ in topics}) == len(topics), "each heading once"
    for line in found.more:
        assert line.country in {where, "EU", "world"}
        assert Audience.NOBODY not in line.audience
    if where == "ES":
        assert found.life is not None
        assert found.life.value == "024"


def test_every_country_shows_somebody_to_everybody() -> None:
    for where in NAMES:
        for age in (Age.TEEN, Age.ADULT, Age.CARER, Age.UNTOLD):
            assert contacts.contacts(LINES, where, Situation.THREAT, age).first, (where, age)


def test_in_danger_three_lines_and_nothing_else() -> None:
    assert first("ES", Situation.DANGER, Age.UNTOLD) == ["es-112", "es-024", "es-anar-tel"]
    assert Words("en").say(purposes.in_danger(LINES.lines["es-anar-tel"], Age.UNTOLD)) == "If you are under 18."
    assert first("US", Situation.DANGER, Age.UNTOLD)[:2] == ["us-911", "us-988"]
    assert first("world", Situation.DANGER, Age.UNTOLD) == ["ww-findahelpline"]


@pytest.mark.parametrize(
    ("where", "wanted"),
    [
        ("ES", ["es-alertcops", "es-024-chat", "es-anar-chat"]),
        ("GB", ["uk-999-sms", "uk-shout", "uk-childline-chat"]),
        ("US", ["us-911-sms", "us-988-sms"]),
        ("FR", ["fr-114"]),
        ("MX", []),
    ],
)
def test_in_danger_there_are_ways_without_a_voice_where_they_are_known(where: str, wanted: list[str]) -> None:
    found = contacts.contacts(LINES, where, Situation.DANGER, Age.UNTOLD)
    assert ids(found.written) == wanted
    said = [Words("en").say(text) for line in found.written for text in purposes.practical(line)]
    sent = [line for line in found.written if line.channel is Channel.SMS]
    assert said.count("Send a text message (SMS) to this number.") == len(sent)


@pytest.mark.parametrize("where", list(NAMES))
def test_every_country_has_a_line_for_thoughts_of_suicide_or_a_page_that_finds_one(where: str) -> None:
    for situation in Situation:
        assert contacts.contacts(LINES, where, situation, Age.UNTOLD).life is not None
    assert contacts.contacts(LINES, "MX", Situation.THREAT, Age.TEEN).life is LINES.lines["mx-vida"]
    assert contacts.contacts(LINES, "world", Situation.THREAT, Age.TEEN).life is LINES.lines["ww-findahelpline"]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("where", list(NAMES))
def test_whoever_helps_is_not_spoken_to_as_if_they_were_threatened(language: str, where: str) -> None:
    """Numbers, and the words above them: none says "you are in danger", or "if you think of hurting yourself"."""
    words = Words(language)
    found = contacts.contacts(LINES, where, Situation.DANGER, Age.CARER)
    said = [words.say(text) for text in purposes.calm(Age.CARER)]
    said += [words.say(purposes.in_danger(one, Age.CARER)) for one in (*found.first, *found.more)]
    said += [words.say(purposes.meaning(one, Age.CARER)) for one in found.lines]
    wrong = {"en": r"you are in danger|hurt(ing)? yourself|your life", "es": r"estás en peligro|hacerte daño|quitarte"}
    assert not [one for one in said if re.search(wrong[language], one)]


def test_the_web_forms_that_do_not_take_this_case_are_offered_to_nobody() -> None:
    for age in Age:
        shown = contacts.contacts(LINES, "ES", Situation.THREAT, age)
        assert not {"es-pn-ovd", "es-gc-telematica"} & set(ids(shown.first + shown.more))


def test_each_contact_has_a_name_and_a_sentence_in_both_languages() -> None:
    for one in (*LINES.lines.values(), *Person):
        title = purposes.title(one)
        assert title
        for language in ("en", "es"):
            assert all(Words(language).say(purposes.meaning(one, age)) for age in Age)


def test_a_page_has_no_hours_and_a_guess_of_hours_is_not_told() -> None:
    said = {line.id: purposes.hours(line) for line in LINES.lines.values()}
    assert said["es-017-web"] is None
    assert said["es-112"] is None, "24/7 [G] in our research"
    assert said["de-116111"] is not None
    assert Words("es").say(said["de-116111"]) == "De lunes a sábado, de 14:00 a 20:00, hora local."


# --- the country


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({"LANG": "es_ES.UTF-8"}, "ES"),
        ({"LANG": "en_US.UTF-8", "LC_TELEPHONE": "es_ES.UTF-8"}, "ES"),
        ({"LANG": "es_ES", "LC_ALL": "C.UTF-8"}, "ES"),
        ({"LANG": "ca_ES@valencia"}, "ES"),
        ({"LANG": "es_419.UTF-8"}, None),
        ({"LANG": "C.UTF-8"}, None),
        ({"LANG": "es"}, None),
        ({}, None),
    ],
)
def test_the_region_comes_from_the_formats_of_the_system(environ: dict[str, str], wanted: str | None) -> None:
    assert region(environ) == wanted


@pytest.mark.parametrize(
    ("where", "language", "wanted"),
    [
        ("ES", "en", "ES"),
        ("mx", "es", "MX"),
        ("IT", "es", "EU"),
        ("JP", "es", "world"),
        (None, "es", "ES"),
        (None, "en", "world"),
    ],
)
def test_an_unknown_region_and_spanish_is_spain(where: str | None, language: str, wanted: str) -> None:
    assert country(where, language) == wanted


def test_of_two_circles_the_nearer_one_comes_first_and_a_number_comes_once() -> None:
    found = contacts.contacts(LINES, "ES", Situation.THREAT, Age.TEEN)
    assert "es-116111" in ids(found.more)
    assert "eu-116111" not in ids(found.more)
    assert "eu-inhope" in ids(found.more), "the worldwide ones beside Spain's"
    assert contacts.contacts(LINES, "EU", Situation.THREAT, Age.TEEN).first[1:2] == (LINES.lines["eu-116111"],)
