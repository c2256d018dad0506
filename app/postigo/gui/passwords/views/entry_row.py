"""Row of the list of entries: a shutter, place and user, reasons, the state.

It is painted and always of one height: there may be ten thousand, and only those in sight exist.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from postigo.core.values import Account, Site, Text
from postigo.gui.passwords.models.entries import NO_SITE, Key, Shown
from postigo.gui.widgets.button import chevron, ring
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.status_icon import SIDE, paint_mark
from postigo.gui.widgets.theme import BODY, SMALL, Look

_LINE = int(Qt.AlignmentFlag.AlignVCenter)
NARROW = 520  # px at 100 % text under which the user stands under the site


def row_height(look: Look, width: int) -> int:
    """How tall every row is in a list of this width."""
    site, small = QFontMetrics(look.font(BODY, bold=True)), QFontMetrics(look.font(SMALL))
    lines = 2 if width < look.px(NARROW) else 1
    return max(look.px(48), site.height() + lines * small.height() + 2 + 2 * look.space(8))


class EntryRow(QPushButton):
    """One entry as a button that opens it."""

    def __init__(self, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.key: Key | None = None
        self.index = -1
        self.told: object = None
        """Content that is shown, so that it is not shown twice."""
        self._shown: Shown | None = None
        self._site = self._user = self._state = ""
        self._reasons: tuple[str, ...] = ()
        self._opened = self._grouped = False
        self.setAutoDefault(True)  # Enter too
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_entry(self, key: Key, shown: Shown, place: Text, *, opened: bool, grouped: bool) -> None:
        """Show this entry. `place` says which of how many it is."""
        say, value = self._around.language.say, self._around.language.value
        self.key, self._shown = key, shown
        self.setObjectName(f"{key[0]}:{key[1]}")  # by which it is found again when the page is made anew
        self._site = say(Text("{site}", values={"site": Site(shown.site)}) if shown.site else NO_SITE)
        self._user = value(Account(shown.user)) if shown.user else ""
        self._state = say(shown.state)
        self._reasons = tuple(say(reason) for reason in shown.reasons)
        self._opened, self._grouped = opened, grouped
        parts = (self._site, self._user, *self._reasons, self._state)
        self.setAccessibleName(" · ".join(part for part in parts if part))
        state = say(Text("This row is open") if opened else Text("This row can be opened"))
        self.setAccessibleDescription(f"{say(place)}. {state}")
        self.update()

    def forget(self) -> None:
        """Hold nothing of the entry: out of sight nobody would take its names away."""
        self.told = self._shown = self.key = None
        self._site = self._user = ""
        self.setAccessibleName("")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keys: arrows are for the list.

        A button of Qt's would hand the focus to whatever stands next in the order of Tab.
        """
        if Qt.Key(event.key()) in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The row."""
        del event
        if self._shown is None:
            return
        look, shown = self._around.look, self._shown
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        painter.fillRect(QRectF(1, 0, rect.width() - 2, 1), look.colour("edge"))
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self.isDown():
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(rect.adjusted(4, 4, -4, -4), 7, 7)
        if self._opened:
            painter.setBrush(look.colour(shown.tone.value))
            painter.drawRoundedRect(QRectF(1, 6, 4, rect.height() - 12), 2, 2)
        left = look.space(16)
        if self._grouped:  # a line at the left holds a group together
            painter.setBrush(look.colour("bare"))
            painter.drawRect(QRectF(left, 1, 2, rect.height()))
            left += look.space(12)
        side = look.px(24)
        painter.save()
        painter.translate(left, (rect.height() - side) / 2)
        painter.scale(side / SIDE, side / SIDE)
        paint_mark(painter, shown.tone, look)
        painter.restore()
        chevron(painter, QRectF(rect.right() - look.px(34), 0, look.px(28), rect.height()), look, self._opened)
        self._paint_words(painter, left + side + look.space(12))
        if self.hasFocus():
            ring(painter, rect.adjusted(3, 3, -3, -3), look, 8)

    def _paint_words(self, painter: QPainter, left: int) -> None:
        """The site with its user and the state; under it the reasons. Where it is narrow the user has a line of its own."""
        assert self._shown is not None  # noqa: S101 - paintEvent asks
        look, right = self._around.look, self.width() - self._around.look.px(40)
        room, gap = right - left, look.space(12)
        bold, small, strong = look.font(BODY, bold=True), look.font(SMALL), look.font(SMALL, bold=True)
        of_bold, of_small = QFontMetrics(bold), QFontMetrics(small)
        narrow = self.width() < look.px(NARROW)
        below = [self._user] if narrow and self._user else []
        if self._reasons:
            below.append(fitting(self._reasons, of_small, room))
        y = (self.height() - of_bold.height() - len(below) * (of_small.height() + 2)) // 2

        def write(font: QFont, colour: str, x: int, width: int, text: str) -> None:
            painter.setFont(font)
            painter.setPen(look.colour(colour))
            height = of_bold.height() if y == top else of_small.height()
            painter.drawText(QRect(x, y, width, height), _LINE, text)

        top = y
        state = QFontMetrics(strong).horizontalAdvance(self._state)
        write(strong, f"{self._shown.tone.value}_text", right - state, state, self._state)
        first = room - state - gap
        site = of_bold.elidedText(self._site, Qt.TextElideMode.ElideMiddle, first)
        write(bold, "ink", left, first, site)
        used = of_bold.horizontalAdvance(site) + gap
        if self._user and not narrow and first - used > look.px(40):
            user = of_small.elidedText(self._user, Qt.TextElideMode.ElideMiddle, first - used)
            write(small, "quiet", left + used, first - used, user)
        y += of_bold.height() + 2
        for text in below:
            write(small, "quiet", left, room, of_small.elidedText(text, Qt.TextElideMode.ElideMiddle, room))
            y += of_small.height() + 2


def fitting(words: tuple[str, ...], metrics: QFontMetrics, room: int) -> str:
    """Words that there is room for, and how many more there are."""
    for count in range(len(words), 0, -1):
        rest = len(words) - count
        text = " · ".join(words[:count]) + (f" · +{rest}" if rest else "")
        if metrics.horizontalAdvance(text) <= room:
            return text
    return metrics.elidedText(words[0], Qt.TextElideMode.ElideRight, room)
