"""Status icon of a row: five shutters in their colours, a lantern for notes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from postigo.gui.common.status_style import Tone
from postigo.gui.widgets.theme import Look, Scheme

SIDE = 24.0


class StatusIcon(QWidget):
    """A mark beside a sentence. It is told in words elsewhere, so a screen reader passes over it."""

    def __init__(self, look: Look, tone: Tone, parent: QWidget | None = None, *, size: int = 24) -> None:
        super().__init__(parent)
        self._look, self._tone, self._size = look, tone, look.px(size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_tone(self, tone: Tone) -> None:
        """Another state."""
        if tone is not self._tone:
            self._tone = tone
            self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square that grows with the text."""
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The shape."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / SIDE, self.height() / SIDE)
        paint_mark(painter, self._tone, self._look)


def window_icon(look: Look) -> QIcon:
    """A closed shutter, painted here: the window needs no file to show its own sign."""
    picture = QPixmap(64, 64)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(64 / SIDE, 64 / SIDE)
    paint_mark(painter, Tone.CLOSED, look)
    painter.end()
    return QIcon(picture)


def paint_mark(painter: QPainter, tone: Tone, look: Look) -> None:
    """A shutter of 24 units, or a round sign."""
    body = QRectF(1, 1, 22, 22)
    if tone is Tone.BARE:
        _paint_bare(painter, body, look)
        return
    colour, paper = look.colour(tone.value), look.colour("card")
    painter.setPen(QPen(look.colour(f"{tone.value}_text"), 1.2))
    flat = look.scheme is Scheme.CONTRAST
    painter.setBrush(colour)
    if tone is Tone.NOTE:
        painter.drawEllipse(body)
    else:
        painter.drawRoundedRect(body, 4, 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(paper)
    match tone:
        case Tone.NOTE:  # no shutter: it is neither closed nor open
            painter.drawEllipse(QPointF(12, 7.2), 1.7, 1.7)
            painter.drawRoundedRect(QRectF(10.6, 10.4, 2.8, 7.8), 1.2, 1.2)
        case Tone.CLOSED:
            painter.drawRect(QRectF(11.3, 4, 1.4, 16))
            for y in (6.0, 10.2, 14.4):
                painter.drawRect(QRectF(4.5, y, 5.2, 1.6))
                painter.drawRect(QRectF(14.3, y, 5.2, 1.6))
        case Tone.AJAR:
            painter.setBrush(paper if flat else look.colour("glow"))
            painter.drawPolygon(QPolygonF([QPointF(9.6, 3), QPointF(14.4, 3), QPointF(14.4, 21), QPointF(9.6, 21)]))
            painter.setBrush(paper)
            for y in (6.4, 11.2, 16.0):
                painter.drawRect(QRectF(4.2, y, 3.2, 1.6))
                painter.drawRect(QRectF(16.6, y, 3.2, 1.6))
        case Tone.OPEN:
            painter.setBrush(paper if flat else look.colour("glow"))
            painter.drawRect(QRectF(5.6, 3.6, 12.8, 16.8))
            painter.setPen(QPen(colour, 1.6))
            painter.drawLine(QPointF(12, 3.6), QPointF(12, 20.4))
            painter.drawLine(QPointF(5.6, 11), QPointF(18.4, 11))
        case Tone.FOGGED:
            _paint_fog(painter, paper if flat else look.colour("breath"))


def _paint_bare(painter: QPainter, body: QRectF, look: Look) -> None:
    """A dashed frame with a question mark."""
    pen = QPen(look.colour("bare_text"), 1.5)
    pen.setDashPattern([2.2, 2.0])
    painter.setPen(pen)
    painter.drawRoundedRect(body, 4, 4)
    painter.setPen(QPen(look.colour("bare_text"), 1.5))
    font = look.font(13, bold=True)
    font.setPixelSize(14)
    painter.setFont(font)
    painter.drawText(body, Qt.AlignmentFlag.AlignCenter, "?")


def _paint_fog(painter: QPainter, colour: QColor) -> None:
    """Three waves of breath."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1.9, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for y in (7.0, 12.0, 17.0):
        wave = QPainterPath(QPointF(4.6, y + 0.8))
        wave.cubicTo(QPointF(8, y - 2.6), QPointF(10, y - 0.4), QPointF(12, y + 0.4))
        wave.cubicTo(QPointF(14.4, y + 1.6), QPointF(16.6, y + 0.8), QPointF(19.4, y - 1.2))
        painter.drawPath(wave)
