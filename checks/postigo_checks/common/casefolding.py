"""Names made comparable: small letters, without accents."""

from __future__ import annotations

import unicodedata
from typing import Final

_WHOLE: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart."""


def plain(name: str) -> str:
    """A name in small letters without the accents of any language."""
    folded = name.casefold()
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).translate(_WHOLE)
