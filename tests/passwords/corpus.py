"""Made-up passwords like those that people have: the same for the same seed, and nobody's.

The shares follow the corpus of the first measurements: words and digits, l33t, dates, names and years, plates, managers'
own, passphrases, keyboard rows.
"""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Sequence


def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


SPANISH = _words(
    "contraseña verano invierno primavera otoño bocadillo paraguas camino ventana ordenador estrella corazón princesa montaña "
    "playa cerveza chocolate naranja amarillo mariposa caballo gatito perrito familia trabajo escuela biblioteca teléfono "
    "flamenco guitarra fútbol dragón tortuga pantalla cocina piscina jardín canción música película domingo lunes"
)
ENGLISH = _words(
    "password summer winter dragon monkey sunshine football shadow master freedom flower purple orange silver cookie banana "
    "cheese pepper ginger hunter killer soccer hockey guitar jordan secret letter window garden market"
)
NAMES = _words(
    "maria lucia paula marta laura carmen ana cristina javier antonio jose manuel pablo alvaro adrian sergio raul mario hugo "
    "daniel alba irene nuria rocio macarena kira luna rex toby nala coco"
)
PLACES = _words(
    "malaga sevilla madrid torremolinos benalmadena marbella fuengirola nerja ronda barcelona bilbao valencia cadiz"
)
LOVE = (
    "te quiero mucho",
    "tequiero",
    "teamo",
    "amoamihijo",
    "mi amor",
    "siempre juntos",
    "te amo mi vida",
    "iloveyou",
    "mi familia",
)
MONTHS = _words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
PLATE_LETTERS = "BCDFGHJKLMNPRSTVWXYZ"
CHECK_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE"
ROWS = ("qwertyuiop", "asdfghjklñ", "zxcvbnm", "1234567890", "1qaz2wsx3edc")
LEET = str.maketrans("aeiost", "4310$7")
SIGNS = "!.*_-?@#$"
ANYTHING = string.ascii_letters + string.digits + string.punctuation


def corpus(n: int, seed: int) -> list[str]:
    """As many passwords, in the shares that people have them."""
    return [password for _, password in classes(n, seed)]


def classes(n: int, seed: int) -> list[tuple[str, str]]:
    """As many passwords with the class each is of."""
    rng = random.Random(seed)  # noqa: S311 - the same every time, and nobody's
    kinds, weights = list(SHARES), list(SHARES.values())
    return [(kind, MAKERS[kind](rng)) for kind in rng.choices(kinds, weights, k=n)]


def of_class(kind: str, n: int, seed: int) -> list[str]:
    """As many passwords of one class."""
    rng = random.Random(f"{kind} {seed}")  # noqa: S311 - see above
    return [MAKERS[kind](rng) for _ in range(n)]


def random_password(rng: random.Random, length: int, alphabet: str = ANYTHING) -> str:
    return "".join(rng.choice(alphabet) for _ in range(length))


def passphrase(rng: random.Random, words: Sequence[str], count: int) -> str:
    return rng.choice(" -.").join(rng.choice(words) for _ in range(count))


def _cased(rng: random.Random, word: str) -> str:
    return rng.choice((word, word, word.capitalize(), word.capitalize(), word.upper()))


def _word_digits(rng: random.Random) -> str:
    return (
        _cased(rng, rng.choice(SPANISH + ENGLISH)) + str(rng.randint(0, 999)) + rng.choice(("", "", rng.choice(SIGNS)))
    )


def _word_year(rng: random.Random) -> str:
    return _cased(rng, rng.choice(SPANISH)) + str(rng.randint(1990, 2026)) + rng.choice(("", "", "!"))


def _word(rng: random.Random) -> str:
    return _cased(rng, rng.choice((rng.choice(SPANISH), rng.choice(PLACES))))


def _leet(rng: random.Random) -> str:
    return (rng.choice(SPANISH + ENGLISH) + rng.choice(SPANISH + ENGLISH)).translate(LEET)


def _date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1950, 2015)
    return rng.choice(
        (
            f"{day:02}/{month:02}/{year}",
            f"{day:02}{month:02}{year}",
            f"{day}-{month}-{year % 100:02}",
            f"{year}{month:02}{day:02}",
            f"{day}de{MONTHS[month - 1]}{year}",
            f"{day}{MONTHS[month - 1]}{year}",
            f"{day} de {MONTHS[month - 1]}",
        )
    )


def _name_year(rng: random.Random) -> str:
    return rng.choice(NAMES).capitalize() + str(rng.randint(1950, 2026)) + rng.choice(("", "!", "."))


def _plate(rng: random.Random) -> str:
    letters = "".join(rng.choice(PLATE_LETTERS) for _ in range(3))
    old = f"{rng.choice(('MA', 'M', 'B', 'SE', 'GR'))}{{}}{rng.randint(1000, 9999)}{{}}{rng.choice('ABCD')}{rng.choice('ABCD')}"
    sep = rng.choice(("", "-", " "))
    return rng.choice((f"{rng.randint(0, 9999):04}{sep}{letters}", old.format(sep, sep)))


def dni(rng: random.Random) -> str:
    number = rng.randint(1_000_000, 99_999_999)
    return f"{number:08}{CHECK_LETTERS[number % 23]}"


def nie(rng: random.Random) -> str:
    first, number = rng.randint(0, 2), rng.randint(0, 9_999_999)
    return f"{'XYZ'[first]}{number:07}{CHECK_LETTERS[(first * 10_000_000 + number) % 23]}"


def iban(rng: random.Random) -> str:
    account = "".join(rng.choice(string.digits) for _ in range(20))
    check = 98 - int(account + "142800") % 97  # E is 14, S is 28
    return f"ES{check:02}{account}"


def _identity(rng: random.Random) -> str:
    return rng.choice((dni, nie))(rng)


def _phone(rng: random.Random) -> str:
    return rng.choice(("", "+34", "34")) + rng.choice("67") + f"{rng.randint(0, 99_999_999):08}"


def _keyboard(rng: random.Random) -> str:
    row = rng.choice(ROWS)
    start = rng.randint(0, len(row) - 5)
    walk = row[start : start + rng.randint(5, 9)]
    return rng.choice((walk, walk[::-1])) + rng.choice(("", "", str(rng.randint(0, 99))))


def _passphrase(rng: random.Random) -> str:
    return passphrase(rng, SPANISH + ENGLISH + PLACES + NAMES, rng.randint(4, 7))


SHARES: dict[str, int] = {
    "word and digits": 10,
    "word and year": 8,
    "word": 3,
    "l33t": 8,
    "date": 9,
    "name and year": 12,
    "plate": 6,
    "identity number": 3,
    "phone": 3,
    "love": 3,
    "keyboard": 4,
    "passphrase": 6,
    "random, 6 to 10": 4,
    "random, 20": 21,
}
MAKERS: dict[str, Callable[[random.Random], str]] = {
    "word and digits": _word_digits,
    "word and year": _word_year,
    "word": _word,
    "l33t": _leet,
    "date": _date,
    "name and year": _name_year,
    "plate": _plate,
    "identity number": _identity,
    "bank account": iban,
    "phone": _phone,
    "love": lambda rng: rng.choice(LOVE) + rng.choice(("", "", str(rng.randint(1, 99)))),
    "keyboard": _keyboard,
    "passphrase": _passphrase,
    "random, 6 to 10": lambda rng: random_password(rng, rng.randint(6, 10)),
    "random, 20": lambda rng: random_password(rng, 20),
}
