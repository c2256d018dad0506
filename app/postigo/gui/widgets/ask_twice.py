"""Button for what cannot be taken back: it asks once more before it does it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.gui.widgets.button import Button
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.parts import column, flowing
from postigo.gui.widgets.theme import BODY, Look


class AskTwice(QWidget):
    """A button, in whose place a question with two answers stands once it is pressed. `agreed`: the answer was yes."""

    agreed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked = False
        self.button, self.yes, self.no = Button(look), Button(look), Button(look)
        self._question = Label(look, BODY, bold=True)
        self._first, self._second = flowing(look, [self.button]), flowing(look, [self.yes, self.no])
        box = column(self, look.space(8))
        for part in (self._first, self._question, self._second):
            box.addWidget(part)
        self.button.clicked.connect(self._ask)
        self.no.clicked.connect(self.leave)
        self.yes.clicked.connect(self._agree)
        self._show()

    def speak(self, button: str, question: str, yes: str, no: str) -> None:
        """Its words in the language of now."""
        self.button.speak(button)
        self._question.show_text(question)
        self.yes.speak(yes)
        self.no.speak(no)
        self._show()

    def leave(self) -> None:
        """Leave it undone."""
        held, self.asked = self.asked, False
        self._show()
        if held:
            self.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        self.asked = True
        self._show()
        self.no.setFocus(Qt.FocusReason.OtherFocusReason)

    def _agree(self) -> None:
        self.asked = False
        self._show()
        self.agreed.emit()

    def _show(self) -> None:
        reveal(self._first, not self.asked)
        reveal(self._question, self.asked)
        reveal(self._second, self.asked)
