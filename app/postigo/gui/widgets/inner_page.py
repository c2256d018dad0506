"""Page that lies behind another one: a way back, and a title where reading begins."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.theme import TITLE


class InnerPage(Page):
    """Page with a button back and a title. It says their words, and lays both out."""

    back_wanted = Signal()

    def __init__(self, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self.back = Button(around.look, Kind.PLAIN)
        self.back.clicked.connect(self.back_wanted)
        self._title = FirstWords(around.look, TITLE, bold=True)

    def escape(self) -> None:
        """Esc leads back, as the button does."""
        self.back_wanted.emit()

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        self.verticalScrollBar().setValue(0)
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)
