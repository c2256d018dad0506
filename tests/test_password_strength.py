"""How easy a password is to guess: the engines, and what our own layer adds."""

from __future__ import annotations

import string
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postigo.passwords.inside.strength import Judge
from postigo.passwords.inside.strength.engines import MOST, python, rust, score_of
from postigo.passwords.model import Reason
from tests.passwords.corpus import corpus

TODAY = date(2026, 11, 27)
SLOW = (
    "4@8({[<369!1i|7l0$5+%2" * 4,
    "".join(sorted(string.printable)),
    "a" * 100,
    "ab" * 60,
    "4@831!0$57" * 10,
    "á" * 72,
    "x" * 100_000,
)


def test_the_engines_agree() -> None:
    fast, reference = rust(), python(TODAY)
    if fast is None:
        pytest.skip("no wheel of zxcvbn-rs-py here")
    apart = 0
    for password in corpus(1000, 7):
        ours, theirs = score_of(fast.measure(password)), score_of(reference.measure(password))
        assert abs(ours - theirs) <= 1
        apart += ours != theirs
    assert apart <= 10


def test_the_years_of_the_reference_are_of_today() -> None:
    measure = python(TODAY).measure
    assert score_of(measure("Verano2026")) <= 2
    assert abs(measure("Verano2026") - measure("Verano2019")) < 0.5


@pytest.mark.parametrize("engine", [rust(), python(TODAY)], ids=["rust", "python"])
@pytest.mark.parametrize(
    "password", ["", "\0", "\ud800", "a\udfffb", "🙂" * 30, "a" * 72, "a" * 73, "z" * 101, "q" * 256]
)
def test_an_engine_measures_anything(engine: object, password: str) -> None:
    measure = getattr(engine, "measure", None)
    if measure is None:
        pytest.skip("no wheel of zxcvbn-rs-py here")
    assert 0 <= measure(password) <= MOST


@pytest.mark.parametrize("password", SLOW, ids=range(len(SLOW)))
def test_no_input_is_slow(password: str) -> None:
    for engine in (rust(), python(TODAY)):
        if engine is not None:
            judge = Judge(TODAY, ("Lucía",), measured_by=engine)
            began = time.perf_counter()
            judge.judge(password, sites=("https://example.org/login",), user="lucia@example.org")
            assert time.perf_counter() - began < 2


def test_nothing_is_no_password() -> None:
    judged = Judge(TODAY).judge("")
    assert (judged.score, judged.reasons) == (0, (Reason.EMPTY,))


@settings(deadline=None, max_examples=300)
@given(st.text(st.characters(codec=None), max_size=60), st.text(max_size=12), st.text(max_size=20))
def test_anything_can_be_judged(password: str, word: str, user: str) -> None:
    judge = Judge(TODAY, (word,))
    judged = judge.judge(password, sites=(f"https://{user}/", word), user=user, name=word)
    assert judged == judge.judge(password, sites=(f"https://{user}/", word), user=user, name=word)
    assert 0 <= judged.score <= 4
    assert 0 <= judged.guesses_log10 <= MOST
    assert judged.reasons or judged.score > 2
