"""Page of the reports: one to save, those that were saved, and the history."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.reports.models.copies import Copies
from postigo.gui.reports.views.copy import CopyPart
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.theme import TITLE


class ReportsPage(Page):
    """Everything about reports. What a part wants of the system, it says by itself."""

    def __init__(self, copies: Copies, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._copies = copies
        self._title = FirstWords(around.look, TITLE, bold=True)
        self.copy = CopyPart(copies, around)
        for part in (self._title, self.copy):
            self.box.addWidget(part)
        self.box.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """How things stand now, in the language of now."""
        self._title.show_text(self.around.language.say(Text("Reports")))
        self._copies.follow()
        self.copy.refresh()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go through the page as the eye does."""
        for one, following in pairwise(self.copy.chain()):
            QWidget.setTabOrder(one, following)

    def enter(self) -> None:
        """From now on the copy follows what the page shows."""
        self._copies.open(wanted=True)
        super().enter()

    def leave(self) -> None:
        """Make nothing more."""
        self._copies.open(wanted=False)
        super().leave()

    def arrange(self, width: int) -> None:
        """Lay the parts out for a content of this width."""
        self.copy.arrange(width)

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        self.verticalScrollBar().setValue(0)
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)
