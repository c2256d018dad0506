"""Language of the window, with names or their stand-ins. Both can change while it is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QObject, Signal

from postigo.core.redact import Disclosure, Pseudonyms
from postigo.core.values import Personal, Text, Value
from postigo.reports.printable import printable
from postigo.words import APP, LANGUAGES, UnknownLanguage, Words

DOTS: Final = "•••"


class Language(QObject):
    """Says a Text in the language that was chosen, with names or their stand-ins.

    `keep` remembers a new choice for the next time, or says why it could not. That names are hidden is never kept
    (decision 0684).
    """

    changed = Signal()

    def __init__(
        self,
        code: str,
        keep: Callable[[str], Text | None] | None = None,
        speaker: Callable[[str, Mapping[str, str], Pseudonyms | None], Words] = Words,
    ) -> None:
        super().__init__()
        self._keep = keep
        self.not_kept: Text | None = None
        """Reason why the last choice will be forgotten at the end, or None."""
        self._speaker = speaker
        self._locales: dict[str, str] = {}
        self.locked = False
        """Whether names stay hidden until the window is closed: a class uses it."""
        self.hides = False
        """Whether stand-ins are shown for the names of programs, pages, files, devices and accounts."""
        self._told: set[Personal] = set()
        self._stand_ins = Pseudonyms(
            Disclosure.SHARED, told=self._told
        )  # the same thing has the same one until the window is closed
        self._words = speaker(code, self._locales, None)

    @property
    def code(self) -> str:
        """The language, as `words.LANGUAGES` names it."""
        return self._words.language

    @property
    def voice(self) -> tuple[str, bool]:
        """Dependencies of a sentence beside its Text: the language, and whether names are hidden."""
        return self.code, self.hides

    @property
    def stand_ins(self) -> Pseudonyms | None:
        """Stand-ins that the screen shows for names; None while names are shown."""
        return self._stand_ins if self.hides else None

    def choose(self, code: str) -> None:
        """Speak another language from now on."""
        if code not in LANGUAGES:
            raise UnknownLanguage(code)
        if code == self.code:
            return
        self._speak(code)
        if self._keep is not None:
            self.not_kept = self._keep(code)
        self.changed.emit()

    def learn(self, locales: Mapping[str, str]) -> None:
        """Where the packs of an audit keep their translations."""
        if dict(locales) != self._locales:
            self._locales = dict(locales)
            self._speak(self.code)

    def hide_names(self, *, wanted: bool) -> None:
        """Show stand-ins for all names from now on, or the names again."""
        if wanted is not self.hides and not self.locked:
            self.hides = wanted
            self._speak(self.code)
            self.changed.emit()

    def hide_for_good(self) -> None:
        """Show stand-ins for all names, for as long as the window is open."""
        self.hide_names(wanted=True)
        self.locked = True

    def tell(self, value: Personal) -> None:
        """Show this one name though names are hidden."""
        self._told.add(value)

    def _speak(self, code: str) -> None:
        self._words = self._speaker(code, self._locales, self.stand_ins)

    def say(self, text: Text, pack: str = APP) -> str:
        """The sentence."""
        return printable(self._words.say(text, pack))

    def value(self, value: Value | Text, pack: str = APP) -> str:
        """A value on its own."""
        return printable(self._words.value(value, pack))

    def own(self, words: str) -> str:
        """Words of the person's own: dots while names are hidden."""
        return DOTS if self.hides and words else words
