"""First start: four small cards, once, before anything else. Each answer is kept as it is given, like one in Settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from postigo.gui.settings.models.questions import Question
    from postigo.gui.settings.models.settings import SettingsModel


class FirstStart(QObject):
    """Card that is shown, and whether the first start is over. `settings` are read only if it is not.

    The card 0 asks for the language.
    """

    changed = Signal()
    ended = Signal()

    def __init__(self, settings: Callable[[], SettingsModel], *, over: bool) -> None:
        super().__init__()
        self._settings, self.over = settings, over
        self.at = 0

    @property
    def settings(self) -> SettingsModel:
        """Settings that the cards ask for."""
        return self._settings()

    @property
    def questions(self) -> tuple[Question, ...]:
        """Questions behind that for the language, without those that the policy answers."""
        from postigo.gui.settings.models.questions import FIRST  # noqa: PLC0415 - most starts are not the first

        return tuple(one for one in FIRST if not self.settings.locks(one.field))

    @property
    def question(self) -> Question | None:
        """Question of the card; None at that for the language."""
        return self.questions[self.at - 1] if self.at else None

    @property
    def count(self) -> int:
        """Number of cards."""
        return 1 + len(self.questions)

    def go(self, by: int) -> None:
        """Go on or back by so many cards. Behind the last one it is over."""
        if self.at + by == self.count:
            self.end()
        elif self.at + by >= 0:
            self.at += by
            self.changed.emit()

    def end(self) -> None:
        """Be over, with all that was answered, and never come again."""
        if not self.over:
            self.over = True
            self.settings.choose("begun", value=True)
            self.ended.emit()
