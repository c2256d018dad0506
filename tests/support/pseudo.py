"""A pseudo-language for pictures and layout tests: every sentence a good third longer, with accents on it."""

from __future__ import annotations

from postigo.core.values import Text
from postigo.words import APP, Words

_ACCENTS = str.maketrans("aeiounAEIOUN", "áéíöüñÁÉÍÖÜÑ")


class Pseudo(Words):
    """Says everything longer. What was filled in (names, numbers) is made longer with it; that is what we want to see."""

    def say(self, text: Text, pack: str = APP) -> str:
        plain = super().say(text, pack)
        return f"[{plain.translate(_ACCENTS)} {'~' * (len(plain) // 3 + 1)}]"
