"""Card of the help page: one number, its purpose, its hours, its copy button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from postigo.core.values import Numeral, Text
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.theme import BODY, SMALL, TITLE
from postigo.guidance.helplines import Line
from postigo.guidance.purposes import dated, hours

NARROW = 640  # px at 100 % text


class Number(CardFrame):
    """One line: its number, large; its name; what it is for; when somebody answers."""

    def __init__(
        self, line: Line, meaning: Text, clipboard: LentClipboard, around: ViewContext, parent: QWidget | None = None
    ) -> None:
        look = around.look
        super().__init__(look, "card", "note", parent)
        self._line, self._meaning, self._around, self._clipboard = line, meaning, around, clipboard
        self._number = Label(look, TITLE, "note_text", bold=True)
        self._number.setWordWrap(False)
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._number.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a stop of Tab that does nothing looks like a button
        self._name = Label(look, BODY, bold=True)
        self._for = Label(look, BODY)
        self._when = Label(look, SMALL, "quiet")
        self.copy = Button(look, Kind.PLAIN)
        self.copy.clicked.connect(self._copy)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        for part in (self._name, self._for, self._when):
            texts.addWidget(part)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(look.space(24), look.space(12), look.space(16), look.space(12))
        self._box.addWidget(self._number)
        self._box.addLayout(texts, 1)
        self._box.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        clipboard.changed.connect(self.refresh)
        self.refresh()

    @property
    def number_width(self) -> int:
        """Width that the number needs."""
        return self._number.sizeHint().width()

    def arrange(self, width: int, column: int) -> None:
        """Arrange the number beside its purpose, or above it where it is narrow."""
        look = self._around.look
        narrow = width < look.px(NARROW)
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
        self._when.show_text(" ".join([*([say(when)] if when else []), *(say(text) for text in dated(self._line))]))
        copied = self._clipboard.holds(self._line.value)
        name = Text("Copy the number {number}", values={"number": Numeral(self._line.value)})
        self.copy.speak(say(Text("Copied") if copied else Text("Copy")), say(Text("Copied") if copied else name))

    def _copy(self) -> None:
        """Lend the number to the clipboard, like a phrase.

        A number of help in a history would tell who looked for help.
        """
        self._clipboard.lend(self._line.value, kept_ms=NUMBER_MS)


NUMBER_MS = 60_000  # long enough to paste it into a telephone program
