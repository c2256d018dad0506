"""Menu of a narrow window: places and languages behind one button."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from postigo.gui.widgets.theme import BODY, Look

Key = TypeVar("Key")


class Menu(QMenu):
    """Groups that stand apart."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        tokens = look.tokens
        self.setFont(look.font(BODY))
        self.setStyleSheet(
            f"QMenu {{ background: {tokens.card}; color: {tokens.ink}; border: 1px solid {tokens.rim}; padding: 4px; }}"
            f"QMenu::item {{ padding: {look.space(8)}px {look.space(20)}px {look.space(8)}px {look.space(8)}px; }}"
            f"QMenu::item:selected {{ background: {tokens.main}; color: {tokens.main_text}; }}"
            f"QMenu::separator {{ height: 1px; background: {tokens.edge}; margin: 4px 8px; }}"
        )
        self.setToolTipsVisible(False)

    def offer(self, choices: Mapping[Key, Callable[[], object]], *, one: bool = True) -> dict[Key, QAction]:
        """Another group: for each what it does. Whoever offers it sets the words, and which one holds.

        `one` of it holds always; else each is a switch of its own.
        """
        if self.actions():
            self.addSeparator()
        group = QActionGroup(self)
        group.setExclusive(one)
        made: dict[Key, QAction] = {}
        for key, act in choices.items():
            action = made[key] = QAction(self)
            action.setCheckable(True)
            action.triggered.connect(act)
            group.addAction(action)
            self.addAction(action)
        return made
