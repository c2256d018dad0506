"""Page behind the door: what never scrolls away, and the stage at which somebody is. It leaves no trace."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from postigo.gui.common.timers import call_later
from postigo.gui.help.models.way import Stage, Way
from postigo.gui.help.views.age import AgeView
from postigo.gui.help.views.card import CardView
from postigo.gui.help.views.danger import DangerView
from postigo.gui.help.views.exit_band import ExitBand
from postigo.gui.help.views.split import SplitView
from postigo.gui.help.views.stage import StageView
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import let_go, stops
from postigo.gui.widgets.stage_part import StagePart
from postigo.store import trace

_VIEWS: dict[Stage, type[StageView]] = {
    Stage.SPLIT: SplitView,
    Stage.AGE: AgeView,
    Stage.CARDS: CardView,
    Stage.CHILD: CardView,
    Stage.BLUFF: CardView,
    Stage.DANGER: DangerView,
}


class HelpPage(Page):
    """Page of help. `alone`: whether nothing may stand beside it. `log` makes the part for the log of evidence.

    It knows nothing of who opened the door.
    """

    back_wanted = Signal()
    exit_wanted = Signal()
    address_wanted = Signal(str)
    alone = Signal(bool)

    def __init__(
        self,
        way: Way,
        clipboard: LentClipboard,
        log: Callable[[ViewContext], StagePart],
        around: ViewContext,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(around, parent)
        trace.end()  # whoever comes here leaves no trace, not even by a crash
        self._make_log = log
        self._way, self._clipboard, self._width = way, clipboard, 0
        self.band = ExitBand(way, clipboard, around)
        self.band.exit_wanted.connect(self.exit_wanted)
        self.band.shown.connect(self._follow)
        self.fixed = self.band
        self.back = self.band.back
        self.back.clicked.connect(self.escape)
        self.stage = self._make()
        self.box.addWidget(self.stage)
        self.box.addStretch(1)
        way.moved.connect(self._move)
        way.changed.connect(self._follow)
        self._follow()

    def _make(self) -> StagePart:
        stage = self._way.here.stage
        made: StagePart = (
            self._make_log(self.around)
            if stage is Stage.LOG
            else _VIEWS[stage](self._way, self._clipboard, self.around)
        )
        made.turned.connect(self._turn)
        made.address_wanted.connect(self.address_wanted)
        made.grown.connect(self._follow)
        made.unfolded.connect(self._bring)
        return made

    def _move(self) -> None:
        """Show another spot of the way, from its first words on."""
        old, self.stage = self.stage, self._make()
        self.box.replaceWidget(old, self.stage)
        let_go(old)
        self.stage.show()
        self.stage.arrange(self._width)
        self.refresh()
        self.alone.emit(self._way.here.stage is Stage.DANGER)
        self._turn()

    def _turn(self) -> None:
        """Begin at the first words of what the stage shows now."""
        self._follow()
        if self.isVisible():
            self.focus_first()

    def _follow(self) -> None:
        """Tab goes from the first words to the exit, and then down the page."""
        self.band.refresh()
        if self.band.window() is not self.window():  # neither is shown yet
            return
        for one, following in pairwise((self.stage.first, *self.band.stops, *stops(self.stage))):
            QWidget.setTabOrder(one, following)

    def _bring(self, part: QWidget) -> None:
        """Scroll to a part that was not there before, once it has its place."""
        call_later(part, 0, lambda: self.ensureWidgetVisible(part, 0, self.around.look.space(12)))

    def refresh(self) -> None:
        """In the language of now."""
        self.band.refresh()
        self.stage.refresh()

    def arrange(self, width: int) -> None:
        """Lay out the stage."""
        self._width = width
        self.stage.arrange(width)

    def escape(self) -> None:
        """Esc leads one spot back, as the button does, and at last out."""
        if not self.stage.back() and not self._way.back():
            self.back_wanted.emit()

    def leave(self) -> None:
        """Forget all of it. Whoever opens the door again does not meet what somebody read before."""
        self._left = None
        self._way.forget()

    def focus_first(self) -> None:
        """Where the keyboard begins: at the first words, so that a screen reader reads them."""
        self.verticalScrollBar().setValue(0)
        self.stage.begin()
