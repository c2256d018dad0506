"""Collapsible part of a page: a line with its state, and what is inside."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.labels import reveal
from postigo.gui.widgets.parts import column
from postigo.gui.widgets.theme import Look


class Collapsible(QWidget):
    """`box` is what unfolds. `turned` says that it did, or folded again."""

    turned = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = column(self, look.space(4))
        self.fold = Button(look, Kind.FOLD)
        self.fold.turned.connect(self._turn)
        outer.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._inside = QWidget()
        self.box: QVBoxLayout = column(self._inside, look.space(8), (look.space(28), 0, 0, look.space(12)))
        outer.addWidget(self._inside)
        self._inside.hide()

    @property
    def opened(self) -> bool:
        """Whether it is unfolded."""
        return self.fold.marked

    def open(self, *, wanted: bool) -> None:
        """Unfold it, or fold it."""
        if wanted != self.fold.marked:
            self.fold.click()

    def _turn(self, wanted: bool) -> None:
        reveal(self._inside, wanted)
        self.turned.emit()
