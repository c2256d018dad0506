"""Text of a document to read, select and copy, in a frame that scrolls."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from postigo.gui.widgets.page import scroll_bar
from postigo.gui.widgets.theme import SMALL, Look
from postigo.reports.printable import printable


class Reading(QPlainTextEdit):
    """A document in plain text. Tab goes past it; arrows and Page Down read on."""

    def __init__(self, look: Look, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = look.tokens
        self._fonts = {False: look.font(SMALL), True: QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)}
        self._fonts[True].setPixelSize(look.px(SMALL))
        self._shown: tuple[str, bool] = ("", False)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFont(self._fonts[False])
        self.setMinimumHeight(look.space(height))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.verticalScrollBar().setStyleSheet(scroll_bar(look))
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {tokens.card}; color: {tokens.ink}; border: 1px solid {tokens.rim};"
            f" border-radius: 8px; padding: 7px 11px; selection-background-color: {tokens.main};"
            f" selection-color: {tokens.main_text}; }}"
            f"QPlainTextEdit:focus {{ border: 2px solid {tokens.ring}; padding: 6px 10px; }}"
        )

    def speak(self, name: str) -> None:
        """Set the name for a screen reader."""
        self.setAccessibleName(name)

    def read(self, text: str, *, aligned: bool = False) -> None:
        """Show this text from its beginning; `aligned` in letters of one width. The same text stays where it is."""
        shown = (text, aligned)
        if shown == self._shown:
            return
        self._shown = shown
        self.setFont(self._fonts[aligned])
        self.setPlainText(
            printable(text.replace("\r\n", "\n"))
        )  # a table ends its lines so, and a page has no sign for it
