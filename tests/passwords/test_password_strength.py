"""How easy a password is to guess: the engines, and what our own layer adds."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable, Iterable
from datetime import date
from importlib import resources
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postigo.passwords.model import Reason
from postigo.passwords.sandbox.strength import Judge
from postigo.passwords.sandbox.strength.engines import MOST, python, rust, score_of
from postigo.passwords.sandbox.strength.fold import squeeze
from postigo.passwords.sandbox.strength.numbers import is_iban, is_identity
from postigo.passwords.sandbox.strength.parts import cheapest, letter_by_letter
from postigo.passwords.sandbox.strength.plates import is_plate, is_spanish_plate
from postigo.passwords.sandbox.strength.vocabulary import _COMMON as COMMON
from postigo.passwords.sandbox.strength.vocabulary import _COUNTED as COUNTED
from postigo.passwords.sandbox.strength.vocabulary import _WRITTEN as WRITTEN
from postigo.passwords.sandbox.strength.vocabulary import vocabulary
from tests.passwords.corpus import corpus, dni, iban, nie, passphrase, random_password
from tests.support.pace import within
from tests.support.places import need, needs

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


@needs("fast-engine")
def test_the_engines_agree() -> None:
    fast, reference = rust(), python(TODAY)
    assert fast is not None
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
        need("fast-engine")
        return
    assert 0 <= measure(password) <= MOST


@pytest.mark.parametrize("password", SLOW, ids=range(len(SLOW)))
def test_no_input_is_slow(password: str) -> None:
    for engine in (rust(), python(TODAY)):
        if engine is not None:
            judge = Judge(TODAY, ("Lucía",), measured_by=engine)
            site = ("https://example.org/login",)
            assert within(2, lambda: judge.judge(password, sites=site, user="lucia@example.org"))  # noqa: B023 - at once


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


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(TODAY)


@pytest.fixture(scope="module")
def knowing() -> Judge:
    """One who was told about somebody."""
    return Judge(
        TODAY,
        (
            "Lucía",
            "Rex",
            "1234BCD",
            "14/03/1985",
            "Calle Cuatro Caminos 12",
            "+34 612 345 678",
            "74639182M",
            "Núñez Ferrer",
        ),
    )


IDENTITY, FOREIGN, ACCOUNT = (make(random.Random(3)) for make in (dni, nie, iban))  # noqa: S311 - nobody's


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("Contraseña2024", Reason.YEAR),
        ("contraseña", Reason.COMMON),
        ("contrasena", Reason.COMMON),
        ("contrasinal", Reason.COMMON),
        ("pasahitza", Reason.COMMON),
        ("qwertyuiop", Reason.COMMON),
        ("Verano2026", Reason.YEAR),
        ("torremolinos", Reason.PLACE),
        ("benalmadena", Reason.PLACE),
        ("sonilomerrot", Reason.PLACE),
        ("29620torremolinos", Reason.POSTCODE),
        ("MA-1234-AB", Reason.PLATE),
        ("1234-BCD", Reason.PLATE),
        ("1234BCD", Reason.PLATE),
        ("AB-123-CD", Reason.PLATE),
        (IDENTITY, Reason.IDENTITY),
        (IDENTITY.lower() + "!", Reason.IDENTITY),
        (FOREIGN, Reason.IDENTITY),
        (ACCOUNT, Reason.BANK_ACCOUNT),
        (" ".join(ACCOUNT[place : place + 4] for place in range(0, 24, 4)), Reason.BANK_ACCOUNT),
        ("+34612345987", Reason.PHONE),
        ("612 34 59 87", Reason.PHONE),
        ("14demarzo1985", Reason.DATE),
        ("14de marzo1985", Reason.DATE),
        ("14marzo1985", Reason.DATE),
        ("14 de marzo de 1985", Reason.DATE),
        ("March14th1985", Reason.DATE),
        ("14märz1985", Reason.DATE),
        ("14demarç1985", Reason.DATE),
        ("14/03/1985", Reason.DATE),
        ("850314", Reason.DATE),
        ("te quiero mucho", Reason.LOVE),
        ("amoamihijo", Reason.LOVE),
        ("t'estimo molt", Reason.LOVE),
        ("maite zaitut", Reason.LOVE),
        ("ich liebe dich", Reason.LOVE),
        ("Kira2020!", Reason.NAME),
        ("Antonio García 1975", Reason.NAME),
        ("poiuñlkj", Reason.KEYBOARD),
        ("asdfghjklñ", Reason.KEYBOARD),
        ("realmadrid1902", Reason.CLUB),
        ("viva er betis", Reason.CLUB),
        ("bocadillo", Reason.WORD),
        ("b0c4d1ll0", Reason.WORD),
        ("paraguas", Reason.WORD),
        ("lolalola", Reason.NAME),
        ("xyxyxyxyxyxy", Reason.REPEATED),
        ("abcdefghij", Reason.SEQUENCE),
    ],
)
def test_what_people_here_take_is_weak_and_told_why(judge: Judge, password: str, reason: Reason) -> None:
    judged = judge.judge(password)
    assert judged.score <= 1
    assert reason in judged.reasons
    assert not judged.random


@pytest.mark.parametrize(
    "password",
    [
        "luciarex", "LUCÍA rex", "Luc1aR3x", "aicul-xer", "1234-bcd", "bcd1234", "cuatrocaminos12", "Caminos.Cuatro", "ccc12",
        "14marzo1985", "14demarçde1985", "140385", "85-03-14", "martxoa1985", "march1985", "0385rex", "612345678", "345678",
        "74639182", "9182M", "nunezferrer", "NuñezFerrer!", "ferrernunez85", "Lucia14031985",
    ],
)  # fmt: skip
def test_the_persons_own_words_are_found_in_any_form(knowing: Judge, password: str) -> None:
    judged = knowing.judge(password)
    assert judged.score <= 1
    assert Reason.OWN_WORD in judged.reasons


def test_the_site_and_the_user_are_found(judge: Judge) -> None:
    at_the_site = judge.judge("Zalborak2024!", sites=("https://www.zalborak.example.es:443/login?x=1",))
    assert at_the_site.score <= 1
    assert Reason.SITE_NAME in at_the_site.reasons
    of_the_title = judge.judge("mizalborak", name="Zalborak")
    assert of_the_title.score <= 1
    assert Reason.SITE_NAME in of_the_title.reasons
    of_the_user = judge.judge("Xuntrasol.77", user="xuntrasol.perez@example.org")
    assert of_the_user.score <= 1
    assert Reason.USER_NAME in of_the_user.reasons
    elsewhere = judge.judge("Zalborak2024!")
    assert not {Reason.SITE_NAME, Reason.USER_NAME} & set(elsewhere.reasons)


def words(language: str) -> list[str]:
    text = (resources.files("postigo_resources") / "data" / "passphrases" / f"{language}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("language", ["es", "en"])
def test_there_are_as_many_words_for_passphrases_as_five_dice_tell_apart(language: str) -> None:
    listed = words(language)
    assert len(listed) == len(set(listed)) == 6**5
    assert all(re.fullmatch("[a-z-]{3,9}", word) for word in listed)
    rude = {
        "puta",
        "mierda",
        "culo",
        "polla",
        "cabron",
        "negro",
        "follar",
        "matar",
        "violar",
        "suicidio",
        "sangre",
        "nazi",
    }
    assert not rude.intersection(listed)


def strong(judge: Judge, passwords: Iterable[str]) -> int:
    """How many keep zxcvbn's score, have no reason, and are at 4 where zxcvbn is."""
    measure = judge._engine.measure
    kept = 0
    for password in passwords:
        judged = judge.judge(password)
        kept += judged.score == score_of(measure(password)) and not judged.reasons
    return kept


