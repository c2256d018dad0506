"""The first screen: the head, the façade, the card with the one thing to do, and the list."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from postigo.gui.models.audit import Audit, Phase
from postigo.gui.models.card import Action, Do
from postigo.gui.models.checklist import Checklist
from postigo.gui.models.facade import banner
from postigo.gui.models.later import later
from postigo.gui.models.saving import Saving
from postigo.gui.theme import BODY
from postigo.gui.views.around import Around
from postigo.gui.views.card import CardView
from postigo.gui.views.checklist import ChecklistView
from postigo.gui.views.facade import Facade
from postigo.gui.views.head import Head
from postigo.gui.views.labels import Label, reveal
from postigo.gui.views.page import Page
from postigo.gui.views.panel import Panel
from postigo.gui.views.saving import SavingView

TALL = 700  # px of height at 100 % text from which the windows of the façade are drawn large


class Today(Page):
    """Everything of the first screen. `help_wanted` and `place_wanted` go to whoever can serve them."""

    help_wanted = Signal()
    place_wanted = Signal(object)

    def __init__(
        self, audit: Audit, checklist: Checklist, saving: Saving, around: Around, parent: QWidget | None = None
    ) -> None:
        super().__init__(around, parent)
        self._audit, self._checklist = audit, checklist
        self._from_card = False
        self.banner = _Banner(audit, around)
        self.head = Head(audit, around)
        self.facade = Facade(audit, around)
        self.card = CardView(checklist, around)
        self.list = ChecklistView(checklist, around)
        self.saving = SavingView(saving, around)
        for part in (self.banner, self.head, self.facade, self.card, self.list, self.saving):
            self.box.addWidget(part)
        self.box.addStretch(1)
        self.facade.door_chosen.connect(self.help_wanted)
        self.facade.tip_chosen.connect(self._show_tip)
        self.card.pressed.connect(self._press)
        self.list.place_wanted.connect(self.place_wanted)
        checklist.opened.connect(self.list.refresh)  # no lambda: it would keep a page alive that was made anew
        self.list.told.connect(self._bring)
        self.list.reshaped.connect(self._order_tabs)

    def refresh(self) -> None:
        """Show how things stand now."""
        self.banner.refresh()
        self.head.refresh()
        self.facade.refresh()
        self.card.refresh()
        self.list.refresh()
        self.saving.refresh()
        self._order_tabs()

    def _order_tabs(self) -> None:
        """Tab goes through the page as the eye does, although parts of it are made anew."""
        chain = (self.head.again, *self.facade.buttons, *self.card.buttons, *self.list.chain(), self.saving.button)
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)

    def _press(self, action: Action) -> None:
        match action.do:
            case Do.CONSENT:
                self._audit.consent()
            case Do.DECLINE:
                self._audit.decline()
            case Do.CANCEL:
                self._audit.cancel()
            case Do.LOOK:
                self._audit.look()
            case Do.OPEN:
                self._checklist.open(action.check)
                self._from_card = True  # the card itself says it if the page does not open
                self.place_wanted.emit(action.place)
                self._from_card = False
            case Do.SHOW:
                self._checklist.open(action.check)
                self._go_to(action.check)

    def _bring(self, message: QWidget) -> None:
        """What a button led to is said where one is looking; the layout has to know it first."""
        if not self._from_card:
            later(message, 0, lambda: self.ensureWidgetVisible(message, 0, self.around.look.space(16)))

    def _go_to(self, check: str) -> None:
        row = self.list.row(check)
        if row is not None:
            self._settle()
            self.show_part(row)
            row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_tip(self, tip: int) -> None:
        heading = self.list.heading(tip)
        if heading is not None:
            self._settle()
            self.show_part(heading)
            rows = (row for row in self.list.rows if self._tip_of(row.row.check) == tip and row.row.opens)
            if (row := next(rows, None)) is not None:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tip_of(self, check: str) -> int:
        return self._audit.report.listing(check).tip if self._audit.report else 0

    def _settle(self) -> None:
        """Lay everything out now, so that a place to scroll to is where it will be."""
        self.box.activate()

    def arrange(self, width: int) -> None:
        """The head, the card and the rows put their buttons or words beside or below their text."""
        self.head.arrange(width)
        self.card.arrange(width)
        self.list.arrange(width)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A low window gets small windows on its façade."""
        self.facade.shrink(compact=event.size().height() < self.around.look.px(TALL))
        super().resizeEvent(event)

    def focus_first(self) -> None:
        """Where the keyboard begins: at the card's main button while there is a question, else at the head."""
        asks = self._audit.phase in {Phase.ASKING, Phase.LOOKING} and self.card.main is not None
        target = self.card.main if asks else self.head.again
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            if asks:  # whoever can press a button has to see what it answers
                later(self.card, 0, lambda: self.ensureWidgetVisible(self.card, 0, self.around.look.space(16)))


class _Banner(Panel):
    """Says that the machine on the screen is a remembered one, or only a box within this one."""

    def __init__(self, audit: Audit, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(around.look, "card", "note", parent)
        self._audit, self._around = audit, around
        look = around.look
        self._label = Label(look, BODY, "note_text", bold=True)
        box = QHBoxLayout(self)
        box.setContentsMargins(look.space(20), look.space(8), look.space(16), look.space(8))
        box.addWidget(self._label)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        text = banner(self._audit)
        reveal(self, text is not None)
        if text is not None:
            self._label.show_text(self._around.language.say(text))
