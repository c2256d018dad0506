"""The help page: first words, three numbers, and what to keep. It leaves no trace anywhere."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.models.helplines import (
    MEANINGS,
    Helplines,
    Line,
    advice,
    checked,
    first_words,
    hours,
    limits,
)
from postigo.gui.theme import BODY, LEAD, SMALL, TITLE
from postigo.gui.views.around import Around
from postigo.gui.views.labels import Label, Selectable
from postigo.gui.views.page import Page
from postigo.gui.views.panel import Panel
from postigo.gui.views.shutters import paint_door
from postigo.store import trace


class HelpPage(Page):
    """Reads the one data file of numbers; knows nothing of the audit, and nothing of who opened it."""

    def __init__(self, lines: Helplines, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        trace.end()  # whoever comes here leaves no trace, not even by a crash
        look = around.look
        self._lines = lines
        self._title = Label(look, TITLE, bold=True)
        self._first = Label(look, LEAD)
        self._sheets = tuple(_Number(lines[key], MEANINGS[key], around) for key in MEANINGS)
        self._advice = tuple(Selectable(look, BODY) for _ in advice(lines))
        self._limits = tuple(Label(look, SMALL, "quiet") for _ in limits(lines))
        self._trace = Label(look, SMALL, "quiet")
        head = QHBoxLayout()
        head.setSpacing(look.space(20))
        head.addWidget(_Door(around), 0, Qt.AlignmentFlag.AlignBottom)
        words = QVBoxLayout()
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._first)
        words.addStretch(1)
        head.addLayout(words, 1)
        self.box.addLayout(head)
        for part in (*self._sheets, *self._advice):
            self.box.addWidget(part)
        small = QVBoxLayout()
        small.setSpacing(look.space(4))
        for part in (*self._limits, self._trace):
            small.addWidget(part)
        self.box.addLayout(small)
        self.box.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        say = self.around.language.say
        self._title.show_text(say(Text("I need help")))
        self._first.show_text(say(first_words()))
        for sheet in self._sheets:
            sheet.refresh()
        for label, text in zip(self._advice, advice(self._lines), strict=True):
            label.show_text(say(text))
        for small, text in zip(self._limits, limits(self._lines), strict=True):
            small.show_text(say(text))
        self._trace.show_text(say(Text("Opening this page leaves no trace in Postigo.")))

    def arrange(self, width: int) -> None:
        """The numbers beside or above what they are for."""
        column = max(sheet.number_width for sheet in self._sheets)
        for sheet in self._sheets:
            sheet.arrange(width, column)

    def focus_first(self) -> None:
        """Where the keyboard begins: at the first words, so that a screen reader reads them."""
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)


class _Door(QWidget):
    """The open door of the façade, as a picture: this is where it leads."""

    def __init__(self, around: Around) -> None:
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


class _Number(Panel):
    """One line: its number, large; its name; what it is for; when it answers."""

    def __init__(self, line: Line, meaning: Text, around: Around, parent: QWidget | None = None) -> None:
        look = around.look
        super().__init__(look, "card", "note", parent)
        self._line, self._meaning, self._around = line, meaning, around
        self._number = Selectable(look, TITLE, "note_text", bold=True)
        self._number.setWordWrap(False)
        self._name = Label(look, BODY, bold=True)
        self._for = Label(look, BODY)
        self._when = Label(look, SMALL, "quiet")
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for part in (self._name, self._for, self._when):
            texts.addWidget(part)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(look.space(24), look.space(12), look.space(16), look.space(12))
        self._box.addWidget(self._number)
        self._box.addLayout(texts, 1)
        self.refresh()

    @property
    def number_width(self) -> int:
        """What the number needs."""
        return self._number.sizeHint().width()

    def arrange(self, width: int, column: int) -> None:
        """The number in a column beside what it is for, or above it where it is narrow."""
        look = self._around.look
        narrow = width < look.px(560)
        self._box.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._number.setMinimumWidth(0 if narrow else column)
        self._box.setSpacing(look.space(4 if narrow else 20))

    def refresh(self) -> None:
        """In the language of now; the number itself is never translated."""
        say = self._around.language.say
        self._number.show_text(self._line.value)
        self._name.show_text(self._line.name)
        self._for.show_text(say(self._meaning))
        when = hours(self._line)
        self._when.show_text(" ".join([*([say(when)] if when else []), f"{say(checked(self._line))}."]))
