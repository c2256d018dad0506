"""Bar above a page: the quick exit, and how often Shift was pressed. It never scrolls away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.common.presses import WANTED, Presses
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.exit_keys import ExitKeys
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.parts import column, flowing
from postigo.gui.widgets.theme import SMALL


class ExitBar(QWidget):
    """Bar with the quick exit. While it is shown, three presses of Shift are one too. A subclass fills it further."""

    exit_wanted = Signal()
    shown = Signal()

    def __init__(self, around: ViewContext) -> None:
        super().__init__()
        self.around = around
        self.presses = Presses(self)
        self.presses.enough.connect(self.exit_wanted)
        self.presses.counted.connect(self.refresh)
        self._keys = ExitKeys(self.presses, self)
        self.exit = Button(around.look, Kind.HELP)
        self.exit.clicked.connect(self.exit_wanted)
        self.count = BarWords(around.look, SMALL)

    def fill(self, *parts: QWidget) -> None:
        """Lay these parts out, from left to right."""
        look = self.around.look
        box = column(self, 0, (look.space(24), look.space(6), look.space(16), look.space(6)))
        box.addWidget(flowing(look, parts))

    def refresh(self) -> None:
        """In the language of now."""
        say, number = self.around.language.say, self.presses.number
        self.exit.speak(say(Text("Quick exit")))
        hint = Text("or press Shift three times")
        counted = Text("Shift: {n} of {wanted}", values={"n": number, "wanted": WANTED})
        self.count.show_text(say(counted if number else hint))
        self.updateGeometry()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """It is in the window now: hear the Shift key."""
        super().showEvent(event)
        self._keys.listen(self.window().windowHandle())
        self.shown.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Hear it no longer."""
        self._keys.listen(None)
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The ground of the side bar, and an edge below."""
        del event
        look, painter = self.around.look, QPainter(self)
        painter.fillRect(self.rect(), look.colour("plaster"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("edge"))


class BarWords(Label):
    """Words beside a button, on one line if possible."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The words on one line."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, self.heightForWidth(width))
