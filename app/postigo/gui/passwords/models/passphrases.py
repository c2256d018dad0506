"""Maker of phrases: number of words, language, and the phrase that is shown now. It is kept nowhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from postigo.passwords import passphrase
from postigo.passwords.passphrase import Passphrase


class Maker(QObject):
    """Shows one phrase at a time."""

    changed = Signal()

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language if language in passphrase.LISTS else passphrase.LISTS[0]
        self.count = passphrase.USUAL
        self.phrase: Passphrase | None = None

    def make(self) -> None:
        """Another phrase."""
        self.phrase = passphrase.make(self.count, self.language)
        self.changed.emit()

    def speak(self, language: str) -> None:
        """Words of another language."""
        if language != self.language:
            self.language = language
            self._renew()

    def take(self, count: int) -> None:
        """Another number of words; what is out of bounds is brought back."""
        count = max(passphrase.FEWEST, min(count, passphrase.MOST))
        if count != self.count:
            self.count = count
            self._renew()

    def forget(self) -> None:
        """Show no phrase any longer."""
        self.phrase = None
        self.changed.emit()

    def _renew(self) -> None:
        if self.phrase is None:
            self.changed.emit()
        else:
            self.make()
