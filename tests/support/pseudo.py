"""A pseudo-language for pictures and layout tests: every sentence a good third longer, with accents on it."""

from __future__ import annotations

from typing import Final

from postigo.core.values import Text
from postigo.words import APP, Words

_ACCENTS = str.maketrans("aeiounAEIOUN", "áéíöüñÁÉÍÖÜÑ")
LONGEST_WORD: Final = 20
"""Letters of the longest word that is added: longer ones stand in no sentence for people."""


class Pseudo(Words):
    """Says everything longer. What was filled in (names, numbers) is made longer with it; that is what we want to see."""

    def say(self, text: Text, pack: str = APP) -> str:
        plain = super().say(text, pack)
        words, rest = divmod(len(plain) // 3 + 1, LONGEST_WORD)
        longer = " ".join(["~" * LONGEST_WORD] * words + ["~" * rest] * bool(rest))
        return f"[{plain.translate(_ACCENTS)} {longer}]"
