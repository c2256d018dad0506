"""Button for a window of the house, or the door, with its state in words."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QRect, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from postigo.gui.common.status_style import Tone
from postigo.gui.today.models.facade import Opening
from postigo.gui.widgets.button import ring
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.shutters import ANGLES, HEIGHT, WIDTH, paint_door, paint_window
from postigo.gui.widgets.theme import CLOSING_MS, SMALL, Look

_WRAP = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignHCenter) | int(Qt.AlignmentFlag.AlignTop)
_INSET = 8  # px at either side, so that the words of two windows do not touch
_GLUE = "\u00a0"
LARGE, MIDDLE, COMPACT, WORDS = 1.0, 0.7, 0.42, 0.0
"""Sizes of a window on the façade, for less and less height. The last draws none, and shows its words alone."""


class FacadeButton(QPushButton):
    """A window of the façade. `clicked` leads to the page of its tip, or to help."""

    def __init__(self, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.setAutoDefault(True)  # Enter too
        self._shown: Opening | None = None
        self._name = self._state = ""
        look = around.look
        self._fonts = QFontMetrics(look.font(SMALL, bold=True)), QFontMetrics(look.font(SMALL))
        self.size_factor = LARGE
        self._angle = ANGLES[Tone.OPEN]
        self._moving = QVariantAnimation(self)
        self._moving.setDuration(CLOSING_MS)
        self._moving.setEasingCurve(QEasingCurve.Type.InOutQuad)
        self._moving.valueChanged.connect(self._turn)
        self._moving.finished.connect(self._arrived)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def opening(self) -> Opening | None:
        """Content of the button."""
        return self._shown

    @property
    def tone(self) -> Tone | None:
        """How it stands; None before anything was shown."""
        return self._shown.tone if self._shown else None

    @property
    def moving(self) -> bool:
        """Whether its leaves are turning."""
        return self._moving.state() is QVariantAnimation.State.Running

    def show_opening(self, opening: Opening) -> bool:
        """Show this state. Whether there was anything new to show."""
        say = self._around.language.say
        name = f"{opening.tip}{_GLUE}·{_GLUE}{say(opening.name)}"  # the number stays with its name
        state = say(opening.state)
        if (opening, name, state) == (self._shown, self._name, self._state):
            return False
        before, self._shown = self._shown, opening
        self._name, self._state = name, state
        self.setAccessibleName(say(opening.spoken))
        if before is None or before.tone is not opening.tone:
            self._swing(ANGLES.get(opening.tone), at_once=before is None)
        self.updateGeometry()
        self.update()
        return True

    def _swing(self, target: float | None, *, at_once: bool) -> None:
        """Leaves that close are seen closing, unless the system asks for less motion. A bare window has none (None)."""
        self._moving.stop()
        if target is not None and target < self._angle and not (at_once or self._around.look.still):
            self._moving.setStartValue(self._angle)
            self._moving.setEndValue(target)
            self._moving.start()
        else:
            self._angle = ANGLES[Tone.OPEN] if target is None else target

    def _turn(self, angle: float) -> None:
        self._angle = angle
        self.update()

    def _arrived(self) -> None:
        self.update()

    # --- size

    @property
    def _look(self) -> Look:
        return self._around.look

    @property
    def _factor(self) -> float:
        return self.size_factor * min(self._look.scale, 1.25)

    def _picture(self) -> QSize:
        return QSize(round(WIDTH * self._factor), round(HEIGHT * self._factor))

    def _texts(self, width: int) -> tuple[QRect, QRect]:
        room = QRect(0, 0, width, 10_000)
        bold, plain = self._fonts
        return bold.boundingRect(room, _WRAP, self._called(width)), plain.boundingRect(room, _WRAP, self._state)

    def _called(self, width: int) -> str:
        """The name; its number stands over it where there is no room beside it."""
        longest = max(map(self._fonts[0].horizontalAdvance, self._name.split(" ")))
        return self._name if longest <= width else self._name.replace(f"·{_GLUE}", "· ")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The picture, or its words on one line each."""
        name, state = self._texts(10_000)
        width = max(self._picture().width() if self.size_factor > COMPACT else 0, name.width(), state.width()) + 12
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The picture, or the longest word."""
        bold, plain = self._fonts
        words = [bold.horizontalAdvance(word) for word in self._name.split()]
        words += [plain.horizontalAdvance(word) for word in self._state.split()]
        width = (
            max(*words, round(self._picture().width() * 0.9), 0) + 2 * _INSET + 2 if words else self._picture().width()
        )
        return QSize(width, self._picture().height())

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Its words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The picture with its words under it."""
        name, state = self._texts(width - 2 * _INSET)
        return self._picture().height() + self._gap() + name.height() + 2 + state.height() + 8

    def _gap(self) -> int:
        return {WORDS: 0, COMPACT: 6}.get(self.size_factor, 14)

    # --- paint

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The window, its name, its state, and the focus ring."""
        del event
        if self._shown is None:
            return
        look, picture = self._look, self._picture()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 10, 10)
        if self.size_factor != WORDS:
            self._paint_picture(painter, self._shown)
        room = self.width() - 2 * _INSET
        name, _ = self._texts(room)
        top = picture.height() + self._gap()
        painter.setFont(look.font(SMALL, bold=True))
        painter.setPen(look.colour("ink"))
        painter.drawText(QRect(_INSET, top, room, name.height()), _WRAP, self._called(room))
        painter.setFont(look.font(SMALL))
        painter.setPen(look.colour(f"{self._shown.tone.value}_text"))
        if not self.moving:  # the word comes when the leaves are where it says
            painter.drawText(QRect(_INSET, top + name.height() + 2, room, self.height()), _WRAP, self._state)
        if self.hasFocus():
            ring(painter, QRectF(self.rect()), look)

    def _paint_picture(self, painter: QPainter, shown: Opening) -> None:
        small = self.size_factor == COMPACT
        painter.save()
        painter.translate(self.width() / 2, 2)
        painter.scale(self._factor, self._factor)
        if shown.door:
            paint_door(painter, self._look, small=small)
        else:
            paint_window(painter, shown.tone, self._angle, self._look, small=small)
        painter.restore()
