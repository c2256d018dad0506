"""Line with a padlock: a value that nobody at this computer changes, and the reason."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.parts import column
from postigo.gui.widgets.theme import BODY, SMALL, Look

_SIDE = 24.0


class Padlock(QWidget):
    """Sign beside a locked value. It is told in words, so a screen reader passes over it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square that grows with the text."""
        return QSize(self._look.px(20), self._look.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The shackle, the body, the keyhole."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(self.width() / _SIDE, self.height() / _SIDE)
        ink = self._look.colour("ink")
        painter.setPen(QPen(ink, 2.2))
        shackle = QPainterPath(QPointF(7.5, 11))
        shackle.lineTo(7.5, 7.5)
        shackle.arcTo(QRectF(7.5, 3, 9, 9), 180, -180)
        shackle.lineTo(16.5, 11)
        painter.drawPath(shackle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(QRectF(4.5, 10.5, 15, 11), 2.5, 2.5)
        painter.setBrush(self._look.colour("card"))
        painter.drawEllipse(QPointF(12, 15), 1.8, 1.8)
        painter.drawRect(QRectF(11.3, 15, 1.4, 3.8))


class LockedLine(QWidget):
    """The value, and below it who set it. The accessible description of the value says what the padlock shows."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value, self._reason = Label(look, BODY, bold=True), Label(look, SMALL, "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.space(8))
        row.addWidget(Padlock(look), 0, Qt.AlignmentFlag.AlignTop)
        words = QWidget()
        lines = column(words, look.space(4))
        lines.addWidget(self.value)
        lines.addWidget(self._reason)
        row.addWidget(words, 1)

    def show_value(self, value: str, reason: str, sign: str) -> None:
        """Show a value with its reason; hidden without a reason. `sign` is what the padlock says."""
        self.value.show_text(value)
        self._reason.show_text(reason)
        self.value.setAccessibleDescription(sign)
        reveal(self, bool(reason))
