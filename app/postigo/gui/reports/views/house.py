"""Small house: five windows, and words under them. Of one look, or of one computer. No score, and no line to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from postigo.core.report import Shutter
from postigo.core.trend import WINDOWS, House
from postigo.gui.common.status_style import of_shutter
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.shutters import ANGLES, HEIGHT, WIDTH, paint_window
from postigo.gui.widgets.theme import SMALL
from postigo.reports import wording

FACTOR: Final = 0.17
"""Size of its windows beside those of the façade."""
_ROOF: Final = 7
_SIDE: Final = 4


class SmallHouse(QLabel):
    """Drawing of five windows, with a few words below. Its text tells both for a screen reader; on the screen the drawing does."""

    def __init__(self, windows: Sequence[Shutter], around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFont(around.look.font(SMALL))
        self._windows, self._around = windows, around
        self._factor = FACTOR * min(around.look.scale, 1.5)
        self._below: Sequence[str] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def tell(self, said: str, below: Sequence[str]) -> None:
        """Say this to whoever hears it, and write the lines below the drawing."""
        self.setText(said)
        self._below = below
        self.updateGeometry()
        self.update()

    def _picture(self) -> QSize:
        width = WIDTH * self._factor * len(self._windows) + 2 * _SIDE
        return QSize(round(width), round(HEIGHT * self._factor) + _ROOF + _SIDE)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The house, and the lines below."""
        fonts, picture = QFontMetrics(self.font()), self._picture()
        wide = max(picture.width(), *(fonts.horizontalAdvance(line) for line in self._below))
        return QSize(wide, picture.height() + len(self._below) * fonts.height() + 4)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as it is."""
        return self.sizeHint()

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """Its height does not follow from its width, as a label's does."""
        return False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Wall, roof, windows, words."""
        del event
        look, picture = self._around.look, self._picture()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = (self.width() - picture.width()) / 2
        wall = QRectF(left + 0.5, _ROOF - 2, picture.width() - 1, picture.height() - _ROOF + 2)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.setBrush(look.colour("house"))
        painter.drawRoundedRect(wall, 3, 3)
        painter.setPen(QPen(look.colour("eave"), 1))
        painter.setBrush(look.colour("roof"))
        painter.drawRoundedRect(QRectF(left + 0.5, 0.5, picture.width() - 1, _ROOF - 1), 2, 2)
        for number, shutter in enumerate(self._windows):
            tone = of_shutter(shutter)
            painter.save()
            painter.translate(left + _SIDE + (number + 0.5) * WIDTH * self._factor, _ROOF - 2)
            painter.scale(self._factor, self._factor)
            paint_window(painter, tone, ANGLES.get(tone, 0.0), look, small=True)
            painter.restore()
        painter.setPen(look.colour("quiet"))
        painter.setFont(self.font())
        below = QRectF(0, picture.height() + 2, self.width(), self.height())
        painter.drawText(below, int(Qt.AlignmentFlag.AlignHCenter), "\n".join(self._below))


class HousePicture(SmallHouse):
    """Picture of one look, with its day."""

    def __init__(self, house: House, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(house.windows, around, parent)
        self._house = house
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        language = self._around.language
        windows = zip(WINDOWS, self._house.windows, strict=True)
        told = "; ".join(
            f"{language.say(wording.TIPS[tip])}: {language.say(wording.SHUTTERS[shutter])}" for tip, shutter in windows
        )
        day = language.value(self._house.when.astimezone().date())
        self.tell(f"{language.value(self._house.when)}: {told}", (day,))
