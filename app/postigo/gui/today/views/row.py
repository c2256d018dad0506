"""Row of the list: status icon, sentence, state in words, and an angle."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleStateChangeEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from postigo.core.values import Text
from postigo.gui.today.models.checklist import Row
from postigo.gui.widgets.button import chevron, ring
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.status_icon import StatusIcon
from postigo.gui.widgets.theme import BODY, SMALL, Look

HEIGHT = 44  # px at least: large enough for a finger
NARROW = 560  # px at 100 % text
LARGEST_STATE = 0.4  # of a row's width


class RowButton(QPushButton):
    """The row as a button. That it is open is said in its description, and by `spoken` as a state where a system has one.

    As a checked button it would be read as a check box.
    """

    def __init__(self, row: Row, around: ViewContext, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = around.look
        self._around, self._first = around, first
        self.row, self.opened = row, False
        self._shown: object = None
        self._width = 0
        self.setAutoDefault(True)  # Enter too
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._mark = StatusIcon(look, row.tone)
        self._sentence = Label(look, BODY)
        self._state = Label(look, SMALL, bold=True)
        self._state.setWordWrap(False)
        line = self._line = QHBoxLayout(self)
        line.setContentsMargins(look.space(16), look.space(8), look.px(40), look.space(8))
        line.setSpacing(look.space(12))
        line.addWidget(self._mark)
        texts = self._texts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        texts.setSpacing(look.space(12))
        texts.addWidget(self._sentence, 1)
        texts.addWidget(self._state)
        line.addLayout(texts, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        # Not by the hints below: Qt asks a widget that has a layout for its height by width past it, and squeezes all
        # rows to almost nothing for the instant in which the page around them has not grown yet.
        self.setMinimumHeight(HEIGHT)
        for child in (self._sentence, self._state):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_row(row, opened=False)

    def arrange(self, width: int) -> None:
        """Put the state beside the sentence, or below it without room. 0: not known yet."""
        self._width = width
        look, state = self._around.look, self._state.sizeHint().width()
        narrow = 0 < width < max(look.px(NARROW), round(state / LARGEST_STATE))
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._texts.direction() is not wanted:
            self._texts.setDirection(wanted)
            self._texts.setSpacing(2 if narrow else look.space(12))
            self.updateGeometry()

    def show_row(self, row: Row, *, opened: bool) -> None:
        """Show how the thing stands now."""
        shown = (row, opened, self._around.language.voice)
        if shown == self._shown:  # most rows at most times: while it looks, each answer comes by here
            return
        self._shown, self.row = shown, row
        say = self._around.language.say
        sentence, state = self._around.say(row.sentence), say(row.state)
        self._mark.show_tone(row.tone)
        self._sentence.show_text(sentence)
        self._sentence.tint("ink" if row.opens else "quiet")
        self._state.show_text(state)
        self._state.tint(f"{row.tone.value}_text")
        self.arrange(self._width)
        self._open(opened)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row.opens else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if row.opens else Qt.CursorShape.ArrowCursor)
        self.setAccessibleName(f"{sentence} · {state}")
        self.setAccessibleDescription(
            say(Text("This row is open") if opened else Text("This row can be opened")) if row.opens else ""
        )
        self.update()

    def _open(self, opened: bool) -> None:
        """Be open or not, and tell whoever listens."""
        if opened is not self.opened and QAccessible.isActive():
            state = QAccessible.State()
            state.expanded = state.collapsed = True  # what has changed
            QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self, state))
        self.opened = opened

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Size of its parts."""
        return self._line.totalSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Least size of its parts."""
        return self._line.totalMinimumSize()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Its sentence wraps."""
        return max(HEIGHT, self._line.totalHeightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The line above it, the strip of an open row, the angle, the ring."""
        del event
        look = self._around.look
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if not self._first:
            divide(painter, rect, look)
        inner = rect.adjusted(4, 4, -4, -4)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.row.opens and (self.underMouse() or self.isDown()):
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(inner, 7, 7)
        if self.opened:
            painter.setBrush(look.colour(self.row.tone.value))
            painter.drawRoundedRect(QRectF(1, 6, 4, rect.height() - 12), 2, 2)
        if self.row.opens:
            right = look.px(28)
            chevron(painter, QRectF(rect.right() - look.px(34), 0, right, rect.height()), look, self.opened)
        if self.hasFocus():
            ring(painter, rect.adjusted(3, 3, -3, -3), look, 8)


def divide(painter: QPainter, rect: QRectF, look: Look) -> None:
    """The line between a row and the one above it."""
    painter.fillRect(QRectF(1, 0, rect.width() - 2, 1), look.colour("edge"))
