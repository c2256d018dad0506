"""Page of today: head, façade, the card with one thing to do, and the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.common.timers import call_later
from postigo.gui.today.models.audit import Audit, Phase
from postigo.gui.today.models.card import Action, Do, card
from postigo.gui.today.models.change_list import ChangeList
from postigo.gui.today.models.checklist import Checklist
from postigo.gui.today.models.facade import banner
from postigo.gui.today.models.strips import strips
from postigo.gui.today.models.walk import Walk
from postigo.gui.today.views.card import CardView
from postigo.gui.today.views.change_list import ChangesView
from postigo.gui.today.views.checklist import ChecklistView
from postigo.gui.today.views.facade import Facade
from postigo.gui.today.views.page_header import PageHeader
from postigo.gui.today.views.strips import StripsView
from postigo.gui.today.views.walk import WalkView
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label, reveal
from postigo.gui.widgets.page import Page
from postigo.gui.widgets.parts import flowing
from postigo.gui.widgets.theme import BODY

AT_ONCE_MS = 16  # what comes within one frame is shown together
MINUTE_MS = 60_000


class Today(Page):
    """Everything of the first screen. Whatever is `…_wanted` goes to whoever can serve it."""

    help_wanted = Signal()
    passwords_wanted = Signal()
    photos_wanted = Signal()
    page_wanted = Signal(object)
    tip_wanted = Signal(int)
    report_wanted = Signal()

    def __init__(
        self,
        audit: Audit,
        checklist: Checklist,
        walk: Walk,
        changes: ChangeList,
        around: ViewContext,
        notice: Callable[[], Sequence[Text]] = tuple,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(around, parent)
        self._audit, self._checklist, self._walk = audit, checklist, walk
        self._from_card = False
        self._chain: tuple[QWidget, ...] = ()
        self._closed = audit.closed
        self.banner = _Banner(audit, around)
        self.head = PageHeader(audit, around, notice)
        self.facade = Facade(audit, around)
        self.strips = StripsView(audit, around)
        self.card = CardView(checklist, around, walk)
        self.walk = WalkView(walk, around)
        self.changes = ChangesView(changes, around)
        self.list = ChecklistView(checklist, around)
        self.report = Button(around.look)
        self.report.clicked.connect(self.report_wanted)
        self._report = flowing(around.look, [self.report])
        above = (self.banner, self.head, self.facade, self.strips, self.card, self.walk, self.changes)
        for part in (*above, self.list, self._report):
            self.box.addWidget(part)
        self.box.addStretch(1)
        self.facade.door_chosen.connect(self.help_wanted)
        self.facade.tip_chosen.connect(self.tip_wanted)
        self.strips.pressed.connect(self._press)
        self.card.pressed.connect(self._press)
        self.list.page_wanted.connect(self.page_wanted)
        self.list.passwords_wanted.connect(self.passwords_wanted)
        self.list.photos_wanted.connect(self.photos_wanted)
        self.list.help_wanted.connect(self.help_wanted)
        walk.changed.connect(self.walk.refresh)
        walk.changed.connect(self.card.refresh)
        self.walk.left.connect(self._after_answer)
        changes.changed.connect(self.changes.refresh)
        for grows in (self.walk, self.changes):
            grows.grown.connect(self._bring_grown)
            grows.reshaped.connect(self._order_tabs)
        checklist.opened.connect(self.list.refresh)  # no lambda: it would keep a page alive that was made anew
        self.list.row_opened.connect(self._bring_row)
        self.list.grown.connect(self._bring_grown)
        self.list.told.connect(self._bring)
        self.list.reshaped.connect(self._order_tabs)
        self._state = (audit.phase, audit.stopping)
        self._soon = _timer(self, AT_ONCE_MS, self.refresh)
        self._soon.setSingleShot(True)
        audit.changed.connect(self._refresh_soon)
        audit.looked.connect(self._announce)
        _timer(self, MINUTE_MS, self.grow_older).start()

    def _refresh_soon(self) -> None:
        """While it looks, many answers come at once: what they change is shown together. All else shows at once."""
        state = (self._audit.phase, self._audit.stopping)
        if self._audit.phase is not Phase.LOOKING or state != self._state:
            self._state = state
            self._soon.stop()
            self.refresh()
        elif not self._soon.isActive():
            self._soon.start()

    def grow_older(self) -> None:
        """Time has passed: say anew how long ago it was looked."""
        self.head.refresh()

    def look_again(self) -> None:
        """F5."""
        if self._audit.phase is Phase.LOOKED:
            self._audit.look()

    def escape(self) -> None:
        """Esc closes the open row, and the keyboard stays on it."""
        if self._checklist.open_row:
            row = self.list.row(self._checklist.open_row)
            self._checklist.open("")
            if row is not None:
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _announce(self) -> None:
        """Announce the end of a look to a screen reader: strips and card."""
        try:
            from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # noqa: PLC0415 - Qt 6.8
        except ImportError:
            return
        shown = card(self._audit)
        if shown is not None and QAccessible.isActive():
            said = " ".join(self.around.say(said) for said in (*(s.said for s in strips(self._audit)), shown.title))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.window(), said))

    def refresh(self) -> None:
        """Show how things stand now."""
        self.banner.refresh()
        self.head.refresh()
        self.facade.refresh()
        self.strips.refresh()
        self.card.refresh()
        self.walk.refresh()
        self.changes.refresh()
        self.list.refresh()
        self.report.speak(self.around.language.say(Text("Save a report…")))
        reveal(self._report, self._audit.phase is Phase.LOOKED and self._audit.report is not None)
        self._order_tabs()
        closed, self._closed = self._closed != self._audit.closed, self._audit.closed
        if closed and self._audit.closed is not None:
            self._show_closing()

    def _show_closing(self) -> None:
        """Scroll up to the façade as a shutter closes. One button leads back."""
        here = QApplication.focusWidget()
        if here is not None and self.isAncestorOf(here) and not self.walk.isAncestorOf(here):  # a walk goes on
            self.strips.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)
        call_later(self.facade, 0, lambda: self.verticalScrollBar().setValue(0))

    def _order_tabs(self) -> None:
        """Let Tab go through the page as the eye does. Parts of it are made anew."""
        asking = (*self.strips.buttons, *self.card.buttons)
        done = (*self.walk.stops, *self.changes.stops)
        chain = (self.head.again, *self.facade.buttons, *asking, *done, *self.list.chain(), self.report)
        if chain == self._chain:
            return
        self._chain = chain
        for one, following in pairwise(chain):
            QWidget.setTabOrder(one, following)

    def _press(self, action: Action) -> None:
        audit = self._audit
        plain: dict[Do, Callable[[], None]] = {
            Do.CONSENT: audit.consent,
            Do.TOGETHER: partial(audit.consent, together=True),
            Do.DECLINE: audit.decline,
            Do.CANCEL: audit.cancel,
            Do.LOOK: audit.look,
            Do.WALK: self._walk.begin,
        }
        if action.do in plain:
            plain[action.do]()
            return
        match action.do:
            case Do.OPEN:
                self._from_card = True  # the card itself says it if the page does not open
                self._checklist.open(action.check)
                self.page_wanted.emit(action.page)
                self._from_card = False
            case Do.SHOW:
                self._checklist.open(action.check)
                self._go_to(action.check)
            case Do.TIP:
                self.tip_wanted.emit(action.tip)
            case Do.MINE:
                self._checklist.answer(action.asked, mine=True)
                self._after_answer()
            case Do.NOT_MINE:
                self._checklist.answer(action.asked, mine=False)
                self._go_to(action.check)
            case Do.GO_ON:
                self._audit.go_on()
                self.focus_first()

    def _after_answer(self) -> None:
        """The strip with its buttons is gone: the keyboard goes on with what stands next."""
        buttons = (*self.strips.buttons, *(button for button in self.card.buttons if button.isVisibleTo(self)))
        (buttons[0] if buttons else self.head.again).setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring(self, message: QWidget) -> None:
        """Bring a message into sight, once the layout knows it."""
        if not self._from_card:
            call_later(message, 0, lambda: self.ensureWidgetVisible(message, 0, self.around.look.space(16)))

    def _bring_row(self, row: QWidget) -> None:
        """A row that opens is seen with its first button. The layout has to know it first."""
        if not self._from_card:
            call_later(row, 0, lambda: self.show_from(row, self.list.first_button))

    def _bring_grown(self, first: QWidget, last: QWidget) -> None:
        """Bring an unfolded part into sight, with the button that was pressed."""

        def show() -> None:
            if self.isAncestorOf(first) and self.isAncestorOf(last):  # not made anew meanwhile
                self.show_from(first, last)

        call_later(first, 0, show)

    def _go_to(self, check: str) -> None:
        row = self.list.row(check)
        if row is not None:
            row.setFocus(Qt.FocusReason.OtherFocusReason)
            self.show_soon(row)

    def arrange(self, width: int) -> None:
        """Let each part put its buttons beside or below its text."""
        self.head.arrange(width)
        self.strips.arrange(width)
        self.card.arrange(width)
        self.list.arrange(width)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A low window gets small windows on its façade."""
        self.facade.shrink(event.size().height() / self.around.look.scale)
        super().resizeEvent(event)

    def focus_first(self) -> None:
        """Focus the card's main button while there is a question, else the head's."""
        asks = self._audit.phase in {Phase.ASKING, Phase.LOOKING} and self.card.main is not None
        target = self.card.main if asks else self.head.again
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            if asks:  # whoever can press a button has to see what it answers
                call_later(self.card, 0, lambda: self.ensureWidgetVisible(self.card, 0, self.around.look.space(16)))


def _timer(owner: QWidget, milliseconds: int, act: Callable[[], object]) -> QTimer:
    timer = QTimer(owner)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer


class _Banner(CardFrame):
    """Banner for a remembered machine, or for a box within this one."""

    def __init__(self, audit: Audit, around: ViewContext, parent: QWidget | None = None) -> None:
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
