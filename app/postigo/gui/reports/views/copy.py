"""Report to save: choices, buttons, and exactly what the file will hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from postigo.core.values import Text
from postigo.gui.reports.models.copies import Copies
from postigo.gui.reports.views.choices import ChoicesPart
from postigo.gui.reports.views.more import MorePart
from postigo.gui.reports.views.preview import PreviewPart
from postigo.gui.reports.views.saving import SavingPart
from postigo.gui.widgets.button import Button
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Heading, Label, reveal
from postigo.gui.widgets.parts import column, flowing, sheet
from postigo.gui.widgets.theme import BODY, LEAD

WIDE: Final = 860
"""px at 100 % text from which the preview stands beside the choices."""


class CopyPart(QWidget):
    """Choices at the left and preview at the right, or below where it is narrow."""

    today_wanted = Signal()

    def __init__(self, copies: Copies, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copies, self._around = copies, around
        look = around.look
        self._title = Heading(look, LEAD - 2, bold=True)
        self._not_yet = Label(look, BODY)
        self.today = Button(look)
        self.today.clicked.connect(self.today_wanted)
        self._nothing = flowing(look, [self.today])
        self.choices, self.saving = ChoicesPart(copies, around), SavingPart(copies, around)
        self.more, self.preview = MorePart(copies, around), PreviewPart(copies, around)
        panel, inside = sheet(look)
        for part in (self.choices, self.more, self.saving):
            inside.addWidget(part)
        self._desk = QWidget()
        self._desk.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._desk)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(look.space(16))
        self._sides.addWidget(panel, 1, Qt.AlignmentFlag.AlignTop)
        self._sides.addWidget(self.preview, 1)
        reveal(self.more, not copies.classroom)
        box = column(self, look.space(8))
        for shown in (self._title, self._not_yet, self._nothing, self._desk):
            box.addWidget(shown)
        copies.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """How things stand now, in the language of now."""
        say, offered = self._around.language.say, self._copies.offered
        self._title.show_text(say(Text("Save a report")))
        self._not_yet.show_text("" if offered else say(Text("A report can be saved when a look has ended.")))
        self.today.speak(say(Text("Go to Today")))
        reveal(self._nothing, not offered)
        reveal(self._desk, offered)
        for part in (self.choices, self.more, self.saving, self.preview):
            part.refresh()

    def chain(self) -> Iterator[QWidget]:
        """Parts that the keyboard reaches, as the eye goes."""
        yield self.today
        yield from (*self.choices.chain(), *self.more.chain(), *self.saving.chain(), self.preview.reading)

    def arrange(self, width: int) -> None:
        """Put the preview beside the choices where there is room."""
        wide = width >= self._around.look.px(WIDE)
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
