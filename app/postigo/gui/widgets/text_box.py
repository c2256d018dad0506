"""Box for several lines of plain text, in the look of the house. Tab leaves it; no keyboard learns from it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from postigo.gui.widgets.theme import BODY, Look


class TextBox(QPlainTextEdit):
    """Some lines to type in. Text alone is taken from elsewhere: a picture or a file that is dropped is not."""

    def __init__(self, look: Look, lines: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = look.tokens
        self.setFont(look.font(BODY))
        self.setTabChangesFocus(True)
        self.setInputMethodHints(Qt.InputMethodHint.ImhMultiLine | Qt.InputMethodHint.ImhSensitiveData)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + look.px(20))
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {tokens.card}; color: {tokens.ink}; border: 1px solid {tokens.rim};"
            f" border-radius: 8px; padding: 3px 7px; selection-background-color: {tokens.main};"
            f" selection-color: {tokens.main_text}; }}"
            f"QPlainTextEdit:focus {{ border: 2px solid {tokens.ring}; padding: 2px 6px; }}"
        )

    def speak(self, name: str) -> None:
        """Set the name for a screen reader."""
        self.setAccessibleName(name)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Whether it is text, and no list of files."""
        return source.hasText() and not source.hasUrls()
