"""List of results, grouped by tip."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from time import monotonic
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QVBoxLayout, QWidget

from postigo.core.settings_page import PageInfo
from postigo.gui.today.models.audit import Phase
from postigo.gui.today.models.checklist import Checklist, Row, Section
from postigo.gui.today.models.detail import Detail, detail
from postigo.gui.today.models.fix_part import press
from postigo.gui.today.views.aside_part import AsideView
from postigo.gui.today.views.detail import DetailView
from postigo.gui.today.views.flow import FlowView
from postigo.gui.today.views.list_footer import ListFooter
from postigo.gui.today.views.list_rows import LeadRow, TipHeading
from postigo.gui.today.views.row import RowButton
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords, Label
from postigo.gui.widgets.theme import BODY
from postigo.reports.watched import Whose

SLICE: Final = 0.004  # seconds of building after which the window may paint


class ChecklistView(QWidget):
    """Sections of rows. `page_wanted` asks for a page of the settings."""

    page_wanted = Signal(object)
    passwords_wanted = Signal()
    photos_wanted = Signal()
    help_wanted = Signal()
    told = Signal(object)  # the label that says what a button of the open row led to
    reshaped = Signal()  # parts were made anew
    row_opened = Signal(object)  # the row that the person opened
    grown = Signal(object, object)  # what the person unfolded: the first and the last part of it

    def __init__(self, checklist: Checklist, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list, self._around = checklist, around
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(around.look.space(4))
        self._headings: dict[int, TipHeading] = {}
        self._rows: dict[str, RowButton] = {}
        self._panels: dict[str, QVBoxLayout] = {}
        self._detail: DetailView | None = None
        self._detail_key = (("", False), False)
        self._opened = ""
        self._shape: object = None
        self._unfolded = False
        self._folds: dict[int, Button] = {}
        self._leads: dict[int, LeadRow] = {}
        self._fold: Button | None = None
        self._width = 0
        self._sections: tuple[Section, ...] = ()
        self._exit: QWidget | None = None
        self._built, self._first = 0, True  # sections that are built; whether there was no row before
        self._more = QTimer(self)
        self._more.setSingleShot(True)
        self._more.timeout.connect(self.refresh)
        self.refresh()

    @property
    def rows(self) -> tuple[RowButton, ...]:
        """The rows from top to bottom."""
        return tuple(self._rows.values())

    def row(self, check: str) -> RowButton | None:
        """The row of a check."""
        return self._rows.get(check)

    @property
    def first_button(self) -> QWidget | None:
        """The first button of the open row."""
        return next(iter(self._detail.findChildren(Button)), None) if self._detail is not None else None

    def refresh(self) -> None:
        """Show how things stand now. Widgets stay where the list has kept its shape."""
        sections = self._list.sections()
        folded, broken = self._list.not_applicable(), self._list.broken()
        shape = (
            [(s.tip, [row.check for row in self._shown(s)], s.fold, s.lead, s.note) for s in sections],
            folded,
            broken,
            self._unfolded,
        )
        focused = next((check for check, row in self._rows.items() if row.hasFocus()), None)
        within = self._detail.detail.check if self._detail is not None and self._focused_part() else None
        folding = next((tip for tip, fold in self._folds.items() if fold.hasFocus()), None)
        spoken = (shape, self._around.language.voice)
        if spoken != self._shape:
            self._shape = spoken
            self._clear()
        if self._built < len(sections):
            self._build(sections)
        self._sections = sections[: self._built]
        for section in self._sections:
            for row in self._shown(section):
                self._rows[row.check].show_row(row, opened=row.check == self._list.open_row)
        self._show_detail()
        if focused is not None and focused in self._rows:
            self._rows[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        elif within is not None and self._detail is None:
            self._take_over(within)
        if folding is not None and folding in self._folds:
            self._folds[folding].setFocus(Qt.FocusReason.OtherFocusReason)
        self.reshaped.emit()

    def arrange(self, width: int) -> None:
        """Rows put their state beside or below their sentence. Called before the page is laid out."""
        self._width = width
        for row in self.rows:
            row.arrange(width)
        for lead in self._leads.values():
            lead.arrange(width)
        for heading in self._headings.values():
            heading.arrange(width)

    def chain(self) -> Iterator[QWidget]:
        """Focusable parts from top to bottom: rows, and the buttons of the open one."""
        for section in self._sections:
            yield from self._parts(section)
        if self._fold is not None:
            yield self._fold

    def lead_first_to(self, part: QWidget | None) -> None:
        """Let Tab reach this part first in the open row: the quick exit."""
        self._exit = part
        self.reshaped.emit()

    def _parts(self, section: Section) -> Iterator[QWidget]:
        if section.tip in self._folds:
            yield self._folds[section.tip]
        for row in section.rows:
            yield from self._with_detail(row.check)
        if section.tip in self._leads:
            yield self._leads[section.tip].button
        for row in self._shown(section)[len(section.rows) :]:
            yield from self._with_detail(row.check)

    def _with_detail(self, check: str) -> Iterator[QWidget]:
        yield self._rows[check]
        if self._detail is not None and self._detail.detail.check == check:
            yield from [self._exit] if self._exit is not None else []
            parts = self._detail.findChildren(QWidget)
            yield from (part for part in parts if isinstance(part, QAbstractButton | QLineEdit | FirstWords))

    def _shown(self, section: Section) -> tuple[Row, ...]:
        return (*section.rows, *(section.folded if section.tip in self._list.unfolded else ()))

    # --- building

    def _clear(self) -> None:
        self._built, self._first = 0, not self._rows
        self._headings.clear()
        self._rows.clear()
        self._panels.clear()
        self._folds.clear()
        self._leads.clear()
        self._detail = self._fold = None
        while (item := self._box.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _build(self, sections: tuple[Section, ...]) -> None:
        """Build what is not built yet. The first rows of a look come in slices: nobody has begun to read them."""
        until = monotonic() + SLICE
        patient = self._first and self.isVisible() and self._list.audit.phase is Phase.LOOKING
        for section in sections[self._built :]:
            self._section(section)
            self._built += 1
            if patient and self._built < len(sections) and monotonic() > until:
                self._more.start()
                return
        footer = ListFooter(self._list, self._around, unfolded=self._unfolded)
        footer.turned.connect(self._unfold)
        self._fold = footer.fold
        self._box.addWidget(footer)

    def _section(self, section: Section) -> None:
        look, say = self._around.look, self._around.language.say
        unfolded = section.tip in self._list.unfolded
        heading = TipHeading(section, self._around, unfolded=unfolded, named=self._list.only is None)
        heading.arrange(self._width)
        self._headings[section.tip] = heading
        self._box.addWidget(heading)
        if heading.fold is not None:
            heading.fold.turned.connect(lambda wanted, tip=section.tip: self._unfold_tip(tip, wanted))
            self._folds[section.tip] = heading.fold
        if section.note is not None:
            note = Label(look, BODY, "quiet")
            note.setContentsMargins(4, 0, 0, 0)
            note.show_text(say(section.note))
            self._box.addWidget(note)
            return
        panel = CardFrame(look)
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        for row in section.rows:
            self._row(row, inside)
        if section.lead is not None:
            lead = self._leads[section.tip] = LeadRow(section.lead, self._around, first=not inside.count())
            lead.button.clicked.connect(self.passwords_wanted)
            inside.addWidget(lead)
        for row in self._shown(section)[len(section.rows) :]:
            self._row(row, inside)
        if inside.count():
            self._box.addWidget(panel)

    def _row(self, row: Row, inside: QVBoxLayout) -> None:
        button = RowButton(row, self._around, first=not inside.count())
        button.setObjectName(f"row-{row.check}")
        button.arrange(self._width)
        button.clicked.connect(lambda _checked=False, check=row.check: self._press(check))
        inside.addWidget(button)
        self._rows[row.check] = button
        self._panels[row.check] = inside

    def _unfold(self, wanted: bool) -> None:
        self._unfolded = wanted
        self.refresh()

    def _unfold_tip(self, tip: int, wanted: bool) -> None:
        self._list.unfold(tip, wanted)
        section = next(section for section in self._sections if section.tip == tip)
        if wanted and section.folded:
            self.grown.emit(self._headings[tip], self._rows[section.folded[0].check])

    def _show_technical(self, wanted: bool) -> None:
        self._list.fold(wanted)
        self._tell_grown("fold", wanted)

    def _show_plan(self, plan: str, wanted: bool) -> None:
        self._list.show_plan(plan, wanted=wanted)
        self._tell_grown(f"plan-{plan}", wanted)

    def _show_steps(self, plan: str, wanted: bool) -> None:
        self._list.show_steps(plan, wanted=wanted)
        self._tell_grown(f"steps-{plan}", wanted)

    def _tell_grown(self, name: str, wanted: bool) -> None:
        fold = self._detail.findChild(Button, name) if self._detail is not None else None
        if wanted and fold is not None:
            self.grown.emit(fold, self._detail)

    # --- the open row

    def _take_over(self, check: str) -> None:
        """Move the focus from a row that was shut to its line."""
        tips = (s.tip for s in self._sections if any(row.check == check for row in s.folded))
        part = self._rows.get(check) or self._folds.get(next(tips, 0))
        if part is not None:
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_detail(self) -> None:
        wanted = detail(self._list)
        voice = self._around.language.voice
        if self._detail is not None and (self._detail.detail, self._detail_key) == (
            wanted,
            (voice, self._list.detail_shown),
        ):
            return
        focused, last = self._focused_part(), self._detail.detail if self._detail is not None else None
        check = wanted.check if wanted is not None else ""
        opened, self._opened = check != self._opened, check  # made anew for another language it is the same row
        before = self._detail.message.text() if self._detail is not None and self._detail.message is not None else ""
        if self._detail is not None:
            self._detail.hide()
            self._detail.deleteLater()
            self._detail = None
        if wanted is None or wanted.check not in self._rows:
            return
        view = self._detail = DetailView(wanted, self._around, unfolded=self._list.detail_shown)
        self._detail_key = (voice, self._list.detail_shown)
        view.page_wanted.connect(self._want)
        view.again_wanted.connect(lambda: self._list.check_again(wanted.check))
        view.stop_wanted.connect(lambda: self._list.stop(wanted.check))
        view.folded.connect(self._show_technical)
        view.plan_wanted.connect(self._show_plan)
        view.steps_wanted.connect(self._show_steps)
        if self._list.fixing is not None:
            view.fix_wanted.connect(self._list.fixing.ask)
            view.fix_pressed.connect(partial(press, self._list.fixing))
        view.answered.connect(lambda ones, mine: self._list.answer(ones, mine=mine))
        # Queued: an arrow key chooses first and moves the focus then, and the row is made anew.
        view.whose_told.connect(self._tell_whose, Qt.ConnectionType.QueuedConnection)
        view.photos_wanted.connect(self.photos_wanted)
        view.help_wanted.connect(self._to_help)
        view.close_wanted.connect(lambda: self._list.open(""))
        if view.aside is not None:
            self._follow_aside(view.aside, wanted.check)
        panel = self._panels[wanted.check]
        panel.insertWidget(panel.indexOf(self._rows[wanted.check]) + 1, view)
        if view.message is not None and view.message.text() != before:
            self.told.emit(view.message)
        if opened:
            self.row_opened.emit(self._rows[wanted.check])
        if focused:
            part = view.goes_on(focused, last)
            (part or self._rows[wanted.check]).setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_sheet(view, last)

    def _bring_sheet(self, view: DetailView, last: Detail | None) -> None:
        """Bring what a button led to into sight."""
        was, now = last.sheet if last is not None else None, view.detail.sheet
        if now is not None and last is not None and (was is None or was.stage is not now.stage):
            for part in view.fixes:
                if part.sheet is not None:
                    self.grown.emit(part.sheet.first, part)

    def _follow_aside(self, view: AsideView, check: str) -> None:
        audit = self._list.audit
        report, aside = audit.report, audit.aside
        if report is None or aside is None:
            return
        view.turned.connect(self._show_aside)
        view.snoozed.connect(lambda span: aside.snooze(report, check, span))
        view.accepted.connect(lambda reason: aside.accept(report, check, reason))
        view.ended.connect(lambda: aside.end(check))
        if view.reason is not None:
            view.reason.setText(self._list.reason)
            view.reason.textChanged.connect(self._list.type_reason)

    def _show_aside(self, wanted: bool) -> None:
        self._list.show_aside(wanted)
        self._tell_grown("aside", wanted)

    def _tell_whose(self, reply: Whose) -> None:
        self._list.tell_whose(reply)
        flow = self._detail.findChild(FlowView) if self._detail is not None else None
        if flow is not None and flow.follows is not None:
            self.grown.emit(flow.follows, flow.follows)

    def _to_help(self) -> None:
        """Go to help. A row that asked who watches is shut: whoever comes back finds no answer there."""
        if self._detail is not None and self._detail.detail.flow is not None:
            self._list.open("")
        self.help_wanted.emit()

    def _focused_part(self) -> str:
        """The name of the button inside the open row that has the focus."""
        inside = self._detail.focusWidget() if self._detail is not None else None
        return inside.objectName() if inside is not None and inside.hasFocus() else ""

    def _want(self, page: PageInfo) -> None:
        self.page_wanted.emit(page)

    def _press(self, check: str) -> None:
        if self._rows[check].row.opens:
            self._list.toggle(check)

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Go from row to row by arrows, Home and End."""
        lines = (part for part in self.chain() if isinstance(part, RowButton) or part in self._folds.values())
        there = [line for line in lines if line.focusPolicy() != Qt.FocusPolicy.NoFocus]
        here = next((index for index, row in enumerate(there) if row.hasFocus()), None)
        key = Qt.Key(event.key())
        goals = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: len(there) - 1}
        if here is not None:
            goals |= {Qt.Key.Key_Up: max(0, here - 1), Qt.Key.Key_Down: min(here + 1, len(there) - 1)}
        if here is None or key not in goals:
            super().keyPressEvent(event)
            return
        there[goals[key]].setFocus(Qt.FocusReason.TabFocusReason)
