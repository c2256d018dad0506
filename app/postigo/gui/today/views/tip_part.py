"""Device's part of a tip's page: the tip's state, and its checks."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.today.models.audit import Audit
from postigo.gui.today.models.checklist import Checklist
from postigo.gui.today.models.facade import openings
from postigo.gui.today.views.checklist import ChecklistView
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Heading, Label
from postigo.gui.widgets.parts import column
from postigo.gui.widgets.status_icon import StatusIcon
from postigo.gui.widgets.theme import LEAD, SMALL


class TipPart(QWidget):
    """Rows of one tip. Its list is its own: a row that is opened here is not open on the page of today."""

    page_wanted = Signal(object)
    passwords_wanted = Signal()
    photos_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, audit: Audit, checklist: Checklist, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._audit, self._checklist, self._around = audit, checklist, around
        look = around.look
        self._heading = Heading(look, LEAD - 2, bold=True)
        self._icon = StatusIcon(look, openings(audit)[0].tone)
        self._state = Label(look, SMALL, bold=True)
        line = QHBoxLayout()
        line.setSpacing(look.space(8))
        line.addWidget(self._heading, 1)
        line.addWidget(self._icon)
        line.addWidget(self._state)
        self.list = ChecklistView(checklist, around)
        box = column(self, look.space(4))
        box.addLayout(line)
        box.addWidget(self.list)
        self.list.page_wanted.connect(self.page_wanted)
        self.list.passwords_wanted.connect(self.passwords_wanted)
        self.list.photos_wanted.connect(self.photos_wanted)
        self.list.help_wanted.connect(self.help_wanted)
        checklist.opened.connect(self.list.refresh)
        audit.changed.connect(self.refresh)
        self.refresh()

    def show_tip(self, tip: int) -> None:
        """Show the rows of this tip."""
        self._checklist.show_only(tip)

    def refresh(self) -> None:
        """Show how things stand now, in the language of now."""
        say = self._around.language.say
        opening = next(one for one in openings(self._audit) if one.tip == self._checklist.only)
        self._heading.show_text(say(Text("What the device says")))
        self._icon.show_tone(opening.tone)
        self._state.show_text(say(opening.state))
        self._state.tint(f"{opening.tone.value}_text")
        self.list.refresh()

    def chain(self) -> Iterator[QWidget]:
        """Parts that the keyboard reaches, from top to bottom."""
        return self.list.chain()

    def arrange(self, width: int) -> None:
        """Let rows put their state beside or below their sentence."""
        self.list.arrange(width)