def test_random_passwords_and_passphrases_stay_strong(judge: Judge) -> None:
    rng = random.Random(11)  # noqa: S311 - the same every time
    assert all(judge.judge(random_password(rng, 16)).score == 4 for _ in range(500))
    for language in ("es", "en"):
        listed = words(language)
        assert all(judge.judge(passphrase(rng, listed, 6)).score == 4 for _ in range(250))


def test_our_layer_takes_nothing_from_what_is_strong_or_middling_by_chance(judge: Judge) -> None:
    rng = random.Random(12)  # noqa: S311 - see above
    for length in (10, 12, 20):
        assert strong(judge, (random_password(rng, length) for _ in range(400))) >= 399
    for language in ("es", "en"):
        listed = words(language)
        for count in (4, 5):
            assert strong(judge, (passphrase(rng, listed, count) for _ in range(150))) == 150


@pytest.mark.parametrize(
    "longer",
    [
        pytest.param(lambda weak: weak * 2, id="twice"),
        pytest.param(lambda weak: weak * 3, id="three times"),
        pytest.param(lambda weak: f"{weak}-{weak}", id="with a sign between"),
        pytest.param(lambda weak: weak + weak.upper(), id="in capitals"),
        pytest.param(lambda weak: weak + weak[::-1], id="and backwards"),
        pytest.param(lambda weak: "".join(letter * 2 for letter in weak), id="each letter twice"),
    ],
)
@pytest.mark.parametrize(
    "weak", ["Patata2007", "te quiero mucho", "1dejunio2000", "728786700", "dragón2024", "torremolinos", "qwerty12"]
)
def test_a_weak_password_made_longer_by_itself_stays_weak(
    judge: Judge, weak: str, longer: Callable[[str], str]
) -> None:
    assert judge.judge(weak).score <= 1
    made = judge.judge(longer(weak))
    assert made.score <= 2
    assert made.reasons


@pytest.mark.parametrize("password", ["((dragón2024))", "<<Verano2026>>", "--fútbol2014--", "xXlunaXx", "***mario***"])
def test_what_stands_around_a_weak_one_makes_it_no_strong_one(judge: Judge, password: str) -> None:
    assert judge.judge(password).score <= 2


