"""Choice: one of a few, of which one holds; a radio button for screen readers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QRadioButton, QWidget

from postigo.gui.widgets.button import Kind, Painted
from postigo.gui.widgets.theme import Look

Key = TypeVar("Key")


class Choice(Painted, QRadioButton):
    """One of its group. Tab stops at the one that holds, and arrows go to the others."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dress(look, Kind.CHOICE)

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Whether a press hits: all of it can be pressed. Qt would take its circle and words only."""
        return self.rect().contains(pos)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Qt makes the one with the focus the stop of Tab, although another may hold."""
        super().focusInEvent(event)
        if isinstance(group := self.group(), Choices):
            group.stop_at_what_holds()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter chooses too, not only Space."""
        if Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)


class Choices(QButtonGroup, Generic[Key]):
    """Choices of which one holds, or none yet. `chosen` hears which holds from now on."""

    def __init__(self, choices: Mapping[Key, Choice], chosen: Callable[[Key], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices, self._chosen = choices, chosen
        for choice in choices.values():
            self.addButton(choice)
        # `toggled`, not `clicked`: a screen reader's own action toggles without a click
        self.buttonToggled.connect(self._toggled)

    def hold(self, key: Key) -> None:
        """Let this one hold."""
        self._choices[key].setChecked(True)

    def release(self) -> None:
        """Let none hold."""
        held: QAbstractButton | None = self.checkedButton()
        if held is not None:
            self.setExclusive(False)
            held.setChecked(False)
            self.setExclusive(True)
            self.stop_at_what_holds()

    def stop_at_what_holds(self) -> None:
        """Tab stops at the one that holds; at each while none does."""
        none = self.checkedButton() is None
        for button in self.buttons():
            stops = none or button.isChecked()
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stops else Qt.FocusPolicy.ClickFocus)

    def _toggled(self, toggled: QAbstractButton, holds: bool) -> None:
        self.stop_at_what_holds()
        if holds:
            self._chosen(next(key for key, choice in self._choices.items() if choice is toggled))
