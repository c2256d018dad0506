"""Painter of the five windows and the door: five states, and every position between them. Each state has a shape.

Drawn in units of one window, 150 wide and 150 tall, with x = 0 in the middle; the caller scales.
"""

from __future__ import annotations

import math
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF

from postigo.gui.common.status_style import Tone
from postigo.gui.widgets.theme import Look, Scheme

WIDTH, HEIGHT = 150.0, 150.0

ANGLES: Final = {Tone.CLOSED: 0.0, Tone.AJAR: 48.0, Tone.OPEN: 112.0, Tone.FOGGED: 112.0}
"""How far the leaves stand open, in degrees; a bare window has none."""

_HOLE = QRectF(-46, 22, 92, 112)
_FRAME = _HOLE.adjusted(-7, -7, 7, 7)
_SILL = QRectF(-60, 141, 120, 8)
_BARS_FROM = 75.0  # degrees
_FEW, _MANY = 5, 9  # slats on a small leaf and on a large one


def paint_window(painter: QPainter, tone: Tone, angle: float, look: Look, *, small: bool = False) -> None:
    """One window whose leaves stand at this angle."""
    line = 1.0 if not small else 1.6
    _paint_wall(painter, tone, look, line)
    match tone:
        case Tone.BARE:
            _paint_bare(painter, look, line)
            return
        case Tone.FOGGED:
            _paint_fog(painter, look, line)
        case Tone.CLOSED | Tone.AJAR | Tone.OPEN | Tone.NOTE:
            _paint_room(painter, look, line, bars=angle > _BARS_FROM)
    for side in (-1, 1):
        _paint_leaf(painter, side, angle, look, small=small)


def _paint_wall(painter: QPainter, tone: Tone, look: Look, line: float) -> None:
    """Frame and sill."""
    del tone
    painter.setPen(QPen(look.colour("frame_edge"), line))
    painter.setBrush(look.colour("frame"))
    painter.drawRoundedRect(_FRAME, 6, 6)
    if look.scheme is Scheme.LIGHT:  # a soft shadow under the sill
        shadow = QLinearGradient(0, _SILL.bottom(), 0, _SILL.bottom() + 6)
        ink = look.colour("ink")
        shadow.setColorAt(0, QColor(ink.red(), ink.green(), ink.blue(), 26))
        shadow.setColorAt(1, QColor(ink.red(), ink.green(), ink.blue(), 0))
        painter.fillRect(QRectF(_SILL.left() + 3, _SILL.bottom(), _SILL.width() - 6, 6), shadow)
    painter.setPen(Qt.PenStyle.NoPen if look.scheme is not Scheme.CONTRAST else QPen(look.colour("frame_edge"), line))
    painter.setBrush(look.colour("sill"))
    painter.drawRoundedRect(_SILL, 2, 2)


def _paint_room(painter: QPainter, look: Look, line: float, *, bars: bool) -> None:
    """The light inside, and the bars of the window before it. Through a slit one sees light only."""
    glow = QLinearGradient(_HOLE.topLeft(), _HOLE.bottomLeft())
    glow.setColorAt(0, look.colour("light"))
    glow.setColorAt(0.55, look.colour("glow"))
    glow.setColorAt(1, look.colour("light"))
    painter.setPen(QPen(look.colour("bar"), line))
    painter.setBrush(QBrush(glow))
    painter.drawRect(_HOLE)
    if bars:
        _paint_bars(painter, look.colour("bar"))


def _paint_bars(painter: QPainter, colour: QColor) -> None:
    middle = _HOLE.center()
    painter.setPen(QPen(colour, 3))
    painter.drawLine(QLineF(middle.x(), _HOLE.top(), middle.x(), _HOLE.bottom()))
    painter.drawLine(QLineF(_HOLE.left(), middle.y() - 6, _HOLE.right(), middle.y() - 6))


