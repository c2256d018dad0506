"""Fields to type in: one for ordinary words, and one for secrets.

The latter shows and keeps nothing of what is typed.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from postigo.gui.widgets.theme import BODY, Look

_UNDOING = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class Field(QLineEdit):
    """A line to type in, in the look of the house."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tokens = look.tokens
        self.setFont(look.font(BODY))
        self.setMinimumHeight(look.px(36))
        self.setStyleSheet(
            f"QLineEdit {{ background: {tokens.card}; color: {tokens.ink}; border: 1px solid {tokens.rim};"
            f" border-radius: 8px; padding: 3px 11px; selection-background-color: {tokens.main};"
            f" selection-color: {tokens.main_text}; }}"
            f"QLineEdit:focus {{ border: 2px solid {tokens.ring}; padding: 2px 10px; }}"
        )

    def speak(self, name: str) -> None:
        """Set the name for a screen reader.

        An example stands beside it: inside it would be too pale, and gone with a key.
        """
        self.setAccessibleName(name)

    def take_over(self, old: Field) -> None:
        """Hold what was typed in the field that this one replaces; there it is gone. Whoever listens hears nothing of it."""
        for field in (self, old):
            field.blockSignals(True)
        self.setText(old.text())
        self.setCursorPosition(old.cursorPosition())
        if old.hasSelectedText():
            self.setSelection(old.selectionStart(), len(old.selectedText()))
        self.setEchoMode(old.echoMode())
        old.clear()
        self.blockSignals(False)


class SecretField(Field):
    """Field for a secret: no echo, no learning keyboard, no undo, no copy."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
            | Qt.InputMethodHint.ImhHiddenText
        )
        self.setDragEnabled(False)
        self.setAcceptDrops(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # it would offer to undo and to copy

    def show_typed(self, *, shown: bool) -> None:
        """Show what is typed, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Undo would bring back what was deleted, and copying would take it elsewhere."""
        if any(event.matches(key) for key in (*_UNDOING, QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut)):
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take back the primary selection (X11, Wayland).

        Qt offers there what the mouse has selected in text that shows. Whoever asks for it is answered in the event
        loop, and by then it is taken back.
        """
        super().mouseReleaseEvent(event)
        clipboard = QGuiApplication.clipboard()
        if clipboard.supportsSelection() and clipboard.ownsSelection():
            clipboard.clear(QClipboard.Mode.Selection)
