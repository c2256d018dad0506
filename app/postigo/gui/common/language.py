"""The language of the window, which can change while it is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from postigo.core.values import Text, Value
from postigo.reports.printable import printable
from postigo.words import APP, LANGUAGES, UnknownLanguage, Words


class Language(QObject):
    """Says a Text in the language that the person chose.

    `keep` remembers a new choice for the next time, or says why it could not.
    """

    changed = Signal()

    def __init__(
        self,
        code: str,
        keep: Callable[[str], Text | None] | None = None,
        speaker: Callable[[str, Mapping[str, str]], Words] = Words,
    ) -> None:
        super().__init__()
        self._keep = keep
        self.not_kept: Text | None = None
        """Reason why the last choice will be forgotten at the end, or None."""
        self._speaker = speaker
        self._locales: dict[str, str] = {}
        self._words = speaker(code, self._locales)

    @property
    def code(self) -> str:
        """The language, as `words.LANGUAGES` names it."""
        return self._words.language

    def choose(self, code: str) -> None:
        """Speak another language from now on."""
        if code not in LANGUAGES:
            raise UnknownLanguage(code)
        if code == self.code:
            return
        self._words = self._speaker(code, self._locales)
        if self._keep is not None:
            self.not_kept = self._keep(code)
        self.changed.emit()

    def learn(self, locales: Mapping[str, str]) -> None:
        """Where the packs of an audit keep their translations."""
        if dict(locales) != self._locales:
            self._locales = dict(locales)
            self._words = self._speaker(self.code, self._locales)

    def say(self, text: Text, pack: str = APP) -> str:
        """The sentence."""
        return printable(self._words.say(text, pack))

    def value(self, value: Value | Text, pack: str = APP) -> str:
        """A value on its own."""
        return printable(self._words.value(value, pack))
