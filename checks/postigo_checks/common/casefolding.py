"""Names made comparable: small letters, without accents."""

from __future__ import annotations

from typing import Final

from postigo.api import without_accents

_WHOLE: Final = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe"})
"""Letters that Unicode does not take apart."""


def plain(name: str) -> str:
    """A name in small letters without the accents of any language."""
    return without_accents(name.casefold()).translate(_WHOLE)
