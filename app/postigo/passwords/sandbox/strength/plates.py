"""Licence plates of Spain and Europe. Facts of each country's system; where it says yes to much else, separators must be there."""

from __future__ import annotations

import re
from typing import Final

_PROVINCES: Final = (
    "A|AB|AL|AV|B|BA|BI|BU|C|CA|CC|CE|CO|CR|CS|CU|GC|GE|GI|GR|GU|H|HU|IB|J|L|LE|LO|LU|M|MA|ML|MU|NA|O|OR|OU|P|PM|PO|S|SA|SE|SG"
    "|SO|SS|ST|T|TE|TF|TO|V|VA|VI|Z|ZA"
)
_SPANISH: Final = re.compile(
    r"\d{4}[BCDFGHJKLMNPRSTVWXYZ]{3}"  # since 2000
    rf"|(?:{_PROVINCES})\d{{4}}[A-Z]{{1,2}}",  # 1971-2000
    re.ASCII,
)
# Written without separators as well: what else looks like these is rare.
_TIGHT: Final = re.compile(
    r"[A-HJ-NP-TV-Z]{2}\d{3}[A-HJ-NP-TV-Z]{2}"  # France, Italy, Slovakia, Serbia, Albania, Georgia
    r"|[A-Z]{2}\d{2}[A-Z]{3}"  # United Kingdom since 2001
    r"|[1-9][A-Z]{3}\d{3}"  # Belgium since 2010
    r"|[A-Z]{2}\d{4}[A-Z]{2}",  # Bulgaria
    re.ASCII,
)
_ODD_BREAK: Final = re.compile(r"[^\W\d_][^\w][^\W\d_]|\d[^\w]\d")  # not between letters and digits
# With separators, between letters and digits, and in no other place.
_LOOSE: Final = re.compile(
    rf"(?:{_PROVINCES})[-. ]\d{{4,6}}"  # Spain until 1971
    r"|[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?\d{1,4}[EH]?"  # Germany
    r"|[A-Z]{1,2}-\d{1,5} ?[A-Z]{1,3}"  # Austria
    r"|\d{2}-\d{2}-[A-Z]{2}|[A-Z]{2}-\d{2}-\d{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}"  # Portugal
    r"|[A-Z]{2}-\d{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}"  # Netherlands
    r"|[A-Z]{2}-\d{3}-[A-Z]|[A-Z]-\d{3}-[A-Z]{2}"
    r"|[A-Z]{2,3}[- ]\d{3,4}"  # Finland, Sweden, Luxembourg, Lithuania, Cyprus, Malta
    r"|[A-Z]{3} \d{2}[A-Z0-9]"  # Sweden
    r"|[A-Z]{2} ?\d{2} ?\d{3}"  # Denmark, Norway
    r"|[A-Z]{3}-\d{4}"  # Greece
    r"|\d{3}[- ][A-Z]{3}"  # Estonia
    r"|\d{2}[12]?-[A-Z]{1,2}-\d{1,6}"  # Ireland
    r"|[A-Z]{2,3} \d[A-Z0-9]{3,4}"  # Poland
    r"|\d[A-Z]\d[- ]\d{4}"  # Czechia
    r"|(?:B[- ]\d{2,3}|[A-Z]{2}[- ]\d{2})[- ][A-Z]{3}"  # Romania
    r"|[A-Z]{2}[- ]\d{3,4}[- ][A-Z]{1,2}"  # Croatia
    r"|(?:AG|AI|AR|BE|BL|BS|FR|GE|GL|GR|JU|LU|NE|NW|OW|SG|SH|SO|SZ|TG|TI|UR|VD|VS|ZG|ZH)[- ]\d{3,6}",  # Switzerland
    re.ASCII,
)


def is_spanish_plate(plain: str) -> bool:
    """Whether this, in capitals and without separators, is a plate of Spain."""
    return _SPANISH.fullmatch(plain) is not None


def is_plate(text: str, plain: str) -> bool:
    """Whether `text` is a plate; `plain` is the same in capitals and without separators."""
    if _ODD_BREAK.search(text) is None and (is_spanish_plate(plain) or _TIGHT.fullmatch(plain) is not None):
        return True
    return len(plain) != len(text) and _LOOSE.fullmatch(text.upper()) is not None
