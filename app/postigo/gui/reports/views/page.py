"""Page of the reports: one to save, those that were saved, and the history."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.reports.models.copies import Copies
from postigo.gui.reports.models.past import Past
from postigo.gui.reports.views.copy import CopyPart
from postigo.gui.reports.views.history import HistoryPart
from postigo.gui.reports.views.saves import SavesPart
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Heading, Label, reveal
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import flowing
from postigo.gui.widgets.theme import BODY, LEAD, TITLE


class ReportsPage(Page):
    """Everything about reports. What a part wants of the system, it says by itself."""

    several_wanted = Signal()

    def __init__(self, copies: Copies, past: Past, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(around, parent)
        self._copies, self._past = copies, past
        self._exit: QWidget | None = None
        self._title = FirstWords(around.look, TITLE, bold=True)
        self.copy = CopyPart(copies, around)
        self.saves, self.history = SavesPart(past, around), HistoryPart(past, around)
        self._of_several, self._why = Heading(around.look, LEAD - 2, bold=True), Label(around.look, BODY)
        self.several = Button(around.look)
        self.several.clicked.connect(self.several_wanted)
        several = flowing(around.look, [self.several])
        for part in (self._title, self.copy, self._of_several, self._why, several, self.saves, self.history):
            self.box.addWidget(part)
        for part in (self._of_several, self._why, several):  # a class has one computer
            reveal(part, not copies.classroom)
        for part in (self.saves, self.history):
            reveal(part, past.there)
        self.box.addStretch(1)
        past.changed.connect(self._show_past)
        self.history.looks.reshaped.connect(self._order_tabs)
        self.copy.choices.ticks.reshaped.connect(self._order_tabs)
        self.history.opened.come.connect(self._bring_opened)
        self.refresh()

    def refresh(self) -> None:
        """How things stand now, in the language of now."""
        say = self.around.language.say
        self._title.show_text(say(Text("Reports")))
        if not self._copies.classroom:
            self._of_several.show_text(say(Text("Several computers")))
            self._why.show_text(say(Text("Do you look after several? Postigo makes one page of their reports.")))
        self.several.speak(say(Text("Several computers…")))
        self._copies.follow()
        self.copy.refresh()
        self._show_past()

    def _show_past(self) -> None:
        self.saves.refresh()
        self.history.refresh()
        self._order_tabs()

    def _bring_opened(self) -> None:
        self.show_soon(self.history.opened)

    def escape(self) -> None:
        """Esc: nothing is deleted; a look that is open is closed."""
        self.history.escape()

    def lead_first_to(self, part: QWidget | None) -> None:
        """Let Tab reach this part first: the quick exit."""
        self._exit = part
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Let Tab go through the page as the eye does."""
        first = () if self._exit is None else (self._exit,)
        for one, following in pairwise(
            (*first, *self.copy.chain(), self.several, self.saves.older.fold, *self.history.chain())
        ):
            QWidget.setTabOrder(one, following)

    def enter(self) -> None:
        """Make the copy, and read what is kept, from now on."""
        self._copies.open(wanted=True)
        self._past.open(wanted=True)
        super().enter()

    def leave(self) -> None:
        """Stop making a copy."""
        self._copies.open(wanted=False)
        self._past.open(wanted=False)
        super().leave()

    def arrange(self, width: int) -> None:
        """Lay the parts out for a content of this width."""
        self.copy.arrange(width)
        self.history.looks.arrange(width)

    def focus_first(self) -> None:
        """Where the keyboard begins."""
        self.verticalScrollBar().setValue(0)
        self._title.setFocus(Qt.FocusReason.OtherFocusReason)
