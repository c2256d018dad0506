"""Retelling of a summary in its reader's language: titles, fixes and times.

Reports come in the language of whoever made them. Nothing is looked up by an id, which anybody can write: a sentence is told in
another language only if it is, letter by letter, one that a built-in pack says. All else stays as it was written.
"""

from __future__ import annotations

from dataclasses import replace

from postigo.audit.own_translations import own_locales
from postigo.fleet.summary import Changes, Summary
from postigo.words import Words


class Retelling:
    """Retelling in the language of `words`."""

    def __init__(self, words: Words) -> None:
        self._packs = own_locales()
        self._words = Words(words.language, self._packs)

    def summary(self, seen: Summary) -> Summary:
        """The summary in this language, as far as we said it."""
        return replace(
            seen,
            items=tuple(replace(one, title=self._said(one.title)) for one in seen.items),
            first=tuple(replace(one, what=self._said(one.what), effort=self._said(one.effort)) for one in seen.first),
            changes=self.changes(seen.changes),
        )

    def changes(self, seen: Changes) -> Changes:
        """Changes in this language."""
        return replace(seen, items=tuple(replace(one, title=self._said(one.title)) for one in seen.items))

    def _said(self, sentence: str) -> str:
        return next((told for pack in self._packs if (told := self._words.again(sentence, pack)) != sentence), sentence)
