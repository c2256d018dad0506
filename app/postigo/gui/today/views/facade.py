"""Façade: a white wall under tiles, with five windows and the door."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from postigo.gui.today.models.audit import Audit
from postigo.gui.today.models.facade import openings
from postigo.gui.today.views.facade_button import COMPACT, LARGE, MIDDLE, WORDS, FacadeButton
from postigo.gui.widgets.card_frame import RADIUS
from postigo.gui.widgets.context import ViewContext

LOWEST, LOW, TALL = (
    340,
    700,
    820,
)  # px of height at 100 % text from which the windows are small, of middle size, and large
TILE = 24.0  # px; the width of one roof tile
ROOF = 10.0  # px; how high a tile rises over the eave
EAVE = 6.0


class Facade(QWidget):
    """The house. `tip_chosen` tells which window was pressed, and `door_chosen` that it was the door."""

    tip_chosen = Signal(int)
    door_chosen = Signal()

    def __init__(self, audit: Audit, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audit, self._around = audit, around
        self._buttons = tuple(FacadeButton(around, self) for _ in openings(audit))
        for button in self._buttons:
            button.clicked.connect(lambda _checked=False, button=button: self._chosen(button))
        self._heights: dict[
            int, int
        ] = {}  # by width; Qt asks for them several times whenever anything of the page changes
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.refresh()

    @property
    def buttons(self) -> tuple[FacadeButton, ...]:
        """The windows and the door, from left to right."""
        return self._buttons

    def refresh(self) -> None:
        """Show how the windows stand now."""
        shown = openings(self._audit)
        news = [button.show_opening(opening) for button, opening in zip(self._buttons, shown, strict=True)]
        if any(news):
            self._place_anew()

    def shrink(self, height: float) -> None:
        """Draw smaller windows on a lower page, its height in px at 100 % text. On the lowest, words alone."""
        factor = next(
            (size for limit, size in ((LOWEST, WORDS), (LOW, COMPACT), (TALL, MIDDLE)) if height < limit), LARGE
        )
        if self._buttons[0].size_factor != factor:
            for button in self._buttons:
                button.size_factor = factor
            self._place_anew()

    def _place_anew(self) -> None:
        self._heights.clear()
        self._place(self.width(), move=True)
        self.updateGeometry()

    def _chosen(self, button: FacadeButton) -> None:
        opening = button.opening
        if opening is None:
            return
        if opening.door:
            self.door_chosen.emit()
        else:
            self.tip_chosen.emit(opening.tip)

    # --- where the windows are

    @property
    def _top(self) -> int:
        compact = self._buttons[0].size_factor <= COMPACT
        return round(ROOF + EAVE) + (6 if compact else 12)

    def _lines(self, width: int) -> list[list[int]]:
        """Widths of the windows, line by line: equal ones, as on a house."""
        side = 6
        room = width - 2 * side
        least = [button.minimumSizeHint().width() for button in self._buttons]
        columns = next((columns for columns in (6, 3, 2) if max(least) * columns <= room), 1)
        return [[max(room // columns, 1)] * columns for _ in range(0, len(self._buttons), columns)]

    def _place(self, width: int, *, move: bool) -> int:
        y, index = self._top, 0
        for line in self._lines(width):
            buttons = self._buttons[index : index + len(line)]
            height = max(button.heightForWidth(given) for button, given in zip(buttons, line, strict=True))
            x = (width - sum(line)) // 2
            for button, given in zip(buttons, line, strict=True):
                if move:
                    button.setGeometry(QRect(x, y, given, height))
                x += given
            y, index = y + height + 8, index + len(line)
        return y + 2

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """It wraps."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The lines of windows under the roof."""
        if width not in self._heights:
            self._heights[width] = self._place(width, move=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line."""
        width = sum(button.sizeHint().width() for button in self._buttons) + 12
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One window wide."""
        width = max(button.minimumSizeHint().width() for button in self._buttons) + 12
        return QSize(width, self._top)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the windows where they belong."""
        super().resizeEvent(event)
        self._place(event.size().width(), move=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right go from window to window."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        there = [button for button in self._buttons if button.focusPolicy() != Qt.FocusPolicy.NoFocus]
        here = next((index for index, button in enumerate(there) if button.hasFocus()), None)
        if step is None or here is None:
            super().keyPressEvent(event)
            return
        there[max(0, min(here + step, len(there) - 1))].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The wall and the roof."""
        del event
        look = self._around.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wall = QRectF(self.rect()).adjusted(0.5, ROOF, -0.5, -0.5)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.setBrush(look.colour("house"))
        painter.drawRoundedRect(wall, RADIUS, RADIUS)
        self._paint_roof(painter)

    def _paint_roof(self, painter: QPainter) -> None:
        look, width = self._around.look, float(self.width())
        count = max(1, round(width / TILE))
        tile = width / count
        painter.setPen(QPen(look.colour("eave"), 1))
        for index in range(count):
            painter.setBrush(look.colour("tile" if index % 2 else "roof"))
            path = QPainterPath(QPointF(index * tile, ROOF + 1))
            path.arcTo(QRectF(index * tile, 0.5, tile, 2 * ROOF), 180, -180)
            path.closeSubpath()
            painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("eave"))
        painter.drawRoundedRect(QRectF(0, ROOF, width, EAVE), 1.5, 1.5)
