"""Band that never scrolls away: the quick exit, the way back, and 024."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from postigo.core.values import Quoted, Text
from postigo.gui.help.models.presses import WANTED, Presses
from postigo.gui.help.models.way import Stage, Way
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.parts import column, flowing
from postigo.gui.widgets.theme import SMALL
from postigo.guidance.helplines import Line
from postigo.guidance.path import Age

NUMBER_MS = 60_000  # long enough to paste a number into a telephone program


BESIDE = 10  # px above and below the words of a button


class ExitBand(QWidget):
    """Quick exit, the first stop of Tab; the way back; presses of Shift; 024."""

    exit_wanted = Signal()
    shown = Signal()

    def __init__(self, way: Way, presses: Presses, clipboard: LentClipboard, around: ViewContext) -> None:
        super().__init__()
        look = around.look
        self._way, self._presses, self._clipboard, self._around = way, presses, clipboard, around
        self.exit = Button(look, Kind.HELP)
        self.exit.clicked.connect(self.exit_wanted)
        self.back = Button(look, Kind.PLAIN)
        self.count, self.life = _Words(look, SMALL), _Words(look, SMALL)
        self.copy = Button(look, Kind.PLAIN)
        self.copy.clicked.connect(self._copy)
        row = flowing(look, [self.exit, self.back, self.count, self.life, self.copy])
        column(self, 0, (look.space(24), look.space(6), look.space(16), look.space(6))).addWidget(row)
        presses.counted.connect(self.refresh)
        clipboard.changed.connect(self.refresh)
        self.refresh()

    @property
    def stops(self) -> tuple[Button, ...]:
        """Stops of Tab, in their order."""
        return (self.exit, self.back, self.copy)

    @property
    def _line(self) -> Line | None:
        """Line for thoughts of suicide. In danger it has a card of its own."""
        return None if self._way.here.stage is Stage.DANGER else self._way.contacts.life

    def refresh(self) -> None:
        """In the language of now."""
        say, number, line = self._around.language.say, self._presses.number, self._line
        self.exit.speak(say(Text("Quick exit")))
        self.back.speak(f"‹ {say(Text('Back'))}", say(Text("Back")))
        hint = Text("or press Shift three times")
        counted = Text("Shift: {n} of {wanted}", values={"n": number, "wanted": WANTED})
        self.count.show_text(say(counted if number else hint))
        if line is not None:
            copied = self._clipboard.holds(line.value)
            value = {"number": Quoted(line.value.removeprefix("https://"))}
            yours = Text("If you think of hurting yourself: {number}", values=value)
            theirs = Text("If somebody thinks of hurting themselves: {number}", values=value)
            self.life.show_text(say(theirs if self._way.age is Age.CARER else yours))
            name = say(Text("Copied") if copied else Text("Copy {number}", values=value))
            self.copy.speak(say(Text("Copied") if copied else Text("Copy")), name)
        reveal(self.life, line is not None)
        reveal(self.copy, line is not None)
        self.updateGeometry()

    def _copy(self) -> None:
        if (line := self._line) is not None:
            self._clipboard.lend(line.value, kept_ms=NUMBER_MS)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """It is in the window now."""
        super().showEvent(event)
        self.shown.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The ground of the side bar, and an edge below."""
        del event
        look, painter = self._around.look, QPainter(self)
        painter.fillRect(self.rect(), look.colour("plaster"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("edge"))


class _Words(Label):
    """Words beside a button, as high as it, and on one line if possible."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The words on one line."""
        width = self.fontMetrics().horizontalAdvance(self.text()) + 2
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """As high as a button beside it, whose words then stand on the same line."""
        return max(super().heightForWidth(width), self.fontMetrics().height() + 2 * BESIDE)
