"""The help page: a way back, first words, the numbers, and what to keep. It leaves no trace anywhere."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.help.models.helplines import LIMITS, MEANINGS, advice, first_words
from postigo.gui.help.views.number_card import Number
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Label
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import flowing
from postigo.gui.widgets.shutters import paint_door
from postigo.gui.widgets.theme import BODY, LEAD, SMALL, TITLE
from postigo.guidance.helplines import Helplines
from postigo.store import trace


class HelpPage(Page):
    """Page of help, from the one data file of numbers. It knows nothing of the audit, and nothing of who opened it."""

    back_wanted = Signal()

    def __init__(
        self, lines: Helplines, clipboard: LentClipboard, around: ViewContext, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, parent)
        trace.end()  # whoever comes here leaves no trace, not even by a crash
        look = around.look
        self._lines = lines
        self.back = Button(look, Kind.PLAIN)
        self.back.clicked.connect(self.back_wanted)
        self.title = Label(look, TITLE, bold=True)
        self._first = FirstWords(look, LEAD)
        self.numbers = {key: Number(lines.lines[key], MEANINGS[key], clipboard, around) for key in MEANINGS}
        self._advice = tuple(Label(look, BODY) for _ in advice(lines))
        self._limits = Label(look, SMALL, "quiet")
        self._trace = Label(look, SMALL, "quiet")
        head = QHBoxLayout()
        head.setSpacing(look.space(20))
        self.door = _Door(around)
        head.addWidget(self.door, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(self.title)
        words.addWidget(self._first)
        words.addStretch(1)
        head.addLayout(words, 1)
        self.box.addWidget(flowing(look, [self.back]))
        self.box.addLayout(head)
        for part in (*self.numbers.values(), *self._advice):
            self.box.addWidget(part)
        small = QVBoxLayout()
        small.setSpacing(look.space(4))
        for part in (self._limits, self._trace):
            small.addWidget(part)
        self.box.addLayout(small)
        self.box.addStretch(1)
        chain = (self.back, self._first, *(number.copy for number in self.numbers.values()))
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        say = self.around.language.say
        self.back.speak(f"‹ {say(Text('Back'))}", say(Text("Back")))
        self.title.show_text(say(Text("I need help")))
        self._first.show_text(say(first_words()))
        for number in self.numbers.values():
            number.refresh()
        for label, text in zip(self._advice, advice(self._lines), strict=True):
            label.show_text(say(text))
        self._limits.show_text(say(LIMITS))
        self._trace.show_text(say(Text("Opening this page leaves no trace in Postigo.")))

    def arrange(self, width: int) -> None:
        """The numbers beside or above what they are for."""
        column = max(number.number_width for number in self.numbers.values())
        for number in self.numbers.values():
            number.arrange(width, column)

    def escape(self) -> None:
        """Esc leads back, as the button does."""
        self.back_wanted.emit()

    def leave(self) -> None:
        """Return to the first words. Whoever opens the door again does not meet what somebody read before."""
        self._left = None

    def focus_first(self) -> None:
        """Where the keyboard begins: at the first words, so that a screen reader reads them."""
        self.verticalScrollBar().setValue(0)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)


class _Door(QWidget):
    """The open door of the façade, as a picture: this is where it leads."""

    def __init__(self, around: ViewContext) -> None:
        super().__init__()
        self._around = around
        self.setFixedSize(around.look.space(64), around.look.space(96))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The door."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.width() / 2, 0)
        painter.scale(self.height() / 152, self.height() / 152)
        paint_door(painter, self._around.look)
