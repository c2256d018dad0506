"""Sheet of one change, and the buttons that lead to it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.core.values import Text
from postigo.gui.today.models.fix_part import WAITS, WORDS, FixPart, FixSheet, Press
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.card_frame import CardFrame
from postigo.gui.widgets.collapsible import Collapsible
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import FirstWords
from postigo.gui.widgets.parts import column, flowing, line
from postigo.gui.widgets.theme import BODY, SMALL

FIRST = "fix-first"
"""Name of the line at which the keyboard goes on."""
_MAIN = frozenset({Press.CHANGE, Press.NEXT})


class FixSheetView(CardFrame):
    """Sheet of one change. `pressed` hands over the `Press` of a button."""

    pressed = Signal(object)

    def __init__(self, sheet: FixSheet, around: ViewContext, parent: QWidget | None = None) -> None:
        look, say = around.look, around.language.say
        super().__init__(look, "card", sheet.tone.value, parent)
        box = column(self, look.space(8), (look.space(20), look.space(12), look.space(16), look.space(12)))
        self.first = FirstWords(look, BODY, bold=True)
        self.first.setObjectName(FIRST)
        self.first.show_text(around.say(sheet.first))
        box.addWidget(self.first)
        for said in sheet.lines:
            box.addWidget(line(look, around.say(said)))
        if sheet.safety is not None:
            box.addWidget(line(look, say(sheet.safety), "note_text"))
        if sheet.raw:
            fold = Collapsible(look)
            detail = say(Text("Details of this change"))  # the row has a technical detail of its own
            fold.fold.speak(detail, f"{detail} · {around.say(sheet.about)}")
            fold.fold.setObjectName("fix-fold")
            for value in sheet.raw:
                fold.box.addWidget(line(look, around.language.value(value), "quiet", SMALL))
            box.addWidget(fold)
        self.buttons = tuple(self._button(press, sheet, around) for press in sheet.presses)
        if self.buttons:
            box.addWidget(flowing(look, self.buttons))

    def _button(self, press: Press, sheet: FixSheet, around: ViewContext) -> Button:
        words = around.language.say(WORDS[press])
        button = Button(around.look, Kind.MAIN if press in _MAIN else Kind.PLAIN)
        button.speak(words, f"{words} · {around.say(sheet.about)}")
        button.setObjectName(press.value)
        button.clicked.connect(lambda: self.pressed.emit(press))
        return button


class FixView(QWidget):
    """Buttons of a plan that Postigo can carry out, or a pressed one's sheet."""

    wanted = Signal(object)  # the key of an offer
    pressed = Signal(object)

    def __init__(self, part: FixPart, around: ViewContext, *, main: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look = around.look
        self._box = column(self, look.space(4), (0, look.space(4), 0, look.space(4)))
        self.sheet: FixSheetView | None = None
        self._buttons: dict[object, Button] = {}
        if part.waits:
            self._box.addWidget(line(look, around.language.say(WAITS), "quiet"))
        if part.sheet is not None:
            self.sheet = FixSheetView(part.sheet, around)
            self.sheet.pressed.connect(self.pressed)
            self._box.addWidget(self.sheet)
        for number, choice in enumerate(part.buttons):
            button = Button(look, Kind.MAIN if main and not number else Kind.PLAIN)
            button.speak(around.say(choice.said))
            button.setObjectName(f"fix-{choice.key.plan}-{number}")
            button.clicked.connect(lambda _checked=False, key=choice.key: self.wanted.emit(key))
            self._buttons[choice.key] = button
        if self._buttons:
            self._box.addWidget(flowing(look, self._buttons.values()), 0, Qt.AlignmentFlag.AlignTop)

    def button(self, key: object) -> Button | None:
        """Button of an offer."""
        return self._buttons.get(key)
