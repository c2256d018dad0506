"""Open entry: what we saw, what to do, and a button to the site."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from postigo.core.values import Text
from postigo.gui.passwords.models.entry import Telling
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Selectable
from postigo.gui.widgets.parts import column, flowing, heading, line, marked
from postigo.gui.widgets.theme import BODY, SMALL


class EntryView(QWidget):
    """The parts of an open entry. `address_wanted` asks for a page on the internet: on a click only."""

    address_wanted = Signal(str)

    def __init__(self, told: Telling, around: ViewContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around, self.told = around, told
        look, say = around.look, around.language.say
        self._box = column(
            self, look.space(4), (look.space(16) + look.px(24) + look.space(12), 4, look.space(20), look.space(16))
        )
        self._box.addWidget(heading(look, say(Text("What we saw"))))
        for because in told.because:
            self._box.addLayout(marked(look, because.tone, say(because.text)))
        for other in told.others:
            self._box.addWidget(line(look, say(other), "quiet"))
        if told.to_do:
            self._box.addWidget(heading(look, say(Text("What to do"))))
        if told.safety is not None:
            self._box.addWidget(_note(around, say(told.safety)))
        for advice in told.to_do:
            self._box.addWidget(line(look, say(advice)))
        if told.address is not None:
            self._change(told.address)
        self._box.addWidget(heading(look, say(Text("About this entry"))))
        for about in told.about:
            self._box.addWidget(line(look, say(about), "quiet", SMALL))

    def _change(self, address: str) -> None:
        look, say = self._around.look, self._around.language.say
        button = Button(look, Kind.MAIN)
        button.setObjectName("change")
        button.speak(say(Text("Open the page to change it")))
        button.clicked.connect(lambda: self.address_wanted.emit(address))
        self._box.addSpacing(look.space(8))
        self._box.addWidget(flowing(look, [button]), 0, Qt.AlignmentFlag(0))
        where = Selectable(look, SMALL, "quiet")
        where.show_text("" if self._around.language.hides else address)
        self._box.addWidget(where)
        hint = Text("It opens in your browser. Some sites do not have this page: then look in the account's settings.")
        self._box.addWidget(line(look, say(hint), "quiet", SMALL))

    def height_for(self, width: int) -> int:
        """How tall it is when it is this wide."""
        return self._box.totalHeightForWidth(width)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The ground of an open row."""
        del event
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()).adjusted(1, 0, -1, 0), self._around.look.colour("house"))


def _note(around: ViewContext, text: str) -> CardFrame:
    """The safety note: read before the steps."""
    look = around.look
    note = CardFrame(look, "card", "note")
    inside = QVBoxLayout(note)
    inside.setContentsMargins(look.space(20), look.space(12), look.space(16), look.space(12))
    inside.addWidget(line(look, text, "note_text", BODY))
    return note
