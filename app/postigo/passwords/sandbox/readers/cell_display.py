"""Display of a spreadsheet's cell, as far as it is known for sure. So no password is cut or changed.

A number is shown by its format (ECMA-376 part 1, 18.8.30). Applied are those that people use for codes: General, digits only
("0", "00000000": 1234567 is 01234567 there), and text. A date, a percentage, decimals, thousands, and a truth value are
shown by the habits of a country, or are no longer what was typed: of those nothing is known.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import Final

_DIGITS = re.compile(r"#*(0*)")
_GENERAL: Final = frozenset({"", "general", "standard", "estándar", "@"})
_SHOWN_WHOLE: Final = 10**11
"""From here on General is shown as 1.23E+11 (a cell has room for eleven digits)."""
_EXACT: Final = 10**15
"""Bound from which a number of a spreadsheet has lost digits. (IEEE 754, of which 15 are kept.)"""
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def number(stored: str, code: str) -> str | None:
    """Display of a stored number under a format, if that is digits and nothing else."""
    try:
        value = Decimal(stored)
    except InvalidOperation:
        return None
    if not value.is_finite() or abs(value) >= _EXACT or value != value.to_integral_value():
        return None
    whole = int(value)
    if code.casefold() in _GENERAL:
        return str(whole) if abs(whole) < _SHOWN_WHOLE else None
    digits = _DIGITS.fullmatch(code)
    if not digits or not code or whole < 0:
        return None
    return str(whole).zfill(len(digits[1])) if whole or digits[1] else None


def text(stored: str, code: str) -> str | None:
    """Display of a stored text: itself, unless its format writes something around it."""
    bare = _QUOTED.sub("", code)
    return stored if "@" not in code or bare.strip() == code == "@" else None


def whole(shown: str, stored: str) -> str | None:
    """Number as it is shown, if it shows exactly what is stored."""
    try:
        same = Decimal(stored) == Decimal(shown)
    except InvalidOperation:
        return None
    return shown if same and shown.removeprefix("-").isdecimal() and abs(Decimal(stored)) < _EXACT else None


COVERED: Final = "####"
"""Sign of a cell that is too narrow for its value."""

_SPOILT = re.compile(  # covered; a number of which the end is lost; what a spreadsheet says instead of a value
    r"[*•●∙·‧○◦⚫⬤]{3,}|#{3,}|-?\d(?:[.,]\d+)?E[+-]\d+"
    r'|="[^"]*"'  # a formula that keeps the zeros before a number, where a table of text has no formulas
    r"|#[¡¿]?(?:REF|VALUE|VALOR|WERT|DIV/0|NAME|NOMBRE|NOM|NULL|NULO|NUM|NÚM|BEZUG|ZAHL|SPILL|CALC)[!?]|#N/[AD]|Err:\d{3}"
)

_REMARK = re.compile(r"\S[ \t\xa0]+\([^()\r\n]{3,}\)[ \t.]*$")


def is_alone(text: str) -> bool:
    """Whether a written password stands alone: one line, and no remark in brackets behind it."""
    return "\n" not in text.strip() and not (")" in text and _REMARK.search(text))


_SUSPECT: Final = "=*•●∙·‧○◦⚫⬤#-0123456789E"
"""Beginnings of such texts. Most passwords are told apart by that alone."""


def is_spoilt(text: str) -> bool:
    """Whether it is no password, but what a program shows instead of one."""
    return text[:1] in _SUSPECT and bool(_SPOILT.fullmatch(text))
