"""Split at the door: a threat, an e-mail to thousands, or danger now. They need different advice."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.help.models.way import Way
from postigo.gui.help.views.contact_list import CountryChoice
from postigo.gui.help.views.stage import StageView
from postigo.gui.widgets.button import Kind
from postigo.gui.widgets.clipboard import LentClipboard
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Heading, Label
from postigo.gui.widgets.parts import sheet
from postigo.gui.widgets.shutters import paint_door
from postigo.gui.widgets.theme import BODY, LEAD, SMALL
from postigo.guidance import path


class SplitView(StageView):
    """First words, and three choices."""

    def __init__(self, way: Way, clipboard: LentClipboard, around: ViewContext) -> None:
        super().__init__(way, clipboard, around)
        look = around.look
        self._hope = Label(look, LEAD)
        head = QHBoxLayout()
        head.setSpacing(look.space(20))
        head.addWidget(_Door(around), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(self.first)
        words.addWidget(self._hope)
        words.addStretch(1)
        head.addLayout(words, 1)
        self.box.addLayout(head)
        self._question = Heading(look, LEAD, bold=True)
        self.box.addWidget(self._question)
        self.choices = {one: self.button(partial(way.tell, one), Kind.HELP) for one in path.CHOICES}
        self._meanings = {one: Label(look, BODY) for one in path.CHOICES}
        for one, choice in self.choices.items():
            panel, inside = sheet(look, "note")
            inside.addWidget(choice, 0, Qt.AlignmentFlag.AlignLeft)
            inside.addWidget(self._meanings[one])
            self.box.addWidget(panel)
        self._more = {text.one: Label(look, BODY) for text in (path.OPPOSITE, path.SAFE_DEVICE, *path.QUICK_EXIT)}
        self._small = {text.one: Label(look, SMALL, "quiet") for text in (path.LIMITS, path.NO_TRACE)}
        self.country = CountryChoice(way, around)  # here too: in danger the right country must be one step away
        for part in (*self._more.values(), self.country, *self._small.values()):
            self.box.addWidget(part)
        way.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """In the language of now."""
        self.first.show_text(self.say(Text("I need help")))
        self._hope.show_text(" ".join(self.say(text) for text in path.FIRST_WORDS))
        self._question.show_text(self.say(path.WHAT_HAPPENS))
        for one, choice in self.choices.items():
            choice.speak(self.say(path.CHOICES[one]))
            self._meanings[one].show_text(self.say(path.MEANINGS[one]))
        for text in (path.OPPOSITE, path.SAFE_DEVICE, *path.QUICK_EXIT):
            self._more[text.one].show_text(self.say(text))
        for text in (path.LIMITS, path.NO_TRACE):
            self._small[text.one].show_text(self.say(text))
        self.country.refresh()


class _Door(QWidget):
    """The open door of the façade, as a picture: this is where it leads."""

    def __init__(self, around: ViewContext) -> None:
        super().__init__()
        self._around = around
        self.setFixedSize(around.look.space(64), around.look.space(96))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The door."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(self.width() / 2, 0)
        painter.scale(self.height() / 152, self.height() / 152)
        paint_door(painter, self._around.look)
