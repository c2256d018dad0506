"""How many of the passwords that people make are called weak, and that none that were drawn by lot are."""

from __future__ import annotations

import random
import re
import string
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from postigo.passwords.model import Reason
from postigo.passwords.sandbox.strength import Judge
from tests.passwords.corpus import random_password
from tests.passwords.people import people, still_strong

pytestmark = pytest.mark.breadth(3)

TODAY = date(2026, 11, 29)


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(TODAY)


def share(judge: Judge, passwords: Sequence[str], holds: Callable[[int], bool]) -> float:
    judged = judge.all([(password, (), "", "") for password in passwords])
    return sum(holds(each.score) for each in judged) / len(passwords)


@pytest.mark.parametrize(
    ("name", "weak", "very_weak"),
    [("development", 0.98, 0.93), ("validation", 0.97, 0.91), ("blind", 0.92, 0.78), ("blind-ordinary", 0.89, 0.72)],
)
def test_most_of_what_people_make_is_weak(judge: Judge, name: str, weak: float, very_weak: float) -> None:
    passwords = [password for _, password in people(name)]
    assert share(judge, passwords, lambda score: score <= 2) >= weak
    assert share(judge, passwords, lambda score: score <= 1) >= very_weak


def test_what_the_blind_writer_drew_by_lot_is_strong(judge: Judge) -> None:
    assert share(judge, [password for _, password in people("blind-strong")], lambda score: score == 4) >= 0.99


def test_no_kind_of_people_is_left_out(judge: Judge) -> None:
    kinds: dict[str, list[str]] = {}
    for kind, password in people("development"):
        kinds.setdefault(kind, []).append(password)
    for kind, passwords in kinds.items():
        assert share(judge, passwords, lambda score: score <= 2) >= 0.95, kind


def test_what_was_found_too_strong_before_is_weak(judge: Judge) -> None:
    assert share(judge, still_strong(), lambda score: score <= 2) >= 0.95


def test_what_is_weak_is_told_why_and_seldom_only_that_it_is_easy(judge: Judge) -> None:
    passwords = [password for _, password in people("development")]
    told: Counter[tuple[Reason, ...]] = Counter()
    for judged in judge.all([(password, (), "", "") for password in passwords]):
        if judged.score <= 2:
            assert judged.reasons
            told[judged.reasons] += 1
    assert told[(Reason.GUESSABLE,)] <= 0.1 * told.total()


LOWER, DIGITS = string.ascii_lowercase, string.digits


@pytest.mark.parametrize(
    ("alphabet", "length", "middling", "strong"),
    [
        (string.ascii_letters + DIGITS + string.punctuation, 10, 0.99, 0),
        (string.ascii_letters + DIGITS + string.punctuation, 12, 0.99, 0.97),
        (string.ascii_letters + DIGITS, 10, 0.99, 0),
        (string.ascii_letters + DIGITS, 12, 0.99, 0.97),
        (LOWER + DIGITS, 10, 0.99, 0),
        (LOWER + DIGITS, 12, 0.99, 0.97),
        (LOWER, 10, 0.98, 0),
        (LOWER, 12, 0.99, 0.97),
        (LOWER, 16, 0.99, 0.99),
        ("0123456789abcdef", 12, 0.98, 0.95),
        (DIGITS, 14, 0.98, 0.9),
    ],
)  # fmt: skip
def test_what_is_drawn_by_lot_is_not_weak(
    judge: Judge, alphabet: str, length: int, middling: float, strong: float
) -> None:
    rng = random.Random(f"{alphabet} {length}")  # noqa: S311 - the same every time
    drawn = [random_password(rng, length, alphabet) for _ in range(400)]
    assert share(judge, drawn, lambda score: score >= 3) >= middling
    assert share(judge, drawn, lambda score: score >= 4) >= strong


def passphrase_words(language: str) -> list[str]:
    text = (resources.files("postigo_resources") / "data" / "passphrases" / f"{language}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("joined", ["", " ", "-", "capitals"])
@pytest.mark.parametrize("language", ["es", "en"])
def test_four_words_drawn_by_lot_are_strong(judge: Judge, language: str, joined: str) -> None:
    words = passphrase_words(language)
    rng = random.Random(f"{language} {joined}")  # noqa: S311 - the same every time
    phrases = []
    for _ in range(300):
        drawn = [rng.choice(words) for _ in range(4)]
        phrases.append("".join(map(str.capitalize, drawn)) if joined == "capitals" else joined.join(drawn))
    assert share(judge, phrases, lambda score: score >= 3) >= 0.99
    assert share(judge, phrases, lambda score: score >= 4) >= 0.97


def examples() -> list[str]:
    text = (resources.files("postigo_resources") / "data" / "passwords" / "published.txt").read_text("utf-8")
    return [word for line in text.splitlines() if not line.startswith("#") for word in line.split(" ")[2:]]


@pytest.mark.parametrize(
    "example",
    [
        "correct horse battery staple",
        "CorrectHorseBatteryStaple",
        "panoramic-nectar-precut-smith-banana-handclap",
        *examples(),
    ],
)
def test_an_example_that_was_published_is_common(judge: Judge, example: str) -> None:
    judged = judge.judge(example)
    assert judged.score <= 1
    assert Reason.COMMON in judged.reasons


def test_no_phrase_that_our_texts_show_is_called_good(judge: Judge) -> None:
    """Whatever stands between quotation marks or as code and could be a passphrase: four words and more."""
    root = Path(__file__).parents[2]
    texts = [
        *root.glob("*.md"),
        *root.glob("docs/*.md"),
        *root.glob("checks/**/*.md"),
        *root.glob("**/locale/es/**/*.po"),
    ]
    shown = {
        phrase
        for path in texts
        if ".venv" not in path.parts
        for phrase in re.findall(r"[«“\"`']([a-zñáéíóú]+(?:[ -][a-zñáéíóú]+){3,7})[»”\"`']", path.read_text("utf-8"))
    }
    words = {word for language in ("es", "en") for word in passphrase_words(language)}
    drawn = [phrase for phrase in shown if words.issuperset(re.split("[ -]", phrase))]
    assert shown
    assert [phrase for phrase in drawn if judge.judge(phrase).score > 2] == []
