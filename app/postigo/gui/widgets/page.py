"""Page that scrolls down, never sideways, its content in the middle of a wide window."""

from __future__ import annotations

from typing import Self

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from postigo.gui.common.timers import call_later
from postigo.gui.widgets.carried_state import Where, hand_over, heights
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.theme import Look

WIDEST = 1080  # px at 100 % text: a line of text may not become endless


class Ground(QWidget):
    """A plain ground in one colour of the theme."""

    def __init__(self, look: Look, token: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look, self._token = look, token

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The colour."""
        del event
        QPainter(self).fillRect(QRectF(self.rect()), self._look.colour(self._token))


class _Column(Ground):
    """Column of a page's content, no taller than its width makes it. Its labels' hints are for a narrow width."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The width it cannot do without."""
        return QSize(super().minimumSizeHint().width(), 0)


class Page(QScrollArea):
    """`box` is the column in which the parts of the page stand.

    `fixed`: a part that stands above the page and never scrolls. The window shows it with the page: in here no screen
    reader would find it (Qt tells them of a scroll area's viewport and bars alone).
    """

    fixed: QWidget | None = None
    refixed = Signal()  # another part stands above it now, or none

    def __init__(self, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.around = around
        look = around.look
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setSingleStep(look.px(24))
        self.verticalScrollBar().setStyleSheet(scroll_bar(look))
        self._ground = _Column(look, "wall")
        self._ground.setAttribute(Qt.WidgetAttribute.WA_StaticContents)  # a page that grows need not paint all of it
        self.box = QVBoxLayout(self._ground)
        self.box.setSpacing(look.space(16))
        self.setWidget(self._ground)
        self._left: Where | None = None

    # --- what the window asks of a page

    def refresh(self) -> None:
        """Show how things stand now."""

    def focus_first(self) -> None:
        """Put the keyboard where the page begins."""

    def look_again(self) -> None:
        """F5: look again at the things that the page shows."""

    def escape(self) -> None:
        """Esc: close the part of the page that is open."""

    def enter(self) -> None:
        """The page is shown: as the person left it, or from its beginning."""
        left, self._left = self._left, None
        if left is not None:
            self.resume(left)
        if left is None or left.focus is None:
            self.focus_first()

    def leave(self) -> None:
        """Another page is shown: know where the person was."""
        self._left = self.where()

    def holds_focus(self) -> bool:
        """Whether the keyboard is in this page."""
        there: QWidget | None = self.window().focusWidget()
        return there is not None and self.isAncestorOf(there) and there.isVisible()

    def where(self) -> Where:
        """Where the person is on this page."""
        return Where.of(self)

    def resume(self, where: Where) -> None:
        """Be where the person was."""
        where.scroll(self)
        if where.focus is not None and (thing := where.focus.find(self)) is not None:
            thing.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_over(self, old: Self) -> None:
        """Hold all that the person did on the page that this one replaces."""
        self._left = old._left
        hand_over(old, self)

    def arrange(self, width: int) -> None:
        """Lay parts out for a content of this width, before Qt lays out the page."""

    def _margins(self, width: int) -> None:
        look = self.around.look
        side = max(look.space(24), (width - look.px(WIDEST)) // 2)
        bar = width - self.viewport().width()  # the scroll bar takes its room from the margin, so that nothing moves
        self.box.setContentsMargins(side, look.space(20), max(side - bar, 4), look.space(32))
        self.arrange(width - bar - side - max(side - bar, 4))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the content in the middle."""
        self._margins(self.width())
        super().resizeEvent(event)

    def ensureWidgetVisible(self, part: QWidget, xmargin: int = 50, ymargin: int = 50) -> None:  # noqa: N802 - Qt's name
        """Scroll just far enough for a part, with nothing cut at the top."""
        super().ensureWidgetVisible(part, xmargin, ymargin)
        self._cut_nothing(part)

    def focusNextPrevChild(self, onward: bool) -> bool:  # noqa: N802 - Qt's name
        """Scroll as `ensureWidgetVisible` does. Qt has a way of its own for what Tab reaches, also when the focus is hidden."""
        moved = super().focusNextPrevChild(onward)
        here: QWidget | None = self.focusWidget()
        if moved and here is not None:
            self._cut_nothing(here)
        return moved

    def _cut_nothing(self, part: QWidget) -> None:
        """Scroll a little further if words are cut above, while this part stays in sight."""
        cut = [(top, bottom) for top, bottom in heights(self) if top < 0 < bottom]
        if not cut:
            return
        bar, place = self.verticalScrollBar(), part.mapTo(self.viewport(), part.rect().topLeft()).y()
        up, down = -min(top for top, _ in cut), max(bottom for _, bottom in cut)
        if place + part.height() + up <= self.viewport().height():
            bar.setValue(bar.value() - up)
        elif place >= down:
            bar.setValue(bar.value() + down)

    def show_part(self, part: QWidget) -> None:
        """Scroll so that a part of the page stands at its top."""
        self.verticalScrollBar().setValue(self._place_of(part) - self.around.look.space(8))

    def show_soon(self, part: QWidget) -> None:
        """Show a part at the top, once it is laid out. One that has gone by then is not."""

        def show() -> None:
            if self.isAncestorOf(part):
                self.lay_out()
                self.show_part(part)

        call_later(part, 0, show)

    def show_from(self, first: QWidget, last: QWidget | None) -> None:
        """Scroll just enough to show both. Without room for both, the first one stands at the top."""
        self.lay_out()
        gap, bar = self.around.look.space(8), self.verticalScrollBar()
        top = self._place_of(first) - gap
        end = top if last is None else self._place_of(last) + last.height() + gap
        bar.setValue(min(max(bar.value(), end - self.viewport().height()), top))

    def lay_out(self) -> None:
        """Lay everything out now: a place to scroll to must be known."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.box.activate()

    def _place_of(self, part: QWidget) -> int:
        """How far below the beginning of the page a part stands."""
        return part.mapTo(self._ground, part.rect().topLeft()).y()


def scroll_bar(look: Look) -> str:
    """Style of a scroll bar: a thin handle."""
    tokens = look.tokens
    return (
        f"QScrollBar:vertical {{ background: {tokens.wall}; width: 12px; margin: 0; border: none; }}"
        f"QScrollBar::handle:vertical {{ background: {tokens.bare}; border-radius: 4px; min-height: 32px; margin: 2px; }}"
        "QScrollBar::add-line:vertical, QScrollBar::sub-line:vertical { height: 0; }"
        f"QScrollBar::add-page:vertical, QScrollBar::sub-page:vertical {{ background: {tokens.wall}; }}"
    )