def test_a_strong_password_written_twice_is_as_strong(judge: Judge) -> None:
    rng = random.Random(14)  # noqa: S311 - see above
    assert all(judge.judge(random_password(rng, 12) * 2).score == 4 for _ in range(100))


def test_what_managers_make_is_random(judge: Judge) -> None:
    rng = random.Random(13)  # noqa: S311 - see above
    assert sum(judge.judge(random_password(rng, 20)).random for _ in range(300)) >= 295


def test_few_common_passwords_and_words_pass_for_plates(judge: Judge) -> None:
    common = [word for start in judge._vocabulary.starts for word in judge._vocabulary.starting[start].common]
    assert len(common) > 40_000
    assert sum(is_spanish_plate(word.upper()) for word in common) <= 20
    assert sum(is_plate(word, word.upper()) for word in common) <= 200


def test_check_letters_and_digits_must_be_right() -> None:
    assert is_identity(IDENTITY)
    assert is_identity(FOREIGN)
    wrong = IDENTITY[:-1] + ("A" if IDENTITY[-1] != "A" else "B")
    assert not is_identity(wrong)
    assert is_iban(ACCOUNT)
    # The examples of the registry.
    for example in (
        "NO9386011117947", "BE68539007547034", "NL91ABNA0417164300", "DK5000400440116243", "FI2112345600000785", "SI56263300012039086",
        "AT611904300234573201", "EE382200221020145685", "LT121000011101001000", "LU280019400644750000", "CH9300762011623852957",
        "LV80BANK0000435195001", "DE89370400440532013000", "GB29NWBK60161331926819", "IE29AIBK93115212345678", "BG80BNBG96611020345678",
        "ES9121000418450200051332", "SE4550000000058398257466", "CZ6508000000192000145399", "AD1200012030200359100100",
        "RO49AAAA1B31007593840000", "PT50000201231234567890154", "IS140159260076545510730339", "FR1420041010050500013M02606",
        "IT60X0542811101000000123456", "GR1601101250000000012300695", "PL61109010140000071219812874", "HU42117730161111101800000000",
        "CY17002001280000001200527600", "MT84MALT011000012345MTLCAST001S", "HR1210010051863000160", "SK3112000000198742637541",
    ):  # fmt: skip
        assert is_iban(example), example
    # Drawn by lot, and the check digits are right: of no country, or not as that country writes them.
    assert not any(is_iban(each) for each in ("CC62" + "0" * 8 + "F" * 20, "DE42A0B1C2D3E4F5A6B7C8"))
    assert not is_iban(ACCOUNT[:-1] + str((int(ACCOUNT[-1]) + 1) % 10))


def test_nothing_of_the_person_stays_behind() -> None:
    before = len(vocabulary().starts)
    told = Judge(TODAY, ("Zalborakita",))
    assert told.judge("zalborakita9", user="quintrolas@example.org", sites=("https://vermaldes.example",)).score <= 1
    assert Judge(TODAY).judge("zalborakita9").reasons.count(Reason.OWN_WORD) == 0
    assert len(vocabulary().starts) == before
    for word in ("zalborakita", "quintrolas", "vermaldes"):
        assert word[:4] not in vocabulary().starts or word not in vocabulary().starting[word[:4]].known
    from zxcvbn import matching  # noqa: PLC0415 - its global

    assert not matching.RANKED_DICTIONARIES.get("user_inputs")


@settings(deadline=None, max_examples=200)
@given(st.text(min_size=1, max_size=40), st.lists(st.text(max_size=15), max_size=4))
def test_knowing_more_never_raises_a_score(password: str, told: list[str]) -> None:
    plain = Judge(TODAY).judge(password)
    known = Judge(TODAY, told).judge(password)
    assert known.score <= plain.score
    assert plain.score <= score_of(Judge(TODAY)._engine.measure(password))


@settings(deadline=None, max_examples=200)
@given(st.text(min_size=1, max_size=60))
def test_the_parts_lie_in_the_text_one_after_the_other(text: str) -> None:
    judge = Judge(TODAY, ("Lucía",))
    for view in (text, squeeze(text)):
        parts = list(judge._parts(view, ()))
        assert all(0 <= part.start < part.end <= len(view) and part.cost >= 0 for part in parts)
        way = cheapest(view, parts)
        assert all(one.end <= other.start for one, other in pairwise(way.parts))
        assert way.cost <= sum(letter_by_letter(view)) + 1e-9


def test_every_password_of_the_corpus_that_is_weak_is_told_why(judge: Judge) -> None:
    for password in corpus(500, 21):
        judged = judge.judge(password)
        assert judged.reasons or judged.score > 2


def test_every_list_says_where_it_comes_from_and_is_read() -> None:
    folder = resources.files("postigo_resources") / "data" / "passwords"
    lists = {path.name for path in folder.iterdir() if path.name.endswith(".txt")}
    licences = (folder / "LICENCES.md").read_text("utf-8")
    assert lists == {*COUNTED, *WRITTEN, COMMON}
    for name in lists:
        assert f"`{name}`" in licences
        assert (folder / name).read_text("utf-8").startswith("# ")
