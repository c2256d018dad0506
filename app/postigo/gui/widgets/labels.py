"""Lines of text in the sizes of the house. They wrap; nothing is cut."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from postigo.gui.widgets.theme import BODY, Look
from postigo.reports.printable import printable


class Label(QLabel):
    """A wrapping line. It has no fixed accessible name: a screen reader must read the text of now."""

    def __init__(
        self, look: Look, size: int = BODY, colour: str = "ink", *, bold: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._look, self._token = look, ""
        self.setTextFormat(Qt.TextFormat.PlainText)  # what a machine answered is shown, never interpreted
        self.setWordWrap(True)
        self.setFont(look.font(size, bold=bold))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setForegroundRole(QPalette.ColorRole.WindowText)  # inside a button it would be the button's
        self.tint(colour)

    def tint(self, token: str) -> None:
        """Write in another colour of the theme."""
        if token == self._token:
            return
        self._token = token
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._look.colour(token))
        self.setPalette(palette)

    def show_text(self, text: str) -> None:
        """Show this, or nothing at all when there is nothing to say."""
        self.show_exactly(breakable(printable(text)))

    def show_exactly(self, text: str) -> None:
        """Show just this: lines break only where Qt breaks them, at spaces and after hyphens."""
        if text != self.text():
            self.setText(text)
        reveal(self, bool(text))


class Heading(Label):
    """Heading of a part of a page. A screen reader can go from one to the next."""


def reveal(part: QWidget, wanted: bool) -> None:
    """Show or hide a part. One that stands in no window yet is not shown: alone it would be a window of its own."""
    if part.parentWidget() is not None or not wanted:
        part.setVisible(wanted)


BREAK: Final = "\u200b"
_LONG = re.compile(r"\S{25,}")
_JOINT = re.compile(r"([/\\._=:,@-]|[^\s/\\._=:,@-]{24})(?=\S)")


def breakable(text: str) -> str:
    """Text with places where a very long word, such as a path, may break. They are spaces of no width."""
    return _LONG.sub(lambda word: _JOINT.sub(rf"\1{BREAK}", word[0]), text)


class FirstWords(Label):
    """Line at which the keyboard may begin, so that a screen reader reads it first. Tab does not stop at it."""

    def __init__(self, look: Look, size: int = BODY, colour: str = "ink", *, bold: bool = False) -> None:
        super().__init__(look, size, colour, bold=bold)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # with none, Qt would not take it into the order of Tab


class Selectable(Label):
    """A label whose text can be selected and copied. Reached by Tab it is selected as a whole, ready to be copied."""

    def __init__(self, look: Look, size: int = BODY, colour: str = "ink", *, bold: bool = False) -> None:
        super().__init__(look, size, colour, bold=bold)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.copy: Callable[[str], object] = QGuiApplication.clipboard().setText
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)  # Qt's own would copy the spaces of no width too

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copy the text without the places at which its lines may break."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy(self.selectedText().replace(BREAK, ""))
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Reached by Tab."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.setSelection(0, len(self.text()))
