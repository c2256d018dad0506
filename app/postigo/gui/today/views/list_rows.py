"""Rows of the list that are no thing: a tip's heading, and a lead elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from postigo.gui.common.status_style import Tone
from postigo.gui.today.models.checklist import Lead, Section
from postigo.gui.today.views.row import HEIGHT, NARROW, divide
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Heading, Label
from postigo.gui.widgets.status_icon import StatusIcon
from postigo.gui.widgets.theme import BODY, LEAD, SMALL


class TipHeading(QWidget):
    """Heading of a tip, and beside it the line that unfolds what asks for nothing. Without its name where the page has it."""

    def __init__(
        self,
        section: Section,
        around: ViewContext,
        *,
        unfolded: bool,
        named: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        look, say = around.look, around.language.say
        self._look = look
        self.name = Heading(look, LEAD - 2, bold=True)
        self.name.show_text(f"{section.tip} · {say(section.name)}" if named else "")
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(4, look.space(4), 0, 0)
        self._line.setSpacing(look.space(4))
        self._line.addWidget(self.name, 1, Qt.AlignmentFlag.AlignVCenter)
        self.fold: Button | None = None
        if section.folded:
            parts = " · ".join(say(part) for part in section.fold)
            self.fold = Button(look, Kind.FOLD)
            self.fold.setFont(look.font(SMALL))
            self.fold.speak(parts, f"{say(section.name)}: {parts}")
            self.fold.setObjectName(f"fold-{section.tip}")
            self.fold.mark(marked=unfolded)
            self._line.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignVCenter)

    def arrange(self, width: int) -> None:
        """The line beside the name, or below it. 0: not known yet."""
        if self.fold is None:
            return
        narrow = 0 < width < self.name.sizeHint().width() + self.fold.sizeHint().width() + self._look.space(24)
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._line.direction() is not wanted:
            self._line.setDirection(wanted)
            self._line.setAlignment(self.fold, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignVCenter)


class LeadRow(QWidget):
    """Row of a thing on another page: its state, and a button that leads there."""

    def __init__(self, lead: Lead, around: ViewContext, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look, say = around.look, around.language.say
        self._look, self._first = look, first
        sentence = Label(look, BODY)
        sentence.show_text(say(lead.sentence))
        state = Label(look, SMALL, f"{Tone.BARE.value}_text", bold=True)
        state.setWordWrap(False)
        state.show_text(say(lead.state))
        self.button = Button(look, Kind.PLAIN)
        self.button.speak(say(lead.button), say(lead.spoken))
        self.button.setObjectName("lead")
        line = QHBoxLayout(self)
        line.setContentsMargins(look.space(16), look.space(4), look.space(16), look.space(4))
        line.setSpacing(look.space(12))
        line.addWidget(StatusIcon(look, Tone.BARE))
        self._texts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._texts.setSpacing(look.space(12))
        self._texts.addWidget(sentence, 1)
        self._texts.addWidget(state)
        line.addLayout(self._texts, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setMinimumHeight(HEIGHT)

    def arrange(self, width: int) -> None:
        """The state beside the sentence, or below it. 0: not known yet."""
        narrow = 0 < width < self._look.px(NARROW)
        self._texts.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._texts.setSpacing(2 if narrow else self._look.space(12))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The line above it."""
        del event
        if not self._first:
            divide(QPainter(self), QRectF(self.rect()), self._look)
