"""The person's own words in the forms that they take in passwords."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from postigo.passwords.model import Reason
from postigo.passwords.sandbox.strength.dates import MONTHS
from postigo.passwords.sandbox.strength.fold import fold, squeeze, whole
from postigo.passwords.sandbox.strength.vocabulary import START, Known, Words

COST: Final = 1.0
"""Cost of one of them, as log10. There are ten or so that come to mind."""
_FRAGMENT: Final = 1.5
_FEWEST_LETTERS: Final = 3
_FEWEST_DIGITS: Final = 4
_TOKEN: Final = re.compile(r"[^\W\d_]+|\d+")
_NUMERIC_DATE: Final = re.compile(r"(\d{1,4})\D+(\d{1,2})\D+(\d{1,4})", re.ASCII)
_MOST: Final = 64  # characters of one word that are looked at


class OwnWords:
    """Words of one person, folded, by the first letters. It goes with its owner: nothing of it is kept elsewhere."""

    def __init__(self, known: Iterable[tuple[str, float]], reason: Reason) -> None:
        self.short: dict[str, Known] = {}
        starts: dict[str, dict[str, Known]] = {}
        for word, cost in known:
            words = self.short if len(word) < START else starts.setdefault(word[:START], {})
            if word not in words or words[word].cost > cost:
                words[word] = Known(cost, reason)
        self.starting = {start: Words(max(map(len, words)), words) for start, words in starts.items()}
        self.starts = self.starting.keys()

    def __bool__(self) -> bool:
        return bool(self.starting or self.short)


def own_words(said: Sequence[str], today: date) -> OwnWords:
    """All forms of what the person told us."""
    return OwnWords((form for text in said for form in forms(text[:_MOST], today)), Reason.OWN_WORD)


def forms(text: str, today: date) -> Iterator[tuple[str, float]]:
    """The forms of one word, phrase, number or date, folded, each with its cost. Case, accents, l33t and "backwards" need none."""
    text = fold(whole(text)).strip()
    tokens = _TOKEN.findall(text)
    joined = squeeze("".join(tokens))
    if any(map(str.isdigit, text)):
        yield from _forms_of_number(text, joined, today)
    for token in tokens:
        if len(token) >= (_FEWEST_DIGITS if token.isdigit() else _FEWEST_LETTERS):
            yield token, COST
    for one, other in pairwise(tokens):
        if len(one + other) >= _FEWEST_LETTERS:
            yield one + other, COST
            yield other + one, COST
    if len(joined) >= _FEWEST_LETTERS:
        yield joined, COST
    initials = "".join(token[0] for token in tokens)
    if len(initials) >= _FEWEST_LETTERS:
        yield initials, COST


def _forms_of_number(text: str, joined: str, today: date) -> Iterator[tuple[str, float]]:
    for day, month, year in _dates(text, today):
        yield from ((form, COST) for form in _forms_of_date(day, month, year))
    digits = re.sub(r"\D", "", text)
    if len(digits) >= _FEWEST_DIGITS:
        yield digits, COST
    for size in (4, 5, 6):  # the last ones, as a PIN is made of a phone or a DNI
        if len(digits) > size:
            yield digits[-size:], _FRAGMENT
            yield digits[:size], _FRAGMENT
    for prefix in ("0034", "34"):
        if len(digits) > 9 and digits.startswith(prefix):
            yield digits[len(prefix) :], COST
    if joined.isalnum() and not joined.isdigit() and not joined.isalpha():
        for token in _TOKEN.findall(joined):  # a plate has halves, a DNI its letter
            if len(token) >= _FEWEST_LETTERS:
                yield token, _FRAGMENT


def _dates(text: str, today: date) -> Iterator[tuple[int, int, int]]:
    """The days that a text may mean; year 0: none was said."""
    found = _NUMERIC_DATE.fullmatch(text)
    if found is not None:
        one, two, three = found.groups()
        for day, month, year in ((one, two, three), (two, one, three), (three, two, one)):
            if 1 <= int(day) <= 31 and 1 <= int(month) <= 12 and len(year) in (2, 4):
                yield int(day), int(month), _full(year, today)
        return
    tokens = set(re.findall(r"[a-z]+", text))
    for month_number, names in enumerate(MONTHS, start=1):
        if tokens.intersection(names):
            numbers = re.findall(r"\d+", text)
            days = [int(number) for number in numbers if len(number) < 3 and 1 <= int(number) <= 31]
            years = [_full(number, today) for number in numbers if len(number) == 4] or [0]
            yield from ((day, month_number, years[0]) for day in days[:1])
    digits = re.fullmatch(r"(\d\d)(\d\d)(\d\d(?:\d\d)?)", text)
    if digits is not None and 1 <= int(digits[1]) <= 31 and 1 <= int(digits[2]) <= 12:
        yield int(digits[1]), int(digits[2]), _full(digits[3], today)


def _full(year: str, today: date) -> int:
    if len(year) == 4:
        return int(year)
    century = today.year // 100 * 100
    return century + int(year) if century + int(year) <= today.year else century - 100 + int(year)


def _forms_of_date(day: int, month: int, year: int) -> Iterator[str]:
    days, months = {f"{day}", f"{day:02}"}, {f"{month}", f"{month:02}"}
    years = {f"{year:04}", f"{year % 100:02}"} if year else set()
    yield from (f"{one}{two}" for one in days for two in months if len(one + two) > 2)
    yield from (f"{two}{one}" for one in days for two in months if len(one + two) > 2)
    for of_year in years:
        if len(of_year) == 4:
            yield of_year
        for two in months:
            yield from (two + of_year, of_year + two)
            for one in days:
                yield from (one + two + of_year, two + one + of_year, of_year + two + one)
    for name in MONTHS[month - 1]:
        for one in days:
            yield from (one + name, name + one, f"{one}de{name}", f"{one}d{name}", f"{one}di{name}", f"{one}of{name}")
            for of_year in years:
                yield from (
                    f"{one}{name}{of_year}",
                    f"{one}de{name}{of_year}",
                    f"{one}de{name}de{of_year}",
                    f"{name}{one}{of_year}",
                )
        yield from (name + of_year for of_year in years)
