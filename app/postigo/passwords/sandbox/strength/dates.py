"""Dates and years in a password, in the orders and months of our languages."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from postigo.passwords.model import Reason
from postigo.passwords.sandbox.strength.fold import SEPARATORS, Writing
from postigo.passwords.sandbox.strength.parts import Part

MONTHS: Final = (
    ("enero", "gener", "xaneiro", "urtarrila", "urtarrilak", "january", "janvier", "januar", "janeiro", "gennaio", "ene", "jan"),
    ("febrero", "febrer", "febreiro", "otsaila", "otsailak", "february", "fevrier", "februar", "fevereiro", "febbraio", "feb"),
    ("marzo", "marc", "martxoa", "martxoak", "march", "mars", "marz", "maerz", "marco", "mar"),
    ("abril", "apirila", "apirilak", "april", "avril", "aprile", "abr", "apr"),
    ("mayo", "maig", "maio", "maiatza", "maiatzak", "may", "mai", "maggio"),
    ("junio", "juny", "xuno", "ekaina", "ekainak", "june", "juin", "juni", "junho", "giugno", "jun"),
    ("julio", "juliol", "xullo", "uztaila", "uztailak", "july", "juillet", "juli", "julho", "luglio", "jul"),
    ("agosto", "agost", "abuztua", "abuztuak", "august", "aout", "ago", "aug"),
    ("septiembre", "setiembre", "setembre", "setembro", "iraila", "irailak", "september", "septembre", "settembre", "sep", "sept"),
    ("octubre", "outubro", "urria", "urriak", "october", "octobre", "oktober", "ottobre", "oct", "okt"),
    ("noviembre", "novembre", "novembro", "azaroa", "azaroak", "november", "nov"),
    ("diciembre", "desembre", "decembro", "abendua", "abenduak", "december", "decembre", "dezember", "dezembro", "dicembre", "dic", "dec", "dez"),
)  # fmt: skip
"""Names of each month, folded, in nine languages, and the short ones. They are: es, ca, gl, eu, en, fr, de, pt, it."""

_MONTH_STARTS: Final = frozenset(name[:3] for month in MONTHS for name in month)
_FIRST_YEAR: Final = 1900
_FEWEST_YEARS: Final = 20  # a year near today is one of so many
_ORDERS: Final = 0.6  # four orders and signs are in use
_DAYS: Final = math.log10(366)
_DIGITS: Final = re.compile(r"\d+", re.ASCII)
_SIGNED: Final = re.compile(r"(?<!\d)(\d{1,4})([ ./\\_-])(\d{1,2})\2(\d{1,4})(?!\d)", re.ASCII)
_YEAR: Final = re.compile(r"(?=((?:19|20)\d\d))", re.ASCII)


def dates_in(writing: Writing, this_year: int) -> Iterator[Part]:
    """Each date and year in a text."""
    text = writing.text
    for found in _DIGITS.finditer(text):
        yield from _in_digits(found[0], found.start(), this_year)
    if not SEPARATORS.isdisjoint(text):
        for found in _SIGNED.finditer(text):
            year = _date(found[1], found[3], found[4], this_year)
            if year is not None:
                yield Part(found.start(), found.end(), _date_cost(year, this_year), Reason.DATE)
    if not _MONTH_STARTS.isdisjoint(writing.folded_threes):
        yield from _with_names(writing.folded, this_year)


def year_cost(year: int, this_year: int) -> float:
    """Cost of guessing a year: those near today come first."""
    return math.log10(max(abs(this_year - year), _FEWEST_YEARS))


def _date_cost(year: int, this_year: int) -> float:
    return _DAYS + _ORDERS + year_cost(year, this_year)


def _in_digits(digits: str, at: int, this_year: int) -> Iterator[Part]:
    size = len(digits)
    for found in _YEAR.finditer(digits):
        year = int(found[1])
        if year <= this_year + 1:
            yield Part(at + found.start(), at + found.start() + 4, year_cost(year, this_year), Reason.YEAR)
    if size >= 8:
        for start in {0, size - 8}:
            yield from _split(digits[start : start + 8], at + start, ((2, 2, 4), (4, 2, 2)), this_year)
    elif size == 7:
        yield from _split(digits, at, ((1, 2, 4), (2, 1, 4)), this_year)
    elif size == 6:
        yield from _split(digits, at, ((2, 2, 2), (1, 1, 4)), this_year)
    elif size == 5:
        yield from _split(digits, at, ((1, 2, 2), (2, 1, 2)), this_year)


def _split(digits: str, at: int, shapes: tuple[tuple[int, int, int], ...], this_year: int) -> Iterator[Part]:
    for first, second, _ in shapes:
        year = _date(digits[:first], digits[first : first + second], digits[first + second :], this_year)
        if year is not None:
            yield Part(at, at + len(digits), _date_cost(year, this_year), Reason.DATE)


def _date(one: str, two: str, three: str, this_year: int) -> int | None:
    """Year of a date, in one of three orders; None if it is none.

    They are day-month-year, month-day-year, year-month-day.
    """
    for day, month, year in ((one, two, three), (two, one, three), (three, two, one)):
        if len(year) in (2, 4) and len(day) < 3 and len(month) < 3 and 1 <= int(day) <= 31 and 1 <= int(month) <= 12:
            full = int(year) if len(year) == 4 else _full(int(year), this_year)
            if _FIRST_YEAR <= full <= this_year + 1:
                return full
    return None


def _full(year: int, this_year: int) -> int:
    century = this_year // 100 * 100
    return century + year if century + year <= this_year + 1 else century - 100 + year


def _with_names(folded: str, this_year: int) -> Iterator[Part]:
    for found in _named().finditer(folded):
        before, after, last = found["before"], found["after"], found["last"]
        if before:
            day, year = before, after
        elif last:
            day, year = after, last
        else:
            day, year = (after, "") if after and len(after) < 4 else ("", after or "")
        cost = math.log10(12) + _ORDERS
        if day:
            if not 1 <= int(day) <= 31:
                continue
            cost += math.log10(31)
        if year:
            full = int(year) if len(year) == 4 else _full(int(year), this_year)
            if not _FIRST_YEAR <= full <= this_year + 1:
                continue
            cost += year_cost(full, this_year)
        if day or year:
            yield Part(found.start(), found.end(), cost, Reason.DATE)


@cache
def _named() -> re.Pattern[str]:
    """A day, the name of a month, a year; or the month first. With or without what is said or written between them."""
    names = sorted((name for month in MONTHS for name in month), key=len, reverse=True)
    gap = r"[ .,/_-]{0,2}(?:(?:del?|di|do|of|the|d|ko)[ .,/_'-]?)?"
    return re.compile(
        rf"(?:(?<!\d)(?P<before>\d{{1,2}})(?:st|nd|rd|th|er|o|a)?{gap})?(?:{'|'.join(names)})(?:ren)?"
        rf"(?:{gap}(?P<after>\d{{4}}|\d{{1,2}})(?!\d)(?:(?:(?:st|nd|rd|th)[ .,/_-]{{0,2}}|[ .,/_-]{{1,2}})(?:del? )?(?P<last>\d{{4}}|\d{{2}})(?!\d))?)?",
        re.ASCII,
    )
