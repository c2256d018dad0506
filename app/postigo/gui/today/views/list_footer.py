"""Footer of the list: things that are not here, and broken packs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from postigo.core.values import Quoted, Text
from postigo.gui.today.models.checklist import Checklist
from postigo.gui.widgets.button import Button, Kind
from postigo.gui.widgets.context import ViewContext
from postigo.gui.widgets.labels import Label
from postigo.gui.widgets.parts import column
from postigo.gui.widgets.theme import BODY, SMALL


class ListFooter(QWidget):
    """Footer of a list in the language of now; made anew with it. `turned`: whether its line is unfolded from now on."""

    turned = Signal(bool)

    def __init__(self, checklist: Checklist, around: ViewContext, *, unfolded: bool) -> None:
        super().__init__()
        self._around = around
        self._box = column(self, around.look.space(4))
        self.fold: Button | None = None
        self._not_here(checklist, unfolded=unfolded)
        self._broken(checklist)
        if not self._box.count():
            self.hide()  # it would take the space between two parts

    def _not_here(self, checklist: Checklist, *, unfolded: bool) -> None:
        things = checklist.not_applicable()
        if not things:
            return
        look, say = self._around.look, self._around.language.say
        fold = self.fold = Button(look, Kind.FOLD)
        n = len(things)
        fold.speak(say(Text("{n} thing is not on this computer", "{n} things are not on this computer", n, {"n": n})))
        fold.mark(marked=unfolded)
        fold.turned.connect(self.turned)
        self._box.addSpacing(look.space(8))
        self._box.addWidget(fold, 0, Qt.AlignmentFlag.AlignLeft)
        for said in things if unfolded else ():
            self._line(self._around.say(said), "quiet", left=look.space(28))

    def _broken(self, checklist: Checklist) -> None:
        for pack in checklist.broken():
            text = self._around.language.say(pack.text)
            self._line(text, "fogged_text", top=self._around.look.space(12), bold=True)
            self._line(self._around.language.value(Quoted(pack.error)), "quiet", size=SMALL)

    def _line(
        self, text: str, colour: str, *, left: int = 4, top: int = 0, size: int = BODY, bold: bool = False
    ) -> None:
        line = Label(self._around.look, size, colour, bold=bold)
        line.setContentsMargins(left, top, 0, 0)
        line.show_text(text)
        self._box.addWidget(line)
