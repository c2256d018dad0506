"""Card: a rounded sheet with an edge, and a strip where it asks for something. The strip is at its left."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QWidget

from postigo.gui.widgets.theme import Look

RADIUS = 10


class CardFrame(QFrame):
    """Sheet in `colour` (the card's colour), with a strip in `accent` if it has one."""

    def __init__(self, look: Look, colour: str = "card", accent: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._ground = colour
        self._accent = accent

    def accent(self, token: str) -> None:
        """Another strip; "" for none."""
        self._accent = token
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The sheet."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.addRoundedRect(rect, RADIUS, RADIUS)
        painter.fillPath(path, self._look.colour(self._ground))
        if self._accent:
            painter.setClipPath(path)
            painter.fillRect(QRectF(0, 0, 6, self.height()), self._look.colour(self._accent))
            painter.setClipping(False)
        painter.setPen(QPen(self._look.colour("edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
