"""Buttons of the house, painted. So their text wraps and their focus ring is always seen."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from postigo.gui.widgets.theme import BODY, SMALL, TARGET, Look

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton as _AnyButton
else:
    _AnyButton = object  # PySide can make no class of two Qt classes: what paints is mixed into the one it paints for

RING = 2  # px of the focus ring


class Kind(Enum):
    """Purposes of a button."""

    MAIN = auto()  # the one thing to do
    PLAIN = auto()
    HELP = auto()  # calm and blue, never red
    FOLD = auto()  # opens and closes a part of the page
    CHOICE = auto()  # one of a few, such as a language: see `choice.Choice`
    BOX = auto()  # yes or no, with a box to tick
    NAV = auto()  # a page of the window


_EDGES = {Kind.PLAIN: "rim", Kind.HELP: "note", Kind.CHOICE: "rim"}
"""The colour of the edge of what has one at all times."""
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextShowMnemonic)


class Painted(_AnyButton):
    """Base of the house's buttons: words wrap, a focus ring, a name.

    `marked`: the page that is shown, or a part that is unfolded. Not Qt's `checked`, which would make a check box of it
    for a screen reader; only a choice and a box are.
    """

    kind: Kind
    marked = False
    _look: Look

    def dress(self, look: Look, kind: Kind) -> None:
        """Give it the look of its kind."""
        self._look, self.kind = look, kind
        bold = kind in {Kind.MAIN, Kind.HELP, Kind.NAV}
        self.setFont(look.font(SMALL if kind is Kind.CHOICE else BODY, bold=bold))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def speak(self, text: str, name: str = "") -> None:
        """Show this text; `name` is what a screen reader says where that is more."""
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(name or text)
        self.updateGeometry()

    # --- size

    @property
    def _pad(self) -> tuple[int, int]:
        match self.kind:
            case Kind.FOLD:
                return 4 + self._look.px(20), 5
            case Kind.BOX:
                return 4 + self._look.px(28), 5
            case Kind.CHOICE:
                return 8, 5
            case Kind.NAV:
                return 16, 11
            case Kind.MAIN | Kind.PLAIN | Kind.HELP:
                return 18, 9

    def _text_size(self, width: int) -> QSize:
        return self.fontMetrics().boundingRect(QRect(0, 0, width, 10_000), _WRAP, self.text()).size()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The text on one line."""
        across, down = self._pad
        text = self._text_size(10_000)
        return QSize(text.width() + 2 + 2 * across, max(text.height() + 2 * down, TARGET))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The longest word."""
        words = [self.fontMetrics().horizontalAdvance(word) for word in self.text().split()] or [0]
        return QSize(max(max(words) + 2 + 2 * self._pad[0], TARGET), TARGET)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The text on as many lines as it needs."""
        across, down = self._pad
        return max(self._text_size(width - 2 * across).height() + 2 * down, TARGET)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """It wraps."""
        return True

    # --- paint

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """The pointer is here."""
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The shape, the text, the ring."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QRectF(self.rect())
        self._paint_shape(painter, shape)
        painter.setPen(self._look.colour(self._ink()))
        across, down = self._pad
        left = self.kind in {Kind.FOLD, Kind.NAV, Kind.BOX}
        align = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
        marked = self.kind in {Kind.FOLD, Kind.BOX}  # with a mark at the left only
        room = self.rect().adjusted(across, down, -across // (3 if marked else 1), -down)
        painter.drawText(room, _WRAP | int(align) | int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self.hasFocus():
            if self.kind is Kind.MAIN:  # inside, in the colour of its text: outside it would touch its neighbours
                ring(painter, shape.adjusted(3, 3, -3, -3), self._look, 6, "main_text")
            else:
                ring(painter, shape, self._look, 8)

    def _ink(self) -> str:
        match self.kind:
            case Kind.MAIN:
                return "main_text"
            case Kind.HELP:
                return "note_text"
            case Kind.CHOICE | Kind.NAV:
                return "ink" if self.marked or self.isChecked() or self.underMouse() else "quiet"
            case Kind.PLAIN | Kind.FOLD | Kind.BOX:
                return "ink"

    def _paint_shape(self, painter: QPainter, shape: QRectF) -> None:
        """Paint the ground and the edge of its kind, and its mark.

        The mark is of what holds, is shown or is unfolded.
        """
        look, over = self._look, self.underMouse() or self.isDown()
        line = shape.adjusted(0.5, 0.5, -0.5, -0.5)
        shown = self.kind is Kind.NAV and self.marked
        if self.kind is Kind.MAIN:
            ground, edge = "main_hover" if over else "main", ""
        elif self.kind in _EDGES or shown:
            ground, edge = "hover" if over and not shown else "card", _EDGES.get(self.kind, "edge")
        else:
            ground, edge = "hover" if over else "", ""
        painter.setPen(QPen(look.colour(edge), 1) if edge else Qt.PenStyle.NoPen)
        if ground:
            painter.setBrush(look.colour(ground))
            painter.drawRoundedRect(line if edge else shape, 8, 8)
        if self.kind is Kind.BOX:
            self._paint_box(painter, shape)
        elif self.kind is Kind.FOLD:
            chevron(painter, QRectF(shape.left() + 4, shape.top(), look.px(12), shape.height()), look, self.marked)
        elif self.isChecked() or (self.marked and self.kind in {Kind.NAV, Kind.HELP}):
            self._paint_mark(painter, shape)

    def _paint_box(self, painter: QPainter, shape: QRectF) -> None:
        """A box at the left; a tick in it means yes."""
        look, side = self._look, self._look.px(18)
        box = QRectF(shape.left() + 6, shape.center().y() - side / 2, side, side)
        painter.setBrush(look.colour("closed" if self.isChecked() else "card"))
        painter.setPen(QPen(look.colour("closed" if self.isChecked() else "quiet"), max(1.5, look.scale * 1.5)))
        painter.drawRoundedRect(box, 4, 4)
        if self.isChecked():
            pen = QPen(look.colour("card"), max(2.0, look.scale * 2))
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            places = ((0.24, 0.52), (0.43, 0.71), (0.77, 0.31))
            painter.drawPolyline([QPointF(box.x() + x * side, box.y() + y * side) for x, y in places])

    def _paint_mark(self, painter: QPainter, shape: QRectF) -> None:
        """Paint the mark of the chosen one, not by colour alone. It is a bar at the left of a page, under a choice."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colour("note" if self.kind is Kind.HELP else "closed"))
        if self.kind in {Kind.NAV, Kind.HELP}:
            painter.setClipRect(QRectF(shape.left(), shape.top(), 4, shape.height()))
            painter.drawRoundedRect(shape, 8, 8)
            painter.setClipping(False)
        else:
            painter.drawRoundedRect(QRectF(shape.left() + 8, shape.bottom() - 4, shape.width() - 16, 2), 1, 1)


class Button(Painted, QPushButton):
    """A push button. `turned` says that a part was unfolded or folded."""

    turned = Signal(bool)

    def __init__(self, look: Look, kind: Kind = Kind.PLAIN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dress(look, kind)
        self.setAutoDefault(True)  # Enter presses it too, not only Space
        self.setCheckable(kind is Kind.BOX)
        if kind is Kind.FOLD:
            self.clicked.connect(self._turn)

    def mark(self, *, marked: bool) -> None:
        """Mark it, or no longer."""
        self.marked = marked
        self.update()

    def _turn(self) -> None:
        self.mark(marked=not self.marked)
        self.turned.emit(self.marked)


def ring(painter: QPainter, rect: QRectF, look: Look, radius: float = 10, colour: str = "ring") -> None:
    """The focus ring around a thing, inside its rectangle."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour(colour), RING))
    half = RING / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius, radius)


def chevron(painter: QPainter, rect: QRectF, look: Look, up: bool) -> None:
    """Angle: down for a thing that can be opened, up for one that is open."""
    size = look.px(4)
    x, y = rect.center().x(), rect.center().y()
    tip = -size / 2 if up else size / 2
    pen = QPen(look.colour("quiet"), max(1.5, look.scale * 1.5))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline([QPointF(x - size, y - tip), QPointF(x, y + tip), QPointF(x + size, y - tip)])
