"""Names made comparable: small letters, without accents."""

from __future__ import annotations

from typing import Final

_ACCENTS: Final = str.maketrans("áàâäãåéèêëíìîïóòôöõúùûüýÿñç", "aaaaaaeeeeiiiiooooouuuuyync")


def plain(name: str) -> str:
    """A name in small letters without the accents of the languages around us."""
    return name.casefold().translate(_ACCENTS)
