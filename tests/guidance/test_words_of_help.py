"""Words of the way to help: short, kind, in both languages (guidance 2.5 and 6)."""

from __future__ import annotations

import re
from typing import Final

import pytest

from postigo.guidance import cards, helplines
from postigo.guidance.countries import NAMES
from postigo.guidance.path import Age
from postigo.words import Words
from tests.guidance.told import english, sentences, told

LONGEST: Final = 20
LANGUAGES: Final = ("en", "es")
FORBIDDEN: Final = {
    "en": (
        r"criminals?|predators?|paedophiles?|pedophiles?|offenders?|perpetrators?",
        r"victims?|survivors?",
        r"revenge porn|child porn\w*|porn\w*|nudes?",
        r"mistakes?|should have|your own fault|careless|reckless|why (did|do) you|ashamed|shame",
        r"malware|RATs?|hackers?|spyware|2FA|MFA|two-factor",
        r"guaranteed|certain(ly)?|100 ?%|definitely",
        r"risk|score|punished",
    ),
    "es": (
        r"delincuentes?|pederastas?|depredador(es)?|criminal(es)?|agresor(es)?|ligues?",
        r"v[ií]ctimas?|supervivientes?",
        r"pornovenganza|porno\w*|nudes?|desnud\w+",
        r"error(es)?|deber[ií]as|imprudent\w*|por qué (lo )?(enviaste|mandaste|hiciste)|vergüenza|culpable",
        r"te dejas convencer|malware|RATs?|virus|hackers?|2FA|MFA",
        r"interpon\w*|interposición",
        r"seguro|segura|garantizad\w*|100 ?%|limpio",
        r"riesgo|puntuación|castigar\w*",
        r"\w+@s?|tod@s|todxs|todes",
    ),
}
"""Words that blame, frighten, promise or need explaining. They stand in guidance 2.5 and 6."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_longer_than_twenty_words(language: str) -> None:
    long = [one for text in told(language) for one in sentences(text) if len(one.split()) > LONGEST]
    assert not long


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_blames_frightens_or_promises(language: str) -> None:
    found = {
        text: word
        for text in told(language)
        for word in FORBIDDEN[language]
        if re.search(rf"(?<![\w@])(?:{word})(?!\w)", text, re.IGNORECASE)
    }
    assert not found


def test_each_text_is_in_both_languages() -> None:
    same = {"Argentina", "Australia", "Chile", "Colombia", "Paraguay", "No"}  # words that both languages write so
    assert [one for one, other in zip(told("en"), told("es"), strict=True) if one == other and one not in same] == []


def test_no_number_and_no_address_stands_in_a_text() -> None:
    known = {line.value.removeprefix("https://") for line in helplines.load().lines.values() if line.value}
    short = {value for value in known if len(value) <= 3}
    for text in english():
        assert not [value for value in known - short if value in text], text
        assert not [value for value in short if re.search(rf"(?<!\d){re.escape(value)}(?!\d)", text)], text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("country", list(NAMES))
@pytest.mark.parametrize("age", list(Age))
def test_there_are_six_cards_with_one_action_each(language: str, country: str, age: Age) -> None:
    words = Words(language)
    made = cards.cards(helplines.load(), age, country)
    assert [card.step for card in made] == list(cards.Step)
    for card in made:
        said = [words.say(text) for text in (card.title, *(text for part in card.parts for text in part.texts))]
        assert len(said) == len(set(said)), "nothing is said twice"
        assert all(said)
        assert not [one for text in said for one in sentences(text) if len(one.split()) > LONGEST]
