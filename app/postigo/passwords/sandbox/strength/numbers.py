"""Numbers that belong to a person or a thing: identity, telephone, bank account, postcode. Never as a piece of longer letters or digits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from postigo.passwords.model import Reason
from postigo.passwords.sandbox.strength.parts import Part
from postigo.passwords.sandbox.strength.plates import is_plate, is_spanish_plate

PERSONAL: Final = 5.0
"""Cost of such a number, as log10.

It has more digits than that, but who knows the person has seen it, and it stands in stolen lists.
"""

_POSTCODE_COST: Final = 2.0  # of 11,000 a place has few
_CHECK_LETTERS: Final = "TRWAGMYFPDXBNJZSQVHLCKE"  # by the number modulo 23
_IDENTITY: Final = re.compile(r"(?:([XYZ])(\d{7})|(\d{7,8}))([A-Z])", re.ASCII)
# Country by country as the registry of ISO 13616 has them: of random letters and digits, every five-thousandth begins like one
# of no country and has the right check digits.
_IBAN: Final = re.compile(
    r"NO\d{13}|BE\d{14}|(?:DK|FI)\d{16}|SI\d{17}|(?:AT|EE|LT|BA)\d{18}|HR\d{19}|(?:DE|ME|RS)\d{20}|(?:CZ|ES|SE|SK|TN)\d{22}"
    r"|PT\d{23}|IS\d{24}|(?:HU|MA|PL)\d{26}|NL\d\d[A-Z]{4}\d{10}|(?:GB|IE)\d\d[A-Z]{4}\d{14}|GE\d\d[A-Z]{2}\d{16}"
    r"|MK\d{5}\w{10}\d\d|LU\d{5}\w{13}|LV\d\d[A-Z]{4}\w{13}|(?:CH|LI)\d{7}\w{12}|BG\d\d[A-Z]{4}\d{6}\w{8}|GI\d\d[A-Z]{4}\w{15}"
    r"|AD\d{10}\w{12}|RO\d\d[A-Z]{4}\w{16}|MD\d\d\w{20}|TR\d{7}0\w{16}|(?:FR|MC)\d{12}\w{11}\d\d|GR\d{9}\w{16}"
    r"|(?:IT|SM)\d\d[A-Z]\d{10}\w{12}|(?:AL|CY)\d{10}\w{16}|UA\d{8}\w{19}|BR\d{25}[A-Z]\w|MT\d\d[A-Z]{4}\d{5}\w{18}",
    re.ASCII,
)
_PHONE: Final = re.compile(r"(?:(?:00|\+)?34)?[6789]\d{8}", re.ASCII)
_POSTCODE: Final = re.compile(r"(?<!\d)(?:0[1-9]|[1-4]\d|5[0-2])\d{3}(?!\d)", re.ASCII)
_BETWEEN: Final = " .-·/_"
_SEPARATORS: Final = str.maketrans("", "", _BETWEEN)
_FEWEST: Final = 5
_FEWEST_DIGITS: Final = 2
_PIECE: Final = re.compile(r"[^\W_]+")
# Up to two characters before or after do not hide a number of Spain; more digits do: they are one longer number.
_SPARED: Final = re.compile(
    r".{0,2}?((?<!\d)(?:\+?34)?[6789]\d{8}(?!\d)|[XYZ]?\d{7,8}[A-Z]|\d{4}[ -]?[A-Z]{3}|[A-Z]{1,2}[ -]?\d{4}[ -]?[A-Z]{1,2}).{0,2}",
    re.ASCII,
)


def numbers_in(text: str) -> Iterator[Part]:
    """Numbers that are the whole text or stand apart, in one piece or several."""
    if sum(map(str.isdigit, text)) < _FEWEST_DIGITS:
        return
    pieces = [found.span() for found in _PIECE.finditer(text)]
    for place, (start, end) in enumerate(pieces):
        start -= text[:start].endswith("+")  # noqa: PLW2901 - a telephone's
        for after, further in pieces[place:]:
            # One sign between two pieces of a number, not more.
            if after > end + 1 or (after == end + 1 and text[end] not in _BETWEEN):
                break
            end = further  # noqa: PLW2901 - the number grows by a piece
            if end - start >= _FEWEST and (reason := number(text[start:end])) is not None:
                yield Part(start, end, PERSONAL, reason)
    spared = _SPARED.fullmatch(text.upper())
    if (
        spared is not None
        and len(spared[1]) < len(text)
        and (reason := number(text[slice(*spared.span(1))], apart=False))
    ):
        yield Part(*spared.span(1), PERSONAL, reason)


def postcodes_in(text: str) -> Iterator[Part]:
    """Each postcode of Spain. Any five digits may be one: only for a text with a place in it."""
    for found in _POSTCODE.finditer(text):
        yield Part(found.start(), found.end(), _POSTCODE_COST, Reason.POSTCODE)


def number(text: str, *, apart: bool = True) -> Reason | None:
    """Kind of number that a text is, if any.

    With other letters or digits beside it, not `apart`, it is no foreign plate: too much looks like one.
    """
    plain = text.translate(_SEPARATORS).upper()
    size = len(plain)
    if not 4 <= size <= 34 or not plain.isascii():
        return None
    if (size in (8, 9)) and is_identity(plain):
        return Reason.IDENTITY
    if size >= 9 and _PHONE.fullmatch(plain):
        return Reason.PHONE
    if size >= 15 and is_iban(plain):
        return Reason.BANK_ACCOUNT
    is_one = is_plate(text, plain) if apart else is_spanish_plate(plain)
    return Reason.PLATE if is_one else None


def is_identity(plain: str) -> bool:
    """Whether it is a DNI or a NIE with the right letter."""
    found = _IDENTITY.fullmatch(plain)
    if found is None:
        return False
    digits = f"{'XYZ'.index(found[1])}{found[2]}" if found[1] else found[3]
    return _CHECK_LETTERS[int(digits) % 23] == found[4]


def is_iban(plain: str) -> bool:
    """Whether it is an account number with the right check digits. (ISO 13616: modulo 97, letters as 10 to 35.)"""
    if _IBAN.fullmatch(plain) is None:
        return False
    return int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])) % 97 == 1