def _paint_fog(painter: QPainter, look: Look, line: float) -> None:
    """Glass that has been breathed on."""
    painter.setPen(QPen(look.colour("glass_bar"), line))
    painter.setBrush(look.colour("glass"))
    painter.drawRect(_HOLE)
    _paint_bars(painter, look.colour("glass_bar"))
    painter.setPen(QPen(look.colour("breath"), 3.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for step in range(6):
        y = _HOLE.top() + 14 + step * 17
        wave = QPainterPath(QPointF(_HOLE.left() + 8, y + 3))
        wave.cubicTo(QPointF(-24, y - 9), QPointF(-10, y + 1), QPointF(4, y + 3))
        wave.cubicTo(QPointF(16, y + 6), QPointF(26, y + 4), QPointF(_HOLE.right() - 8, y - 4))
        painter.drawPath(wave)


def _paint_bare(painter: QPainter, look: Look, line: float) -> None:
    """A frame that nobody has looked into: dashed, with a question mark."""
    pen = QPen(look.colour("bare"), 1.6 * line)
    pen.setDashPattern([3.2, 3.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(_HOLE)
    font = QFont(look.font(15))
    font.setPixelSize(round(30 * max(1.0, line)))
    painter.setFont(font)
    painter.setPen(look.colour("bare_text"))
    painter.drawText(_HOLE, Qt.AlignmentFlag.AlignCenter, "?")


def _paint_leaf(painter: QPainter, side: int, angle: float, look: Look, *, small: bool) -> None:
    """One leaf, hinged at its outer side. Past the right angle it lies on the wall, seen from its edge."""
    turned = math.radians(angle)
    wide = _HOLE.width() / 2 - 0.5
    out = max(0.0, min(1.0, (angle - 70) / 40))
    hinge = side * (_HOLE.width() / 2 + 7.5 * out)
    free = hinge - side * wide * math.cos(turned)
    near = 5 * math.sin(turned)  # the free edge comes towards the eye
    top, bottom = _HOLE.top() + 3 * out, _HOLE.bottom() - 3 * out
    corners = (QPointF(hinge, top), QPointF(free, top - near), QPointF(free, bottom + near), QPointF(hinge, bottom))
    if 1 < angle < 90:
        _paint_shade(painter, side, free, look)
    painter.setPen(QPen(look.colour("leaf_edge"), 1.6 if small else 1.2))
    painter.setBrush(look.colour("leaf"))
    painter.drawPolygon(QPolygonF(list(corners)))
    _paint_slats(painter, corners, _FEW if small else _MANY, look)


def _paint_shade(painter: QPainter, side: int, free: float, look: Look) -> None:
    """The dark between a leaf that is ajar and the light behind it."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("inside"))
    edge = free - side * 3
    outer = side * _HOLE.width() / 2
    painter.drawRect(QRectF(min(edge, outer), _HOLE.top(), abs(edge - outer), _HOLE.height()))


def _paint_slats(painter: QPainter, corners: tuple[QPointF, ...], count: int, look: Look) -> None:
    hinge_top, free_top, free_bottom, hinge_bottom = corners

    def at(across: float, down: float) -> QPointF:
        upper = hinge_top + (free_top - hinge_top) * across
        lower = hinge_bottom + (free_bottom - hinge_bottom) * across
        return upper + (lower - upper) * down

    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("slat"))
    room = 0.86 / count
    for index in range(count):
        top = 0.07 + index * room + room * 0.18
        bottom = top + room * 0.62
        painter.drawPolygon(QPolygonF([at(0.16, top), at(0.84, top), at(0.84, bottom), at(0.16, bottom)]))


def paint_door(painter: QPainter, look: Look, *, small: bool = False) -> None:
    """The door of tip 6: it stands open, always."""
    line = 1.6 if small else 1.0
    arch = _arch(46, 150, 0)
    painter.setPen(QPen(look.colour("frame_edge"), line))
    painter.setBrush(look.colour("frame"))
    painter.drawPath(arch)
    inner = _arch(38, 150, 9)
    glow = QLinearGradient(0, 9, 0, 150)
    glow.setColorAt(0, look.colour("light"))
    glow.setColorAt(0.7, look.colour("glow"))
    glow.setColorAt(1, look.colour("light"))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(glow))
    painter.drawPath(inner)
    leaf = QPainterPath(QPointF(-38, 150))
    leaf.lineTo(-38, 47)
    leaf.quadTo(QPointF(-37, 28), QPointF(-26, 19))
    leaf.lineTo(-8, 32)
    leaf.lineTo(-8, 139)
    leaf.closeSubpath()
    flat = look.scheme is Scheme.CONTRAST
    painter.setBrush(look.colour("card" if flat else "note"))
    painter.setPen(QPen(look.colour("ink"), 2 * line) if flat else Qt.PenStyle.NoPen)
    painter.drawPath(leaf)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("ink" if flat else "light"))
    painter.drawEllipse(QPointF(-14, 92), 3.2, 3.2)


def _arch(half: float, height: float, top: float) -> QPainterPath:
    """A door's outline: a half circle on two straight sides."""
    path = QPainterPath(QPointF(-half, height))
    path.lineTo(-half, top + half)
    path.arcTo(QRectF(-half, top, 2 * half, 2 * half), 180, -180)
    path.lineTo(half, height)
    path.closeSubpath()
    return path
